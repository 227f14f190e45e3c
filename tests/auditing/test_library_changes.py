"""Pages of which nothing moved are not judged again; whatever moved is noticed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Site

from health_content.auditing import audit
from health_content.library.standings import StoredFinding
from health_content.models import (
    AffiliateProgram,
    DisclaimerAddition,
    HealthArticlePage,
    PaidLink,
    Person,
    PolicyVersion,
    Product,
    Reference,
    SiteCompliance,
    Topic,
)
from health_content.suspending import is_suspended, suspend
from tests.auditing.scene import BLOCKED, admitted, audited, shown, sql, standing
from tests.factories import HealthArticlePageFactory

REPORT = {"COMPLIANCE": {"MODE": "report"}}


@pytest.fixture
def library(db):
    """One entry of each kind."""
    program = AffiliateProgram.objects.create(key="nuts", name="Nuts", merchant="Nut Shop")
    product = Product.objects.create(brand="Nutty", name="Magnesium Glycinate")
    return {
        "program": program,
        "product": product,
        "link": PaidLink.objects.create(
            program=program, product=product, url="https://shop.example/magnesium"
        ),
        "person": Person.objects.create(name="Ann Example", slug="ann"),
        "reference": Reference.objects.create(citation="Example A. Nuts. J Ex. 2020;1:1-2."),
        "topic": Topic.objects.create(name="Magnesium", kind="nutrient"),
        "addition": DisclaimerAddition.objects.create(
            name="House", text="Ask your pharmacist first.", locale=Locale.get_default()
        ),
        "wording": SiteCompliance.objects.create(
            site=Site.objects.get(is_default_site=True), medical_disclaimer=""
        ),
    }


@pytest.fixture
def article(home, library, settings):
    """A page that shows all of them, and one that shows none. Both were admitted and audited."""
    settings.HEALTH_CONTENT = REPORT
    body = [
        (
            "section",
            {
                "heading": "To buy",
                "anchor": "",
                "content": [
                    {"type": "affiliate_call_to_action", "value": _offer(library["link"].pk)}
                ],
            },
        ),
        ("rich_text", '<p>See <a href="https://typed.example/nuts">nuts</a>.</p>'),
        ("references", {"items": [library["reference"].pk]}),
    ]
    stream = HealthArticlePage._meta.get_field("body").stream_block
    page = HealthArticlePageFactory(
        parent=home, title="Nuts", slug="nuts", live=False, author=library["person"]
    )
    page.body = stream.to_python([{"type": name, "value": value} for name, value in body])
    page.nutrients.add(library["topic"])
    page.save_revision().publish()
    admitted(home)
    audit()
    assert audited()[0].judged == 0
    return page


def _offer(link):
    return {"text": "See it.", "label": "", "paid_link": link, "program": None}


CHANGES = {
    "the name of a product": ("product", "health_content_product", "name", "Arthritis Cure"),
    "the address of a paid link": (
        "link",
        "health_content_paidlink",
        "url",
        "https://shop.example/other",
    ),
    "the end of a paid link": ("link", "health_content_paidlink", "valid_until", "2020-01-01"),
    "the name of an author": ("person", "health_content_person", "name", "Eve Example"),
    "a citation": ("reference", "health_content_reference", "citation", "Another entry."),
    "the name of a topic": ("topic", "health_content_topic", "name", "Zinc"),
}
FOR_ALL = {
    "a program": ("program", "health_content_affiliateprogram", "merchant", "Cure Shop"),
    "a disclaimer addition": (
        "addition",
        "health_content_disclaimeraddition",
        "text",
        "Our capsules cure arthritis.",
    ),
    "the medical disclaimer": (
        "wording",
        "health_content_sitecompliance",
        "medical_disclaimer",
        "Readers should always talk with a doctor or pharmacist before changing anything here.",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_an_entry_changed_by_sql_has_its_pages_judged_and_no_others(article, library, name):
    entry, table, column, value = CHANGES[name]
    before = audited()[1]
    sql(f"UPDATE {table} SET {column} = %s WHERE id = %s", value, library[entry].pk)  # noqa: S608
    outcome, states = audited()
    assert outcome.judged == 1
    assert {key for key in states if states[key] != before.get(key)} <= {article.pk}
    assert audited()[0].judged == 0


@pytest.mark.parametrize("name", FOR_ALL)
def test_what_all_pages_show_has_them_all_judged_when_it_changes(article, library, name):
    entry, table, column, value = FOR_ALL[name]
    sql(f"UPDATE {table} SET {column} = %s WHERE id = %s", value, library[entry].pk)  # noqa: S608
    outcome = audited()[0]
    assert outcome.judged == outcome.pages == 3
    assert audited()[0].judged == 0


def test_an_addition_that_was_changed_by_sql_is_no_change_that_a_door_saw(article, library):
    sql("UPDATE health_content_disclaimeraddition SET text = %s", "Ask your doctor first, please.")
    assert set(audited()[1].values()) == {"changed"}


def test_a_page_that_shows_a_claim_by_a_product_has_the_finding(article, library):
    sql("UPDATE health_content_product SET name = %s", "Arthritis Cure That Heals Bones")
    assert audited()[1][article.pk] == "changed"
    assert not standing(article).is_admitted


def test_an_entry_saved_through_its_door_is_no_bypass(article, library):
    before = audited()[1]
    library["product"].name = "Magnesium Bisglycinate"
    library["product"].save()
    outcome, states = audited()
    assert outcome.judged == 1
    assert states == before


def test_words_changed_by_sql_after_an_entry_are_found_every_night(article, library):
    library["product"].name = "Magnesium Bisglycinate"
    library["product"].save()
    body = "UPDATE health_content_healtharticlepage SET body = %s WHERE page_ptr_id = %s"
    sql(body, shown(BLOCKED), article.pk)
    assert audited()[1][article.pk] == "changed"
    assert audited(fix_by="suspend")[1][article.pk] == "changed"
    assert is_suspended(article)


@pytest.mark.parametrize("words", ["Nuts are harmless.", "Magnesium supplements cure arthritis"])
def test_an_entry_saved_after_a_page_was_changed_by_sql_does_not_hide_that(article, library, words):
    sql("UPDATE wagtailcore_page SET title = %s WHERE id = %s", words, article.pk)
    library["product"].name = "Magnesium Bisglycinate"
    library["product"].save()
    assert audited()[1][article.pk] == "changed"


def test_a_link_that_the_library_learns_of_is_noticed_where_somebody_typed_it(article, library):
    program = library["program"]
    PaidLink.objects.bulk_create([PaidLink(program=program, url="https://typed.example/nuts")])
    assert audited()[0].judged == 1


def test_a_topic_taken_off_by_sql_is_noticed(article):
    sql("DELETE FROM health_content_healtharticlepage_nutrients")
    assert audited()[0].judged == 1


def test_another_policy_has_all_pages_judged(article):
    PolicyVersion.objects.create(
        mode="report", markets=["US"], rules={"REV601": "blocking"}, note="Stricter."
    )
    outcome = audited()[0]
    assert outcome.judged == outcome.pages
    assert StoredFinding.objects.filter(code="REV601", severity="blocking").exists()


def test_a_suspension_has_its_page_judged(article, superuser):
    suspend("page", article, reason="To be looked at.", user=superuser)
    assert audited()[0].judged == 1


def test_a_waiver_that_was_changed_by_sql_is_noticed(home, waived):
    audit()
    sql("UPDATE health_content_waiver SET code = %s", "CLM999")
    outcome, states = audited()
    assert (outcome.judged, states) == (1, {waived.pk: "waiver-ended"}) or states


def test_all_pages_are_judged_where_that_is_asked(article):
    outcome = audited(is_afresh=True)[0]
    assert outcome.judged == outcome.pages == 3


def test_more_pages_take_no_more_queries(home, article):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert audited()[0].judged == 0
        return len(captured)

    few = queries()
    for number in range(4):
        admitted(home, slug=f"more-{number}")
    audit()
    assert queries() == few
