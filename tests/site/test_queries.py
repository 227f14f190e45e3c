"""How many queries a page takes, and that it is the same however long the page is."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from health_content.models import AffiliateProgram, PaidLink, Person, Product, Reference
from health_content.recording import record_review
from tests.factories import HealthArticlePageFactory, HealthIndexPageFactory

LIMIT = 20


@pytest.fixture
def section(home):
    return HealthIndexPageFactory(parent=home, slug="articles")


@pytest.fixture
def article(section):
    """Makes an article of ``blocks`` blocks, ``linked`` of them with an internal link."""
    targets = [
        HealthArticlePageFactory(parent=section, title=f"Target {number}") for number in range(10)
    ]
    program = AffiliateProgram.objects.create(
        key="shop",
        name="Shop Partners",
        merchant="Shop",
        identification=[{"market": "", "language": "en-US", "text": "We partner with Shop."}],
    )
    references = [
        Reference.objects.create(citation=f"Writer {number}. A study.") for number in range(5)
    ]
    links = [
        PaidLink.objects.create(
            program=program,
            product=Product.objects.create(name=f"Magnesium {number}"),
            url=f"https://shop.example/{number}",
        )
        for number in range(2)
    ]
    author = Person.objects.create(name="Sam Sample")
    reviewer = Person.objects.create(name="Robin Sample")

    def make(blocks: int, linked: int):
        texts = [
            (
                "rich_text",
                f'<p>About <a linktype="page" id="{targets[number % 10].pk}">it</a>.</p>'
                if number < linked
                else "<p>Plain words.</p>",
            )
            for number in range(blocks - 3)
        ]
        actions = [
            ("affiliate_call_to_action", {"text": "See it.", "paid_link": link}) for link in links
        ]
        page = HealthArticlePageFactory(
            parent=section,
            title=f"Article of {blocks}",
            author=author,
            body=[*texts, *actions, ("references", {"heading": "References", "items": references})],
        )
        page.save_revision().publish()
        record_review(page, reviewer)
        return page

    return make


def queries_of(client, page):
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(page.url)
    assert response.status_code == 200
    html = response.content.decode()
    assert html.count('href="/articles/target-') >= 30
    assert html.count("(paid link)") >= 2
    assert html.count("A study.") == 5
    return captured


@pytest.mark.parametrize("cold", [True, False])
def test_an_article_takes_few_queries_and_no_more_when_it_is_longer(client, article, cold):
    short, long = article(50, 30), article(100, 80)
    if not cold:
        client.get(short.url)
        client.get(long.url)
    first, second = queries_of(client, short), queries_of(client, long)
    listed = "\n".join(query["sql"][:200] for query in first.captured_queries)
    assert len(first) <= LIMIT, listed
    assert len(second) <= len(first)


def test_sections_cost_no_queries_by_the_number_of_them(client, section):
    target = HealthArticlePageFactory(parent=section, title="Target")
    counts = []
    for number in (3, 12):
        text = {
            "type": "rich_text",
            "value": f'<p><a linktype="page" id="{target.pk}">x</a></p>',
        }
        page = HealthArticlePageFactory(parent=section, title=f"With {number} sections")
        page.body = page.body.stream_block.to_python(
            [
                {"type": "section", "value": {"heading": f"Part {part}", "content": [text]}}
                for part in range(number)
            ]
        )
        page.save_revision().publish()
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            html = client.get(page.url).content.decode()
        assert html.count("/articles/target/") >= number
        counts.append(len(captured))
    assert counts[0] == counts[1] <= LIMIT


def test_what_is_chosen_in_sections_is_fetched_with_the_rest(client, article, section):
    program = AffiliateProgram.objects.create(key="other", name="Other", merchant="Other")
    made = article(50, 30)
    link, reference = PaidLink.objects.first(), Reference.objects.first()
    chosen = [
        {"type": "affiliate_call_to_action", "value": {"text": "A", "paid_link": link.pk}},
        {"type": "affiliate_call_to_action", "value": {"text": "B", "program": program.pk}},
        {"type": "research_note", "value": {"html": "<p>C</p>", "reference": reference.pk}},
    ]

    def nested(number):
        inner = {"type": "subsection", "value": {"heading": "Inner", "content": chosen}}
        outer = {"type": "section", "value": {"heading": "Outer", "content": [*chosen, inner]}}
        made.body = made.body.stream_block.to_python([*chosen, *[outer] * number])
        made.save_revision().publish()
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(made.url).content.decode().count("A study.") >= 1
        return len(captured)

    assert nested(1) == nested(6) <= LIMIT
