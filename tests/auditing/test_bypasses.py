"""What no door saw is found by the next audit."""

import json

from django.core.management import call_command
from django.db.models import TextField
from django.db.models.functions import Cast

from health_content.auditing import audit
from health_content.library.standings import Standing
from health_content.models import HealthArticlePage, SiteCompliance
from tests.auditing.scene import (
    BLOCKED,
    admitted,
    audited,
    bypassed,
    records_of,
    shown,
    sql,
    standing,
    stored,
)

BODY = "UPDATE health_content_healtharticlepage SET body = %s WHERE page_ptr_id = %s"


def stored_body(page):
    column = Cast("body", TextField())
    return HealthArticlePage.objects.filter(pk=page.pk).values_list(column, flat=True).get()


def by_update(page):
    HealthArticlePage.objects.filter(pk=page.pk).update(body=stored(page, BLOCKED))


def by_bulk_update(page):
    page.body = stored(page, BLOCKED)
    HealthArticlePage.objects.bulk_update([page], ["body"])


def by_sql(page):
    sql(BODY, shown(BLOCKED), page.pk)


def by_fixture(page, tmp_path):
    """A dump of the site, edited by hand and loaded again."""
    path = tmp_path / "site.json"
    call_command("dumpdata", "health_content.healtharticlepage", output=str(path), indent=1)
    rows = json.loads(path.read_text())
    for row in rows:
        row["fields"]["body"] = shown(BLOCKED)
    path.write_text(json.dumps(rows))
    call_command("loaddata", str(path), verbosity=0)


def test_words_that_a_fixture_brought_are_found(home, tmp_path):
    page = admitted(home)
    audit()
    by_fixture(page, tmp_path)
    assert audited()[1] == {page.pk: "changed"}


def test_a_page_that_nobody_saw_is_named_each_night_and_recorded_once(home):
    page = bypassed(home)
    audit()
    outcome, states = audited()
    assert states == {page.pk: "unjudged"}
    assert outcome.judged == 0
    assert len(records_of(page)) == 1


def test_a_live_copy_and_an_alias_are_judged_with_the_wording_of_their_site(home, site):
    wording = "Readers should always talk with a doctor or pharmacist before changing anything."
    SiteCompliance.objects.create(site=site, medical_disclaimer=wording)
    page = admitted(home)
    page.copy(update_attrs={"slug": "copy"}, keep_live=True)
    page.create_alias(parent=home, update_slug="alias")
    states = audited()[1]
    assert not states.keys() & set(HealthArticlePage.objects.values_list("pk", flat=True))


def test_an_audit_admits_nothing_however_harmless(home):
    page = bypassed(home, ("Magnesium is found in nuts.", False))
    assert audited()[1] == {page.pk: "unjudged"}
    assert not standing(page).is_admitted
    assert audited()[1] == {page.pk: "unjudged"}


def test_a_change_that_is_undone_is_as_it_was(home):
    page = admitted(home)
    was, number = standing(page).content_hash, standing(page).record_number
    before = stored_body(page)
    by_sql(page)
    audit()
    sql(BODY, before, page.pk)
    assert audited()[1] == {}
    now = standing(page)
    assert (now.is_admitted, now.content_hash, now.record_number) == (True, was, number)


def test_a_standing_that_was_deleted_is_made_anew_from_the_ledger(home):
    page = admitted(home)
    number = standing(page).record_number
    Standing.objects.all().delete()
    assert audited()[1] == {}
    assert (standing(page).is_admitted, standing(page).record_number) == (True, number)


def test_a_deleted_standing_admits_no_words_that_the_ledger_does_not_know(home):
    page = admitted(home)
    by_sql(page)
    Standing.objects.all().delete()
    assert audited()[1] == {page.pk: "changed"}
    assert not standing(page).is_admitted
