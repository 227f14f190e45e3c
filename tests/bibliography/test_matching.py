"""Holding citations against the records that their identifiers lead to."""

import json
from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from health_content.bibliography import Name, ReferenceRecord, parse_record
from health_content.bibliography.matching import Agreement, compare
from health_content.bibliography.serials import identifier_journal

words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
names = st.builds(Name, family=words, given=words) | st.builds(Name, literal=words)
records = st.builds(
    ReferenceRecord,
    title=words,
    authors=st.lists(names, max_size=2).map(tuple),
    container_title=words,
    year=st.just(0) | st.integers(1500, 2100),
    volume=words,
    issue=words,
    page=words,
    doi=words,
    url=words,
)

TRUE = ReferenceRecord(
    title="Magnesium in ordinary food: what adults of four towns eat",
    authors=(Name("van der Müller-Ødegård", "A B"), Name("Jones", "C")),
    container_title="The Journal of the American Osteopathic Association",
    year=2018,
    volume="118",
    issue="3",
    page="1084-1099",
)
WRONG = {
    "title": {"title": "Calcium and the sleep of older women: a survey"},
    "author": {"authors": (Name("Jones", "C"),)},
    "year": {"year": 2015},
    "journal": {"container_title": "Osteoporosis International"},
    "volume": {"volume": "30"},
    "issue": {"issue": "8"},
    "page": {"page": "181-189"},
}
LACKING = {
    "title": {"title": ""},
    "author": {"authors": ()},
    "year": {"year": 0},
    "journal": {"container_title": ""},
    "volume": {"volume": ""},
    "issue": {"issue": ""},
    "page": {"page": ""},
}
OTHER_SPELLINGS = {
    "title-case": {"title": "MAGNESIUM IN ORDINARY FOOD – WHAT ADULTS OF FOUR TOWNS EAT."},
    "no-subtitle": {"title": "Magnesium in ordinary food"},
    "misprint": {"title": "Magnesium in ordinairy food: what adults of four towns eat"},
    "retracted": {"title": "RETRACTED: Magnesium in ordinary food: what adults of four towns eat"},
    "translated": {
        "title": "Magnesium in der Nahrung [Magnesium in ordinary food: what adults of four "
        "towns eat]"
    },
    "no-particle": {"authors": (Name("Muller-Odegard", "AB"),)},
    "spelt-out": {"authors": (Name("Mueller-Oedegaard", "A."),)},
    "one-of-two": {"authors": (Name("Müller", "A."),)},
    "in-one": {"authors": (Name(literal="van der Müller Ødegård"),)},
    "abbreviated": {"container_title": "J Am Osteopath Assoc"},
    "dotted": {"container_title": "J. Am. Osteopath. Assoc."},
    "acronym": {"container_title": "JAOA"},
    "online-first": {"year": 2017},
    "short-range": {"page": "1084–99"},
    "first-page": {"page": "p. 1084"},
    "issue-word": {"issue": "no. 3"},
}


def fields(comparison):
    return [difference.field for difference in comparison.differences]


@pytest.mark.parametrize("field", WRONG)
def test_a_planted_contradiction_is_reported_in_its_field_and_in_no_other(field):
    comparison = compare(replace(TRUE, **WRONG[field]), TRUE)
    assert comparison.agreement is Agreement.DIFFERS
    assert fields(comparison) == [field]
    assert comparison.differences[0].cited
    assert comparison.differences[0].found
    assert not comparison.is_another_work


@pytest.mark.parametrize("field", LACKING)
def test_a_field_left_out_makes_a_citation_incomplete_and_not_wrong(field):
    comparison = compare(replace(TRUE, **LACKING[field]), TRUE)
    assert (comparison.agreement, fields(comparison)) == (Agreement.INCOMPLETE, [field])
    assert not comparison.differences[0].cited
    backwards = compare(TRUE, replace(TRUE, **LACKING[field]))
    assert backwards.agreement is Agreement.AGREES


@pytest.mark.parametrize("spelling", OTHER_SPELLINGS)
def test_another_spelling_is_no_difference_whichever_side_has_it(spelling):
    spelt = replace(TRUE, **OTHER_SPELLINGS[spelling])
    assert compare(spelt, TRUE).agreement is Agreement.AGREES
    assert compare(TRUE, spelt).agreement is Agreement.AGREES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vitamin D2 and bone in adults over sixty", "Vitamin D3 and bone in adults over sixty"),
        ("Vitamin K: Fact Sheet for Professionals", "Vitamin D: Fact Sheet for Professionals"),
        ("Magnesium in growing rats. Part I", "Magnesium in growing rats. Part II"),
        (
            "Intake of magnesium is associated with fractures in older women",
            "Intake of magnesium is not associated with fractures in older women",
        ),
    ],
)
def test_titles_that_differ_in_one_telling_sign_are_two_works(one, other):
    assert fields(compare(replace(TRUE, title=one), replace(TRUE, title=other))) == ["title"]


# Each word on the left would make another work of "Effects of … in older adults".
OTHER_WORDS = """women/men increases/decreases high-dose/low-dose mice/rats rats/rates
    premenopausal/postmenopausal post-menopausal/perimenopausal magnesium/manganese
    vitamin-A/vitamin-E
    hyperthyroidism/hypothyroidism hypercalcemia/hypocalcaemia micronutrients/macronutrient
    absorption/adsorption nitrate/nitrite iodine/iodide insulin/inulin choline/chlorine bone/bond
    prednisone/prednisolone retinol/retinal fatal/fetal two/three with/without""".split()
ONE_WORD = """randomised/randomized haemoglobin/hemoglobin tumours/tumor oestrogen/estrogen
    fibre/fiber paediatric/pediatric analyses/analysis sulphate/sulfate ageing/aging
    follow-up/followup post-menopausal/postmenopausal two/2 type-II/type-2 vitamin-D-3/vitamin-D3
    study/studies increased/increases supplementaion/supplementation magnesuim/magnesium
    women's/womens the-bone/bone &amp;-bone/bone versus/vs thiamine/thiamin""".split()


@pytest.mark.parametrize("pair", OTHER_WORDS)
def test_a_title_that_has_another_word_is_another_title(pair):
    one, other = (f"Effects of {word} in older adults" for word in pair.split("/"))
    assert fields(compare(replace(TRUE, title=one), replace(TRUE, title=other))) == ["title"]


@pytest.mark.parametrize("pair", ONE_WORD)
def test_a_word_in_another_spelling_is_the_same_word(pair):
    one, other = (
        replace(TRUE, title=f"Effects of {word.replace('-', ' ')} in older adults")
        for word in pair.split("/")
    )
    assert compare(one, other).agreement is Agreement.AGREES
    assert compare(other, one).agreement is Agreement.AGREES


@pytest.mark.parametrize("notice", ["Retraction: ", "Correction to: ", "Retraction notice to "])
def test_the_notice_on_a_paper_is_not_the_paper(notice):
    assert fields(compare(TRUE, replace(TRUE, title=f"{notice}{TRUE.title}"))) == ["title"]


@pytest.mark.parametrize(
    ("field", "one", "same", "other"),
    [
        ("doi", "10.1000/Bone.1", "https://doi.org/10.1000/bone.1", "10.1000/bone.11"),
        ("pmid", "34666201", "PMID: 34666201", "34666210"),
        ("pmcid", "PMC3000001", "3000001.2", "PMC3000002"),
    ],
)
def test_an_identifier_that_is_not_the_records_is_told(field, one, same, other):
    record = replace(TRUE, **{field: one})
    assert compare(replace(TRUE, **{field: same}), record).agreement is Agreement.AGREES
    assert compare(TRUE, record).agreement is Agreement.AGREES
    came = compare(replace(TRUE, **{field: other}), record)
    assert (came.agreement, fields(came)) == (Agreement.DIFFERS, [field])
    assert not came.is_another_work


def test_where_no_field_can_be_compared_nothing_is_known():
    bare = ReferenceRecord(doi="10.1000/bone", pmid="34666201")
    assert compare(bare, replace(TRUE, doi="10.1000/bone")).agreement is Agreement.UNKNOWN
    assert compare(TRUE, bare).agreement is Agreement.UNKNOWN
    assert compare(bare, replace(bare, doi="10.1000/sleep")).agreement is Agreement.DIFFERS


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Proc Natl Acad Sci U S A", "Proceedings of the National Academy of Sciences"),
        ("Lancet", "Lancet (London, England)"),
        ("JAMA", "JAMA: The Journal of the American Medical Association"),
        ("Osteoporos Int", "Osteoporosis international : a journal of two foundations"),
        (
            "J Gerontol A Biol Sci Med Sci",
            "The Journals of Gerontology: Series A, Biological Sciences and Medical Sciences",
        ),
        ("Z Ernahrungswiss", "Zeitschrift für Ernährungswissenschaft"),
        ("Am J Obst Gynec", "American Journal of Obstetrics and Gynecology"),
        ("N Engl J Med", "The New England Journal of Medicine"),
        ("NEJM", "The New England Journal of Medicine"),
        ("J Bone Joint Surg Am", "The Journal of Bone and Joint Surgery. American volume"),
        ("J Bone Joint Surg Am", "The Journal of Bone & Joint Surgery"),
        ("Biochim Biophys Acta", "Biochimica et Biophysica Acta (BBA) - General Subjects"),
        ("Med Sci Sports Exerc", "Medicine &amp; Science in Sports &amp; Exercise"),
        ("Eur J Haematol", "European Journal of Hematology"),
        ("Ann N Y Acad Sci", "Annals of the New York Academy of Sciences"),
        ("Ned Tijdschr Geneeskd", "Nederlands Tijdschrift voor Geneeskunde"),
        ("Nihon Rinsho", "Nihon rinsho. Japanese journal of clinical medicine"),
    ],
)  # fmt: skip
def test_a_journal_is_known_by_its_abbreviation(short, full):
    cited, found = replace(TRUE, container_title=short), replace(TRUE, container_title=full)
    assert compare(cited, found).agreement is Agreement.AGREES


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bone", "Bone Reports"),
        ("Nutrients", "Nutrition"),
        ("J Bone Miner Res", "J Bone Miner Metab"),
        ("Magnesium Research", "The Journal of Nutritional Biochemistry"),
        ("J Nutr", "Journal of Neurotrauma"),
        ("Circulation", "Circulation: Heart Failure"),
        ("J Clin Nutr", "Journal of Clinical Neurotrauma"),
        ("J Bone Joint Surg Am", "The Journal of Bone and Joint Surgery. British volume"),
        ("Acta (BBA) - General Subjects", "Acta (BBA) - Molecular Basis of Disease"),
    ],
)
def test_journals_with_similar_names_are_told_apart(one, other):
    cited, found = replace(TRUE, container_title=one), replace(TRUE, container_title=other)
    assert fields(compare(cited, found)) == ["journal"]


def test_a_title_in_its_own_language_is_not_held_against_a_translation():
    cited = replace(TRUE, title="Magnesium in der täglichen Nahrung")
    assert compare(cited, replace(TRUE, title="[Magnesium in daily food].")).agreement is (
        Agreement.AGREES
    )


def test_the_year_before_is_noted():
    comparison = compare(replace(TRUE, year=2017), TRUE)
    assert [(item.cited, item.found) for item in comparison.noted] == [("2017", "2018")]


def test_the_seed_article_has_one_right_reference_and_it_is_incomplete(shared):
    article = (shared / "articles/magnesium-glycinate-and-bone-health.txt").read_text("utf-8")
    lines = [line.strip() for line in article.split("\n") if "Retrieved from:" in line]
    data = json.loads((shared / "data/seed-references.json").read_text("utf-8"))
    known = {entry["cited_as"]: _record(entry) for entry in data["records"] if "title" in entry}
    came = {
        number: compare(parse_record(line), known.get(number))
        for number, line in enumerate(lines, start=1)
    }
    assert {number: one.agreement for number, one in came.items()} == {
        1: Agreement.DIFFERS,
        2: Agreement.DIFFERS,
        3: Agreement.DIFFERS,
        4: Agreement.UNKNOWN,
        5: Agreement.INCOMPLETE,
    }
    assert fields(came[1]) == ["journal"]
    assert came[1].differences[0].found == "The Journal of Nutritional Biochemistry"
    assert {"title", "author", "year", "volume", "issue", "page"} == set(fields(came[2]))
    assert {"title", "author", "year", "journal", "volume", "page"} == set(fields(came[3]))
    assert "title" not in fields(came[5])
    assert came[2].is_another_work
    assert came[3].is_another_work


def _record(entry):
    authors = [name.rpartition(" ") for name in entry["authors"]]
    return ReferenceRecord(
        title=entry["title"],
        authors=tuple(Name(family, given) for family, _, given in authors),
        container_title=entry["journal"],
        year=entry["year"],
        volume=entry["volume"],
        issue=entry.get("issue", ""),
        page=entry["pages"],
    )


@pytest.mark.parametrize(
    "identifier",
    [
        "https://www.sciencedirect.com/science/article/abs/pii/S095528631930587X",
        "S0955-2863(19)30587-X",
    ],
)
def test_an_item_identifier_names_its_journal(identifier):
    serial = identifier_journal(identifier)
    assert serial.issn == "0955-2863"
    assert serial.title == "The Journal of Nutritional Biochemistry"


@pytest.mark.parametrize(
    "identifier", ["", "https://example.org/S0955", "S095528641930587X", "10.1000/bone.1"]
)
def test_what_is_no_item_identifier_names_nothing(identifier):
    assert identifier_journal(identifier) is None


@given(records)
def test_a_record_never_contradicts_itself(record):
    came = compare(record, record)
    assert (came.agreement or Agreement.AGREES, came.differences) == (Agreement.AGREES, ())


@given(records, records)
def test_what_contradicts_does_so_from_both_sides(one, other):
    def contradicted(cited, found):
        return {item.field for item in compare(cited, found).differences if item.cited}

    assert contradicted(one, other) - {"title"} == contradicted(other, one) - {"title"}


@settings(max_examples=5, deadline=None)
@given(st.sampled_from(["a", "A ", "[x] ", "1-", "ß: ", "\u0301", "van "]))
def test_very_long_fields_take_no_longer_than_long_ones(part):
    long = part * 100_000
    record = ReferenceRecord(
        title=long, authors=(Name(long),), container_title=long, volume=long, page=long, url=long
    )
    start = perf_counter()
    compare(record, replace(record, title=long + "b"))
    assert perf_counter() - start < 2


def test_nothing_agrees_with_a_record_that_nobody_found():
    cited = ReferenceRecord(title="Magnesium in food", year=2011, pmid="28760336")
    assert compare(cited, None).agreement is Agreement.UNKNOWN
