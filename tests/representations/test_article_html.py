"""An Edition as plain HTML loses no word and breaks no markup."""

import html5lib
import pytest
from hypothesis import HealthCheck, given, settings

from health_content.affiliates import NOTHING_REGISTERED, ProgramTerms, Registered
from health_content.edition import Channel, place
from health_content.library.site_texts import STATUTORY
from health_content.manuscript import (
    NODE_TYPES,
    CallToAction,
    DosageTable,
    Embed,
    Manuscript,
    PaidLinkTarget,
    ProductCard,
    Prose,
    PullQuote,
    Reference,
    References,
    ResearchNote,
    RichText,
    descendants,
    passages,
    walk,
)
from health_content.representations.article_html import article_html
from tests.manuscript.strategies import manuscripts


def text_of(html):
    return " ".join("".join(html5lib.parseFragment(html).itertext()).split())


def shown_words(manuscript):
    """The words of an article that every rendering shows: no metadata, no title.

    Titles of related articles are shown with their pages alone, and so is their heading.
    """
    apart = {
        id(part)
        for node in descendants(manuscript.nodes)
        if node.kind in {"image", "related_articles"}
        for part in descendants((node,))
    }
    places = {location.path for location, node in walk(manuscript) if id(node) in apart}
    for passage in passages(manuscript):
        path = passage.location.path
        is_apart = any(path[:end] in places for end in range(1, len(path) + 1))
        if path[0] in {"dek", "hero", "body"} and not is_apart:
            yield " ".join(passage.text.split())


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(manuscripts)
def test_every_word_of_an_article_is_in_its_html(manuscript):
    edition = place(manuscript, STATUTORY, Channel.FEED)
    shown = text_of(article_html(edition)).replace(" ", "")
    for words in shown_words(manuscript):
        for word in RichText.from_text(words).text.split():
            assert word in shown


def test_every_kind_of_node_has_a_writer_or_is_its_words():
    parts = {"item", "step", "group", "row", "cell", "table_row", "comparison_row", "question"}
    parts |= {"interaction", "evidence_outcome", "paid_link", "reference", "related_title"}
    parts |= {"comparison_offer", "record_difference"}
    from health_content.representations.article_html import _WRITERS

    written = {node_type.kind for node_type in _WRITERS}
    assert set(NODE_TYPES) - written - parts == {"caption", "unknown"}


def test_a_call_to_action_is_labelled_with_an_address_and_without():
    calls = [
        CallToAction("See it", "At the shop", PaidLinkTarget("Shop", "shop", url=address))
        for address in ("https://shop.example/p", "")
    ]
    html = article_html(place(Manuscript("A title", tuple(calls)), STATUTORY, Channel.WEB))
    assert 'href="https://shop.example/p" rel="sponsored nofollow noopener"' in html
    assert html.count("(paid link)") == 2


def test_an_address_that_is_no_web_address_is_not_linked():
    call = CallToAction("See it", "", PaidLinkTarget("Shop", "shop", url="javascript:alert(1)"))
    html = article_html(place(Manuscript("A title", (call,)), STATUTORY, Channel.WEB))
    assert "javascript" not in html


@pytest.mark.django_db
def test_links_to_pages_are_resolved(home):
    prose = Prose(RichText(f'<p>See <a linktype="page" id="{home.pk}">the front page</a>.</p>'))
    html = article_html(place(Manuscript("A title", (prose,)), STATUTORY, Channel.FEED))
    assert f'<a href="{home.url}">the front page</a>' in html


def written(*nodes, registered=NOTHING_REGISTERED):
    manuscript = Manuscript("A title", nodes)
    return article_html(place(manuscript, STATUTORY, Channel.WEB, registered))


PAID = "https://www.amazon.com/dp/B000000000?tag=x-20"


@pytest.mark.parametrize(
    "node",
    [
        CallToAction("See it", "At the shop", PaidLinkTarget("Amazon", "amazon", url=PAID)),
        ProductCard(name="Magnesium", link=PaidLinkTarget("Amazon", "amazon", url=PAID)),
        Prose(RichText(f'<p><a href="{PAID}">these words</a></p>')),
        Embed(PAID, "A film"),
        PullQuote("Words.", "A. Body", PAID),
    ],
)
def test_every_kind_of_paid_link_is_marked_once(node):
    html = written(node)
    assert html.count("(paid link)") == 1
    assert html.count('rel="sponsored nofollow noopener"') == 1
    assert "(paid link)</a>" in html


def test_what_the_library_knows_as_paid_is_marked_too():
    film = "https://shop.example/film"
    known = Registered({film: ProgramTerms(key="shop", name="Shop")})
    assert "(paid link)" in written(Embed(film, "A film"), registered=known)
    assert "(paid link)" not in written(Embed(film, "A film"))


def test_a_programs_own_words_and_rel_are_kept():
    target = PaidLinkTarget(
        "Amazon", "amazon", url=PAID, label="(paid link) we earn", rel="sponsored nofollow ugc"
    )
    html = written(CallToAction("See it", "At the shop", target))
    assert html.count("paid link") == 1
    assert "At the shop (paid link) we earn</a>" in html
    assert "ugc" in html


def test_sources_and_references_never_link_a_paid_address():
    table = DosageTable("Amounts", source="A shop", source_url=PAID)
    html = written(table, References("References", (Reference("A book.", url=PAID),)))
    assert "<a " not in html
    assert "A shop" in html


def test_a_quotation_says_where_it_can_be_read_and_an_embed_whose_it_is():
    html = written(PullQuote("Words.", "A. Body", "https://www.board.example/talk"))
    assert '<a href="https://www.board.example/talk">Read it at board.example</a>' in html
    assert "<small>Example Videos</small>" in written(
        Embed("https://videos.example/1", "A film", provider="Example Videos")
    )
    assert "<small>videos.example</small>" in written(Embed("https://videos.example/1", "A film"))
    assert "<small>YouTube</small>" in written(
        Embed("https://www.youtube.com/watch?v=abcdefghijk", "A film")
    )


def test_an_entry_has_its_number_identifiers_and_status():
    html = written(
        References("References", (Reference(), Reference("One.", doi="10.1/x", pmid="12"))),
        References("More", (Reference("Two.", pmcid="PMC3", status="retracted", key="9"),)),
        ResearchNote("Research", RichText("<p>x</p>"), "9", "Two", "retracted"),
    )
    assert '<li value="2">One. <a href="https://doi.org/10.1/x">doi:10.1/x</a>' in html
    assert '<a href="https://pubmed.ncbi.nlm.nih.gov/12/">PMID 12</a></li>' in html
    assert '<li value="3"><s>Two.</s> <strong>Retracted: do not rely on it.</strong>' in html
    assert "<cite>Two</cite> <strong>Retracted: do not rely on it.</strong> [3]" in html
    assert 'value="1"' not in html
