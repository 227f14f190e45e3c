"""How much a piece of a citation looks like the name of a journal.

The words are those that names of journals are made of, in full and abbreviated as in
ISO 4 and the NLM Catalog (abbreviations seen in PubMed citations, 2026-11-23).
"""

from __future__ import annotations

import re

from health_content.bibliography.sentences import starts_like_journal

_SMALL = frozenset(
    "of the and in for on & a an de der des du la le les et und f\u00fcr fur y e della di del to "
    "with as at by da do dos das".split()
)
_ABBREVIATED = frozenset(
    """arxiv biorxiv medrxiv preprints ssrn j am br brit eur int can aust austr n z nz scand acta
    adv ann annu appl arch arq arzneim ars arterioscler arthritis atheroscler aviat bangl
    behav biochem biochim bioeng bioinform biol biomed biomet biophys biosci biotechnol bmc
    bmj bone bras bull cancer cardiol cardiovasc cell cent chem chin chir circ circul clin
    coll comm commun comp comput congest contemp crit croat curr cytol dan dermatol dev diab
    diabet diabetes diabetol dig dis disord drug dtsch ecol econ educ egypt electrolyte
    emerg endocr endocrinol eng engl environ epidemiol ernahr ethn evid exerc exp expert fam
    fed fertil finn food forum front funct gastroenterol gen genet geriatr gerontol gut
    gynaecol gynec gynecol haematol headache health heart hematol hepatol hist hong horm
    hosp hum hung hypertens hyg immun immunol ind indian infect inflamm inform inorg inst
    intern invest iran ir isr ital jama jpn kidney klin korean lab lancet lett leuk life
    lipid lipids lond magn magnes malays manag mar mass mater matern matur med mediat
    mediators mem metab methods mex microbiol miner mol monit morb mortal mult muscle nat
    natl nature nephrol nephron neth neural neurol neuropharmacol neurophysiol
    neuropsychiatr neurosci neurosurg new nord nurs nutr nutrients obes obst obstet occup
    oncol open ophthalmol opin optom oral orthop osteoarthr osteoporos otolaryngol paediatr
    pain pak parent pathol patient pediatr perinat pharm pharmacokinet pharmacol
    pharmacother pharmazie philos phys physiol phytother plant plos pol postgrad poult pract
    prenat prev prim proc prof prog prostaglandins psych psychiatr psychol psychopharmacol
    psychosom public pubmed q qual quant radiat radiol rech rehabil ren rep repert reprod
    res respir rev rheum rheumatol rinsho rom saf saudi schweiz sci scient semin sep serb
    sleep soc somat spec sport sports st stand stat steroid steroids strength stroke stud
    subst suppl surg swed switz symp syst technol teratog ther thorac thromb thyroid tidsskr
    tissue top toxicol trace trans transl transplant trauma treat trends trop tuberc turk
    ultrasound univ urol us vasc vet virol vis vitam vitaminol vol wien wkly wochenschr
    womens world yonsei zentralbl ajcn cmaj ebiomedicine eclinicalmedicine elife jbmr nejm
    pnas qjm sao rsc acs aims apmis jcem faseb nefrologia medicine medicina mayo""".split()
)
_FULL = frozenset(
    """academy advances africa african ageing aging allergy american anaesthesia analytical anatomy
    angiology animal annals annual antioxidants applied archives asia asian association
    atherosclerosis australian bacteriology behavior behavioral biochemical biochemistry
    biochimie biological biology biomarkers biomechanics biomedical biomedicine biomolecules
    biophysics bmj brain british bulletin calcified canadian cancers cardiology
    cardiovascular care case cells cellular chemistry child children chinese chronic
    circulation clinical clinics cochrane cognition college communications community
    complementary consulting critical cureus current cytokine data database debates dental
    dermatology development diabetic diabetologia dietary dietetic dietetics disease
    diseases disorders drugs ecology education electrolytes emergency endocrine
    endocrinology engineering environment environmental epidemiology ethnopharmacology
    european evidence experimental express family fasebj federation fertility foods
    frontiers functional gastroenterology gene general genetics geriatric geriatrics
    gerontology growth gynecology hematology hepatology herbal hormone hormones hospital
    human hypertension immunity immunology indian industry infection infectious inflammation
    inorganic insights institute integrative internal international investigation ireland
    iranian issues italian japan japanese journal journals kidney korean laboratory lancet
    letters lipidology london magazine magnesium management maturitas mayo mechanisms
    medical medicinal mediterranean metabolic metabolism metabolites microbiology microbiome
    mineral minerals miner molecular molecules mortality muscle national nature nephrology
    neurochemistry neurology neuron neuroscience nephron new nursing nutrition nutritional
    obesity obstetrics oncology ophthalmology opinion organization orthopaedic orthopaedics
    orthopedic osteopathic osteoporosis paediatrics pathology pediatric pediatrics
    perspectives pharmaceutical pharmaceuticals pharmaceutics pharmacology pharmacotherapy
    pharmacy philosophical physical physician physicians physiology phytomedicine
    phytotherapy planta poultry practical practice preventive primary proceedings progress
    psychiatry psychology psychopharmacology public quarterly radiology redox rehabilitation
    report reports reproduction reproductive research respiratory review reviews revista
    rheumatic rheumatology royal saudi scandinavian scholarly science sciences scientific
    scientifica sleep society spine statistics steroid supplement supplements surgery
    surgical system systematic systems technology therapeutic therapeutics therapies therapy
    thrombosis thyroid tissue today topics toxicology toxins toxicological translational
    transplantation transactions treatments trends trials tropical updates urology vaccines
    vascular veterinary vitamin vitaminology vitamins wellness women women's world
    zeitschrift england gastroenterologia revue archiv rivista giornale arquivos anales
    gaceta ciencia ciencias salud ernährung deutsche ärzteblatt wochenschrift""".split()
)
_NEWS = re.compile(
    r"\b(?:Times|Post|Guardian|News|Telegraph|Tribune|Herald|Newspaper|Reuters|CNN|BBC|Forbes|"
    r"Independent|Healthline|WebMD|Gazette|Washington|Today\sShow|Daily|Magazine)\b"
)
_WORD = re.compile(r"[^\s/()-]+")


def likeness(text: str) -> float:
    """The higher, the more a text looks like the name of a journal; above 1 it well may be."""
    words = [word.strip(".,:;()[]'\u2019&") for word in _WORD.findall(text)]
    words = [word for word in words if word and word.casefold() not in _SMALL]
    if not words or len(words) > 24 or text.rstrip().endswith(("?", "!")):
        return -6.0
    score = 1.5 if starts_like_journal(text.strip() + " ") else 0.0
    for word in words:
        plain = word.casefold()
        if plain in _ABBREVIATED or plain in _FULL:
            score += 0.1 if word.islower() else 1.5 if plain.endswith("rxiv") else 1.0
        elif word[0].islower():
            score -= 1.0
        elif word[0].isdigit():
            score -= 0.7
        else:
            score -= 0.25
    return score


def is_abbreviated(text: str) -> bool:
    """Whether the words of a name end in stops: "Am. J. Clin. Nutr"."""
    return bool(re.search(r"[^\W\d_]\.\s?[A-Z]", text))


def is_abbreviation(word: str) -> bool:
    """Whether a word is one of those that names of journals are shortened to."""
    return word.strip(".,()").casefold() in _ABBREVIATED


def is_newspaper(text: str) -> bool:
    """Whether a name is that of a newspaper or a news site."""
    return bool(_NEWS.search(text))
