"""Keeping what a look-up found out, apart from what is cited."""

import dataclasses

import pytest

from health_content.bibliography import Name, ReferenceRecord
from health_content.bibliography.notices import Notice, NoticeKind
from health_content.library.looked_up import keep, use_record
from health_content.library.references import Reference
from health_content.library.source_status import PERSON
from health_content.lookups.bibliographic import LookedUp, Outcome

CITED = "Rude A. Something else. Bone. 2021;1:1-2. PMID: 1234567"
TRUE = ReferenceRecord(
    title="A made-up study",
    authors=(Name("Doe", "J"),),
    container_title="Bone",
    year=2021,
    volume="1",
    page="1-2",
    pmid="1234567",
)
FOUND = LookedUp(Outcome.FOUND, record=TRUE, source="pubmed", was_checked=True)
RETRACTION = Notice(NoticeKind.RETRACTION, on="2024-03-01", source="crossref")


@pytest.fixture
def reference(db):
    return Reference.objects.create(citation=CITED)


def test_what_is_cited_stays_when_its_record_is_found_to_be_another_until_it_is_taken(reference):
    keep(reference, FOUND)
    stored = Reference.objects.get()
    assert (stored.entry, stored.status, stored.agreement) == (CITED, "current", "differs")
    use_record(stored)
    stored.save()
    stored = Reference.objects.get()
    assert stored.entry.startswith("Doe J. A made-up study. Bone. 2021;1:1-2.")
    assert (stored.agreement, stored.fields_from) == ("agrees", "record")


def test_that_nobody_was_reached_takes_nothing_away(reference):
    keep(reference, FOUND)
    keep(reference, LookedUp(Outcome.UNREACHED))
    stored = Reference.objects.get()
    assert (stored.lookup, stored.status) == ("unreached", "current")
    assert stored.true_record().title == TRUE.title


def test_a_status_that_a_person_set_stands_against_what_was_known_and_not_against_news(reference):
    retracted = dataclasses.replace(FOUND, notices=(RETRACTION,))
    keep(reference, retracted)
    assert Reference.objects.get().status == "retracted"
    Reference.objects.update(status="current", status_source=PERSON)
    keep(Reference.objects.get(), retracted)
    assert Reference.objects.get().status == "current"
    news = dataclasses.replace(RETRACTION, on="2025-01-01")
    keep(Reference.objects.get(), dataclasses.replace(FOUND, notices=(RETRACTION, news)))
    assert Reference.objects.get().status == "retracted"


def test_fields_that_the_program_read_never_replace_the_words_for_readers(reference):
    reference.take_fields(reference.cited_record(), Reference.FieldsFrom.READING)
    reference.save()
    assert Reference.objects.get().entry == CITED
    reference.take_fields(reference.cited_record(), Reference.FieldsFrom.PERSON)
    reference.save()
    assert Reference.objects.get().entry != CITED
