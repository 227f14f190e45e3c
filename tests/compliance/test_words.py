import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from health_content.compliance.words import american, base_forms


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("prevents", "prevent"),
        ("prevented", "prevent"),
        ("preventing", "prevent"),
        ("cures", "cure"),
        ("curing", "cure"),
        ("cured", "cure"),
        ("stopped", "stop"),
        ("remedies", "remedy"),
        ("remedied", "remedy"),
        ("diagnoses", "diagnosis"),
        ("fractures", "fracture"),
        ("illnesses", "illness"),
        ("arthritis's", "arthritis"),
        ("patients'", "patient"),
        ("fought", "fight"),
        ("women", "woman"),
        ("tumours", "tumor"),
        ("anaemia", "anemia"),
        ("leukaemia", "leukemia"),
        ("oedema", "edema"),
        ("diarrhoea", "diarrhea"),
        ("neutralises", "neutralize"),
        ("neutralising", "neutralize"),
        ("mineralisation", "mineralization"),
        ("ageing", "aging"),
    ],
)
def test_an_inflection_or_a_british_spelling_leads_to_its_base(written, base):
    assert base in list(base_forms(written))


@pytest.mark.parametrize("word", ["arthritis", "virus", "illness", "osteoporosis", "gas"])
def test_a_word_that_only_looks_like_a_plural_stays_whole(word):
    assert word[:-1] not in list(base_forms(word))


@pytest.mark.parametrize("word", ["red", "is", "s", "", "ed", "ing", "s's", "'"])
def test_short_words_are_no_trouble(word):
    assert all(isinstance(form, str) for form in base_forms(word))


@given(st.text(string.ascii_lowercase + "'", max_size=30))
def test_few_forms_come_of_any_word(word):
    forms = list(base_forms(word))
    assert len(forms) <= 16
    assert all(len(form) <= len(word) + 3 for form in forms)


@given(st.text(string.ascii_lowercase, max_size=20))
def test_what_is_american_stays_so(word):
    assert american(american(american(word))) == american(american(word))
