"""Citations in the styles writers use, read into fields."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from health_content.bibliography import parse_citation, parse_record
from health_content.bibliography.accuracy import judged, measured, rows_of

CITATIONS = Path(__file__).with_name("citations.jsonl")

TITLE = "Impact of magnesium on bone health in older adults: A systematic review and meta-analysis"
STYLES = {
    "Vancouver": f"Groenendijk I, van Delft M, Versloot P, van Loon LJC, de Groot LCPGM. {TITLE}. "
    "Bone. 2022;154:116233. doi:10.1016/j.bone.2021.116233",
    "APA": "Groenendijk, I., van Delft, M., Versloot, P., van Loon, L. J. C., & de Groot, L. C. P. "
    f"G. M. (2022). {TITLE}. Bone, 154, 116233. https://doi.org/10.1016/j.bone.2021.116233",
    "MLA": f'Groenendijk, Inge, et al. "{TITLE}." Bone, vol. 154, 2022, p. 116233.',
    "MDPI": "Groenendijk, I.; van Delft, M.; Versloot, P.; van Loon, L.J.C.; de Groot, L.C.P.G.M. "
    f"{TITLE}. Bone 2022, 154, 116233. [CrossRef] [PubMed]",
    "Harvard": "Groenendijk, I., van Delft, M. and Versloot, P. (2022) "
    f"\u2018{TITLE}\u2019, Bone, 154, p. 116233.",
    "IEEE": f"I. Groenendijk, M. van Delft, and P. Versloot, \u201c{TITLE},\u201d Bone, vol. 154, "
    "p. 116233, 2022, doi: 10.1016/j.bone.2021.116233.",
    "Nature": f"Groenendijk, I. et al. {TITLE}. Bone 154, 116233 (2022).",
    "Springer": f"Groenendijk I, van Delft M, Versloot P (2022) {TITLE}. Bone 154:116233.",
    "quoted": f"Groenendijk, I., et al. (2022). \u201c{TITLE}.\u201d Bone, 154, 116233. "
    "Retrieved from: https://pubmed.ncbi.nlm.nih.gov/34666201/",
    "title first": f"{TITLE}. Groenendijk I, van Delft M, Versloot P. Bone. 2022;154:116233.",
    "numbered": f"3. Groenendijk I, van Delft M, et al. {TITLE}. Bone. 2022 Jan;154:116233.",
    "on lines": f"(3) Bone. 2022 Jan;154:116233.\n{TITLE}.\nGroenendijk I, van Delft M.",
}


@pytest.mark.parametrize("citation", STYLES.values(), ids=STYLES)
def test_every_style_gives_the_same_work(citation):
    record = parse_record(citation)
    assert record.title == TITLE
    assert record.container_title == "Bone"
    assert (record.year, record.volume, record.page) == (2022, "154", "116233")
    assert record.authors[0].family == "Groenendijk"
    assert record.type == "article-journal"


def test_a_citation_becomes_a_reference_with_its_own_words_and_identifiers():
    text = (
        "  5. Calcium-Deficiency Rickets. Retrieved from: https://pubmed.ncbi.nlm.nih.gov/12964429"
    )
    reference = parse_citation(text)
    assert reference.citation == text.strip().removeprefix("5. ")
    assert reference.title == "Calcium-Deficiency Rickets"
    assert reference.pmid == "12964429"
    assert reference.url == "https://pubmed.ncbi.nlm.nih.gov/12964429"
    assert (reference.doi, reference.pmcid) == ("", "")
    assert reference.source_text == text


def test_a_long_citation_keeps_all_its_words():
    text = "Smith J. " + "Magnesium " * 2000 + "2019."
    assert parse_citation(text).citation == " ".join(text.split())


def test_a_page_of_an_organization_has_no_journal():
    record = parse_record(
        "National Institutes of Health, Office of Dietary Supplements. (2022, June 2). Magnesium: "
        "Fact sheet for health professionals. "
        "https://ods.od.nih.gov/factsheets/Magnesium-HealthProfessional/"
    )
    assert record.title == "Magnesium: Fact sheet for health professionals"
    assert str(record.authors[0]).startswith("National Institutes of Health")
    assert (record.type, record.container_title, record.year) == ("webpage", "", 2022)


def test_the_year_a_page_was_read_is_not_the_year_it_was_written():
    record = parse_record(
        "Writer A. Magnesium in bone. The Daily Paper. March 23, 2009. Accessed October 28, 2015."
    )
    assert record.year == 2009


def test_words_like_available_and_published_inside_a_title_stay():
    record = parse_record(
        "Smith J. Evidence available from trials published since 2010. Bone. 2022;154:1-9."
    )
    assert record.title == "Evidence available from trials published since 2010"


@pytest.mark.parametrize("text", ["", " ", "1.", "()", "\u201c\u201d", "2018", ".,;:"])
def test_what_is_no_citation_gives_an_empty_record(text):
    assert parse_record(text).title == ""


@given(
    st.lists(
        st.sampled_from(
            [
                *"().,;:&“”’\"'-–[]0159",
                " ",
                "Smith J",
                "et al",
                "(2018)",
                "Bone",
                "10.1/x",
                "doi:",
                "https://a.b",
                "van ",
                "vol. 3",
                "\n",
                "\x00",
                "Vitamin D",
                "pp. 1-2",
            ]
        ),
        max_size=40,
    ).map("".join)
    | st.text(max_size=120)
)
def test_no_text_makes_the_reading_fail(text):
    parse_citation(text)


@pytest.mark.parametrize(
    "piece",
    ["Smith J, ", "A. ", "2018;", "\u201ca ", "(2018) ", "van de ", "10.1000/", "1(", "Aa "],
)
def test_the_worst_citation_is_read_in_no_time(piece):
    started = time.process_time()
    parse_record(piece * 5000)
    assert time.process_time() - started < 1


def test_made_up_citations_of_many_kinds_are_read_right():
    """Styles of journals, books, chapters, reports, pages, groups, and slips of the pen."""
    figures = measured(judged(rows_of(CITATIONS.read_text("utf-8").splitlines())))
    assert figures["all"]["rows"] > 150
    assert [(it["raw"], it["field"], it["found"]) for it in figures["all"]["missed"]] == []


def test_real_references_of_many_styles_are_read_right(shared):
    """Also those from the half of the pages that was not looked at while this was written."""
    lines = (shared / "data" / "references.jsonl").read_text("utf-8").splitlines()
    rows = list(rows_of(lines))
    unseen = set(sorted({row.source_page for row in rows})[1::2])
    for part in (rows, [row for row in rows if row.source_page in unseen]):
        figures = measured(judged(part))
        least = {"title": 0.92, "year": 0.98, "journal": 0.9, "authors": 0.88}
        least |= dict.fromkeys(("doi", "pmid", "pmcid"), 1.0)
        assert {
            name: figures[name]["match"] for name in least if figures[name]["match"] < least[name]
        } == {}
        assert figures["all"]["false_fill"] <= 0.03


def test_the_place_of_a_book_is_read_with_its_publisher():
    record = parse_record("A. Writer. Values for calcium. Washington, DC: Example Press; 2011.")
    assert (record.publisher, record.publisher_place) == ("Example Press", "Washington, DC")
