"""How the live pages stand, on the admin's front page."""

import pytest
from django.urls import reverse

from health_content.library.standings import Standing
from health_content.library.waivers import Waiver, site_day
from health_content.suspending import suspend
from tests.admin.site_of_findings import judged_by, live, text_of
from tests.publishing.scene import CLAIM
from tests.waiving.people import given, person

HOME = "wagtailadmin_home"


@pytest.fixture(autouse=True)
def _policy(settings):
    judged_by(settings)


def lines(answer):
    [panel] = [it for it in answer.context["panels"] if it.name == "health_content_compliance"]
    return {str(line.label): line for line in panel.get_context_data({})["lines"]}


def panel_names(answer):
    return [getattr(panel, "name", "") for panel in answer.context["panels"]]


@pytest.fixture
def pages(settings, home):
    """Two pages that block, one that needs a reason, and what waits and ends on one of them."""
    first = live(settings, home, CLAIM, title="First")
    live(settings, home, CLAIM, title="Second")
    live(settings, home, CLAIM, sells=False, title="Third")
    writer = person("writer", "give_reason", edits=home)
    given(first, "CLM301", writer, category="false-alarm")
    Standing.objects.filter(page__title="Second").update(rule_set="2001.01")
    return first


def test_each_number_is_that_of_the_list_it_leads_to(admin_site, pages):
    suspend("rule", "CLM301", reason="Under review.", user=None)
    Standing.objects.filter(page=pages).delete()
    told = lines(admin_site.get(reverse(HOME)))
    assert told["live pages with blocking findings"].count == 1
    assert told["live pages with findings that need a reason"].count == 1
    assert told["live pages judged by an earlier rule set"].count == 1
    assert told["waivers that wait for a second person"].count == 1
    assert told["suspensions of calls to action in force"].count == 1
    for line in told.values():
        listed = admin_site.get(line.address).context["object_list"]
        found = {getattr(item, "standing", item).pk for item in listed}
        assert len(found) == line.count, line


def test_a_waiver_that_ends_soon_is_counted(admin_site, pages, home):
    waiver = Waiver.objects.get()
    Waiver.objects.filter(pk=waiver.pk).update(needs_second_person=False, expires_on=site_day())
    assert lines(admin_site.get(reverse(HOME)))["waivers that end within 30 days"].count == 1


def test_the_panel_says_so_where_the_gate_only_reports(admin_site, settings, pages):
    assert "The gate only reports" not in text_of(admin_site.get(reverse(HOME)))
    judged_by(settings, mode="report")
    assert "The gate only reports" in text_of(admin_site.get(reverse(HOME)))


def test_whoever_has_nothing_to_do_with_pages_has_no_panel(client, pages):
    client.force_login(person("bystander"))
    assert "health_content_compliance" not in panel_names(client.get(reverse(HOME)))


def test_the_numbers_are_those_of_pages_one_may_edit(client, home, pages):
    other = pages.get_parent().add_child(instance=type(home)(title="Elsewhere", live=False))
    client.force_login(person("stranger", edits=other))
    told = lines(client.get(reverse(HOME)))
    assert {line.count for line in told.values()} == {0}
    assert "waivers that wait for a second person" not in told


def test_more_pages_take_no_more_queries(
    admin_site, settings, home, pages, django_assert_max_num_queries
):
    admin_site.get(reverse(HOME))
    with django_assert_max_num_queries(60) as few:
        admin_site.get(reverse(HOME))
    for number in range(3):
        live(settings, home, CLAIM, title=f"More {number}")
    with django_assert_max_num_queries(len(few)):
        admin_site.get(reverse(HOME))
