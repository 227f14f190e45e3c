"""What is owed, and that nothing but a constant decides it in the end."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.utils import OperationalError
from wagtail.models import Locale

from health_content import statutory
from health_content.edition import ObligationKind, Placement
from health_content.library.site_texts import STATUTORY
from health_content.models import (
    AffiliateProgram,
    DisclaimerAddition,
    HealthArticlePage,
    SiteCompliance,
)
from health_content.obligations import obligations_for
from tests.factories import HealthArticlePageFactory

pytestmark = pytest.mark.usefixtures("report_only")

FDA = (
    "These statements have not been evaluated by the Food and Drug Administration. "
    "This product is not intended to diagnose, treat, cure, or prevent any disease."
)


def kinds(obligations):
    return [item.kind for item in obligations]


def test_the_fda_sentence_is_the_regulations():
    assert statutory.FDA_PLURAL.text == FDA
    assert statutory.FDA_SINGULAR.text == FDA.replace("These statements have", "This statement has")


def test_the_medical_text_says_that_the_page_is_not_medical_advice():
    assert "not medical advice" in statutory.MEDICAL_DEFAULT.text


def test_every_site_owes_both_disclaimers_in_the_standard_words(site):
    assert obligations_for(site) == STATUTORY
    assert obligations_for(None) == STATUTORY


def test_a_site_may_word_the_medical_disclaimer_and_not_the_fda_one(site):
    words = "This site teaches. It is not medical advice; ask a doctor you trust."
    SiteCompliance.objects.create(site=site, medical_disclaimer=words)
    fda, medical = obligations_for(site)
    assert (fda.text, medical.text) == (FDA, words)


def test_an_empty_wording_means_the_standard_one(site):
    SiteCompliance.objects.create(site=site, medical_disclaimer="  \n ")
    assert obligations_for(site) == STATUTORY


@pytest.mark.parametrize("words", ["\u200b " * 9, "\u3164 " * 9, "word " * 9, "1 2 3 4 5 6 7 8 9"])
def test_a_wording_that_says_nothing_is_refused_and_never_shown(site, words):
    setting = SiteCompliance(site=site, medical_disclaimer=words)
    with pytest.raises(ValidationError):
        setting.full_clean()
    setting.save()
    assert obligations_for(site) == STATUTORY


def test_an_addition_is_owed_once_it_is_published_and_in_its_published_words(site):
    addition = DisclaimerAddition(
        name="Canada", text="Read the label.", locale=Locale.get_default(), live=False
    )
    addition.save()
    assert kinds(obligations_for(site)) == [
        ObligationKind.FDA_DISCLAIMER,
        ObligationKind.MEDICAL_DISCLAIMER,
    ]
    addition.save_revision().publish()
    addition.text = "Something not approved."
    addition.save_revision()
    *_, shown = obligations_for(site)
    assert (shown.kind, shown.text) == (ObligationKind.DISCLAIMER_ADDITION, "Read the label.")


def test_an_addition_for_one_site_is_not_owed_by_another(site, home):
    from wagtail.models import Site

    other = Site.objects.create(hostname="other.example", root_page=home)
    DisclaimerAddition.objects.create(
        name="Other", text="Only there.", site=other, locale=Locale.get_default()
    )
    assert len(obligations_for(site)) == 2
    assert len(obligations_for(other)) == 3


def article(home, *body):
    return HealthArticlePageFactory(parent=home, body=list(body))


def call_to_action(program=None):
    return (
        "affiliate_call_to_action",
        {"text": "See it.", "label": "", "paid_link": None, "program": program},
    )


def test_a_page_without_paid_links_owes_no_disclosure(home, site):
    page = article(home, ("rich_text", "<p>Text.</p>"))
    assert obligations_for(site, page) == STATUTORY


def test_a_call_to_action_owes_a_disclosure_even_without_an_address(home, site):
    disclosure, *rest = obligations_for(site, article(home, call_to_action()))
    assert disclosure.kind is ObligationKind.AFFILIATE_DISCLOSURE
    assert disclosure.placement is Placement.BEFORE_FIRST_PAID_LINK
    assert tuple(rest) == STATUTORY


def test_a_call_to_action_inside_a_subsection_counts(home, site):
    text, value = call_to_action()
    nested = {
        "heading": "A",
        "content": [
            {
                "type": "subsection",
                "value": {"heading": "B", "content": [{"type": text, "value": value}]},
            }
        ],
    }
    page = HealthArticlePageFactory(parent=home)
    page.body = [{"type": "section", "value": nested}]
    page.body = page.body.stream_block.to_python([{"type": "section", "value": nested}])
    page.save()
    page = HealthArticlePage.objects.get(pk=page.pk)
    assert kinds(obligations_for(site, page))[0] is ObligationKind.AFFILIATE_DISCLOSURE


def test_a_program_that_wants_a_sentence_gets_it_once(home, site):
    program = AffiliateProgram.objects.create(
        key="shop",
        name="Shop Partners",
        merchant="Shop",
        identification=[{"market": "US", "language": "en-US", "text": "We partner with Shop."}],
    )
    page = article(home, call_to_action(program), call_to_action(program))
    texts = [item.text for item in obligations_for(site, page)]
    assert texts.count("We partner with Shop.") == 1


@pytest.mark.parametrize("with_page", [False, True])
def test_the_standard_disclaimers_are_owed_with_the_database_down(home, site, caplog, with_page):
    page = article(home, call_to_action()) if with_page else None

    def down(execute, sql, params, many, context):
        raise OperationalError("the database does not answer")

    with connection.execute_wrapper(down):
        owed = obligations_for(site, page)
    assert owed[-2:] == STATUTORY
    assert "The database did not answer" in caplog.text
    if with_page:
        assert owed[0].kind is ObligationKind.AFFILIATE_DISCLOSURE


def test_the_sentence_of_a_program_is_owed_though_the_library_does_not_have_it(home, site):
    typed = '<p><a href="https://www.amazon.com/dp/B000000000?tag=x-20">this</a></p>'
    texts = [item.text for item in obligations_for(site, article(home, ("rich_text", typed)))]
    assert texts.count(statutory.AMAZON_ASSOCIATE.text) == 1


def test_the_html_of_an_obligation_is_escaped_and_bold():
    hostile = STATUTORY[0].__class__(
        id='x"><script>',
        kind=ObligationKind.DISCLAIMER_ADDITION,
        text="<script>alert(1)</script>",
        language="en",
        revision="1",
    )
    assert "<script>" not in hostile.html
    assert "<strong>&lt;script&gt;" in hostile.html
