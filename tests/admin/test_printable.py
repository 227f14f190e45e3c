"""The findings in one page, for counsel."""

import re

import pytest
from django.urls import reverse

from health_content.library.ledger import ComplianceRecord
from health_content.publishing import judge
from health_content.waiving import confirm
from tests.admin.site_of_findings import judged_by, live, text_of
from tests.publishing.scene import CLAIM, HARMLESS
from tests.waiving.people import REASON, article, given, person, rewrite


@pytest.fixture(autouse=True)
def _policy(settings):
    judged_by(settings)


@pytest.fixture
def page(settings, home):
    return live(settings, home, CLAIM, title="A claim")


def address(page):
    return reverse("health_content_findings_of", args=[page.pk])


def test_counsel_reads_all_that_is_known_of_a_page(admin_site, page):
    html = text_of(admin_site.get(address(page)))
    judgment = judge(page)
    record = ComplianceRecord.objects.filter(subject_id=str(page.pk)).first()
    told = [
        page.title,
        page.full_url,
        f"revision {page.live_revision_id}",
        judgment.content_hash,
        judgment.report.rule_set,
        judgment.policy_hash,
        f"Record {record.number}",
        record.hash,
    ]
    for finding in judgment.findings:
        told += [finding.code, finding.message, finding.remedy, finding.authority.citation]
    for text in judgment.edition.obligations:
        told += [text.id, text.revision]
    for words in told:
        assert " ".join(words.split()) in html, words
    assert "<mark>cures arthritis</mark>" in html


@pytest.mark.parametrize("words", [CLAIM, HARMLESS])
def test_it_never_calls_a_page_compliant(admin_site, settings, home, words):
    page = live(settings, home, words, sells=False)
    html = text_of(admin_site.get(address(page)))
    assert "that is no statement that the page is lawful" in html
    assert not re.search(r"\b(compliant|complies|no violations?)\b", html, re.IGNORECASE)


def test_a_waiver_is_told_with_who_gave_it_when_and_why(admin_site, page, home):
    waiver = given(page, "CLM301", person("Olive", "give_reason", "add_waiver"))
    confirm(waiver, user=person("Sam", "add_waiver", "confirm_waiver"))
    html = text_of(admin_site.get(address(page)))
    assert "given by Olive on" in html
    assert "Confirmed by Sam." in html
    assert REASON in html


def test_the_latest_draft_is_judged_unless_readers_words_are_asked_for(admin_site, page):
    rewrite(page, HARMLESS, sells=False)
    draft, shown = admin_site.get(address(page)), admin_site.get(f"{address(page)}?version=live")
    assert "CLM301" not in text_of(draft)
    assert "Draft: readers do not see it" in text_of(draft)
    assert "CLM301" in text_of(shown)
    assert "The words admitted then are not these." in text_of(draft)
    assert "The words admitted then are not these." not in text_of(shown)


def test_a_draft_has_no_live_version_and_no_admission(admin_site, home):
    page = article(home)
    assert admin_site.get(f"{address(page)}?version=live").status_code == 404
    assert admin_site.get(f"{address(page)}?version=other").status_code == 404
    assert "None on record" in text_of(admin_site.get(address(page)))


def test_markets_of_which_only_some_rules_are_known_are_called_partial(admin_site, settings, page):
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"MARKETS": ["US", "EU"]}}
    html = text_of(admin_site.get(address(page)))
    assert "EU (partial" in html
    assert "US (partial" not in html


@pytest.mark.parametrize(
    ("codenames", "edits", "status"),
    [
        ((), True, 200),
        (("view_compliancerecord",), False, 200),
        (("add_waiver",), False, 200),
        ((), False, 302),
        (("give_reason",), False, 302),
    ],
)
def test_editors_of_the_page_and_officers_may_print_it(
    client, home, page, codenames, edits, status
):
    client.force_login(person("somebody", *codenames, edits=home if edits else None))
    assert client.get(address(page)).status_code == status


def test_the_menu_of_a_page_leads_there(client, home, page):
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.force_login(person("writer", edits=home))
    assert address(page) in client.get(edit).content.decode()
