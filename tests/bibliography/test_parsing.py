"""Citations in the styles writers use, read into fields."""

import json
import re
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from health_content.bibliography import parse_citation, parse_record

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


def plain(text):
    return re.sub(r"[\s.,]+", " ", str(text or "").replace("\u2013", "-")).strip().casefold()


def test_real_references_of_many_styles_are_read_right(shared):
    """At least 90 of 100 titles, and nearly every identifier."""
    lines = (shared / "data" / "references.jsonl").read_text(encoding="utf-8").splitlines()
    expected = [json.loads(line) for line in lines]
    right = Counter()
    for item in expected:
        record = parse_record(item["raw"])
        right["title"] += plain(record.title) == plain(item["title"])
        right["journal"] += plain(record.container_title) == plain(item["journal"])
        right["year"] += str(record.year or "") == (item["year"] or "")
        right["volume"] += plain(record.volume) == plain(item["volume"])
        right["issue"] += plain(record.issue) == plain(item["issue"])
        right["pages"] += plain(record.page) == plain(item["pages"])
        right["authors"] += [plain(name) for name in record.authors] == [
            plain(name) for name in item["authors"]
        ]
        right["et al."] += record.authors_complete is not item["et_al"]
        for name in ("doi", "pmid", "pmcid"):
            right[name] += getattr(record, name) == (item[name] or "")
    shares = {field: count / len(expected) for field, count in right.items()}
    assert min(shares.values()) >= 0.9, shares
    assert min(shares[name] for name in ("doi", "pmid", "pmcid")) == 1, shares
