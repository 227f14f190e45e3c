"""Waivers that somebody has to look at are named every night."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import Revision

from health_content.library.standings import Version
from health_content.library.waivers import State, Waiver, site_day
from health_content.waiving import confirm
from health_content.waiving.upkeep import check_use
from tests.publishing.scene import HARMLESS
from tests.waiving.people import REASON, aged, article, given, rewrite


def report(*arguments):
    """What the command writes, and whether it ended well."""
    out = io.StringIO()
    try:
        call_command("report_waivers", *arguments, stdout=out)
    except CommandError as error:
        return out.getvalue(), error.returncode
    return out.getvalue(), 0


@pytest.fixture
def waiver(page, officer, second):
    return confirm(given(page, "CLM301", officer), user=second)


def test_a_waiver_that_fits_and_ends_late_is_no_matter(waiver):
    text, code = report()
    assert code == 0
    assert "No waiver" in text


def test_a_waiver_whose_sentence_was_changed_is_named_as_unused(page, waiver):
    rewrite(page, HARMLESS)
    text, code = report()
    assert code == 1
    assert text.startswith("unused: CLM301")
    assert Waiver.objects.get().state == State.UNUSED


def test_a_waiver_that_still_holds_live_words_is_not_unused_by_a_draft(page, waiver):
    page.get_latest_revision().publish()
    rewrite(page, HARMLESS)
    assert report()[1] == 0


def test_a_waiver_that_fits_again_is_not_unused_any_more(page, waiver):
    old = page.get_latest_revision()
    rewrite(page, HARMLESS)
    check_use()
    page.body = old.as_object().body
    page.save_revision()
    check_use()
    assert Waiver.objects.get().state == State.IN_FORCE


@pytest.mark.parametrize(("days", "code"), [(30, 1), (31, 0)])
def test_a_waiver_that_ends_within_a_month_is_named(waiver, days, code):
    Waiver.objects.update(expires_on=site_day() + timedelta(days=days))
    assert report()[1] == code


def test_how_many_days_are_soon_can_be_said(waiver):
    Waiver.objects.update(expires_on=site_day() + timedelta(days=20))
    assert report("--days=10")[1] == 0
    assert report("--days=20")[1] == 1


def test_a_waiver_that_has_ended_is_named_while_its_finding_stands(page, waiver):
    aged(waiver)
    text, code = report("--json")
    (told,) = json.loads(text)
    assert code == 1
    assert (told["state"], told["waiver"], told["page"]) == ("expired", waiver.pk, page.pk)
    rewrite(page, HARMLESS)
    assert report("--json") == ("[]\n", 0)


def test_a_page_that_cannot_be_judged_keeps_no_other_from_it(
    home, page, waiver, officer, second, client
):
    page.get_latest_revision().publish()
    other = article(home, title="Other")
    confirm(given(other, "CLM301", officer), user=second)
    rewrite(other, HARMLESS)
    rewrite(page, HARMLESS)
    Revision.objects.filter(object_id=str(page.pk)).update(content="words")
    text, code = report()
    assert (text.count("unused"), code) == (1, 1)
    assert check_use() == 1
    client.force_login(officer)
    for name, data in (
        ("health_content_waivers_check", []),
        ("health_content_waiver_take_back", [waiver.pk]),
    ):
        found = client.post(reverse(name, args=data), {"why": REASON})
        assert found.status_code == 302
    waiver.refresh_from_db()
    assert waiver.taken_back_at
    assert not page.health_content_standings.get(version=Version.LIVE).is_admitted
    for name, args in (
        ("health_content_waiver", [waiver.pk]),
        ("health_content_waive", [page.pk, waiver.fingerprint]),
    ):
        assert client.get(reverse(name, args=args)).status_code in {200, 302}


def test_what_waits_for_a_second_person_is_not_reported(page, officer):
    given(page, "CLM301", officer)
    assert report()[1] == 0


@pytest.mark.parametrize("state", State.values)
def test_each_state_finds_the_waivers_that_say_they_are_in_it(waiver, officer, page, state):
    today = site_day()
    changes = {
        State.WAITING: {"confirmed_at": None, "confirmed_by": ""},
        State.EXPIRING: {"expires_on": today + timedelta(days=3)},
        State.EXPIRED: {"expires_on": today - timedelta(days=1)},
        State.UNUSED: {"unused_since": waiver.given_at},
        State.TAKEN_BACK: {"taken_back_at": waiver.given_at},
        State.IN_FORCE: {},
    }
    if changes[state]:
        Waiver.objects.update(**changes[state])
    assert Waiver.objects.get().state == state
    assert Waiver.objects.in_state(state).count() == 1
    others = {State.IN_FORCE} if state in {State.EXPIRING, State.UNUSED} else set()
    for other in set(State) - {state} - others:
        assert not Waiver.objects.in_state(other).exists()
