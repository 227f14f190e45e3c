"""Keeping what a look-up found out, apart from what is cited."""

import dataclasses

import pytest

from health_content.bibliography import Name, ReferenceRecord
from health_content.bibliography.notices import Notice, NoticeKind
from health_content.library.looked_up import forget_record, keep, use_record
from health_content.library.references import Reference
from health_content.library.retractions import ListedNotice
from health_content.library.source_status import (
    PERSON,
    listed_on,
    with_identifiers,
    work_identifiers,
)
from health_content.lookups.bibliographic import LookedUp, Outcome

RIGHT = "Doe J. A made-up study. Bone. 2021;1:1-2. PMID: 1234567"
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
    return Reference.objects.create(citation=RIGHT)


@pytest.fixture
def wrong(db):
    """Cites another work than its PubMed ID leads to."""
    return Reference.objects.create(citation=CITED, pmid=TRUE.pmid)


def test_what_is_cited_stays_when_its_record_is_found_to_be_another_until_it_is_taken(wrong):
    keep(wrong, FOUND)
    stored = Reference.objects.get()
    assert (stored.entry, stored.status, stored.agreement) == (CITED, "unknown", "differs")
    use_record(stored)
    stored.save()
    stored = Reference.objects.get()
    assert stored.entry.startswith("Doe J. A made-up study. Bone. 2021;1:1-2.")
    assert (stored.agreement, stored.fields_from) == ("agrees", "record")


def test_a_retraction_of_the_work_that_a_wrong_identifier_leads_to_strikes_nothing(wrong):
    keep(wrong, dataclasses.replace(FOUND, notices=(RETRACTION,)))
    stored = Reference.objects.get()
    assert (stored.status, len(stored.notices)) == ("unknown", 1)
    use_record(stored)
    stored.save()
    keep(stored, FOUND)
    assert Reference.objects.get().status == "retracted"


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


def test_fields_that_the_program_read_never_replace_the_words_for_readers(wrong):
    wrong.take_fields(wrong.cited_record(), Reference.FieldsFrom.READING)
    wrong.save()
    assert Reference.objects.get().entry == CITED
    wrong.take_fields(wrong.cited_record(), Reference.FieldsFrom.PERSON)
    wrong.save()
    assert Reference.objects.get().entry != CITED


@pytest.mark.parametrize("source", ["", "Retraction Watch", "crossref", PERSON])
def test_a_retraction_is_ended_by_a_reinstatement_or_a_person_and_never_by_silence(
    reference, source
):
    Reference.objects.update(status="retracted", status_source=source)
    keep(Reference.objects.get(), FOUND)
    assert Reference.objects.get().status == "retracted"
    correction = Notice(NoticeKind.CORRECTION, on="2023", source="pubmed")
    keep(Reference.objects.get(), dataclasses.replace(FOUND, notices=(correction,)))
    assert Reference.objects.get().status == "retracted"
    back = Notice(NoticeKind.REINSTATEMENT, on="2024", source="crossref")
    keep(Reference.objects.get(), dataclasses.replace(FOUND, notices=(back,)))
    assert Reference.objects.get().status == ("retracted" if source == PERSON else "corrected")


def test_what_is_known_of_other_identifiers_is_forgotten_but_for_a_persons_word_and_a_list(
    reference,
):
    keep(reference, dataclasses.replace(FOUND, notices=(RETRACTION,), conflict="Two works."))
    assert Reference.objects.get().conflict == "Two works."
    stored = Reference.objects.get()
    stored.doi = "10.5555/another"
    forget_record(stored)
    told = (stored.status, stored.status_source, stored.status_checked_at, stored.notices)
    assert told == ("unknown", "", None, [])
    assert (stored.record, stored.lookup, stored.conflict) == ({}, "", "")
    stored.status, stored.status_source = "concern", PERSON
    forget_record(stored)
    assert stored.status == "concern"
    ListedNotice.objects.create(record_id="1", kind="retraction", doi="10.5555/another")
    forget_record(stored)
    assert (stored.status, stored.status_source) == ("retracted", "retraction-watch")


def test_the_records_identifiers_find_it_on_a_list_unless_it_is_the_record_of_another_work(
    wrong,
):
    ListedNotice.objects.create(record_id="1", kind="retraction", doi="10.5555/true")
    true = dataclasses.replace(TRUE, doi="10.5555/true")
    keep(wrong, dataclasses.replace(FOUND, record=true))
    stored = Reference.objects.get()
    assert (stored.agreement, work_identifiers(stored)) == ("differs", ("", "1234567"))
    stored.take_fields(dataclasses.replace(TRUE, doi="", pmid="", pmcid="PMC1"), "person")
    stored.save()
    assert work_identifiers(stored) == ("10.5555/true", "1234567")
    assert list(with_identifiers()) == [stored]
    assert [each.kind for each in listed_on([stored])[stored.pk]] == ["retraction"]
    assert (stored.doi, stored.pmid) == ("", "")


def test_a_record_that_is_itself_a_notice_makes_nothing_current_and_is_told(reference):
    notice = dataclasses.replace(
        FOUND, notice_of=NoticeKind.RETRACTION, notice_about=("10.5555/work",)
    )
    keep(reference, notice)
    stored = Reference.objects.get()
    assert stored.status == "unknown"
    assert "10.5555/work" in stored.conflict
