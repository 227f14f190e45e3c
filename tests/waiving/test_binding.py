"""A waiver on file holds for its sentence in its context, and ends with either."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from health_content.compliance import all_rules
from health_content.compliance.waivers import WaiverError, a_year_after, apply
from health_content.library.waivers import Waiver, site_day
from health_content.models import AffiliateProgram, HealthArticlePage, PaidLink, Product
from health_content.publishing import judge
from health_content.waiving import confirm
from tests.publishing.scene import CLAIM, HARMLESS
from tests.waiving.people import aged, article, given, judged_by


def offer(*links):
    """Calls to action for these paid links."""
    return [
        ("affiliate_call_to_action", {"text": "See it.", "label": "", "paid_link": link})
        for link in links
    ]


def link_to(name):
    """A paid link to a product of the library."""
    program = AffiliateProgram.objects.get_or_create(name="Shop", merchant="Shop")[0]
    product = Product.objects.create(brand="Sample", name=name)
    return PaidLink.objects.create(
        program=program, product=product, url=f"https://shop.example/{name}", market="US"
    )


@pytest.fixture
def one(home):
    return link_to("One")


@pytest.fixture
def waived(home, one, officer, second):
    """A draft with a waived disease claim, that sells one product."""
    page = article(home, HARMLESS, sells=False)
    page.body = [("rich_text", f"<p>{CLAIM}</p>"), *offer(one)]
    page.save_revision()
    confirm(given(page, "CLM301", officer), user=second)
    return HealthArticlePage.objects.get(pk=page.pk)


def stands(page):
    """Whether the claim stands refused; and how, if it does."""
    return [item for item in judge(page).refusing if item.code == "CLM301"]


def says(page, *blocks):
    page.body = list(blocks)
    return page


def text(words):
    return ("rich_text", f"<p>{words}</p>")


def test_it_holds_for_the_page_as_it_was(waived):
    draft = waived.get_latest_revision_as_object()
    judgment = judge(draft)
    assert not [item for item in judgment.findings if item.code == "CLM301"]
    assert "CLM301" in {item.finding.code for item in judgment.waived}
    assert judgment.holds_until == Waiver.objects.get().expires_on


def test_it_follows_its_sentence_to_another_block_and_another_case(waived, one):
    moved = [text(HARMLESS), text(HARMLESS), text(f"{HARMLESS} {CLAIM.upper()}"), *offer(one)]
    assert not stands(says(waived, text(CLAIM), *offer(one)))
    assert not stands(says(waived, text(f"{HARMLESS} {CLAIM}"), *offer(one)))
    says(waived, *moved)
    assert not [item for item in judge(waived).refusing if item.excerpt == CLAIM]


@pytest.mark.parametrize(
    "words",
    [
        "This magnesium supplement surely cures arthritis.",
        "This magnesium supplement cures arthritis and gout.",
        "This magnesium supplement prevents arthritis.",
    ],
)
def test_it_ends_with_its_sentence(waived, one, words):
    assert stands(says(waived, text(words), *offer(one)))


def test_it_ends_when_another_product_is_sold(waived, one):
    assert stands(says(waived, text(CLAIM), *offer(link_to("Two"))))
    assert stands(says(waived, text(CLAIM), *offer(one, PaidLink.objects.last())))
    assert not stands(says(waived, text(CLAIM), *offer(one)))


def test_it_ends_when_nothing_is_sold_any_more(waived):
    assert stands(says(waived, text(CLAIM)))


def test_a_reason_given_where_nothing_is_sold_ends_with_an_offer(home, writer, one):
    page = article(home, sells=False)
    given(page, "CLM301", writer)
    assert not stands(says(page, text(CLAIM)))
    assert stands(says(page, text(CLAIM), *offer(one)))


def test_it_ends_when_another_market_s_law_counts(waived, one, settings):
    says(waived, text(CLAIM), *offer(one))
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"MARKETS": ["US", "UK"]}}
    assert stands(waived)
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"MARKETS": ["US"]}}
    assert not stands(waived)


def test_it_ends_with_the_version_of_the_rule(waived, one, monkeypatch):
    says(waived, text(CLAIM), *offer(one))
    rule = next(rule for rule in all_rules() if rule.code == "CLM301")
    monkeypatch.setattr(type(rule), "version", rule.version + 1)
    assert stands(waived)


def test_a_reason_does_not_cover_what_has_come_to_block(home, writer, settings):
    page = article(home, sells=False)
    given(page, "CLM301", writer)
    judged_by(settings, CLM301="blocking")
    assert stands(page.get_latest_revision_as_object())


def test_it_holds_on_its_last_day_and_not_after(waived, one):
    says(waived, text(CLAIM), *offer(one))
    Waiver.objects.update(expires_on=site_day())
    assert not stands(waived)
    aged(Waiver.objects.get())
    assert stands(waived)


def test_it_holds_on_no_other_page(waived, home, one):
    other = article(home, HARMLESS, sells=False, title="Other")
    assert stands(says(other, text(CLAIM), *offer(one)))


def test_the_engine_lets_a_waiver_that_waits_have_no_effect_either(waived):
    waiver = Waiver.objects.get()
    waiver.confirmed_by, waiver.confirmed_at = "", None
    assert waiver.plain.needs_second_person
    report = judge(waived.get_latest_revision_as_object()).report
    after = apply(report, [waiver.plain], site_day())
    assert not after.waived
    assert after.refused[0].why == "It waits for a second person."


def test_what_is_stored_is_what_the_engine_reads(waived):
    waiver = Waiver.objects.get()
    plain = waiver.plain
    assert (plain.person, plain.confirmed_by) == (waiver.given_by, waiver.confirmed_by)
    assert (plain.reason, plain.category.value) == (waiver.reason, waiver.category)
    assert (plain.expires_on, plain.granted_on) == (waiver.expires_on, site_day(waiver.given_at))
    assert plain.needs_second_person is True


@pytest.mark.parametrize(
    "changes",
    [
        {"given_by": ""},
        {"reason": " "},
        {"confirmed_by": "same", "given_by": "same"},
        {"expires_on": site_day() - timedelta(days=3)},
        {"expires_on": site_day() + timedelta(days=400)},
    ],
)
def test_what_the_engine_does_not_take_for_a_waiver_is_not_stored(waived, changes):
    waiver = Waiver.objects.get()
    for name, value in changes.items():
        setattr(waiver, name, value)
    with pytest.raises(WaiverError):
        waiver.save()


@pytest.mark.parametrize(
    "changes", [{"given_by": ""}, {"reason": ""}, {"given_by": "same", "confirmed_by": "same"}]
)
def test_the_database_does_not_take_it_either(waived, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Waiver.objects.update(**changes)


def test_a_waiver_of_twelve_months_is_one_in_every_time_zone(waived, settings):
    settings.TIME_ZONE = "UTC"
    given_at = datetime(2026, 11, 23, 23, 30, tzinfo=ZoneInfo("UTC"))
    Waiver.objects.update(given_at=given_at, expires_on=a_year_after(given_at.date()))
    for zone in ("Pacific/Auckland", "UTC", "Pacific/Honolulu"):
        with timezone.override(zone):
            assert Waiver.objects.get().plain.granted_on == given_at.date()
