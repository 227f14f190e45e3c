"""Rules on offers that stand on what a page or its markup says, and on no wording."""

import pytest

from health_content.affiliates.banned_copy import BANNED_COPY, BANNED_COPY_SOURCES
from health_content.affiliates.programs import AMAZON, ProgramMarket, ProgramTerms
from health_content.affiliates.recognition import Registered
from health_content.compliance import check
from health_content.compliance.examples import OBLIGATIONS, SALE, placed
from health_content.compliance.rules.affiliate.offering import linking, selling
from health_content.edition import Channel, place
from health_content.edition.facts import PageFacts
from health_content.manuscript import (
    CallToAction,
    Embed,
    Image,
    Manuscript,
    PaidLinkTarget,
    Prose,
    RichText,
    Unknown,
)

AMAZON_PAGE = "https://www.amazon.com/dp/B000000001?tag=example-20"


def found(edition, code):
    return [item for item in check(edition).findings if item.code == code]


def showing(*nodes):
    return placed(Manuscript(title="Zinc", body=nodes))


@pytest.mark.parametrize(
    ("html", "count"),
    [
        (f'<p><a href="{AMAZON_PAGE}" referrerpolicy="no-referrer">a</a> b</p>', 1),
        (f'<p><a REL="noopener NoReferrer" href="{AMAZON_PAGE}&amp;x=1">a</a></p>', 1),
        (f'<p><a rel="noreferrer" href="/a/">a</a> <a href="{AMAZON_PAGE}">b</a></p>', 0),
        (f'<p><a rel="noreferrer-x" href="{AMAZON_PAGE}">b</a></p>', 0),
        (f'<p><a referrerpolicy="origin" href="{AMAZON_PAGE}">b</a></p>', 0),
        (f'<p>rel="noreferrer" <a href="{AMAZON_PAGE}">b</a></p>', 0),
    ],
)
def test_a_paid_link_that_hides_its_referrer_is_found_by_itself(html, count):
    assert len(found(placed(linking(html)), "AFF216")) == count


def test_a_shop_in_a_frame_is_found_and_a_film_is_not():
    framed = Unknown("raw_html", "A shop", f'{{"html": "<iframe src=\\"{AMAZON_PAGE}\\">"}}')
    film = Embed("https://www.youtube.com/watch?v=1", "A film", id="film")
    assert found(showing(framed, SALE), "AFF216")
    assert not found(showing(film, SALE), "AFF216")


@pytest.mark.parametrize(
    ("address", "is_theirs"),
    [
        ("//images-na.ssl-images-amazon.com/images/I/x.jpg", True),
        ("https://m.media-amazon.com.evil.example/x.jpg", False),
        ("https://images.example/I/41sample123._SX300_.jpg", True),
        ("original_images/zinc_SL150_.jpg", False),
        ("original_images/amazon.jpg", False),
    ],
)
def test_pictures_of_the_shop_are_known_by_host_and_by_name(address, is_theirs):
    picture = Image(alt="A jar", address=address, id="picture")
    assert bool(found(showing(picture, SALE), "AFF217")) is is_theirs


def test_pictures_are_left_alone_where_our_own_contract_allows_them():
    own = ProgramTerms(key=AMAZON.key, name="Ours", merchant_images_allowed=True)
    picture = Image(address="https://m.media-amazon.com/images/I/x.jpg", id="picture")
    manuscript = Manuscript(title="Zinc", body=(picture,))
    known = place(manuscript, OBLIGATIONS, Channel.WEB, registered=Registered({}, (own,)))
    assert not found(known, "AFF217")


def test_a_thin_page_tells_how_many_links_and_words_it_has():
    links = (PaidLinkTarget(merchant="Amazon", program="amazon", key=str(n)) for n in range(5))
    offers = [CallToAction("x", "On Amazon", link, id=f"o{link.key}") for link in links]
    (finding,) = found(showing(Prose(RichText("<p>one two three</p>"), id="a"), *offers), "AFF219")
    assert finding.message == ("There are 5 paid links and 4 words of our own in this article.")


def test_a_program_at_a_network_bans_what_the_network_does():
    own = ProgramTerms(key="vita", name="Vita", markets=(ProgramMarket("UK", ("awin1.com",)),))
    manuscript = selling("A miracle cure.", program="vita", merchant="Vita")
    known = place(manuscript, OBLIGATIONS, Channel.WEB, registered=Registered({}, (own,)))
    assert len(found(known, "AFF220")) == 1
    assert set(BANNED_COPY) == set(BANNED_COPY_SOURCES)


def test_an_ailing_link_is_told_at_the_words_of_its_offer():
    facts = PageFacts(ailing_links=(("example", "moved"),))
    (finding,) = found(placed(Manuscript(title="Zinc", body=(SALE,)), facts), "AFF221")
    assert finding.quote == SALE.label
    assert "moved within the shop" in finding.message
