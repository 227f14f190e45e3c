"""The site report: stored findings, and live pages that nobody judged."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from health_content.library.products import PaidLink, Product
from health_content.library.programs import AffiliateProgram
from health_content.library.standings import Standing, StoredFinding, Version
from health_content.models import HealthArticlePage, HealthIndexPage
from health_content.publishing import judge
from health_content.publishing.gate import store_standing
from tests.admin.site_of_findings import judged_by, live, text_of
from tests.factories import HealthIndexPageFactory
from tests.publishing.scene import CLAIM, HARMLESS
from tests.waiving.people import ABSOLUTE, given, person


@pytest.fixture(autouse=True)
def _policy(settings):
    judged_by(settings)


@pytest.fixture
def report():
    return reverse("health_content_findings")


@pytest.fixture
def claim(settings, home, superuser):
    return live(settings, home, CLAIM, title="A claim", owner=superuser)


@pytest.fixture
def told(settings, home):
    return live(settings, home, f"{CLAIM} {ABSOLUTE}", sells=False, title="Told")


def rows(answer):
    return [(item.standing.page_id, item.code) for item in answer.context["object_list"]]


def test_the_report_shows_what_was_stored_and_judges_nothing(admin_site, report, claim):
    StoredFinding.objects.filter(code="CLM301").update(message="Words that no rule says")
    html = text_of(admin_site.get(report))
    assert "Words that no rule says" in html
    assert f'href="{reverse("health_content_rules")}#CLM301"' in html
    assert reverse("wagtailadmin_pages:edit", args=[claim.pk]) in html
    assert CLAIM in html


def test_the_gravest_stand_first_and_what_is_waived_last(admin_site, report, claim, told, home):
    officer = person("officer", "give_reason", "add_waiver", edits=home)
    given(told, "CLM301", officer)
    store_standing(told, judge(told), Version.LIVE, is_admitted=True)
    found = list(admin_site.get(report).context["object_list"])
    ranks = [(item.is_waived, item.rank) for item in found]
    assert ranks == sorted(ranks)
    assert (found[0].severity, found[-1].is_waived) == ("blocking", True)


@pytest.mark.parametrize(
    ("chosen", "is_kept"),
    [
        ({"severity": "blocking"}, lambda item: item.severity == "blocking"),
        ({"severity": "needs-reason"}, lambda item: item.severity == "needs-reason"),
        ({"code": "CLM301"}, lambda item: item.code == "CLM301"),
        ({"version": "draft"}, lambda item: item.standing.version == "draft"),
        ({"waived": "yes"}, lambda item: item.is_waived),
        ({"waived": "no"}, lambda item: not item.is_waived),
        ({"q": "Told"}, lambda item: item.standing.page.title == "Told"),
    ],
)
def test_filters_leave_what_they_say_and_all_of_it(
    admin_site, report, claim, told, home, chosen, is_kept
):
    given(told, "CLM301", person("officer", "give_reason", "add_waiver", edits=home))
    store_standing(told, judge(told), Version.DRAFT, is_admitted=False)
    kept = [item.pk for item in StoredFinding.objects.all() if is_kept(item)]
    listed = [item.pk for item in admin_site.get(report, chosen).context["object_list"]]
    assert sorted(listed) == sorted(kept)
    assert 0 < len(kept) < StoredFinding.objects.count()


def test_findings_are_found_by_owner_type_and_product(
    admin_site, report, claim, told, superuser, home
):
    program = AffiliateProgram.objects.create(name="Shop", key="shop", merchant="Shop")
    product = Product.objects.create(brand="Brand", name="Capsules")
    link = PaidLink.objects.create(program=program, product=product, url="https://shop.example/x")
    StoredFinding.objects.filter(standing__page=told).update(products=f"|{product}|")
    StoredFinding.objects.filter(standing__page=claim).update(products=f"|{link.pk}9|")
    answer = admin_site.get(report, {"product": product.pk})
    assert {pk for pk, _code in rows(answer)} == {told.pk}
    assert "Brand Capsules" in text_of(answer)
    StoredFinding.objects.filter(standing__page=claim).update(products=f"|{link.pk}|")
    answer = admin_site.get(report, {"product": product.pk})
    assert {pk for pk, _code in rows(answer)} == {told.pk, claim.pk}
    answer = admin_site.get(report, {"owner": superuser.pk})
    assert {pk for pk, _code in rows(answer)} == {claim.pk}
    kind = claim.cached_content_type.pk
    assert {pk for pk, _code in rows(admin_site.get(report, {"page_type": kind}))} == {
        claim.pk,
        told.pk,
    }


def test_the_report_is_taken_out_as_csv_without_formulas(admin_site, report, claim):
    StoredFinding.objects.filter(code="CLM301").update(excerpt="=HYPERLINK(1)")
    answer = admin_site.get(report, {"export": "csv", "code": "CLM301"})
    [row] = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode()))
    assert (row["Page"], row["Rule"], row["Severity"]) == ("A claim", "CLM301", "Blocks publishing")
    assert row["Sentence"] == "'=HYPERLINK(1)"
    assert row["Owner"] == "owner"


def test_the_report_is_taken_out_as_xlsx(admin_site, report, claim):
    answer = admin_site.get(report, {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    listed = list(sheet.iter_rows(values_only=True))
    assert listed[0][:3] == ("Page", "Number of the page", "Page type")
    assert len(listed) == 1 + StoredFinding.objects.count()


def test_nobody_sees_findings_of_pages_that_are_not_theirs_to_edit(
    client, settings, report, home, claim
):
    section = HealthIndexPageFactory(parent=home, title="Mine")
    own = live(settings, section, title="Own")
    client.force_login(person("writer", edits=section))
    answer = client.get(report)
    assert {pk for pk, _code in rows(answer)} == {own.pk}
    assert "A claim" not in text_of(answer)
    exported = client.get(report, {"export": "csv"})
    assert b"A claim" not in b"".join(exported.streaming_content)


def test_whoever_has_nothing_to_do_with_pages_is_refused(client, report, claim):
    client.force_login(person("bystander"))
    for name in ("health_content_findings", "health_content_unjudged"):
        assert client.get(reverse(name)).status_code == 302
    assert report not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_more_rows_take_no_more_queries(
    admin_site, settings, home, report, claim, django_assert_max_num_queries, superuser
):
    admin_site.get(report)
    with django_assert_max_num_queries(60) as few:
        admin_site.get(report)
    for number in range(4):
        live(settings, home, CLAIM, title=f"Another {number}", owner=person(f"p{number}"))
    with django_assert_max_num_queries(len(few)):
        assert len(admin_site.get(report).context["object_list"]) == 5


def test_live_pages_that_nobody_judged_are_listed(admin_site, claim, told):
    unjudged = reverse("health_content_unjudged")
    Standing.objects.filter(page=claim).delete()
    Standing.objects.filter(page=told).update(rule_set="2001.01")
    HealthIndexPage.objects.update(live=False)

    def listed(**chosen):
        return {page.title for page in admin_site.get(unjudged, chosen).context["object_list"]}

    assert {"A claim", "Told"} <= listed()
    assert "Told" not in listed(known="never")
    assert listed(known="before") == {"Told"}
    HealthArticlePage.objects.filter(pk=claim.pk).update(live=False)
    assert "A claim" not in listed()


def test_a_page_without_findings_has_no_rows(admin_site, settings, home, report):
    live(settings, home, HARMLESS, sells=False, title="Harmless")
    assert "Harmless" not in text_of(admin_site.get(report))
