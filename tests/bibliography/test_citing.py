"""Which bracketed numbers are citations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from health_content.bibliography.citing import cited_numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Bone holds most of it.[3]", [3]),
        ("Several reviews agree [1, 4–6].", [1, 4, 5, 6]),
        ("With a plain hyphen [2-3] and a semicolon [1; 2].", [2, 3, 1, 2]),
    ],
)
def test_numbers_and_ranges_in_brackets_are_citations(text, numbers):
    assert list(cited_numbers(text, entries=6)) == numbers


@pytest.mark.parametrize(
    "text", ["in [2019]", "[0]", "[7]", "[5–2]", "[1, 7]", "(3)", "[a]", "[1.5]", "[]"]
)
def test_other_brackets_are_not(text):
    assert list(cited_numbers(text, entries=6)) == []


@given(st.text(alphabet="[]0123456789,;–- ab", max_size=60), st.integers(0, 30))
def test_only_entries_of_the_list_are_ever_cited(text, entries):
    assert all(1 <= number <= entries for number in cited_numbers(text, entries))


@pytest.mark.parametrize(
    "text",
    [
        "RR 3, 95% CI [2, 7]",
        "95 % confidence interval: [2–5]",
        "an interquartile range of [2, 6]",
        "a mean of 4 mg [2–6]",
        "12% [1, 5]",
    ],
)
def test_two_numbers_after_words_of_an_interval_are_no_citation(text):
    assert list(cited_numbers(text, entries=7)) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a dose of 5 mg [3]", [3]),
        ("a 95% CI that is narrow [1, 2]", [1, 2]),
        ("over this range [1, 3, 5]", [1, 3, 5]),
    ],
)
def test_a_single_number_and_a_longer_list_are_citations_wherever_they_stand(text, numbers):
    assert list(cited_numbers(text, entries=7)) == numbers
