"""The files that the vocabulary is made of."""

import re
from collections import Counter
from importlib.resources import files

import pytest

from health_content.compliance.annotate import annotate
from health_content.compliance.lexicons import KINDS, Lexicon, entries, vocabulary
from health_content.compliance.shapes import Kind

FOLDER = files("health_content.compliance") / "lexicon"
each_lexicon = pytest.mark.parametrize("lexicon", list(Lexicon), ids=lambda item: item.value)


def lines(lexicon: Lexicon) -> list[str]:
    return (FOLDER / f"{lexicon.value}.txt").read_text(encoding="utf-8").splitlines()


# Parts of words, which rules read by themselves.
TABLES = {"disease_morphemes.txt"}


def test_every_file_is_a_lexicon_and_every_lexicon_a_file():
    found = {item.name for item in FOLDER.iterdir() if item.name.endswith(".txt")}
    assert found - TABLES == {f"{lexicon.value}.txt" for lexicon in Lexicon}


def test_every_lexicon_names_a_kind_and_every_kind_has_a_lexicon():
    assert set(KINDS) == set(Lexicon)
    assert set(KINDS.values()) == set(Kind)


@each_lexicon
def test_a_file_says_what_it_is_where_it_is_from_and_under_what_license(lexicon):
    header = "\n".join(line for line in lines(lexicon) if line.startswith("#"))
    assert lines(lexicon)[0].startswith("# ")
    assert re.search(r"^# Source: \S", header, re.MULTILINE)
    assert re.search(r"^# Licen[cs]e: \S", header, re.MULTILINE)
    assert re.search(r"\b2026-\d\d-\d\d\b", header)


@each_lexicon
def test_a_file_has_entries_each_once_and_none_that_cannot_be_read(lexicon):
    found = entries(lexicon)
    assert found
    repeated = [phrase for phrase, count in Counter(name for name, _ in found).items() if count > 1]
    assert repeated == []


@each_lexicon
def test_entries_are_written_plainly(lexicon):
    for line in lines(lexicon):
        assert line == line.strip()
        if not line or line.startswith("#"):
            continue
        phrase, bar, marks = line.partition("|")
        assert "  " not in phrase
        assert not bar or (phrase.endswith(" ") and marks.startswith(" ") and marks.strip())
        assert all(re.fullmatch(r"[a-z][a-z0-9-]*", mark) for mark in marks.split())
        assert phrase == phrase.lower() or " " not in phrase.strip()


def test_the_files_are_not_empty_shells():
    assert len(vocabulary()) >= 5_000
    assert len(entries(Lexicon.DISEASES)) >= 1_000


def test_every_phrase_is_found_in_a_text_as_something():
    """One phrase may be the base form of another, so the kinds count, not the entry."""
    lost = []
    for lexicon in Lexicon:
        for phrase, _ in entries(lexicon):
            mentions = [
                mention for sentence in annotate(phrase).sentences for mention in sentence.mentions
            ]
            if not any(mention.is_a(KINDS[lexicon]) for mention in mentions):
                lost.append((lexicon.value, phrase))
    assert lost == []
