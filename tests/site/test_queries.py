"""How many queries a page takes, and that it is the same however long the page is.

With empty caches an article with everything on it takes ``LIMIT``:

* 5 to find it: the site, its front page, the pages on the way, the article with its author, fact
  checker and picture, and the roots of all sites;
* 2 of Wagtail's, for whoever may read it;
* 1 for its reviews;
* 5 for what its blocks chose: pictures, products, the products' pictures, paid links, references;
* 3 for renditions: of the picture on top, of the blocks' pictures, of the products';
* 2 for the pages that its text links to;
* 2 for related articles and the renditions of their pictures;
* 1 for what is suspended of what the article sells, where it sells anything;
* 1 for the disclaimers;
* 1 for the pages that the site's header and footer lead to.

None of them depends on how many blocks there are. Caches that are warm save the roots of the sites
and the renditions.
"""

import pytest
import wagtail_factories
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

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
from tests.factories import HealthArticlePageFactory, HealthIndexPageFactory

pytestmark = pytest.mark.usefixtures("report_only")

LIMIT = 23
LIST_LIMIT = 14


@pytest.fixture
def section(home):
    return HealthIndexPageFactory(parent=home, slug="articles")


@pytest.fixture
def picture(db, settings, tmp_path):
    """Draws a picture for the image library."""
    settings.MEDIA_ROOT = tmp_path
    return wagtail_factories.ImageFactory


@pytest.fixture
def people(picture):
    return [
        Person.objects.create(name=f"{name} Sample", image=picture()) for name in ("Sam", "Kim")
    ]


@pytest.fixture
def topics(db):
    """Two topics and two nutrients."""
    return [
        Topic.objects.create(kind=kind, name=f"{kind} {number}")
        for kind in ("topic", "nutrient")
        for number in range(2)
    ]


@pytest.fixture
def article(section, picture, people, topics):
    """Makes an article of ``blocks`` blocks, ``linked`` of them with an internal link.

    It has a picture on top, topics and nutrients, an author and a fact checker, a review, related
    articles with pictures of their own, references, paid links, products, and a picture in
    every tenth block.
    """
    targets = [
        HealthArticlePageFactory(parent=section, title=f"Target {number}", hero_image=picture())
        for number in range(10)
    ]
    for target in targets:
        _file(target, topics)
    program = AffiliateProgram.objects.create(
        key="shop",
        name="Shop Partners",
        merchant="Shop",
        identification=[{"market": "", "language": "en-US", "text": "We partner with Shop."}],
    )
    references = [
        Reference.objects.create(citation=f"Writer {number}. A study.") for number in range(5)
    ]
    products = [
        Product.objects.create(name=f"Magnesium {number}", image=picture()) for number in range(2)
    ]
    links = [
        PaidLink.objects.create(
            program=program, product=product, url=f"https://shop.example/{product.pk}"
        )
        for product in products
    ]
    author, checker = people
    reviewer = Person.objects.create(name="Robin Sample")

    def make(blocks: int, linked: int):
        body = [
            (
                "rich_text",
                f'<p>About <a linktype="page" id="{targets[number % 10].pk}">it</a>.</p>'
                if number < linked
                else "<p>Plain words.</p>",
            )
            for number in range(blocks - 3)
        ]
        body += [("image", {"image": picture(), "alt": "Pills"}) for _ in range(blocks // 10)]
        body += [("product_card", {"product": product}) for product in products] * (blocks // 25)
        body += [
            ("affiliate_call_to_action", {"text": "See it.", "paid_link": link}) for link in links
        ]
        page = HealthArticlePageFactory(
            parent=section,
            title=f"Article of {blocks}",
            dek="In short.",
            author=author,
            fact_checker=checker,
            hero_image=picture(),
            body=[*body, ("references", {"heading": "References", "items": references})],
        )
        _file(page, topics)
        record_review(page, reviewer)
        return page

    return make


def _file(page, topics):
    page.topics, page.nutrients = topics[:2], topics[2:]
    page.save_revision().publish()


def queries_of(client, address, *, cold=True):
    """The queries of one request; pictures are drawn before, and types of content known."""
    assert client.get(address).status_code == 200
    if cold:
        cache.clear()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return captured, response


def told(captured):
    return "\n".join(query["sql"][:250] for query in captured.captured_queries)


@pytest.mark.parametrize("cold", [True, False])
def test_an_article_takes_few_queries_and_no_more_when_it_is_longer(client, article, cold):
    short, long = article(50, 30), article(100, 80)
    counts = []
    for page in (short, long):
        captured, response = queries_of(client, page.url, cold=cold)
        html = response.content.decode()
        assert html.count('href="/articles/target-') >= 30
        assert html.count("(paid link)") >= 2
        assert html.partition("<body")[2].count("A study.") == 5
        assert html.count("<picture") >= 10
        assert "Related articles" in html
        assert len(captured) <= LIMIT, told(captured)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def _fill(section, picture, people, topics, number):
    for at in range(number):
        page = HealthArticlePageFactory(
            parent=section,
            title=f"One of {number}: {at}",
            author=people[0],
            hero_image=picture(),
        )
        _file(page, topics)
        record_review(page, people[1])


@pytest.mark.parametrize(
    "address",
    [
        "/articles/",
        "/articles/?topic=topic-0",
        "/topics/",
        "/topics/topic-0/",
        "/people/sam-sample/",
        "/people/kim-sample/",
    ],
)
def test_a_list_takes_few_queries_and_no_more_when_it_is_longer(
    client, section, picture, people, topics, address
):
    counts = []
    for number in (2, 9):
        _fill(section, picture, people, topics, number)
        captured, response = queries_of(client, address)
        if address != "/topics/":
            assert response.content.decode().count("<picture") >= HealthArticlePage.objects.count()
        assert len(captured) <= LIST_LIMIT, told(captured)
        counts.append(len(captured))
    assert counts[0] == counts[1]


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
        captured, response = queries_of(client, made.url)
        assert response.content.decode().count("A study.") >= 1
        return len(captured)

    assert nested(1) == nested(6) <= LIMIT
