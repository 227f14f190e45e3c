"""The disclosure can be worded, for a market, a language and a site; it cannot be switched off."""

import pytest
from django.core.exceptions import ValidationError
from django.db.utils import OperationalError
from django.test import RequestFactory
from wagtail.models import Locale, Site

from health_content.compliance.disclosure_words import Lack, lack_of
from health_content.edition import ObligationKind
from health_content.library.ledger import ComplianceRecord, Event
from health_content.library.policies import PolicyVersion
from health_content.library.site_texts import STANDARD_DISCLOSURE
from health_content.models import DisclosureWording
from health_content.obligations import obligations_for, texts_of_request
from health_content.recording.refusals import write_waiting
from health_content.statutory import AFFILIATE_DEFAULT
from tests.factories import HealthArticlePageFactory

pytestmark = pytest.mark.usefixtures("report_only")

OURS = "We earn a commission if you buy through the links on this page."
ACTION = ("affiliate_call_to_action", {"text": "See it."})


def owed(site, page):
    return [
        item
        for item in obligations_for(site, page)
        if item.kind is ObligationKind.AFFILIATE_DISCLOSURE
    ]


def words(site, page):
    return [item.text for item in owed(site, page)]


def wording(text=OURS, **fields):
    fields.setdefault("locale", Locale.get_default())
    return DisclosureWording.objects.create(name="Ours", text=text, **fields)


@pytest.fixture
def page(home):
    return HealthArticlePageFactory(parent=home, body=[ACTION])


def test_only_the_published_wording_is_said_and_its_version_is_named(site, page, client):
    ours = wording(live=False)
    assert owed(site, page) == [STANDARD_DISCLOSURE]
    ours.save_revision().publish()
    ours.text = "We earn money if you buy through one of these many links."
    ours.save_revision()
    (said,) = owed(site, page)
    assert said.text == OURS
    ours.refresh_from_db()
    assert said.revision == f"wording-{ours.pk}-revision-{ours.live_revision_id}"
    html = client.get(page.url).content.decode()
    assert html.count(OURS) == 1
    assert AFFILIATE_DEFAULT.text not in html
    ours.unpublish()
    assert owed(site, page) == [STANDARD_DISCLOSURE]


def test_a_published_wording_is_on_record(db):
    ours = wording()
    ours.text = f"{OURS} Prices stay the same."
    ours.save_revision().publish()
    write_waiting()
    record = ComplianceRecord.objects.filter(event=Event.LIBRARY_CHANGE).latest("number")
    changed = {"field": "text", "before": OURS, "after": ours.text}
    assert changed in record.payload["changes"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Affiliate links.",
        "This post may contain affiliate links to several of our favorite shops.",
        "We earn\u200b a commission if you buy through the links on this page.",
        "\u3164 " * 9,
        "We never earn a commission if you buy through the links on this page.",
        "Many lovely shops sell very nice things to readers everywhere.",
        OURS + " Really." * 60,
    ],
)
def test_a_wording_that_would_not_do_is_refused_with_one_that_would_and_never_said(
    site, page, text
):
    bad = DisclosureWording(name="Bad", text=text, locale=Locale.get_default())
    with pytest.raises(ValidationError, match="We earn a commission if you buy"):
        bad.full_clean()
    bad.save()
    assert owed(site, page) == [STANDARD_DISCLOSURE]


@pytest.mark.parametrize(
    "text",
    [
        AFFILIATE_DEFAULT.text,
        "I get commissions for purchases made through links in this post.",
        "We earn a commission if you buy through the links on this page, at no extra cost to you.",
        "When you buy through links on our site, we earn an affiliate commission.",
        "Ad \u2013 we get commission from the retailer when you buy through links in this article.",
        "As an Amazon Associate I earn from qualifying purchases.",
        "If you click on a link and buy something, the shop pays us a small commission.",
        "The publisher receives a fee each time readers order through a link on this page.",
        "We are paid by the shop if you buy through our links; it does not affect what we write.",
        "To keep this site free, we earn a commission on purchases made through our links.",
        "We\u2019re paid a fee when you buy something we link to, and you do not pay more.",
    ],
)
def test_words_that_say_who_earns_and_by_what_will_do(text):
    assert lack_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        # Somebody else earns.
        "We love our readers, and shops earn money when you buy.",
        "If you buy here, we hope the shop earns money so it can be there for all of us.",
        "Our experts are paid by the university, and you can buy these products from any shop.",
        "We link to shops so that your order gets money to the people who make it.",
        "Readers earn a commission if they buy through our links and refer friends.",
        "Shops like us earn a commission when you buy through links on this page.",
        # It is denied, over, or open.
        "We are free of charge: the fee that the shop takes when you buy is not paid to us.",
        "We earn trust, and never money; buy with confidence through links on this page today.",
        "Products that we earn nothing from are marked; you can purchase all by links.",
        "Some years ago we earned a commission, and readers bought through links; that is over.",
        "We earn a commission if you buy through links on this page; that is over.",
        "The shop pays us nothing if you buy through the links on this page.",
        "We may earn a commission if you buy through the links on this page.",
        "Do we earn a commission if you buy through the links on this page?",
        "Some say we earn a commission if you buy through the links on this page.",
        # It is no money, or comes from elsewhere.
        "We earn your trust when you buy through our links because we test everything.",
        "We get money off when you buy through the links on this page.",
        "We earn a commission if you buy through links on our other site.",
        "We earn a commission if you buy from our own pharmacy in Leeds.",
    ],
)
def test_words_that_hold_the_right_terms_and_do_not_say_it_will_not_do(text):
    assert lack_of(text) is Lack.UNCLEAR


def test_each_market_of_the_policy_is_told_in_its_own_words(site, page):
    british = "Ad: we earn a commission if you buy through these links."
    wording()
    wording(british, market="UK")
    assert words(site, page) == [OURS]
    PolicyVersion.objects.create(mode="report", markets=["US", "UK"], note="Both")
    assert words(site, page) == [OURS, british]
    PolicyVersion.objects.create(mode="report", markets=["UK"], note="One")
    assert words(site, page) == [british]


def test_a_wording_of_another_site_or_language_is_not_said(site, page, home):
    other = Site.objects.create(hostname="other.example", root_page=home)
    wording(site=other)
    german = Locale.objects.create(language_code="de")
    wording("Wir erhalten eine Provision, wenn Sie etwas kaufen.", locale=german)
    assert owed(site, page) == [STANDARD_DISCLOSURE]
    assert words(other, page) == [OURS]


def test_without_a_database_the_standard_words_are_said(page, monkeypatch):
    wording()

    def fail(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.execute_sql", fail)
    texts = texts_of_request(RequestFactory().get("/"))
    assert texts.disclosures(page) == (STANDARD_DISCLOSURE,)
