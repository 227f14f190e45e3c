"""The body of an article, with the links of all its texts resolved together."""

import pytest
from django.template import Context, Template
from wagtail.rich_text import expand_db_html

from tests.factories import HealthArticlePageFactory

pytestmark = pytest.mark.usefixtures("report_only")

ACTION = (
    "affiliate_call_to_action",
    {"text": "See it.", "label": "", "paid_link": None, "program": None},
)


def shown(page, source, rf):
    template = Template("{% load health_content_tags %}" + source)
    return template.render(Context({"page": page, "request": rf.get("/")}))


def test_a_template_that_forgot_the_disclosures_gets_them_before_the_body(home, rf):
    page = HealthArticlePageFactory(parent=home, body=[ACTION])
    html = shown(page, "{% article_body page.body %}", rf)
    assert html.count("This page contains paid links") == 1
    assert html.index("This page contains paid links") < html.index("See it.")


def test_a_template_with_the_disclosures_shows_them_once(home, rf):
    page = HealthArticlePageFactory(parent=home, body=[ACTION])
    html = shown(page, "{% disclosures %}{% article_body page.body %}", rf)
    assert html.count("This page contains paid links") == 1


def test_an_article_without_paid_links_discloses_nothing(home, rf):
    page = HealthArticlePageFactory(parent=home, body=[("rich_text", "<p>x</p>")])
    assert "paid link" not in shown(page, "{% disclosures %}{% article_body page.body %}", rf)


def rendered(page):
    template = Template("{% load health_content_tags %}{% article_body page.body %}")
    return template.render(Context({"page": page}))


def test_links_resolved_together_are_the_links_resolved_one_by_one(home):
    target = HealthArticlePageFactory(parent=home, slug="target")
    texts = [
        f'<p>One <a linktype="page" id="{target.pk}">two</a>.</p>',
        '<p>Gone <a linktype="page" id="999999">three</a> &amp; more.</p>',
        '<p><a href="https://example.org/?a=1&amp;b=2">out</a></p>',
        "<p></p>",
    ]
    page = HealthArticlePageFactory(parent=home, body=[("rich_text", text) for text in texts])
    html = rendered(page)
    for text in texts:
        assert expand_db_html(text) in html


def test_a_separator_typed_into_a_text_does_not_mix_texts_up(home):
    page = HealthArticlePageFactory(
        parent=home, body=[("rich_text", "<p>a\x1eb</p>"), ("rich_text", "<p>c</p>")]
    )
    html = rendered(page)
    assert html.index("<p>ab</p>") < html.index("<p>c</p>")


def test_each_body_brings_its_own_disclosures(home, rf):
    plain = HealthArticlePageFactory(parent=home, slug="p", body=[("rich_text", "<p>x</p>")])
    paid = HealthArticlePageFactory(parent=home, slug="q", body=[ACTION])
    template = Template(
        "{% load health_content_tags %}{% disclosures %}"
        "{% for other in others %}{% article_body other.body %}{% endfor %}"
    )
    context = Context({"page": plain, "others": [plain, paid], "request": rf.get("/")})
    html = template.render(context)
    assert html.index("This page contains paid links") < html.index("See it.")
    without_request = template.render(Context({"others": [paid]}))
    assert without_request.index("contains paid links") < without_request.index("See it.")


def test_the_order_of_the_slots_does_not_matter(home, rf):
    page = HealthArticlePageFactory.build(body=[ACTION])
    html = shown(page, "{% disclaimers %}{% disclosures %}", rf)
    assert html.count("This page contains paid links") == 1
