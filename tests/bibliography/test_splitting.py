"""Dividing pasted lists into citations."""

import textwrap
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from health_content.bibliography import parse_record, split_citations

ENTRIES = """
Weir A, van Loon LJ. Magnesium and bone in 2,000 older adults. Bone. 2022;154(2):1-9. doi:10.5555/b
Institute of Examples. Reference values for calcium. Washington, DC: Example Press; 2011.
Khan, S. U., & Lone, A. (2021). Omega-3: A review. Nutrients, 38, 10. https://doi.org/10.5555/nu.38
Smith J. Vitamin D status: United States, 2001-2006. NCHS Data Brief. 2011(59):1-8.
""".strip().split("\n")


def wrapped(entry, **how):
    return textwrap.fill(entry, 72, break_long_words=False, break_on_hyphens=False, **how)


LISTS = {
    "one to a line": "\n".join(ENTRIES),
    "empty lines between": "\r\n\r\n".join(ENTRIES),
    "wrapped": "\n".join(wrapped(entry) for entry in ENTRIES),
    "wrapped with empty lines": "\n\n".join(wrapped(entry) for entry in ENTRIES),
    "hanging": "\n".join(wrapped(entry, subsequent_indent="    ") for entry in ENTRIES),
    "numbered": "References\n\n" + "\n".join(f"{n}. {it}" for n, it in enumerate(ENTRIES, 1)),
    "numbered from 12": "\n".join(wrapped(f"[{n}] {it}") for n, it in enumerate(ENTRIES, 12)),
    "numbered in one line": " ".join(f"[{n}] {it}" for n, it in enumerate(ENTRIES, 1)),
    "bullets": "\n".join(wrapped(f"\u2022 {entry}") for entry in ENTRIES),
}


@pytest.mark.parametrize("pasted", LISTS.values(), ids=LISTS)
def test_a_pasted_list_is_divided_into_its_entries(pasted):
    assert split_citations(pasted) == ENTRIES


def test_an_identifier_on_a_line_of_its_own_belongs_to_the_entry_before():
    pasted = "\n".join([ENTRIES[1], "https://doi.org/10.5555/one", "PMID: 123", "", ENTRIES[3]])
    assert split_citations(pasted) == [
        f"{ENTRIES[1]} https://doi.org/10.5555/one PMID: 123",
        ENTRIES[3],
    ]


def test_an_abstract_page_is_one_citation_without_its_abstract():
    pasted = (
        "1. Example J Bone. 2022 Jan;154:1162. doi: 10.5555/bone.2021. Epub 2021 Oct 21.\n\n"
        "Magnesium and bone health: A\nreview of trials.\n\n"
        "Weir A(1), van Loon LJ(2)(3).\n\n"
        "Author information:\n(1)Department of Examples, Somewhere.\n\n"
        "BACKGROUND: Bone needs magnesium.\nRESULTS: In 2019, it did.\n\n"
        "DOI: 10.5555/bone.2021\nPMID: 12345678  [Indexed for MEDLINE]\n"
    )
    (citation,) = split_citations(pasted)
    assert "BACKGROUND" not in citation
    for record in (parse_record(citation), parse_record(pasted)):
        assert record.title == "Magnesium and bone health: A review of trials"
        assert [str(name) for name in record.authors] == ["Weir A", "van Loon LJ"]
        assert (record.container_title, record.year, record.page) == (
            "Example J Bone",
            2022,
            "1162",
        )
        assert (record.doi, record.pmid) == ("10.5555/bone.2021", "12345678")


@settings(max_examples=50)
@given(st.text(alphabet="1.[]() \n\tAa-\u2022", max_size=80) | st.text(max_size=80))
def test_dividing_loses_no_word_of_any_text(text):
    words = "".join(split_citations(text))
    assert all(sign in words for sign in text if sign.isalpha())


@pytest.mark.parametrize(
    "piece", ["1. A\n", "Smith J.\n", "2011.\nA ", "[1] A. ", "\n", "a\n\n", "1"]
)
def test_the_worst_list_is_divided_in_no_time(piece):
    started = time.process_time()
    split_citations(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 1
