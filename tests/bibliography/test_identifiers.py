"""Identifiers in citations and in addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from health_content.bibliography import find_identifiers


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("doi:10.3390/nu14030679", "10.3390/nu14030679"),
        ("DOI: 10.3390/nu14030679.", "10.3390/nu14030679"),
        ("https://doi.org/10.1016/j.bone.2021.116233", "10.1016/j.bone.2021.116233"),
        ("http://dx.doi.org/10.1016/j.bone.2021.116233).", "10.1016/j.bone.2021.116233"),
        ("(https://doi.org/10.7556/jaoa.2018.037)", "10.7556/jaoa.2018.037"),
        ("doi: 10.1016/S0140-6736(97)11096-0", "10.1016/S0140-6736(97)11096-0"),
        ("https://doi.org/10.1016/s0140-6736%2897%2911096-0", "10.1016/s0140-6736(97)11096-0"),
        ("https://doi.org/10.3390/nu14030679/", "10.3390/nu14030679"),
        ("https://example.org/doi/full/10.3390/nu14030679/pdf?x=1", "10.3390/nu14030679"),
        ("doi: 10.31138/mjr.31.2.190. PMID: 32676556.", "10.31138/mjr.31.2.190"),
        ("Version 10.0.1/2 of the protocol", ""),
        ("10 mg per 10.5 kg", ""),
    ],
)
def test_a_doi_is_found_without_the_punctuation_around_it(text, doi):
    assert find_identifiers(text).doi == doi


@pytest.mark.parametrize(
    "text",
    [
        "PMID: 34666201",
        "PMID 34666201.",
        "PubMed PMID: 34666201;",
        "https://pubmed.ncbi.nlm.nih.gov/34666201/",
        "https://pubmed.ncbi.nlm.nih.gov/34666201",
        "http://www.ncbi.nlm.nih.gov/pubmed/34666201",
        "https://www.ncbi.nlm.nih.gov/pubmed/?term=34666201",
        "pubmed.ncbi.nlm.nih.gov/34666201/?from=x",
    ],
)
def test_a_pmid_is_found_in_text_and_addresses(text):
    assert find_identifiers(text).pmid == "34666201"


@pytest.mark.parametrize(
    "text",
    [
        "PMCID: PMC8838086",
        "PMC8838086.",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC8838086/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC8838086",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC8838086/",
        "https://europepmc.org/article/PMC/PMC8838086",
    ],
)
def test_a_pmcid_is_found_in_text_and_addresses(text):
    found = find_identifiers(text)
    assert (found.pmcid, found.pmid) == ("PMC8838086", "")


@pytest.mark.parametrize(
    "text",
    [
        "https://pubmed.ncbi.nlm.nih.gov.evil.example/34666201/",
        "https://notpubmed.ncbi.nlm.nih.gov.example/34666201",
        "https://www.sciencedirect.com/science/article/abs/pii/S095528631930587X",
        "PM 34666201",
    ],
)
def test_another_sites_number_is_no_pmid(text):
    assert find_identifiers(text).pmid == ""


def test_a_doi_that_lost_its_prefix_is_reported_and_not_completed():
    found = find_identifiers("Nutrients, 2017;9:51-54 DOI: 1016/j.nut.2017.05.007")
    assert (found.doi, found.malformed_doi) == ("", "1016/j.nut.2017.05.007")


def test_an_isbn_counts_only_with_a_right_check_digit():
    assert find_identifiers("ISBN 978-0-306-40615-7").isbn == "9780306406157"
    assert find_identifiers("ISBN: 0-306-40615-2").isbn == "0306406152"
    assert find_identifiers("ISBN 978-0-306-40615-8").isbn == ""


def test_the_first_address_is_taken_without_the_sentences_punctuation():
    assert find_identifiers("See https://example.org/a(b)/c. And more").url == (
        "https://example.org/a(b)/c"
    )


@given(st.text(max_size=200))
def test_no_text_makes_the_search_fail(text):
    find_identifiers(text)
