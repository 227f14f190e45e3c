"""What an editor reads beside the form of a page."""

from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from health_content.compliance import Severity
from health_content.library.policies import PolicyVersion
from health_content.library.suspensions import Scope
from health_content.library.waivers import Category, site_day
from health_content.publishing import judge
from health_content.suspending import suspend
from health_content.waiving import give
from tests.factories import HealthArticlePageFactory, HealthIndexPageFactory, UserFactory
from tests.suspending.pages import shop

CLAIM = "This magnesium supplement cures arthritis."
OFFER = ("affiliate_call_to_action", {"text": "See it.", "label": "", "paid_link": None})


@pytest.fixture
def article(home):
    """A draft that makes a disease claim beside a call to action."""
    page = HealthArticlePageFactory(
        parent=home, live=False, body=[("rich_text", f"<p>Nuts. {CLAIM}</p>"), OFFER]
    )
    page.save_revision()
    return page


def panel_of(response):
    (panel,) = html.fromstring(response.content).xpath('//*[@data-side-panel="compliance"]')
    return panel


def opened(client, page):
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def words_of(element):
    return " ".join(element.text_content().split())


def the_claim(page):
    draft = page.get_latest_revision_as_object()
    return next(item for item in judge(draft).findings if item.code == "CLM301")


def item_of(panel, finding):
    (item,) = panel.xpath(f'.//li[.//*[@data-hc-key="{finding.fingerprint}"]]')
    return item


def test_an_editor_reads_the_finding_its_sentence_the_remedy_and_the_reason(admin_site, article):
    finding = the_claim(article)
    panel = panel_of(opened(admin_site, article))
    item = item_of(panel, finding)
    told = words_of(item)
    for text in (finding.message, CLAIM, finding.remedy, finding.authority.citation):
        assert " ".join(text.split()) in told
    (quote,) = item.xpath(".//mark")
    assert quote.text == finding.quote
    (why,) = item.xpath(".//details")
    assert finding.code in words_of(why)
    (group,) = item.xpath("ancestor::section")
    assert words_of(group).startswith("Blocking")


def test_the_button_of_the_panel_counts_what_stands(admin_site, article):
    response = opened(admin_site, article)
    (counter,) = html.fromstring(response.content).xpath(
        '//*[@data-side-panel-toggle="compliance"]//*[@data-side-panel-toggle-counter]'
    )
    expected = len(judge(article.get_latest_revision_as_object()).findings)
    assert int(counter.text) == expected > 0
    (root,) = panel_of(response).xpath('.//*[@data-controller="hc-findings"]')
    assert int(root.get("data-hc-findings-count-value")) == expected


def test_a_finding_leads_to_its_block(admin_site, article):
    finding = the_claim(article)
    (button,) = item_of(panel_of(opened(admin_site, article)), finding).xpath(".//button")
    draft = article.get_latest_revision_as_object()
    path = button.get("data-hc-findings-path-param")
    assert path.startswith(f"body.{draft.body[0].id}")


def test_opening_the_editor_judges_once(admin_site, article):
    """Each judgment asks once for the policy in force; texts ask for its markets with their own."""
    with CaptureQueriesContext(connection) as asked:
        opened(admin_site, article)
    table = PolicyVersion._meta.db_table
    alone = [query["sql"] for query in asked if "UNION" not in query["sql"]]
    assert sum(f'FROM "{table}"' in sql for sql in alone) == 1


def test_what_is_in_order_is_never_called_compliant(admin_site, home, settings):
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"RULES": {"REV601": "off"}}}
    page = HealthArticlePageFactory(
        parent=home, live=False, body=[("rich_text", "<p>Magnesium is found in nuts.</p>")]
    )
    page.save_revision()
    judgment = judge(page.get_latest_revision_as_object())
    assert judgment.findings == ()
    panel = panel_of(opened(admin_site, page))
    told = words_of(panel.xpath('.//*[@data-controller="hc-findings"]')[0])
    assert f"No known problem found by rule set {judgment.report.rule_set}." in told
    assert "compliant" not in told.lower()


def test_a_site_that_only_reports_says_so(admin_site, article, settings):
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"MODE": "report"}}
    assert "only reports" in words_of(panel_of(opened(admin_site, article)))


def test_a_failing_judgment_is_said_and_logged_and_the_editor_opens(
    admin_site, article, settings, caplog
):
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"MODE": "no such mode"}}
    response = opened(admin_site, article)
    assert response.status_code == 200
    assert "could not be judged" in words_of(panel_of(response))
    assert "no such mode" in caplog.text


def test_a_suspended_page_says_by_whom_why_and_where_it_is_lifted(admin_site, article, superuser):
    assert "suspended" not in words_of(panel_of(opened(admin_site, article)))
    made = suspend(Scope.PAGE, article, reason="Counsel asked for it.", user=superuser)
    panel = panel_of(opened(admin_site, article))
    for said in ("of this page are suspended", "By owner, since", "Counsel asked for it."):
        assert said in words_of(panel)
    assert panel.xpath(f'.//a[@href="{reverse("health_content_suspension_lift", args=[made.pk])}"]')


def test_of_suspended_programs_a_page_names_those_it_sells_for(admin_site, home, superuser):
    program, _, link = shop()
    other, _, _ = shop("elsewhere")
    page = HealthArticlePageFactory(
        parent=home,
        live=False,
        body=[("affiliate_call_to_action", {"text": "See.", "label": "", "paid_link": link})],
    )
    page.save_revision()
    for each in (program, other):
        suspend(Scope.PROGRAM, each, reason=f"Of {each.key}.", user=superuser)
    told = words_of(panel_of(opened(admin_site, page)))
    assert f"Of {program.key}." in told
    assert f"Of {other.key}." not in told


def test_a_page_of_every_type_that_opted_in_has_the_panel(admin_site, home):
    index = HealthIndexPageFactory(parent=home)
    for page in (index, home):
        assert panel_of(opened(admin_site, page)).xpath('.//*[@data-controller="hc-findings"]')


def test_a_new_page_has_the_panel_and_nothing_is_judged_yet(admin_site, home):
    address = reverse(
        "wagtailadmin_pages:add", args=["health_content", "healtharticlepage", home.pk]
    )
    assert "Nothing is written yet" in words_of(panel_of(admin_site.get(address)))


def test_saving_by_itself_brings_the_panel_anew(admin_site, article):
    none = {f"{n}_FORMS": 0 for n in ("TOTAL", "INITIAL", "MIN_NUM")} | {"MAX_NUM_FORMS": 1000}
    sent = nested_form_data(
        {
            "title": "Magnesium",
            "slug": article.slug,
            "hero_caption": rich_text(""),
            "body": streamfield([("rich_text", rich_text("<p>It heals osteoporosis.</p>"))]),
            "related": streamfield([]),
            "comments": none,
        }
    )
    response = admin_site.post(
        reverse("wagtailadmin_pages:edit", args=[article.pk]),
        sent | {"topics": [], "nutrients": []},
        headers={"accept": "application/json"},
    )
    partials = response.json()["html"]
    assert "[data-side-panel=&#x27;compliance&#x27;]" in partials or (
        "[data-side-panel='compliance']" in partials
    )
    assert "heals osteoporosis" in unescape(partials)


def person(name, *codenames, groups=()):
    user = UserFactory(username=name)
    user.groups.add(*groups)
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    return user


@pytest.mark.parametrize(
    ("codenames", "severity", "action"),
    [
        ((), Severity.BLOCKING, None),
        (("give_reason",), Severity.BLOCKING, "Report a false alarm"),
        (("give_reason",), Severity.NEEDS_REASON, "Give a reason"),
        (("give_reason", "add_waiver"), Severity.BLOCKING, "Waive…"),
    ],
)
def test_a_person_is_offered_what_they_may_do(client, article, editor, codenames, severity, action):
    user = person("writer", *codenames, groups=editor.groups.all())
    client.force_login(user)
    draft = article.get_latest_revision_as_object()
    finding = next(item for item in judge(draft).findings if item.severity is severity)
    links = item_of(panel_of(opened(client, article)), finding).xpath(
        './/*[@class="hc-findings__actions"]/a'
    )
    assert [link.text for link in links] == ([action] if action else [])
    if action:
        address = reverse("health_content_waive", args=[article.pk, finding.fingerprint])
        assert links[0].get("href") == address


def test_what_is_waived_stands_last_with_who_why_and_until_when(
    admin_site, article, superuser, home
):
    draft = article.get_latest_revision_as_object()
    finding = next(item for item in judge(draft).findings if item.severity is Severity.NEEDS_REASON)
    day = site_day() + timedelta(days=30)
    reason = "The reviewer's report is attached to the ticket."
    give(
        article,
        finding,
        user=superuser,
        category=Category.OTHER,
        reason=reason,
        expires_on=day,
    )
    panel = panel_of(opened(admin_site, article))
    (last,) = panel.xpath("(.//section)[last()]")
    told = words_of(last)
    assert told.startswith("Waived 1")
    assert finding.message in told
    assert reason in told
    assert f"Waived by {superuser.username} until" in told


def test_what_waits_for_a_second_person_says_so(admin_site, article, superuser):
    finding = the_claim(article)
    assert "second person" not in words_of(item_of(panel_of(opened(admin_site, article)), finding))
    give(
        article,
        finding,
        user=superuser,
        category=Category.FALSE_ALARM,
        reason="It is quoted from a letter of a regulator.",
        expires_on=site_day() + timedelta(days=30),
    )
    assert "second person" in words_of(item_of(panel_of(opened(admin_site, article)), finding))
