"""Sentences and mentions, and that they lead back to the text as written."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from health_content.compliance.annotate import Break, annotate
from health_content.compliance.lexicons import Lexicon, entries
from health_content.compliance.shapes import Kind, shape_of

PHRASES = [phrase for lexicon in Lexicon for phrase, _ in entries(lexicon)]
GLUE = [
    " ",
    " ",
    " ",
    ". ",
    ", ",
    "; ",
    "! ",
    "… ",
    "-",
    "\u2014",
    "\n",
    "\u00a0",
    "\u200b",
    "(",
    ")",
]
GLUE += ["“", "”", "’s ", "• ", "/", "_", "\u00ad", "e.g. ", "3.5 ", "ﬁ", "о", "\t", "  "]
texts = st.lists(st.sampled_from(PHRASES) | st.sampled_from(GLUE), max_size=14).map("".join)
any_texts = texts | st.text(max_size=60)


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in annotate(text).sentences]


def mentions(text: str, kind: Kind | None = None) -> list[str]:
    return [
        text[mention.start : mention.end]
        for sentence in annotate(text).sentences
        for mention in sentence.mentions
        if kind is None or mention.is_a(kind)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bone is alive. It is built up again.", ["Bone is alive.", "It is built up again."]),
        ("Ask Dr. Smith about it. She knows.", ["Ask Dr. Smith about it.", "She knows."]),
        ("Minerals, e.g. Magnesium, are in nuts.", ["Minerals, e.g. Magnesium, are in nuts."]),
        ("Forms differ (i.e. Oxide, citrate).", ["Forms differ (i.e. Oxide, citrate)."]),
        ("Oxide vs. Glycinate is asked often.", ["Oxide vs. Glycinate is asked often."]),
        ("Take 2.5 mg. Then wait.", ["Take 2.5 mg.", "Then wait."]),
        ("It has 1,200 mg of calcium.", ["It has 1,200 mg of calcium."]),
        ("Does it help? Nobody knows!", ["Does it help?", "Nobody knows!"]),
        ("Well… We shall see.", ["Well…", "We shall see."]),
        ("Well... perhaps it is so.", ["Well... perhaps it is so."]),
        ("• Milk\n• Kale\n• Tofu", ["• Milk", "Kale", "Tofu"]),
        ("Milk • Kale • Tofu", ["Milk", "Kale", "Tofu"]),
        ("A heading\nA paragraph.", ["A heading", "A paragraph."]),
        ("He said: “It works.” She did not.", ["He said: “It works.”", "She did not."]),
        ("Vitamin D. It is made in the skin.", ["Vitamin D. It is made in the skin."]),
        ("", []),
        (" \n…", []),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(text, expected):
    assert [item.rstrip("”") for item in sentences(text)] == [item.rstrip("”") for item in expected]


@settings(deadline=None)
@given(any_texts)
def test_sentences_and_mentions_stand_where_they_say(text):
    end, number = 0, 0
    for sentence in annotate(text).sentences:
        assert sentence.text == text[sentence.start : sentence.end]
        assert end <= sentence.start < sentence.end
        end = sentence.end
        assert sentence.first == number
        number += len(sentence.keys)
        assert len(sentence.keys) == len(sentence.breaks) == len(sentence.places) > 0
        assert sentence.breaks[0] == Break.SENTENCE
        assert Break.SENTENCE not in sentence.breaks[1:]
        last = sentence.first - 1
        for mention in sentence.mentions:
            assert sentence.start <= mention.start < mention.end <= sentence.end
            assert last < mention.first <= mention.last < number
            last = mention.last
            place = sentence.places[mention.first - sentence.first]
            assert place[0] == mention.start
            assert sentence.places[mention.last - sentence.first][1] == mention.end
            assert sentence.has(*mention.entry.kinds)


@settings(deadline=None)
@given(any_texts)
def test_every_letter_and_digit_stands_in_a_sentence(text):
    covered = set()
    for sentence in annotate(text).sentences:
        covered.update(range(sentence.start, sentence.end))
    for position, mark in enumerate(text):
        if mark in string.ascii_letters + string.digits:
            assert position in covered


@settings(deadline=None)
@given(texts, texts)
def test_what_a_line_says_does_not_depend_on_the_next(one, other):
    alone = [(item.keys, item.kinds) for item in annotate(one).sentences]
    alone += [(item.keys, item.kinds) for item in annotate(other).sentences]
    together = [(item.keys, item.kinds) for item in annotate(f"{one}\n{other}").sentences]
    assert together == alone


def test_the_longest_phrase_wins():
    assert mentions("It is a kidney stone.", Kind.DISEASE) == ["kidney stone"]
    assert mentions("Rheumatoid arthritis hurts.", Kind.DISEASE) == ["Rheumatoid arthritis"]


def test_a_phrase_does_not_run_over_a_comma_or_a_full_stop():
    assert "kidney, stone" not in mentions("Of the kidney, stone was found.")
    assert mentions("It is in the kidney. Stones are heavy.", Kind.DISEASE) == []


def test_a_phrase_may_be_joined_by_a_hyphen_or_a_slash():
    assert mentions("It is a kidney-stone.", Kind.DISEASE) == ["kidney-stone"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It kills E. coli in a dish.", "E. coli"),
        ("Ask about St. John's wort first.", "St. John's wort"),
        ("It is 1,4-butanediol.", "1,4-butanediol"),
    ],
)
def test_a_name_may_hold_a_full_stop_or_a_comma(text, name):
    assert name in mentions(text)


def test_an_acronym_is_found_in_capitals_only():
    acronyms = [name for name, _ in entries(Lexicon.DISEASES) if name.isupper() and " " not in name]
    assert acronyms
    found = [name for name in acronyms if mentions(f"About {name} today.", Kind.DISEASE)]
    assert found == acronyms
    assert mentions("This aids sleep.", Kind.DISEASE) == []


def test_a_mention_of_several_kinds_is_one_mention():
    for sentence in annotate("Red yeast rice and aspirin.").sentences:
        firsts = [mention.first for mention in sentence.mentions]
        assert len(set(firsts)) == len(firsts)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("enteromyalgitis", Kind.DISEASE),
        ("zorblastatin", Kind.DRUG),
        ("antimalarial", Kind.DRUG_CLASS),
        ("cranioplasty", Kind.THERAPY),
        ("microbiome", None),
        ("antioxidant", None),
        ("homeostasis", None),
        ("dose", None),
    ],
)
def test_the_shape_of_an_unknown_word_tells_what_it_may_be(word, kind):
    assert shape_of(word) == kind


def test_a_word_that_changed_its_first_letter_in_a_quotation_is_read_whole():
    assert "calm" in annotate("It “[c]alms the mind”.").sentences[0].keys


def test_a_text_is_read_once():
    annotate.cache_clear()
    text = "Magnesium glycinate dissolves well in water."
    assert annotate(text) is annotate(text)
    assert annotate.cache_info().misses == 1
