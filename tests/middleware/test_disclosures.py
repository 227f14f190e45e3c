"""A paid link that came past every template is disclosed all the same."""

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory
from wagtail.models import Locale

from health_content.middleware import DisclaimerMiddleware
from health_content.models import AffiliateProgram, DisclosureWording, PaidLink, Product
from health_content.statutory import AFFILIATE_DEFAULT, AMAZON_ASSOCIATE
from tests.factories import HealthArticlePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("report_only")]

TOLD = AFFILIATE_DEFAULT.text
SPONSORED = '<p><a rel="nofollow sponsored" href="https://shop.example/zinc">Zinc</a></p>'
PAGE = "<!DOCTYPE html><html><head><title>Zinc</title></head><body><h1>Zinc</h1>{}</body></html>"


def sent(inner):
    request = RequestFactory().get("/zinc/")
    response = DisclaimerMiddleware(lambda request: HttpResponse(PAGE.format(inner)))(request)
    return response.content.decode()


@pytest.mark.parametrize(
    "link",
    [
        SPONSORED,
        '<p><a href="https://www.amazon.com/dp/B000FGDIAI?tag=us-20">Zinc</a></p>',
        '<p><span class="x hc-call-to-action__link-label">(paid link)</span></p>',
        f"<p hidden>{TOLD}</p>{SPONSORED}",
        f"<!-- {TOLD} -->{SPONSORED}",
        f"{SPONSORED}<p>{TOLD}</p>",
    ],
)
def test_a_paid_link_without_a_disclosure_before_it_gets_one_first_of_all(link):
    html = sent(link)
    assert '<body><aside class="hc-disclosures"' in html
    assert html.index(f"<strong>{TOLD}</strong></p>") < html.index("<h1>")


@pytest.mark.parametrize(
    "link",
    [
        '<a href="https://www.amazon.com/s?k=zinc&amp;tag=us-20">x</a>',
        '<a href="https&#58;//amzn.to/abc">x</a>',
        '<a title="5 > 3" rel="sponsored" href="/go/zinc">x</a>',
        '<a data-rel="x" rel="sponsored" href="/go/zinc">x</a>',
        '<a data-href="/x" href="https://amzn.to/abc">x</a>',
        "<a\nhref\n=\n'https:\\\\amzn.to\\abc'>x</a>",
        "<a href=https:amzn.to/abc>x</a>",
        '<map><area href="//amzn.to/abc" alt="x"></map>',
        '<form action="https://amzn.to/abc"><button>x</button></form>',
        '<form><button formaction="https://amzn.to/abc">x</button></form>',
        '<iframe src="https://amzn.to/abc"></iframe>',
    ],
)
def test_a_paid_link_is_found_however_its_tag_is_written(link):
    assert TOLD in sent(link)


def test_the_sentence_of_the_program_comes_with_it():
    html = sent('<a href="https://www.amazon.com/dp/B000FGDIAI?tag=us-20">Zinc</a>')
    assert html.count(AMAZON_ASSOCIATE.text) == 1


@pytest.mark.parametrize(
    "inner",
    [
        '<p><a rel="nofollow" href="https://shop.example/zinc">Zinc</a></p>',
        f"<!-- {SPONSORED} -->",
        f"<script>'{SPONSORED}'</script>",
    ],
)
def test_a_page_without_paid_links_is_told_nothing(inner):
    assert "hc-disclosures" not in sent(inner)


def test_a_disclosure_in_any_published_wording_will_do():
    ours = "We earn a commission if you buy through the links on this page."
    DisclosureWording.objects.create(
        name="Ours", text=ours, market="UK", locale=Locale.get_default()
    )
    assert sent(f"<p>{ours}</p>{SPONSORED}").count("hc-disclosures") == 0


def test_a_stream_that_a_template_includes_without_any_slot_is_disclosed(home):
    offer = ("affiliate_call_to_action", {"text": "See it."})
    page = HealthArticlePageFactory(parent=home, body=[offer])
    template = Template("{% load wagtailcore_tags %}{% include_block page.body %}")
    html = sent(template.render(Context({"page": page})))
    assert html.count(TOLD) == 1
    assert html.index(TOLD) < html.index("See it.")


@pytest.fixture
def product():
    program = AffiliateProgram.objects.create(
        key="shop",
        name="Shop Partners",
        merchant="Shop",
        identification=[{"market": "", "language": "en-US", "text": "We partner with Shop."}],
    )
    product = Product.objects.create(brand="Plain", name="Zinc")
    PaidLink.objects.create(program=program, product=product, url="https://shop.example/zinc")
    return product


def test_a_component_carries_its_own_disclosure_and_the_rest_of_the_page_does_not_repeat_it(
    home, product, rf
):
    offer = ("affiliate_call_to_action", {"text": "See it.", "paid_link": product.paid_links.get()})
    page = HealthArticlePageFactory(parent=home, body=[offer])
    source = (
        "{% load health_content_tags %}{% paid_offer it %}{% disclosures %}"
        "{% article_body page.body %}{% paid_offer it label='Get it' %}"
    )
    shown = {"page": page, "it": product, "request": rf.get("/")}
    html = Template(source).render(Context(shown))
    assert html.count(TOLD) == html.count("We partner with Shop.") == 1
    assert html.index("We partner with Shop.") < html.index("<a ")
    assert html.count('rel="sponsored nofollow noopener"') == html.count("(paid link)") == 3
    assert "Get it" in html


def test_a_component_shows_nothing_where_readers_get_no_link(product, rf):
    PaidLink.objects.update(status=PaidLink.Status.PAUSED)
    template = Template("{% load health_content_tags %}{% paid_offer it %}{% paid_offer none %}")
    assert template.render(Context({"it": product, "request": rf.get("/")})).strip() == ""


def test_each_program_speaks_though_the_disclosure_stands_above_another_programs_link(home):
    pages = []
    for name in ("one", "two"):
        sentence = {"market": "", "language": "en-US", "text": f"We earn at {name}."}
        program = AffiliateProgram.objects.create(
            key=name, name=name, merchant=name, identification=[sentence]
        )
        link = PaidLink.objects.create(program=program, url=f"https://{name}.example/z")
        body = [("affiliate_call_to_action", {"text": "See.", "paid_link": link})]
        pages.append(HealthArticlePageFactory(parent=home, slug=name, body=body))
    source = "{% article_body one.body %}{% include_block two.body %}"
    tags = "{% load health_content_tags wagtailcore_tags %}"
    foreign = '<a href="https://www.amazon.com/dp/B000FGDIAI?tag=us-20">Foreign</a>'

    def view(request):
        context = Context({"request": request, "one": pages[0], "two": pages[1]})
        return HttpResponse(PAGE.format(Template(tags + source).render(context) + foreign))

    html = DisclaimerMiddleware(view)(RequestFactory().get("/")).content.decode()
    for sentence in ("We earn at one.", "We earn at two.", AMAZON_ASSOCIATE.text):
        assert html.count(sentence) == 1
    assert html.index("We earn at two.") < html.index("two.example")
