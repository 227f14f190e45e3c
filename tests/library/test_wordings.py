"""The disclosure can be worded, for a market, a language and a site; it cannot be switched off."""

import pytest
from django.core.exceptions import ValidationError
from django.db.utils import OperationalError
from django.test import RequestFactory
from wagtail.models import Locale, Site

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
