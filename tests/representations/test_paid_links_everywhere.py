"""Whatever an article holds, every paid link that leaves the site is one as it has to be.

Bodies are drawn from what editors can put into them, and looked at in all that is made of them: the
page, a section's own page, and every outward form in every channel.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import html5lib
import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from health_content.edition import Channel
from health_content.library.link_health import LinkHealth, LinkState
from health_content.library.programs import Elsewhere
from health_content.models import AffiliateProgram, PaidLink, Product
from health_content.representations.article_html import article_html
from health_content.representations.registry import Representation, registered, represent
from health_content.statutory import AFFILIATE_DEFAULT
from tests.factories import HealthArticlePageFactory

pytestmark = pytest.mark.usefixtures("report_only")

LABEL = "(paid link)"
REL = {"sponsored", "nofollow", "noopener"}


@dataclass(frozen=True)
class Shop:
    """What must hold of links to one host."""

    key: str
    parameter: str = ""
    tag: str = ""


SHOPS = {
    "www.amazon.com": Shop("amazon", "tag", "ours-20"),
    "www.amazon.co.uk": Shop("amazon", "tag", "ours-21"),
    "amzn.to": Shop("amazon"),
    "www.shop.example": Shop("shop", "ref", "shop-us"),
    "uk.shop.example": Shop("shop", "ref", "shop-uk"),
    "store.example": Shop("store", "aff", "store-1"),
    "bare.example": Shop("bare"),
}
"""All hosts to which a paid link may lead; what their programs are is in ``library``."""

DEAD = "https://store.example/dead?aff=store-1"
TYPED = (
    "https://www.amazon.com/dp/B000000001",
    "https://www.amazon.com/dp/B000000001?tag=other-20&TAG=x&ascsubtag=other-20",
    "https://www.amazon.co.uk/gp/product/B000000002/?t%61g=other-21&tag=ours-21",
    "https://amzn.to/3abc",
    "https://www.shop.example/p/1?ref=theirs",
    "https://uk.shop.example/p/2?ref=shop-uk&ref=shop-uk",
    "https://store.example/p?aff=theirs",
    "https://bare.example/p/1",
)
PLAIN = ("https://board.example/about", "https://www.amazon.com.evil.example/dp/B000000001")


@pytest.fixture
def library(db):
    """Programs of four kinds, and links in every state. Gives the keys of the links."""
    programs = {
        key: AffiliateProgram.objects.create(
            key=key,
            name=key.title(),
            merchant=key.title(),
            identification=[{"market": "", "language": "en-US", "text": sentence(key)}],
            **values,
        )
        for key, values in {
            "amazon": {
                "hosts": {"US": ["www.amazon.com"], "UK": ["amazon.co.uk"]},
                "shorteners": ["amzn.to"],
                "product_patterns": ["/(?:dp|gp/product)/([A-Z0-9]{10})"],
                "tag_parameter": "tag",
                "tags": {"US": "ours-20", "UK": "ours-21"},
                "channels": ["web", "api", "llm"],
            },
            "shop": {
                "hosts": {"US": ["www.shop.example"], "UK": ["uk.shop.example"]},
                "product_patterns": ["/p/([0-9]+)"],
                "tag_parameter": "ref",
                "tags": {"US": "shop-us", "UK": "shop-uk"},
                "channels": ["web", "feed"],
                "elsewhere": Elsewhere.NO_TAG,
            },
            "store": {
                "hosts": {"": ["store.example"]},
                "tag_parameter": "aff",
                "tags": {"": "store-1"},
                "channels": ["web", "print", "email", "app"],
            },
            "bare": {"channels": ["feed", "app"]},
        }.items()
    }
    product = Product.objects.create(brand="Sample", name="Magnesium")
    made = [
        PaidLink.objects.create(program=programs[key], product=of, url=url, market=market, **more)
        for key, url, market, of, more in (
            ("amazon", "https://www.amazon.com/dp/B000000001?tag=old-20", "US", None, {}),
            ("amazon", "https://www.amazon.co.uk/dp/B000000001", "GB", None, {}),
            ("store", DEAD, "US", product, {}),
            ("shop", "https://www.shop.example/p/1", "US", product, {"position": 2}),
            ("shop", "https://uk.shop.example/p/2?REF=x&ref=shop-uk", "", None, {}),
            ("bare", "https://bare.example/p/1", "", None, {}),
            ("shop", "https://www.shop.example/p/9", "US", None, {"status": "paused"}),
            ("bare", "https://me@bare.example/p/2", "", None, {}),
            ("bare", "https://bare.example/never-typed", "", None, {}),
        )
    ]
    LinkHealth.objects.create(link=made[2], state=LinkState.BROKEN, address=DEAD)
    return {"links": [link.pk for link in made], "product": product.pk}


def sentence(key):
    return f"We earn from what you buy at {key.title()}."


typed = st.builds(
    '<a href="{}"{}>{}</a>'.format,
    st.sampled_from([address.replace("&", "&amp;") for address in (*TYPED, *PLAIN)]),
    st.sampled_from(["", ' rel="noreferrer opener"', ' referrerpolicy="no-referrer"']),
    st.sampled_from(["here", "a <b>powder</b>", f"it {LABEL}", f"{LABEL} or not"]),
)
inline = st.builds(
    '<a linktype="paid-link" id="{{{}}}">{}</a>'.format,
    st.integers(0, 9),
    st.sampled_from(["this one", "<i>that</i>"]),
)
paragraphs = st.lists(st.one_of(st.just("words"), typed, inline), min_size=1, max_size=4).map(
    lambda parts: f"<p>{' '.join(parts)}.</p>"
)
link_keys = st.one_of(st.none(), st.integers(0, 9))
picks = st.fixed_dictionaries({"product": st.just("product"), "paid_link": link_keys})
leaves = st.one_of(
    st.tuples(st.just("rich_text"), paragraphs),
    st.tuples(st.just("key_points"), st.fixed_dictionaries({"items": st.lists(paragraphs)})),
    st.tuples(
        st.just("affiliate_call_to_action"),
        st.fixed_dictionaries(
            {
                "text": st.just("Look here."),
                "label": st.sampled_from(["", "See it"]),
                "paid_link": link_keys,
            }
        ),
    ),
    st.tuples(
        st.just("product_card"),
        st.fixed_dictionaries(
            {"product": st.just("product"), "html": paragraphs, "paid_link": link_keys}
        ),
    ),
    st.tuples(
        st.just("product_list"),
        st.fixed_dictionaries({"heading": st.just("Two"), "items": st.lists(picks, max_size=2)}),
    ),
    st.tuples(
        st.just("comparison_table"),
        st.fixed_dictionaries(
            {
                "options": st.just(["<p>One</p>", "<p>Other</p>"]),
                "rows": st.just([]),
                "offers": st.lists(picks, min_size=2, max_size=2),
            }
        ),
    ),
    st.tuples(
        st.just("embed"),
        st.fixed_dictionaries({"url": st.sampled_from(TYPED), "title": st.just("A film")}),
    ),
)
subsections = st.tuples(
    st.just("subsection"),
    st.fixed_dictionaries({"heading": st.just("More"), "content": st.lists(leaves, max_size=2)}),
)
sections = st.tuples(
    st.just("section"),
    st.fixed_dictionaries(
        {
            "heading": st.just("Powders"),
            "content": st.lists(st.one_of(leaves, subsections), max_size=3),
        }
    ),
)
bodies = st.lists(st.one_of(leaves, sections), min_size=1, max_size=4)


def stored(drawn, library):
    """What was drawn in a stream's stored form, with the keys that the library has."""
    links = [*library["links"], 999_999]
    if isinstance(drawn, tuple):
        return {"type": drawn[0], "value": stored(drawn[1], library)}
    if isinstance(drawn, list):
        return [stored(item, library) for item in drawn]
    if isinstance(drawn, dict):
        return {
            name: links[value] if isinstance(value, int) else stored(value, library)
            for name, value in drawn.items()
        }
    if drawn == "product":
        return library["product"]
    if isinstance(drawn, str):
        return re.sub(r"\{(\d)\}", lambda match: str(links[int(match[1])]), drawn)
    return drawn


@dataclass(frozen=True)
class Link:
    """A link as a reader meets it: after which words, and under which of its own."""

    href: str
    words: str
    attributes: dict
    before: str


def links_in(html: str) -> Iterator[Link]:
    document = html5lib.parse(html, namespaceHTMLElements=False)
    body = document.find("body")
    said = ""

    def visit(element):
        nonlocal said
        if element.tag in {"script", "style", "template"} or not isinstance(element.tag, str):
            return
        if element.tag == "a" and element.get("href"):
            words = "".join(element.itertext())
            yield Link(element.get("href"), words, dict(element.attrib), said)
        said += element.text or ""
        for child in element:
            yield from visit(child)
            said += child.tail or ""

    yield from visit(body)


def said_in(text: str) -> str:
    return " ".join(text.split())


def check_html(html: str, channel: Channel) -> int:
    """Hold every link against what its shop asks for; gives the number of paid ones."""
    paid = 0
    for link in links_in(html):
        shop = SHOPS.get(urlsplit(link.href).hostname or "")
        if shop is None:
            assert LABEL not in link.words or "board" in link.href or "evil" in link.href
            assert "sponsored" not in link.attributes.get("rel", "")
            continue
        assert "dead" not in link.href
        assert "@" not in link.href
        tags = [
            value
            for name, value in parse_qsl(urlsplit(link.href).query, keep_blank_values=True)
            if shop.parameter and name.casefold() == shop.parameter
        ]
        program = AffiliateProgram.objects.get(key=shop.key)
        if channel not in program.channels:
            # No paid link is left: a shop's address without a tag at most.
            assert program.elsewhere == Elsewhere.NO_TAG
            assert tags == []
            assert "sponsored" not in link.attributes.get("rel", "")
            continue
        paid += 1
        assert tags == ([shop.tag] if shop.tag else [])
        assert LABEL in said_in(link.words)
        assert said_in(link.words).count(LABEL) == 1 or "or not" in link.words
        rel = set(link.attributes.get("rel", "").split())
        assert rel >= REL
        assert not rel & {"noreferrer", "opener"}
        assert "referrerpolicy" not in link.attributes
        before = said_in(link.before)
        assert AFFILIATE_DEFAULT.text in before
        assert sentence(shop.key) in before
    return paid


def check_text(body: str, channel: Channel) -> None:
    """The same, as far as it can be told, for a form that is no HTML."""
    for match in re.finditer(r"https?://[^\s\"'<>\\)]+", body):
        address = unescape(match[0])
        shop = SHOPS.get(urlsplit(address).hostname or "")
        if shop is None:
            continue
        tags = dict(parse_qsl(urlsplit(address).query)).get(shop.parameter, "")
        program = AffiliateProgram.objects.get(key=shop.key)
        if channel not in program.channels:
            assert program.elsewhere == Elsewhere.NO_TAG
            assert not tags
        else:
            assert tags == shop.tag
            assert AFFILIATE_DEFAULT.text in body[: match.start()]


def served(page) -> str:
    request = RequestFactory().get(page.url)
    request.user = AnonymousUser()
    return page.serve(request).render().content.decode()


def as_html(channel: Channel) -> Representation:
    return Representation(f"html-{channel.value}", channel, "text/html", article_html)


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(body=bodies, channel=st.sampled_from(Channel))
def test_every_paid_link_is_disclosed_before_it_labelled_marked_and_tagged(
    article, home, library, site, body, channel
):
    for page, field, value in (
        (article, "body", stored(body, library)),
        (home, "introduction", "".join(texts_in(stored(body, library)))),
    ):
        shown = page.specific_class.objects.get(pk=page.pk)
        setattr(shown, field, to_value(shown, field, value))
        check_html(served(shown), Channel.WEB)
    for form in (*registered(), as_html(channel)):
        shown = article.specific_class.objects.get(pk=article.pk)
        shown.body = to_value(shown, "body", stored(body, library))
        written = represent(shown, site, form)
        if form.media_type == "text/html":
            check_html(written, form.channel)
        else:
            check_text(written, form.channel)


def test_what_is_looked_at_has_paid_links_in_it(article, home, library, site):
    links = library["links"]
    text = "".join(f'<a href="{address}">it</a> ' for address in TYPED)
    text += "".join(f'<a linktype="paid-link" id="{key}">it</a> ' for key in links)
    blocks = [{"type": "rich_text", "value": f"<p>{text}</p>"}]
    for key in links:
        call = {"text": "Look here.", "label": "", "paid_link": key}
        blocks.append({"type": "affiliate_call_to_action", "value": call})
    article.body = to_value(article, "body", blocks)
    # Of nine links of the library one is dead, one paused, one unsafe, and two are of a program
    # that allows no page, one of them typed as well; of the dead one the call to action leads to
    # an alternate.
    assert check_html(served(article), Channel.WEB) == len(TYPED) - 1 + (len(links) - 5) * 2 + 1
    home.introduction = f"<p>{text}</p>"
    assert check_html(served(home), Channel.WEB) == len(TYPED) - 1 + len(links) - 5
    counts = {
        channel: check_html(represent(article, site, as_html(channel)), channel)
        for channel in Channel
    }
    assert counts == {
        Channel.WEB: 16,
        Channel.API: 8,
        Channel.APP: 1,
        Channel.FEED: 7,
        Channel.EMAIL: 1,
        Channel.PRINT: 1,
        Channel.LLM: 8,
    }


@pytest.fixture
def article(home):
    return HealthArticlePageFactory(parent=home, slug="a", body=[("rich_text", "<p>Words.</p>")])


def to_value(page, field, value):
    known = page._meta.get_field(field)
    return known.stream_block.to_python(value) if hasattr(known, "stream_block") else value


def texts_in(blocks) -> Iterator[str]:
    for block in blocks:
        value = block["value"]
        if isinstance(value, str):
            yield value
        elif "content" in value:
            yield from texts_in(value["content"])
        else:
            yield value.get("html", "")
