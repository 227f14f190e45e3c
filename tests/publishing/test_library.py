"""Entries of the library are judged with the live pages that show them."""

from datetime import timedelta
from itertools import pairwise
from typing import ClassVar

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.frontend_cache.backends.base import BaseBackend
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from health_content.bibliography.notices import Notice, NoticeKind
from health_content.library.ledger import ComplianceRecord, Event, Outcome
from health_content.library.looked_up import keep
from health_content.library.pseudonyms import Pseudonym
from health_content.library.standings import Standing, Version
from health_content.library.suspensions import Suspension
from health_content.library.usage import live_pages_showing
from health_content.library.waivers import site_day
from health_content.lookups.bibliographic import LookedUp
from health_content.lookups.bibliographic import Outcome as Found
from health_content.models import (
    AffiliateProgram,
    DisclaimerAddition,
    PaidLink,
    Person,
    Product,
    Reference,
    SiteCompliance,
    Topic,
)
from health_content.publishing import ComplianceError
from health_content.publishing.library import EntryRefused, suspending_pages
from health_content.recording.ledger import problems
from health_content.recording.refusals import write_waiting
from health_content.waiving import confirm
from tests.factories import HealthArticlePageFactory, ImageFactory
from tests.publishing.scene import CLAIM as CLAIMED
from tests.waiving.people import given, judged_by, person

HARMLESS = "<p>Magnesium is found in nuts.</p>"
CLAIM = "Arthritis Cure Capsules"


def changes():
    """What is on record about the library, in order."""
    write_waiting()
    return list(ComplianceRecord.objects.filter(event=Event.LIBRARY_CHANGE).order_by("number"))


@pytest.fixture
def program(db):
    return AffiliateProgram.objects.create(
        key="nutshop", name="Nut Shop Partners", merchant="Nut Shop", link_label="(paid link)"
    )


@pytest.fixture
def product(db):
    return Product.objects.create(brand="Plain", name="Magnesium Glycinate", form="capsules")


@pytest.fixture
def link(program, product):
    return PaidLink.objects.create(
        program=program, product=product, url="https://shop.example/magnesium"
    )


@pytest.fixture
def article(home, settings):
    """Makes live articles that were live before there was a gate."""

    def make(slug="magnesium", *, body=(), is_live=True, **fields):
        given = getattr(settings, "HEALTH_CONTENT", {})
        settings.HEALTH_CONTENT = {"COMPLIANCE": {"MODE": "report"}}
        page = HealthArticlePageFactory(
            parent=home,
            title=fields.pop("title", "Magnesium"),
            slug=slug,
            live=is_live,
            body=[("rich_text", HARMLESS), *body],
            **fields,
        )
        settings.HEALTH_CONTENT = given
        return page

    return make


def card(product, link):
    return (
        "product_card",
        {
            "product": product,
            "html": "",
            "limits": "",
            "label": "",
            "paid_link": link,
            "program": None,
        },
    )


def offer(link):
    return ("affiliate_call_to_action", {"text": "See it.", "label": "", "paid_link": link})


def test_product_copy_that_becomes_a_disease_claim_is_refused_with_the_pages(
    article, product, link
):
    pages = [article(slug, body=[card(product, link)], title=slug) for slug in ("one", "two")]
    product.name = CLAIM
    with pytest.raises(EntryRefused) as refused:
        product.save()
    assert [page.page_id for page in refused.value.pages] == [page.pk for page in pages]
    assert all(page.findings for page in refused.value.pages)
    assert any("“one”" in told for told in refused.value.messages)
    assert Product.objects.get().name == "Magnesium Glycinate"


def test_a_refusal_is_on_record(article, product, link):
    page = article(body=[card(product, link)])
    product.name = CLAIM
    with pytest.raises(ComplianceError):
        product.save()
    (record,) = changes()
    assert record.outcome == Outcome.REFUSED
    assert record.subject_id == str(product.pk)
    assert record.payload["changes"] == [
        {"field": "name", "before": "Magnesium Glycinate", "after": CLAIM}
    ]
    assert record.payload["pages"] == [page.pk]
    assert record.payload["page_count"] == 1
    assert record.payload["findings"][0]["page"] == page.pk
    assert list(problems()) == []


def test_what_is_admitted_is_on_record_and_its_pages_stand_as_they_are_now(article, product, link):
    page = article(body=[card(product, link)])
    before = Standing.objects.get(page=page, version=Version.LIVE)
    product.name = "Magnesium Citrate"
    product.save()
    (record,) = changes()
    assert record.outcome == Outcome.ADMITTED
    assert record.payload["changes"] == [
        {"field": "name", "before": "Magnesium Glycinate", "after": "Magnesium Citrate"}
    ]
    after = Standing.objects.get(page=page, version=Version.LIVE)
    assert after.content_hash != before.content_hash
    assert after.record_number == record.number


def test_the_pages_can_be_suspended_instead(article, product, link, superuser):
    page = article(body=[card(product, link)])
    other = article("other", body=[offer(link)], title="Other")
    product.name = CLAIM
    with suspending_pages():
        product.save()
    assert Product.objects.get().name == CLAIM
    suspended = set(Suspension.objects.in_force().values_list("page_id", flat=True))
    assert suspended <= {page.pk, other.pk}
    assert page.pk in suspended
    (record,) = changes()
    assert record.outcome == Outcome.ADMITTED
    assert set(record.payload["suspended"]) == suspended
    standing = Standing.objects.get(page=page, version=Version.LIVE)
    assert not standing.is_commercial


def test_an_alias_shows_what_its_page_shows(article, product, link, home, settings):
    page = article(body=[card(product, link)])
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"MODE": "report"}}
    alias = page.create_alias(parent=home, update_slug="alias")
    settings.HEALTH_CONTENT = {}
    product.name = CLAIM
    with pytest.raises(EntryRefused) as refused:
        product.save()
    assert [one.page_id for one in refused.value.pages] == [page.pk, alias.pk]
    with suspending_pages():
        product.save()
    suspended = Suspension.objects.in_force().values_list("page_id", flat=True)
    assert set(suspended) == {page.pk, alias.pk}


def test_what_an_entry_brings_is_told_from_what_is_on_file(article, product, link):
    said = "<p>This magnesium cures arthritis.</p>"
    article(body=[("rich_text", said), card(product, link)])
    product.name = CLAIM
    with pytest.raises(EntryRefused) as refused:
        product.save()
    assert all(CLAIM in finding.excerpt for finding in refused.value.findings)


def test_a_page_that_only_was_reported_is_not_admitted_by_an_entry(article, product, link):
    page = article(body=[("rich_text", "<p>This magnesium cures gout.</p>"), card(product, link)])
    product.form = "tablets"
    product.save()
    assert not Standing.objects.get(page=page, version=Version.LIVE).is_admitted


def test_a_page_that_shows_it_only_in_a_draft_is_no_reason(article, product, link):
    article(body=[card(product, link)], is_live=False)
    live = article("other", title="Other")
    shown = {"product": product.pk, "paid_link": link.pk}
    blocks = live._meta.get_field("body").stream_block
    live.body = blocks.to_python([{"type": "product_card", "value": shown}])
    live.save_revision()
    product.name = CLAIM
    product.save()
    assert Product.objects.get().name == CLAIM
    assert changes() == []


def test_a_claim_that_the_page_has_already_is_no_reason(article, product, link):
    article(body=[("rich_text", "<p>This magnesium cures arthritis.</p>"), card(product, link)])
    product.form = "tablets"
    product.save()
    assert Product.objects.get().form == "tablets"


def test_only_what_is_saved_is_judged(article, product, link):
    article(body=[card(product, link)])
    product.name = CLAIM
    product.form = "tablets"
    product.save(update_fields=["form"])
    assert Product.objects.get().form == "tablets"
    with pytest.raises(ComplianceError):
        product.save(update_fields=["name"])


def test_where_the_gate_only_reports_it_passes_and_is_on_record(article, product, link, settings):
    article(body=[card(product, link)])
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"MODE": "report"}}
    product.name = CLAIM
    product.save()
    (record,) = changes()
    assert record.outcome == Outcome.REPORTED
    assert record.payload["findings"]


def test_another_address_of_a_paid_link_is_on_record(article, link):
    article(body=[offer(link)])
    link.url = "https://shop.example/another"
    link.save()
    (record,) = changes()
    assert record.payload["changes"] == [
        {
            "field": "url",
            "before": "https://shop.example/magnesium",
            "after": "https://shop.example/another",
        }
    ]


def test_a_link_that_takes_another_ones_place_is_on_record_with_the_pages_and_caches(
    article, link, product, program, settings, django_capture_on_commit_callbacks
):
    settings.WAGTAILFRONTENDCACHE = {"kept": {"BACKEND": f"{__name__}.Purged"}}
    page = article(body=[offer(link)])
    others = AffiliateProgram.objects.create(key="other", name="Other", merchant="Other")

    def saved(entry, **fields):
        Purged.urls.clear()
        for name, value in fields.items():
            setattr(entry, name, value)
        with django_capture_on_commit_callbacks(execute=True):
            entry.save()
        last = changes()[-1]
        assert (last.subject_id, last.payload["pages"]) == (str(entry.pk), [page.pk])
        assert set(fields) <= {change["field"] for change in last.payload["changes"]}
        assert page.full_url in Purged.urls

    stand_in = PaidLink(program=others, product=product, url="https://other.example/magnesium")
    saved(stand_in)
    saved(stand_in, position=3)
    saved(stand_in, url="https://other.example/another")
    ended = {"starts_on": site_day() - timedelta(days=9), "ends_on": site_day() - timedelta(days=1)}
    saved(others, **ended, countries=["US"], elsewhere="no-tag")
    with django_capture_on_commit_callbacks(execute=True):
        stand_in.delete()
    assert changes()[-1].payload["action"] == "deleted"


class Purged(BaseBackend):
    """A cache before the site that remembers what it was told to forget."""

    urls: ClassVar[list[str]] = []

    def purge(self, url):
        self.urls.append(url)


def test_a_paid_link_makes_an_address_that_was_typed_an_offer(article, program):
    typed = '<a href="https://nuts.example/magnesium">see it</a>'
    said = f"<p>This magnesium supplement cures arthritis: {typed}.</p>"
    page = article(body=[("rich_text", said)])
    with pytest.raises(EntryRefused) as refused:
        PaidLink.objects.create(program=program, url="https://nuts.example/magnesium")
    assert [one.page_id for one in refused.value.pages] == [page.pk]
    assert not PaidLink.objects.exists()


def test_a_paid_link_can_always_be_taken_down(article, link):
    article(body=[offer(link)])
    link.status, link.status_reason = PaidLink.Status.WITHDRAWN, "The shop has closed."
    link.save()
    assert changes()[-1].outcome == Outcome.ADMITTED


def test_a_waived_claim_is_not_carried_to_another_product_by_hiding_the_link(home, link, settings):
    judged_by(settings)
    rights = ("give_reason", "add_waiver", "confirm_waiver")
    page = HealthArticlePageFactory(
        parent=home,
        title="Magnesium",
        live=False,
        body=[("rich_text", f"<p>{CLAIMED}</p>"), offer(link)],
    )
    page.save_revision()
    confirm(given(page, "CLM301", person("officer", *rights)), user=person("second", *rights))
    page.refresh_from_db()
    page.get_latest_revision().publish()
    other = Product.objects.create(brand="Other", name="Zinc Complex", form="capsules")
    link.product, link.valid_from = other, site_day() + timedelta(days=1)
    with pytest.raises(EntryRefused) as refused:
        link.save()
    assert {finding.code for finding in refused.value.findings} == {"CLM301"}
    link.valid_from, link.valid_until = None, site_day() - timedelta(days=1)
    with pytest.raises(EntryRefused):
        link.save()
    PaidLink.objects.update(product=other, valid_until=link.valid_until)
    link.valid_until = None
    with pytest.raises(EntryRefused):
        link.save()
    # What is only in memory takes nothing down.
    link.status = PaidLink.Status.PAUSED
    with pytest.raises(EntryRefused):
        link.save(update_fields=["valid_until"])


def test_a_programs_sentence_that_claims_is_refused_whether_a_page_shows_it_or_not(program):
    program.identification = [{"language": "en-US", "text": "Our supplements cure arthritis."}]
    with pytest.raises(EntryRefused) as refused:
        program.save()
    assert refused.value.own
    assert not refused.value.can_suspend
    with suspending_pages(), pytest.raises(EntryRefused):
        program.save()


def test_a_programs_sentence_is_on_record_with_the_pages_that_show_it(article, program, link):
    page = article(body=[offer(link)])
    sentence = {"language": "en-US", "text": "As a Nut Shop partner we earn from purchases."}
    program.identification = [sentence]
    program.save()
    (record,) = changes()
    assert record.payload["pages"] == [page.pk]
    assert record.payload["changes"] == [
        {"field": "identification", "before": [], "after": [sentence]}
    ]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (Person, "biography"),
        (Person, "license_note"),
        (Person, "conflict_of_interest"),
        (Topic, "description"),
    ],
)
def test_what_the_page_of_a_person_or_topic_says_is_judged_by_itself(kind, field):
    entry = kind.objects.create(name="Sleep", **{field: "Magnesium is found in nuts."})
    setattr(entry, field, "Our magnesium capsules cure arthritis.")
    with pytest.raises(EntryRefused) as refused:
        entry.save()
    assert "CLM301" in {finding.code for finding in refused.value.own}
    assert changes()[-1].outcome == Outcome.REFUSED


@pytest.mark.parametrize("name", ["credentials", "job_title"])
def test_what_a_byline_shows_is_on_record_with_its_articles(article, link, name):
    person = Person.objects.create(name="Ada Sample", credentials="RD", job_title="RD")
    page = article(body=[offer(link)], author=person)
    before = Standing.objects.get(page=page, version=Version.LIVE)
    setattr(person, name, "RD, PhD")
    person.save()
    (record,) = changes()
    assert record.payload["pages"] == [page.pk]
    assert record.payload["changes"] == [{"field": name, "before": "RD", "after": "RD, PhD"}]
    after = Standing.objects.get(page=page, version=Version.LIVE)
    assert after.content_hash != before.content_hash


def test_a_topics_name_is_recorded_with_its_pages(article):
    topic = Topic.objects.create(name="Sleep")
    page = article(topics=[topic])
    topic.name = "Good sleep"
    topic.save()
    assert changes()[-1].payload["pages"] == [page.pk]


def test_that_a_paper_was_retracted_can_always_be_told(article):
    reference = Reference.objects.create(citation="Doe J. Magnesium. J Nuts. 2020.")
    page = article(body=[("references", {"heading": "References", "items": [reference]})])
    reference.status = Reference.Status.RETRACTED
    reference.save()
    assert Reference.objects.get().status == Reference.Status.RETRACTED
    (record,) = changes()
    assert record.payload["pages"] == [page.pk]
    assert "EVD407" in {finding["code"] for finding in record.payload["findings"]}
    before = Reference.objects.get()
    reference.status = Reference.Status.CURRENT
    assert not reference.is_never_refused({"status"}, before)


def test_a_paid_link_as_open_access_address_is_refused_and_keeps_no_retraction_untold(article):
    paid = "https://www.amazon.com/dp/B000000000?tag=site-20"
    reference = Reference.objects.create(citation="Doe J. Magnesium. J Nuts. 2020.")
    article(body=[("references", {"heading": "References", "items": [reference]})])
    reference.open_access_url = paid
    with pytest.raises(EntryRefused):
        reference.save()
    retraction = Notice(NoticeKind.RETRACTION, on="2024", source="crossref")
    stored = Reference.objects.get()
    keep(
        stored,
        LookedUp(
            Found.FOUND,
            record=stored.cited_record(),
            notices=(retraction,),
            open_access_url=paid,
            was_checked=True,
        ),
    )
    stored = Reference.objects.get()
    assert (stored.status, stored.open_access_url) == ("retracted", "")


def test_a_drafted_addition_is_not_judged_and_its_publication_is(home):
    addition = DisclaimerAddition(name="Bad", text="Our capsules cure arthritis.", live=False)
    addition.save()
    revision = addition.save_revision()
    with pytest.raises(EntryRefused):
        revision.publish()
    addition.refresh_from_db()
    assert not addition.live
    assert changes()[-1].outcome == Outcome.REFUSED


def test_an_altered_fda_sentence_is_no_addition(home):
    with pytest.raises(EntryRefused):
        DisclaimerAddition.objects.create(
            name="FDA", text="These statements have not been approved by the FDA."
        )


def test_an_addition_is_on_record_when_it_changes_and_when_it_goes(home):
    addition = DisclaimerAddition.objects.create(name="Ask", text="Ask your own doctor first.")
    addition.text = "Please ask your own doctor first."
    addition.save()
    addition.unpublish()
    addition.delete()
    assert [record.payload["action"] for record in changes()] == ["created", "changed", "changed"]
    assert changes()[2].payload["changes"] == [{"field": "live", "before": True, "after": False}]


def test_a_bad_addition_that_is_due_does_not_stop_a_good_one(home):
    due = timezone.now() - timezone.timedelta(minutes=1)
    for name, text in (("Bad", "Our capsules cure arthritis."), ("Good", "Ask your own doctor.")):
        addition = DisclaimerAddition.objects.create(name=name, text=text, live=False)
        revision = addition.save_revision()
        revision.approved_go_live_at = due
        revision.save()
    call_command("publish_scheduled")
    assert [one.name for one in DisclaimerAddition.objects.filter(live=True)] == ["Good"]
    bad = DisclaimerAddition.objects.get(name="Bad")
    assert bad.scheduled_revision is None
    # Both are due at the same moment, so either may come first.
    assert {record.outcome for record in changes()} == {Outcome.REFUSED, Outcome.ADMITTED}


def test_a_sites_medical_wording_is_judged_and_on_record(site):
    wording = SiteCompliance(
        site=site, medical_disclaimer="Nothing here is medical advice. Our capsules cure arthritis."
    )
    with pytest.raises(EntryRefused):
        wording.save()
    assert [record.outcome for record in changes()] == [Outcome.REFUSED]
    wording.medical_disclaimer = "Nothing here is medical advice. Ask your own doctor about it."
    wording.save()
    assert [record.outcome for record in changes()] == [Outcome.REFUSED, Outcome.ADMITTED]
    assert changes()[1].payload["on_every_page"]


def test_a_deleted_entry_is_on_record(article):
    person = Person.objects.create(name="Ada Sample")
    page = article(author=person)
    person.delete()
    (record,) = changes()
    assert record.payload["action"] == "deleted"
    assert record.payload["pages"] == [page.pk]
    assert record.outcome == Outcome.DONE


@pytest.mark.usefixtures("home")
def test_what_stood_on_every_page_is_on_record_when_it_is_deleted(admin_site, superuser):
    addition = DisclaimerAddition.objects.create(name="Ask", text="Ask your own doctor first.")
    address = reverse(DisclaimerAddition.snippet_viewset.get_url_name("delete"), args=[addition.pk])
    assert admin_site.post(address).status_code == 302
    record = changes()[-1]
    assert record.payload["action"] == "deleted"
    assert record.payload["changes"][0]["before"] == "Ask your own doctor first."
    assert record.who == Pseudonym.of(superuser)


def test_a_page_that_just_went_live_is_known_to_show_an_entry(home, product, link, settings):
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"MODE": "report"}}
    page = HealthArticlePageFactory(
        parent=home, title="Magnesium", live=False, body=[card(product, link)]
    )
    ReferenceIndex.objects.all().delete()
    revision = page.save_revision()
    with disable_reference_index_auto_update():
        revision.publish()
    assert live_pages_showing(product) == [page.pk]


def cost_of_saving(entry):
    with CaptureQueriesContext(connection) as asked:
        entry.save()
    return len(asked)


def test_an_entry_that_nobody_shows_costs_little_and_leaves_no_record(product):
    untouched = cost_of_saving(product)
    product.name = "Magnesium Citrate"
    assert cost_of_saving(product) - untouched <= 8
    assert changes() == []


def test_each_page_costs_the_same(article, product, link):
    counts = []
    for number in range(1, 5):
        article(f"a-{number}", body=[card(product, link)], title=f"Article {number}")
        product.name = f"Magnesium {number}"
        counts.append(cost_of_saving(product))
    first, *_, last = [after - before for before, after in pairwise(counts)]
    assert abs(last - first) <= 2
    # Each is judged with the entry and without it.
    assert last <= 32


def test_a_picture_is_part_of_what_a_product_shows(article, product, link):
    article(body=[card(product, link)])
    product.image = ImageFactory()
    product.save()
    assert changes()[-1].payload["changes"] == [
        {"field": "image", "before": None, "after": product.image_id}
    ]
