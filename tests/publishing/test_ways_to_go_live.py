"""Whichever way an article goes live, it was judged, and what came of it is on record."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from health_content.library.ledger import Event, Outcome
from health_content.library.pseudonyms import Pseudonym
from health_content.library.waivers import Category, Waiver
from health_content.models import HealthArticlePage
from health_content.publishing import ComplianceError, judge
from health_content.recording.ledger import problems
from tests.publishing.scene import BLOCKED, GOOD, NEEDS_REASON
from tests.publishing.ways import WAYS

CODES = {"CLM301", "CLM315"}
JSON_REDIRECT = '"step": "success", "redirect"'
SOME = (
    "editing scheduling_in_the_editor publishing_by_the_api copying_in_code the_clock "
    "saving_it_as_live the_action_of_wagtail approving_on_the_dashboard publishing_in_bulk"
).split()

every_way = pytest.mark.parametrize("way", WAYS, ids=[way.name for way in WAYS])
some_ways = pytest.mark.parametrize(
    "way", [way for way in WAYS if way.name in SOME], ids=lambda way: way.name
)


def attempt(way, scene, said):
    """Make the attempt; what was answered, and the refusal that reached the caller."""
    try:
        return way.go(scene, said), None
    except ComplianceError as error:
        return None, error


def who(way, scene):
    return Pseudonym.of(scene.user) if way.by_user else ""


@every_way
@pytest.mark.parametrize("said", [BLOCKED, NEEDS_REASON], ids=["blocked", "needs a reason"])
def test_what_is_refused_does_not_go_live_and_is_on_record_once(way, said, scene):
    response, error = attempt(way, scene, said)
    assert not scene.went_live()
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()
    (record,) = scene.records()
    assert record.outcome == Outcome.REFUSED
    assert record.event == Event.PUBLICATION
    assert record.door == way.door_refused
    assert record.who == who(way, scene)
    assert (record.revision_id is None) is way.is_new
    codes = {found["code"] for found in record.payload["findings"]} & CODES
    assert codes
    if response is not None:
        assert response.status_code in {200, 400, 422}
        told = response.content.decode()
        assert any(code in told for code in codes) or JSON_REDIRECT in told
    elif way.door_refused != "scheduled":
        assert any(code in str(error) for code in codes)
    assert not list(problems())


@every_way
def test_what_is_admitted_goes_live_and_is_on_record_once(way, scene):
    response, error = attempt(way, scene, GOOD)
    assert error is None
    assert response is None or response.status_code in {200, 201}
    if way.is_later:
        (record,) = scene.records()
        assert record.event == Event.SCHEDULE
        assert not scene.went_live()
    else:
        (record,) = [it for it in scene.records() if it.outcome != Outcome.UNCHANGED]
        assert record.event == Event.PUBLICATION
        assert str(*scene.went_live()) == record.subject_id
    assert (record.outcome, record.door) == (Outcome.ADMITTED, way.door)
    assert record.who == who(way, scene)
    if way.door != "save":
        assert record.revision_id is not None
    assert record.subject_type == "health_content.healtharticlepage"
    assert record.payload["findings"] is not None
    assert {text["id"] for text in record.payload["texts"]} >= {
        "fda-disclaimer",
        "medical-disclaimer",
    }
    assert record.payload["links"] == []
    assert not list(problems())


@some_ways
def test_a_site_that_only_reports_lets_it_pass_and_notes_it(way, scene):
    scene.settings.HEALTH_CONTENT = {"COMPLIANCE": {"MODE": "report"}}
    attempt(way, scene, BLOCKED)
    (record,) = scene.records()
    assert record.outcome == Outcome.REPORTED
    assert bool(scene.went_live()) is not way.is_later


def waive(page, said_by, **changes):
    """Put a waiver on file for whatever keeps the page out."""
    waivers = []
    for finding in judge(page).refusing:
        context = finding.context
        given = {
            "page_id": page.pk,
            "code": finding.code,
            "fingerprint": finding.fingerprint,
            "quote": finding.quote,
            "excerpt": finding.excerpt,
            "severity": finding.severity,
            "is_commercial": context.is_commercial,
            "products": list(context.products),
            "markets": list(context.markets),
            "rule_version": context.rule_version,
            "category": Category.QUOTATION,
            "reason": "A study is quoted.",
            "given_by": Pseudonym.of(said_by),
            "confirmed_by": "p-second",
            "confirmed_at": timezone.now(),
            "needs_second_person": True,
            "expires_on": timezone.localdate() + timedelta(days=30),
        }
        waivers.append(Waiver.objects.create(**(given | changes)))
    return waivers


def test_what_a_waiver_lets_stand_goes_live_and_the_record_names_it(scene):
    page = scene.draft(BLOCKED)
    revision = page.get_latest_revision()
    waivers = waive(page, scene.user)
    assert waivers
    scene.begin()
    revision.publish(user=scene.user)
    (record,) = scene.records()
    assert record.outcome == Outcome.ADMITTED
    assert scene.went_live() == {page.pk}
    told = {(it["code"], it["given_by"], it["reason"]) for it in record.payload["waived"]}
    assert told == {(it.code, Pseudonym.of(scene.user), "A study is quoted.") for it in waivers}
    assert {it["confirmed_by"] for it in record.payload["waived"]} == {"p-second"}


def test_a_waiver_that_waits_for_a_second_person_lets_nothing_stand(scene):
    page = scene.draft(BLOCKED)
    waive(page, scene.user, confirmed_by="", confirmed_at=None)
    with pytest.raises(ComplianceError):
        page.get_latest_revision().publish()


def test_an_alias_goes_live_by_the_waivers_of_its_source(scene):
    page = scene.draft(BLOCKED)
    waive(page, scene.user)
    page.get_latest_revision().publish()
    fresh = HealthArticlePage.objects.get(pk=page.pk)
    alias = fresh.create_alias(parent=scene.home, update_slug="alias")
    assert alias.live
    scene.begin()
    fresh.save_revision().publish()
    told = [(record.subject_id, record.outcome) for record in scene.records()]
    assert told == [(str(page.pk), "unchanged"), (str(alias.pk), "unchanged")]
