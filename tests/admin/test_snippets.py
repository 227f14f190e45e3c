"""Editing entries of the library: refusals, the pages they would harm, and the choice."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from health_content.library.ledger import ComplianceRecord, Event, Outcome
from health_content.library.pseudonyms import Pseudonym
from health_content.library.suspensions import Suspension
from health_content.models import (
    AffiliateProgram,
    DisclaimerAddition,
    PaidLink,
    Product,
    SiteCompliance,
)
from tests.factories import HealthArticlePageFactory, UserFactory

CLAIM = "Arthritis Cure Capsules"
CHOICE = "suspend-pages"


@pytest.fixture
def product(db):
    return Product.objects.create(name="Magnesium Glycinate")


@pytest.fixture
def article(home, product, settings):
    """A live article that sells a product."""
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"MODE": "report"}}
    program = AffiliateProgram.objects.create(key="nuts", name="Nuts", merchant="Nut Shop")
    link = PaidLink.objects.create(
        program=program, product=product, url="https://shop.example/magnesium"
    )
    shown = {"product": product, "html": "", "limits": "", "label": "", "paid_link": link}
    page = HealthArticlePageFactory(
        parent=home,
        title="Nuts and bones",
        body=[("product_card", {**shown, "program": None})],
    )
    settings.HEALTH_CONTENT = {}
    return page


def filled(admin_site, entry, **fields):
    """What the form of an entry would send, had somebody changed some fields."""
    form = admin_site.get(address(entry)).context["form"]
    given = {bound.html_name: bound.value() for bound in form} | fields
    return {name: "" if value is None else value for name, value in given.items()}


@pytest.fixture
def writer(db):
    """Somebody who may edit products and suspend nothing."""
    user = UserFactory(username="writer")
    names = ("access_admin", "add_product", "change_product", "view_product")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def address(entry, name="edit"):
    return reverse(entry.snippet_viewset.get_url_name(name), args=[entry.pk])


def product_form(product, **fields):
    given = {
        "brand": product.brand,
        "name": product.name,
        "form": "",
        "nutrient": "",
        "compound": "",
        "amount_per_serving": "",
        "amount_unit": "",
        "amount_weight": product.amount_weight,
        "serving_size": "",
        "certifications": "",
        "image": "",
        "image_license": "",
        "gtin": "",
        "asin": "",
    }
    return {**given, **fields}


def last_change():
    return ComplianceRecord.objects.filter(event=Event.LIBRARY_CHANGE).first()


def test_a_refusal_names_the_page_and_stands_on_the_field(admin_site, article, product, superuser):
    answer = admin_site.post(address(product), product_form(product, name=CLAIM))
    assert answer.status_code == 200
    form = answer.context["form"]
    assert "name" in form.errors
    text = answer.content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[article.pk]) in text
    assert f'name="{CHOICE}"' in text
    assert Product.objects.get().name == "Magnesium Glycinate"
    record = last_change()
    assert record.outcome == Outcome.REFUSED
    assert record.who == Pseudonym.of(superuser)


def test_the_choice_saves_the_entry_and_suspends_its_pages(admin_site, article, product, superuser):
    answer = admin_site.post(
        address(product), product_form(product, name=CLAIM, **{CHOICE: "1"}), follow=True
    )
    assert Product.objects.get().name == CLAIM
    suspension = Suspension.objects.in_force().get()
    assert suspension.page_id == article.pk
    assert suspension.by == Pseudonym.of(superuser)
    assert "would be refused" in answer.content.decode()
    assert last_change().payload["suspended"] == [article.pk]


def test_who_may_not_suspend_has_no_choice(client, article, product, writer):
    client.force_login(writer)
    answer = client.post(address(product), product_form(product, name=CLAIM, **{CHOICE: "1"}))
    assert answer.status_code == 200
    assert f'name="{CHOICE}"' not in answer.content.decode()
    assert Product.objects.get().name == "Magnesium Glycinate"
    assert not Suspension.objects.exists()


def test_a_product_that_no_page_shows_is_saved_with_advice(admin_site, product):
    answer = admin_site.post(address(product), product_form(product, name=CLAIM), follow=True)
    assert Product.objects.get().name == CLAIM
    assert "would be refused" in answer.content.decode()
    again = admin_site.get(address(product)).content.decode()
    assert "On a page that sells, these words would be refused" in again


def test_harmless_words_pass_without_a_word(admin_site, article, product):
    answer = admin_site.post(
        address(product), product_form(product, name="Magnesium Citrate"), follow=True
    )
    assert Product.objects.get().name == "Magnesium Citrate"
    assert "would be refused" not in answer.content.decode()


@pytest.mark.parametrize(
    ("model", "name", "value"),
    [
        (Product, "name", "Magnesium Citrate"),
        (PaidLink, "url", "https://shop.example/another"),
        (AffiliateProgram, "link_label", "(we are paid for this)"),
        (AffiliateProgram, "merchant", "Another Shop"),
    ],
)
def test_what_somebody_changes_in_a_form_is_on_record_with_its_pages(
    admin_site, article, superuser, model, name, value
):
    entry = model.objects.get()
    answer = admin_site.post(address(entry), filled(admin_site, entry, **{name: value}))
    assert answer.status_code == 302, answer.context["form"].errors
    assert getattr(model.objects.get(), name) == value
    record = last_change()
    assert [change["field"] for change in record.payload["changes"]] == [name]
    assert record.payload["pages"] == [article.pk]
    assert record.who == Pseudonym.of(superuser)


def test_a_form_judges_its_pages_once_with_the_entry_and_once_without(admin_site, article, product):
    def cost(save):
        with CaptureQueriesContext(connection) as asked:
            save()
        return len([one for one in asked if '"health_content_waiver"."page_id"' in one["sql"]])

    form = product_form(product, name="Magnesium Citrate")
    assert cost(lambda: admin_site.post(address(product), form)) == 2
    assert Product.objects.get().name == "Magnesium Citrate"
    product.refresh_from_db()
    product.name = "Magnesium Malate"
    assert cost(product.save) == 2


@pytest.mark.usefixtures("home")
def test_an_addition_that_a_workflow_approves_is_judged(admin_site, superuser):
    workflow = Workflow.objects.create(name="Ours")
    task = GroupApprovalTask.objects.create(name="Look")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    addition = DisclaimerAddition(name="Bad", text="Our capsules cure arthritis.", live=False)
    addition.save()
    addition.save_revision()
    state = workflow.start(addition, superuser)
    where = reverse(
        DisclaimerAddition.snippet_viewset.get_url_name("workflow_action"),
        args=[addition.pk, "approve", state.current_task_state.pk],
    )
    answer = admin_site.post(where, {"comment": ""}, follow=True)
    assert answer.status_code == 200
    assert "cure" in answer.content.decode()
    assert not DisclaimerAddition.objects.get().live
    assert last_change().outcome == Outcome.REFUSED


def addition_form(text, **fields):
    return {"name": "Ours", "text": text, "site": "", "position": "0", **fields}


@pytest.mark.usefixtures("home")
def test_a_drafted_addition_passes_and_its_publication_is_refused(admin_site):
    bad = "Our capsules cure arthritis."
    name = DisclaimerAddition.snippet_viewset.get_url_name("add")
    admin_site.post(reverse(name), addition_form(bad))
    addition = DisclaimerAddition.objects.get()
    assert not addition.live
    publish = {"action-publish": "action-publish"}
    answer = admin_site.post(address(addition), addition_form(bad, **publish))
    assert answer.status_code == 200
    assert "text" in answer.context["form"].errors
    assert not DisclaimerAddition.objects.get().live
    admin_site.post(address(addition), addition_form("Ask your own doctor.", **publish))
    assert DisclaimerAddition.objects.get().live


def test_a_sites_medical_wording_that_claims_is_refused_in_its_form(admin_site, home):
    site = home.get_site()
    where = reverse("wagtailsettings:edit", args=["health_content", "sitecompliance", site.pk])
    bad = "Nothing here is medical advice for anybody. Our capsules cure arthritis."
    answer = admin_site.post(where, {"medical_disclaimer": bad})
    assert answer.status_code == 200
    assert "medical_disclaimer" in answer.context["form"].errors
    assert not SiteCompliance.objects.filter(medical_disclaimer=bad).exists()
