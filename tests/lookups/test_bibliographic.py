"""What identifiers lead to, as PubMed, the converter and Crossref say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from health_content.bibliography.identifiers import Identifiers
from health_content.bibliography.notices import NoticeKind
from health_content.bibliography.study import StudyKind
from health_content.lookups.bibliographic import (
    Clients,
    Outcome,
    clients_from_settings,
    look_up,
    statuses,
)
from tests.lookups.bibliographic_answers import RETRACTED, SEED

MISSING = "28760336"
MAGNESIUM, BONE, VITAMIN_D = (work["pmid"] for work in (SEED[0], SEED[1], SEED[2]))


def test_the_identifiers_of_the_first_article_lead_to_what_public_records_say(clients):
    found = look_up(Identifiers(pmid=BONE), clients)

    assert (found.outcome, found.source, found.was_checked) == (Outcome.FOUND, "pubmed", True)
    assert found.record.doi == "10.1016/j.bone.2021.116233"
    assert (found.record.container_title, found.record.year) == ("Bone", 2022)
    assert [name.family for name in found.record.authors][1] == "van Delft"
    assert found.study is StudyKind.META_ANALYSIS
    assert (found.notices, found.conflict, found.problem) == ((), "", "")


@pytest.mark.parametrize("is_old_shape", [False, True])
def test_a_pmcid_is_converted_whichever_shape_the_answer_has(clients, bibliographers, is_old_shape):
    bibliographers.is_old_shape = is_old_shape

    found = look_up(Identifiers(pmcid="PMC8838086"), clients)

    assert (found.record.pmid, found.record.doi) == ("35277037", "10.3390/nu14030679")
    assert found.open_access_url == "https://pmc.ncbi.nlm.nih.gov/articles/PMC8838086/"
    assert look_up(Identifiers(pmcid="PMC999"), clients).outcome is Outcome.NOT_FOUND


def test_what_nobody_has_is_not_found_and_never_fine(clients):
    by_number = look_up(Identifiers(pmid=MISSING), clients)
    by_doi = look_up(Identifiers(doi="10.5555/elsewhere"), clients)
    nothing = look_up(Identifiers(isbn="9780306406157"), clients)

    assert by_number.outcome is by_doi.outcome is Outcome.NOT_FOUND
    assert nothing.outcome is Outcome.UNREACHED
    assert not any(answer.was_checked for answer in (by_number, by_doi, nothing))
    assert "Another registry may have one" in by_doi.problem


def test_a_retraction_is_told_once_with_what_either_service_knows_of_it(clients):
    found = look_up(Identifiers(doi="10.5555/Taken-Back"), clients)

    correction, retraction = found.notices
    assert correction.kind is NoticeKind.CORRECTION
    assert retraction.kind is NoticeKind.RETRACTION
    assert (retraction.on, retraction.doi) == ("2021-03-04", "10.5555/retraction")
    assert retraction.pmid == "990000003"
    assert found.study is StudyKind.RANDOMIZED_TRIAL


def test_identifiers_of_different_works_are_a_conflict_and_prove_no_status(clients):
    two = look_up(Identifiers(pmid=BONE, doi=RETRACTED["doi"]), clients)
    gone = look_up(Identifiers(pmid=MISSING, doi="10.5555/stands"), clients)
    converted = look_up(Identifiers(pmid=BONE, pmcid="PMC8838086"), clients)

    assert two.record.pmid == BONE
    assert "Minerals and the strength" in two.conflict
    assert "retraction" in two.conflict
    assert (gone.record.pmid, gone.source) == ("990000010", "pubmed")
    assert MISSING in gone.conflict
    assert "35277037" in converted.conflict
    assert not any(answer.was_checked for answer in (two, gone, converted))


def test_who_could_not_be_asked_is_said_where_another_answered(clients, bibliographers):
    bibliographers.fail("crossref", "500")
    found = look_up(Identifiers(pmid=VITAMIN_D), clients)
    bibliographers.fail("pubmed", "500")
    lost = look_up(Identifiers(pmid=BONE), clients)

    assert found.outcome is Outcome.FOUND
    # Crossref would know of a retraction that PubMed does not.
    assert not found.was_checked
    assert found.problem.startswith("Crossref: ")
    assert (lost.outcome, lost.was_checked) == (Outcome.UNREACHED, False)
    assert lost.problem.startswith("PubMed: ")


def test_good_answers_are_remembered_and_failures_are_not(clients, bibliographers):
    bibliographers.fail("pubmed", "500", times=2)
    look_up(Identifiers(pmid=BONE), clients)
    first = look_up(Identifiers(pmid=BONE), clients)
    asked = len(bibliographers.asked)
    again = look_up(Identifiers(pmid=BONE), clients)

    assert first == again
    assert first.outcome is Outcome.FOUND
    assert len(bibliographers.asked) == asked
    look_up(Identifiers(pmid=BONE), clients, fresh=True)
    assert len(bibliographers.asked) > asked


def test_many_are_asked_for_in_few_requests_and_each_gets_its_own_answer(clients, bibliographers):
    dois = ["10.5555/taken-back", "10.5555/stands", "10.5555/none", "10.5555/with,comma"]

    told = list(statuses(dois, [BONE, MISSING], clients))

    assert [answer.asked.doi or answer.asked.pmid for answer in told] == [*dois, BONE, MISSING]
    assert [str(answer.outcome) for answer in told] == [
        "found",
        "found",
        "not-found",
        "not-found",
        "found",
        "not-found",
    ]
    assert NoticeKind.RETRACTION in {notice.kind for notice in told[0].notices}
    # One list, the DOI that would divide it at both services, and one list.
    assert len(bibliographers.asked) == 4
    bibliographers.fail("crossref", "500")
    assert [str(answer.outcome) for answer in statuses(dois[:2], [], clients)] == ["unreached"] * 2


def test_one_that_is_not_understood_leaves_the_others_of_its_list_alone(clients, bibliographers):
    bibliographers.fail("pubmed", "bad-request", times=1)

    told = list(statuses([], [BONE, MISSING, "no number"], clients))

    assert [str(answer.outcome) for answer in told] == ["found", "not-found", "unreached"]
    # The list, and each of the two by itself.
    assert len(bibliographers.asked) == 3


def test_who_asks_says_who_it_is_and_no_key_is_told_to_others(
    bibliographers, clients, settings, caplog
):
    caplog.set_level("DEBUG")
    look_up(Identifiers(pmid=BONE), clients)

    assert (
        "Boneguide (https://boneguide.example; mailto:editors@example.org)"
        in (bibliographers.headers["User-Agent"])
    )
    efetch, works = bibliographers.asked
    assert "tool=health-content" in efetch
    assert "email=editors%40example.org" in efetch
    assert works.endswith("?mailto=editors%40example.org")

    bibliographers.fail("pubmed", "500")
    mirror = bibliographers.settings(NCBI_API_KEY="s3cret", LOOK_UP=True)
    settings.HEALTH_CONTENT = {"REFERENCES": mirror}
    asked = clients_from_settings()
    quick = replace(asked.pubmed.service.patience, first_pause=0.001)
    asked.pubmed.service.patience = quick
    failed = look_up(Identifiers(pmid=VITAMIN_D), asked)
    assert "api_key=s3cret" in bibliographers.asked[-1]
    assert "s3cret" not in failed.problem
    assert "/efetch.fcgi" in caplog.text
    assert "s3cret" not in caplog.text
    assert "example.org" not in caplog.text


def test_nobody_is_asked_where_the_site_does_not_want_it(bibliographers, settings):
    settings.HEALTH_CONTENT = {"REFERENCES": bibliographers.settings(LOOK_UP=False)}

    found = look_up(Identifiers(pmid=BONE), clients_from_settings())
    many = list(statuses(["10.5555/stands"], [BONE], clients_from_settings()))

    assert {answer.outcome for answer in (found, *many)} == {Outcome.UNREACHED}
    assert "LOOK_UP" in found.problem
    assert look_up(Identifiers(pmid=BONE), Clients()).outcome is Outcome.UNREACHED
    assert not bibliographers.asked
