"""What others point at is not deleted, and the editor is told why."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from health_content.models import (
    AffiliateProgram,
    HealthArticlePage,
    PaidLink,
    Person,
    Product,
    Reference,
    Topic,
)
from health_content.recording import record_review
from tests.factories import HealthArticlePageFactory

pytestmark = pytest.mark.usefixtures("report_only")


def delete(client, instance):
    address = reverse(instance.snippet_viewset.get_url_name("delete"), args=[instance.pk])
    return client.post(address, follow=True).content.decode()


def test_a_person_who_reviewed_pages_stays(admin_site, home):
    person = Person.objects.create(name="Robin Sample")
    record_review(HealthArticlePageFactory(parent=home), person)
    assert "Review records point at it" in delete(admin_site, person)
    assert Person.objects.filter(pk=person.pk).exists()


def test_a_program_with_paid_links_stays_and_goes_once_they_are_gone(admin_site, db):
    program = AffiliateProgram.objects.create(key="shop", name="Shop", merchant="Shop")
    link = PaidLink.objects.create(program=program, url="https://shop.example/")
    assert "Paid links point at it" in delete(admin_site, program)
    link.delete()
    delete(admin_site, program)
    assert not AffiliateProgram.objects.exists()


def test_a_link_that_may_take_another_ones_place_stays_until_it_is_withdrawn(admin_site, home):
    program = AffiliateProgram.objects.create(key="shop", name="Shop", merchant="Shop")
    product = Product.objects.create(name="Zinc")
    link, other = (
        PaidLink.objects.create(program=program, product=product, url=f"https://shop.example/{n}")
        for n in (1, 2)
    )
    body = [("affiliate_call_to_action", {"text": "See it.", "paid_link": link})]
    HealthArticlePageFactory(parent=home, title="Zinc", body=body).save_revision().publish()
    usage = reverse(PaidLink.snippet_viewset.get_url_name("usage"), args=[other.pk])
    assert "names another link to its product" in admin_site.get(usage).content.decode()
    assert "1 live page may show it in the place" in delete(admin_site, other)
    other.status, other.status_reason = PaidLink.Status.WITHDRAWN, "Not needed."
    other.save()
    delete(admin_site, other)
    assert not PaidLink.objects.filter(pk=other.pk).exists()


def named(page):
    return f"“{page.title}” names it"


def test_a_person_whom_a_page_names_stays_and_the_page_is_named(admin_site, home):
    for field in ("author", "fact_checker"):
        person = Person.objects.create(name=f"Sam {field}")
        page = HealthArticlePageFactory(parent=home, title=f"Iron {field}", **{field: person})
        assert named(page) in delete(admin_site, person)
        assert Person.objects.filter(pk=person.pk).exists()


def test_a_person_whom_only_a_draft_names_stays(admin_site, home):
    person = Person.objects.create(name="Sam Sample")
    page = HealthArticlePageFactory(parent=home, title="Iron")
    page.author = person
    page.save_revision()
    assert named(page) in delete(admin_site, person)
    page.author = None
    page.save_revision()
    delete(admin_site, person)
    assert not Person.objects.exists()


def test_a_person_whom_a_revision_names_that_waits_for_its_day_stays(admin_site, home):
    person = Person.objects.create(name="Sam Sample")
    page = HealthArticlePageFactory(parent=home, title="Iron", live=False)
    page.author = person
    page.go_live_at = timezone.now() + timedelta(days=2)
    page.save_revision(approved_go_live_at=page.go_live_at)
    page.author = None
    page.save_revision()
    assert named(page) in delete(admin_site, person)


@pytest.fixture
def library(home):
    program = AffiliateProgram.objects.create(key="shop", name="Shop", merchant="Shop")
    return {
        "program": program,
        "product": Product.objects.create(name="Zinc"),
        "paid_link": PaidLink.objects.create(program=program, url="https://shop.example/"),
        "reference": Reference.objects.create(citation="A. Writer. A study."),
    }


@pytest.mark.parametrize("is_draft", [False, True])
@pytest.mark.parametrize(
    ("block", "field"),
    [
        ("product_card", "product"),
        ("affiliate_call_to_action", "paid_link"),
        ("affiliate_call_to_action", "program"),
        ("research_note", "reference"),
    ],
)
def test_what_the_text_of_a_page_or_its_draft_uses_stays(
    admin_site, home, library, block, field, is_draft
):
    entry = library[field]
    if field == "program":
        library["paid_link"].delete()
    page = HealthArticlePageFactory(parent=home, title="Iron")
    inner = {"type": block, "value": {field: entry.pk}}
    page.body = json.dumps([{"type": "section", "value": {"heading": "H", "content": [inner]}}])
    revision = page.save_revision()
    if not is_draft:
        revision.publish()
    assert named(page) in delete(admin_site, entry)
    assert type(entry).objects.filter(pk=entry.pk).exists()


def test_a_topic_that_articles_are_filed_under_stays(admin_site, home):
    for field, kind in (("topics", "topic"), ("nutrients", "nutrient")):
        topic = Topic.objects.create(name=f"About {field}", kind=kind)
        page = HealthArticlePageFactory(parent=home, title=f"Iron {field}")
        setattr(page, field, [topic])
        revision = page.save_revision()
        assert named(page) in delete(admin_site, topic)
        revision.publish()
        assert named(page) in delete(admin_site, topic)
        assert Topic.objects.filter(pk=topic.pk).exists()


def test_many_pages_are_counted_and_a_few_of_them_named(admin_site, home):
    person = Person.objects.create(name="Sam Sample")
    for number in range(7):
        HealthArticlePageFactory(parent=home, title=f"Iron {number}", author=person)
    told = delete(admin_site, person)
    assert "“Iron 4” and 2 more name it" in told
    assert "“Iron 5”" not in told


def test_a_draft_that_names_a_person_who_is_gone_opens_with_the_field_empty(admin_site, home):
    person = Person.objects.create(name="Sam Sample")
    page = HealthArticlePageFactory(parent=home, title="Iron")
    page.author = page.fact_checker = person
    page.save_revision()
    person.delete()
    draft = HealthArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (draft.author, draft.fact_checker) == (None, None)
    answer = admin_site.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200
