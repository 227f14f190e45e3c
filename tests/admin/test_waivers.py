"""The screens about reasons and waivers."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from wagtail.models import Page

from health_content.library.waivers import State, Waiver, site_day
from health_content.waiving import confirm, take_back
from tests.publishing.scene import CLAIM, HARMLESS
from tests.waiving.people import (
    ABSOLUTE,
    LOCKED,
    REASON,
    aged,
    article,
    found,
    given,
    judged_by,
    person,
    rewrite,
)


@pytest.fixture(autouse=True)
def _policy(settings):
    judged_by(settings)


@pytest.fixture
def page(home):
    return article(home)


@pytest.fixture
def writer(home):
    return person("writer", "give_reason", edits=home)


@pytest.fixture
def officer(home):
    return person("officer", "give_reason", "add_waiver", "confirm_waiver")


@pytest.fixture
def second(home):
    return person("second", "add_waiver", "confirm_waiver", edits=home)


def form_of(page, code):
    """The address of the form for a finding."""
    return reverse("health_content_waive", args=[page.pk, found(page, code).fingerprint])


def answers(client, address, **changes):
    """What somebody posts who has read the form."""
    form = client.get(address).context["form"]
    return {
        "category": "other",
        "reason": REASON,
        "expires_on": site_day() + timedelta(days=9),
        "seen": form["seen"].value(),
        **changes,
    }


def text_of(answer):
    return " ".join(unescape(answer.content.decode()).split())


def test_the_form_tells_of_the_finding_and_how_to_do_without_a_waiver(client, page, officer):
    client.force_login(officer)
    finding = found(page, "CLM301")
    html = text_of(client.get(form_of(page, "CLM301")))
    assert "This magnesium supplement <mark>cures arthritis</mark>." in html
    for words in (
        finding.message,
        finding.remedy,
        "makes it a drug under 21 USC 321(g)(1)",
        "Magnesium contributes to normal muscle function.",
        f'href="{finding.authority.url}"',
        "A page that sells.",
        "before a second person has confirmed it",
    ):
        assert words in html


def test_the_form_leads_to_the_block_in_the_page_editor(client, page, second):
    client.force_login(second)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    block = found(page, "CLM301").span.location.path[1]
    assert f'href="{edit}#block-{block}-section"' in text_of(client.get(form_of(page, "CLM301")))


def test_a_reason_is_given_and_leads_back_to_the_page(client, home, writer):
    page = article(home, ABSOLUTE)
    client.force_login(writer)
    address = form_of(page, "CLM317")
    assert "Give a reason" in text_of(client.get(address))
    answer = client.post(address, answers(client, address), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "On record." in text_of(answer)
    waiver = Waiver.objects.get()
    assert (waiver.reason, waiver.category, waiver.page_id) == (REASON, "other", page.pk)


def test_it_leads_where_one_came_from_on_this_site_only(client, home, writer):
    client.force_login(writer)
    pages = [article(home, ABSOLUTE, title=title) for title in ("One", "Two")]
    for page, came_from, leads_to in zip(
        pages,
        ("/admin/reports/", "https://evil.example/"),
        ("/admin/reports/", reverse("wagtailadmin_pages:edit", args=[pages[1].pk])),
        strict=True,
    ):
        address = form_of(page, "CLM317")
        answer = client.post(address, answers(client, address, next=came_from))
        assert answer["location"] == leads_to


def test_errors_stand_next_to_their_fields(client, home, writer):
    page = article(home, ABSOLUTE)
    client.force_login(writer)
    address = form_of(page, "CLM317")
    posted = answers(
        client, address, category="", reason="ok", expires_on=site_day() + timedelta(days=900)
    )
    assert set(client.post(address, posted).context["form"].errors) == {"category"}
    form = client.post(address, {**posted, "category": "other"}).context["form"]
    assert set(form.errors) == {"reason", "expires_on"}
    assert not Waiver.objects.exists()


def test_an_editor_is_offered_nothing_but_a_false_alarm_where_a_finding_blocks(
    client, page, writer
):
    client.force_login(writer)
    address = form_of(page, "CLM301")
    answer = client.get(address)
    assert [value for value, _ in answer.context["form"].fields["category"].choices] == [
        "false-alarm"
    ]
    assert "Report a false alarm" in text_of(answer)
    client.post(address, answers(client, address))
    assert not Waiver.objects.exists()
    client.post(address, answers(client, address, category="false-alarm"))
    assert Waiver.objects.get().is_waiting


def test_of_a_locked_rule_nobody_is_offered_more(client, home, officer):
    page = article(home, LOCKED)
    client.force_login(officer)
    answer = client.get(form_of(page, "CLM318"))
    assert len(answer.context["form"].fields["category"].choices) == 1
    assert (site_day() + timedelta(days=90)).isoformat() in text_of(answer)


def test_what_was_not_read_is_not_waived(client, home, writer):
    page = article(home, sells=False)
    client.force_login(writer)
    address = form_of(page, "CLM301")
    posted = answers(client, address, category="false-alarm")
    rewrite(page, CLAIM, sells=True)
    answer = client.post(address, posted)
    assert "has changed since you opened this form" in text_of(answer)
    assert not Waiver.objects.exists()
    client.post(address, {**posted, "seen": answer.context["form"]["seen"].value()})
    assert Waiver.objects.get().is_commercial


def test_a_finding_that_is_gone_leads_back_with_a_word(client, page, second):
    client.force_login(second)
    address = form_of(page, "CLM301")
    rewrite(page, HARMLESS)
    answer = client.get(address, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "no longer there" in text_of(answer)


def test_a_finding_with_a_waiver_leads_to_it(client, page, officer):
    waiver = given(page, "CLM301", officer)
    client.force_login(officer)
    answer = client.get(form_of(page, "CLM301"))
    assert answer["location"] == reverse("health_content_waiver", args=[waiver.pk])


def test_pages_that_are_not_judged_have_no_such_form(client, home, superuser):
    client.force_login(superuser)
    for key in (Page.get_first_root_node().pk, 10**9):
        address = reverse("health_content_waive", args=[key, "0" * 32])
        assert client.get(address).status_code == 404


def test_another_person_confirms_after_reading(client, page, officer, second):
    waiver = given(page, "CLM301", officer)
    client.force_login(second)
    own = reverse("health_content_waiver", args=[waiver.pk])
    address = reverse("health_content_waiver_confirm", args=[waiver.pk])
    assert address in text_of(client.get(own))
    assert REASON in text_of(client.get(address))
    answer = client.post(address, follow=True)
    assert "The waiver is in force." in text_of(answer)
    assert Waiver.objects.get().confirmed_at
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk]))
    assert "Confirmed a waiver" in text_of(history)


def test_a_waiver_that_fits_nothing_is_not_confirmed_and_says_so(client, page, officer, second):
    waiver = given(page, "CLM301", officer)
    rewrite(page, HARMLESS)
    client.force_login(second)
    own = reverse("health_content_waiver", args=[waiver.pk])
    assert "Nothing on the page fits this waiver" in text_of(client.get(own))
    answer = client.post(reverse("health_content_waiver_confirm", args=[waiver.pk]))
    assert "Nothing on the page fits this waiver" in text_of(answer)
    assert not Waiver.objects.get().confirmed_at


def test_whoever_gave_it_is_told_why_they_cannot_confirm_it(client, page, officer):
    waiver = given(page, "CLM301", officer)
    client.force_login(officer)
    html = text_of(client.get(reverse("health_content_waiver", args=[waiver.pk])))
    assert "somebody else than the one who gave it" in html
    assert reverse("health_content_waiver_confirm", args=[waiver.pk]) not in html


def test_taking_back_asks_why(client, page, officer):
    waiver = given(page, "CLM301", officer)
    client.force_login(officer)
    address = reverse("health_content_waiver_take_back", args=[waiver.pk])
    for why in ("", "no"):
        answer = client.post(address, {"why": why})
        assert set(answer.context["form"].errors) == {"why"}
    answer = client.post(address, {"why": REASON}, follow=True)
    assert str(State.TAKEN_BACK.label) in text_of(answer)
    assert not client.get(address, follow=True).context["may_take_back"]


@pytest.fixture
def waivers(home, officer, second):
    """One waiver of each kind, by state."""
    made = {}
    for state in State.values:
        page = article(home, ABSOLUTE, title=f"Page {state}")
        made[state] = given(page, "CLM317", officer)
        if state == State.UNUSED:
            rewrite(page, HARMLESS)
    Waiver.objects.filter(pk=made["waiting"].pk).update(needs_second_person=True)
    Waiver.objects.filter(pk=made["expiring"].pk).update(expires_on=site_day() + timedelta(days=3))
    aged(made["expired"])
    take_back(made["taken-back"], user=officer, why=REASON)
    return made


def test_the_list_shows_and_filters_waivers_and_counts_them_as_unused_when_asked(
    client, waivers, officer, django_assert_max_num_queries
):
    client.force_login(officer)
    address = reverse("health_content_waivers")
    html = text_of(client.get(address))
    for state, waiver in waivers.items():
        assert f"Page {state}" in html
        assert reverse("health_content_waiver", args=[waiver.pk]) in html
    assert client.get(reverse("health_content_waivers_check")).status_code == 405
    answer = client.post(reverse("health_content_waivers_check"), follow=True)
    assert [item.pk for item in answer.context["object_list"]] == [waivers["unused"].pk]
    for state in ("waiting", "expiring", "expired", "taken-back"):
        shown = client.get(address, {"state": state}).context["object_list"]
        assert [item.pk for item in shown] == [waivers[state].pk]
    in_force = client.get(address, {"state": "in-force"}).context["object_list"]
    assert {item.pk for item in in_force} == {
        waivers[name].pk for name in ("in-force", "expiring", "unused")
    }
    by_page = client.get(address, {"page": waivers["expired"].page_id}).context["object_list"]
    assert [item.pk for item in by_page] == [waivers["expired"].pk]
    assert len(client.get(address, {"code": "CLM317"}).context["object_list"]) == 6
    assert len(client.get(address, {"q": "Page waiting"}).context["object_list"]) == 1
    results = client.get(reverse("health_content_waivers_results"), {"state": "expired"})
    assert "Page expired" in text_of(results)
    with django_assert_max_num_queries(40):
        client.get(address)


def test_the_list_is_exported(client, waivers, officer):
    Waiver.objects.filter(pk=waivers["waiting"].pk).update(reason='=HYPERLINK("https://x.example")')
    client.force_login(officer)
    address = reverse("health_content_waivers")
    csv = b"".join(client.get(address, {"export": "csv"}).streaming_content).decode()
    assert csv.startswith("Rule,Severity,Words,Sentence,Page,")
    assert csv.count("CLM317") == 6
    assert "officer" in csv
    assert "'=HYPERLINK" in csv
    assert str(State.EXPIRED.label) in csv
    filtered = client.get(address, {"export": "csv", "state": "expired"})
    assert b"".join(filtered.streaming_content).count(b"CLM317") == 1
    sheet = client.get(address, {"export": "xlsx"})
    assert b"".join(sheet.streaming_content)[:2] == b"PK"


def test_editors_find_the_waivers_of_their_own_pages_only(client, home, officer):
    ours = article(home, ABSOLUTE, title="Ours")
    theirs = article(home, ABSOLUTE, title="Theirs")
    given(ours, "CLM317", officer)
    other = given(theirs, "CLM317", officer)
    client.force_login(person("of ours", "give_reason", edits=ours))
    html = text_of(client.get(reverse("health_content_waivers")))
    assert "Ours" in html
    assert "Theirs" not in html
    assert client.get(reverse("health_content_waiver", args=[other.pk])).status_code == 404


def test_somebody_whose_account_is_gone_is_named_by_key(client, page, officer, second):
    waiver = confirm(given(page, "CLM301", officer), user=second)
    second.delete()
    client.force_login(officer)
    html = text_of(client.get(reverse("health_content_waiver", args=[waiver.pk])))
    assert waiver.confirmed_by in html
    assert text_of(client.get(reverse("health_content_waivers")))


def test_reports_lead_to_the_list_for_those_it_concerns(client, home, officer):
    address = reverse("health_content_waivers")
    for user, is_shown in ((officer, True), (person("nobody"), False)):
        client.force_login(user)
        html = client.get(reverse("wagtailadmin_home")).content.decode()
        assert (address in html) is is_shown


def test_groups_can_be_given_the_three_rights(admin_site):
    html = text_of(admin_site.get(reverse("wagtailusers_groups:add")))
    for words in ("Can add waiver", "Can confirm the waivers of others", "Can give a reason"):
        assert words in html
