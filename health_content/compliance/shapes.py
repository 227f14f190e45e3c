"""What a word is a name of, and what its shape alone can tell."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a mention names, or what it does in its sentence."""

    DISEASE = "disease"
    SYMPTOM = "symptom"
    MARKER = "marker"
    PATHOGEN = "pathogen"
    DRUG = "drug"
    DRUG_CLASS = "drug-class"
    DRUG_INGREDIENT = "drug-ingredient"
    THERAPY = "therapy"
    NUTRIENT = "nutrient"
    PRODUCT = "product"
    POPULATION = "population"
    BODY = "body"
    RELATION = "relation"
    NEGATION = "negation"
    SUBJECT = "subject"
    SAFETY = "safety"
    HARM = "harm"
    MODALITY = "modality"
    STUDY = "study"


# Endings of Greek and Latin medical terms and the stems that the United States Adopted
# Names Council gives to drugs (https://www.ama-assn.org/about/united-states-adopted-names,
# "USAN stem list", read 2026-11-23 in secondary copies).
_ENDINGS: tuple[tuple[str, Kind], ...] = (
    ("itis", Kind.DISEASE),
    ("itides", Kind.DISEASE),
    ("oses", Kind.DISEASE),
    ("osis", Kind.DISEASE),
    ("iasis", Kind.DISEASE),
    ("emia", Kind.DISEASE),
    ("aemia", Kind.DISEASE),
    ("penia", Kind.DISEASE),
    ("oma", Kind.DISEASE),
    ("omas", Kind.DISEASE),
    ("opathy", Kind.DISEASE),
    ("opathies", Kind.DISEASE),
    ("algia", Kind.SYMPTOM),
    ("plegia", Kind.DISEASE),
    ("phobia", Kind.DISEASE),
    ("trophy", Kind.DISEASE),
    ("uria", Kind.SYMPTOM),
    ("orrhea", Kind.SYMPTOM),
    ("ectomy", Kind.THERAPY),
    ("plasty", Kind.THERAPY),
    ("oscopy", Kind.THERAPY),
    ("otomy", Kind.THERAPY),
    ("ostomy", Kind.THERAPY),
    ("therapy", Kind.THERAPY),
    ("therapies", Kind.THERAPY),
    ("statin", Kind.DRUG),
    ("prazole", Kind.DRUG),
    ("conazole", Kind.DRUG),
    ("sartan", Kind.DRUG),
    ("dipine", Kind.DRUG),
    ("dronate", Kind.DRUG),
    ("dronic", Kind.DRUG),
    ("oxacin", Kind.DRUG),
    ("mycin", Kind.DRUG),
    ("cillin", Kind.DRUG),
    ("cycline", Kind.DRUG),
    ("oxetine", Kind.DRUG),
    ("azepam", Kind.DRUG),
    ("lukast", Kind.DRUG),
    ("gliptin", Kind.DRUG),
    ("gliflozin", Kind.DRUG),
    ("glutide", Kind.DRUG),
    ("triptan", Kind.DRUG),
    ("tinib", Kind.DRUG),
    ("ciclib", Kind.DRUG),
    ("umab", Kind.DRUG),
    ("ximab", Kind.DRUG),
    ("zumab", Kind.DRUG),
    ("vastatin", Kind.DRUG),
    ("olol", Kind.DRUG),
    ("pril", Kind.DRUG),
    ("steroid", Kind.DRUG),
    ("steroids", Kind.DRUG),
    ("caine", Kind.DRUG),
)
# Words with such an ending that name something else.
_OTHERWISE = frozenset(
    """aroma april diploma chromosome stroma coma symbiosis diagnosis prognosis osmosis mitosis
    meiosis hypnosis metamorphosis apoptosis homeostasis phagocytosis photosynthesis dose doses
    purposes noses roses poses proposes exposes supposes diagnoses closes loses chooses hoses
    trophy autotrophy glucose ketosis biosynthesis thermogenesis genome biome microbiome soma
    philosophy diplomas aromas oklahoma academia bohemia euphemia mycin multimedia analgia
    nostalgia toma sarcoplasma empathy sympathy apathy symbioses osteotomy anatomy autonomy
    dichotomy economy taxonomy gonioscopy microscopy spectroscopy telepathy naturopathy
    homeopathy osteopathy allopathy cocaine ecstatin""".split()
)
_ANTI = ("anti",)
_NOT_AGAINST = frozenset(
    """anticipate anticipation anticipated antique antiquity antics antioxidant antioxidants
    antibody antibodies antigen antigens antidote antler antipasto antisocial anticlimax
    antiperspirant anti antiaging antioxidative antioxidation antioxidizing anticipating
    anticipates antinutrient antinutrients antifreeze antitrust antitheft antivenom
    antecedent""".split()
)


def shape_of(word: str) -> Kind | None:
    """What a word in lower case is by its ending or its beginning, or ``None``."""
    if len(word) < 6 or word in _OTHERWISE:
        return None
    if word.startswith(_ANTI) and len(word) > 7 and word not in _NOT_AGAINST:
        return Kind.DRUG_CLASS
    return next((kind for ending, kind in _ENDINGS if word.endswith(ending)), None)
