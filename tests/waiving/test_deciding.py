"""The second person, and taking waivers back."""

import pytest

from health_content.auditing import audit, baseline
from health_content.library.ledger import ComplianceRecord, Event
from health_content.library.people import Person
from health_content.library.standings import Standing, Version
from health_content.library.waivers import Category, Waiver
from health_content.models import HealthArticlePage
from health_content.publishing import ComplianceError
from health_content.recording.ledger import problems
from health_content.waiving import WaiverInvalid, WaiverNotAllowed, confirm, take_back
from tests.publishing.scene import CLAIM, HARMLESS, stored
from tests.waiving.people import ABSOLUTE, REASON, aged, article, given, judged_by, person, rewrite


def fresh(page):
    return HealthArticlePage.objects.get(pk=page.pk)


def live_standing():
    """The standing of the one article there is."""
    return Standing.objects.get(page_id=HealthArticlePage.objects.get().pk, version=Version.LIVE)


def actions():
    """What is on record about waivers, in order."""
    records = ComplianceRecord.objects.filter(event=Event.WAIVER).order_by("number")
    return [(record.payload["action"], record.who) for record in records]


def test_nobody_confirms_a_waiver_of_their_own(page, officer, superuser):
    with pytest.raises(WaiverNotAllowed, match="somebody else"):
        confirm(given(page, "CLM301", officer), user=officer)


def test_a_superuser_is_no_two_people(page, superuser):
    with pytest.raises(WaiverNotAllowed, match="somebody else"):
        confirm(given(page, "CLM301", superuser), user=superuser)


def test_whoever_may_not_confirm_does_not(page, officer, writer):
    with pytest.raises(WaiverNotAllowed):
        confirm(given(page, "CLM301", officer), user=writer)


def test_nobody_confirms_a_waiver_on_a_page_they_made(page, officer, second):
    page.owner = second
    page.save()
    with pytest.raises(WaiverNotAllowed, match="page of their own"):
        confirm(given(page, "CLM301", officer), user=second)


def test_nobody_confirms_a_waiver_of_words_they_saved_nor_changes_accounts_off_the_record(
    page, officer, second
):
    author = Person.objects.create(name="Kim Sample", user=second)
    page.author = author
    page.save_revision(user=second)
    waiver = given(page, "CLM301", officer)
    author.user = None
    author.save()
    with pytest.raises(WaiverNotAllowed, match="page of their own"):
        confirm(waiver, user=second)
    record = ComplianceRecord.objects.filter(event=Event.ACCOUNT, subject_id=author.pk).first()
    assert record.payload == {"action": "taken away"}


@pytest.mark.parametrize("role", ["author", "fact_checker"])
def test_nobody_confirms_a_waiver_on_a_page_they_worked_on_in_any_version(
    page, officer, second, role
):
    setattr(page, role, Person.objects.create(name="Kim Sample", user=second))
    page.save_revision()
    page = fresh(page)
    setattr(page, role, None)
    page.save_revision()
    with pytest.raises(WaiverNotAllowed, match="page of their own"):
        confirm(given(page, "CLM301", officer), user=second)


def test_a_second_person_without_an_account_any_more_is_none(page, officer, second):
    waiver = given(page, "CLM301", officer)
    second.is_active = False
    second.save()
    with pytest.raises(WaiverNotAllowed):
        confirm(waiver, user=second)


def test_an_officer_who_is_one_no_more_leaves_it_to_another(page, officer, second, reviewer):
    waiver = given(page, "CLM301", officer)
    officer.groups.clear()
    with pytest.raises(WaiverNotAllowed, match="compliance officer"):
        confirm(waiver, user=reviewer)
    assert confirm(waiver, user=second).confirmed_at


def test_a_waiver_is_confirmed_once(page, officer, second):
    waiver = given(page, "CLM301", officer)
    confirm(waiver, user=second)
    with pytest.raises(WaiverInvalid, match="does not wait"):
        confirm(waiver, user=second)


def test_one_that_was_refused_cannot_be_confirmed_after_all(page, officer, second):
    waiver = given(page, "CLM301", officer)
    take_back(waiver, user=second, why="The letter says something else.")
    with pytest.raises(WaiverInvalid, match="does not wait"):
        confirm(waiver, user=second)


def test_a_waiver_whose_finding_is_gone_is_not_confirmed(page, officer, second):
    waiver = given(page, "CLM301", officer)
    rewrite(page, HARMLESS)
    with pytest.raises(WaiverInvalid, match="fits this waiver"):
        confirm(waiver, user=second)


def test_an_editor_takes_back_what_they_gave_and_nothing_else(home, writer, officer):
    own = given(article(home, ABSOLUTE), "CLM317", writer)
    others = given(article(home, ABSOLUTE, title="Other"), "CLM317", officer)
    with pytest.raises(WaiverNotAllowed):
        take_back(others, user=writer, why=REASON)
    assert take_back(own, user=writer, why=REASON).taken_back_at


def test_taking_back_needs_a_reason_and_happens_once(page, officer):
    waiver = given(page, "CLM301", officer)
    with pytest.raises(WaiverInvalid) as refusal:
        take_back(waiver, user=officer, why=" ")
    assert set(refusal.value.message_dict) == {"why"}
    take_back(waiver, user=officer, why=REASON)
    with pytest.raises(WaiverInvalid, match="taken back already"):
        take_back(waiver, user=officer, why=REASON)


def test_every_decision_is_on_record_under_the_name_of_who_made_it(page, officer, second):
    waiver = take_back(
        confirm(given(page, "CLM301", officer), user=second), user=officer, why=REASON
    )
    assert actions() == [
        ("given", waiver.given_by),
        ("confirmed", waiver.confirmed_by),
        ("taken-back", waiver.given_by),
    ]
    assert not list(problems())


@pytest.fixture
def live(page, officer, second):
    """A page that is live by a waiver."""
    confirm(given(page, "CLM301", officer), user=second)
    page.get_latest_revision().publish()
    return fresh(page)


def test_a_live_page_whose_waiver_is_taken_back_stays_live_and_is_listed(live, officer):
    waiver = Waiver.objects.get()
    assert live_standing().admitted_until == waiver.expires_on
    take_back(waiver, user=officer, why=REASON)
    standing = live_standing()
    assert fresh(live).live
    assert not standing.is_admitted
    assert standing.blocking
    assert not standing.findings.filter(is_waived=True).exists()
    with pytest.raises(ComplianceError, match="CLM301"):
        fresh(live).save_revision().publish()


def test_a_live_page_whose_waiver_has_ended_stays_live_and_cannot_go_live_again(live):
    aged(Waiver.objects.get())
    assert fresh(live).live
    with pytest.raises(ComplianceError, match="CLM301"):
        fresh(live).save_revision().publish()


def test_a_page_that_was_admitted_before_stays_so_when_another_finding_s_waiver_ends(
    home, officer, settings
):
    judged_by(settings, CLM317="advice")
    page = article(home, ABSOLUTE)
    page.get_latest_revision().publish()
    waiver = given(page, "CLM317", officer, category=Category.FALSE_ALARM)
    judged_by(settings, CLM317="advice", REV601="blocking")
    take_back(waiver, user=officer, why=REASON)
    standing = live_standing()
    assert standing.blocking
    assert standing.is_admitted
    fresh(page).save_revision().publish()


def test_what_was_taken_over_stays_so_when_word_of_a_false_alarm_about_advice_ends(
    home, officer, settings
):
    judged_by(settings, mode="report", CLM317="advice")
    page = article(home, f"{CLAIM} {ABSOLUTE}")
    page.get_latest_revision().publish()
    baseline(officer)
    judged_by(settings, CLM317="advice")
    waiver = given(page, "CLM317", officer, category=Category.FALSE_ALARM)
    assert live_standing().admitted_until is None
    aged(waiver)
    Standing.objects.update(admitted_until=None)
    assert audit().states["waiver-ended"] == 0
    fresh(page).save_revision().publish()


@pytest.mark.parametrize("is_audited", [True, False])
def test_words_that_no_door_saw_are_not_admitted_by_a_reason(home, writer, is_audited):
    page = article(home, HARMLESS, sells=False)
    page.get_latest_revision().publish()
    number = live_standing().record_number
    HealthArticlePage.objects.filter(pk=page.pk).update(body=stored(page, (CLAIM, False)))
    if is_audited:
        audit()
    given(page, "CLM301", writer)
    assert live_standing().is_admitted != is_audited
    assert live_standing().record_number == (None if is_audited else number)
    assert audit().states["changed"] == 1


def test_a_renewed_waiver_lets_the_standing_of_a_live_page_stand(live, officer, second):
    aged(Waiver.objects.get())
    waiver = confirm(given(live, "CLM301", officer), user=second)
    standing = live_standing()
    assert standing.is_admitted
    assert standing.admitted_until == waiver.expires_on
    fresh(live).save_revision().publish()


def test_the_alias_of_a_live_page_is_listed_too(home, live, officer):
    alias = live.create_alias(parent=home, update_slug="alias")
    take_back(Waiver.objects.get(), user=officer, why=REASON)
    assert not Standing.objects.get(page_id=alias.pk, version=Version.LIVE).is_admitted


def test_an_outsider_decides_about_nothing(page, officer):
    waiver = given(page, "CLM301", officer)
    with pytest.raises(WaiverNotAllowed):
        take_back(waiver, user=person("outsider"), why=REASON)
