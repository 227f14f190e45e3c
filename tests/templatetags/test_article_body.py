"""The body of an article, with the links of all its texts resolved together."""

from django.template import Context, Template
from wagtail.rich_text import expand_db_html

from tests.factories import HealthArticlePageFactory


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
