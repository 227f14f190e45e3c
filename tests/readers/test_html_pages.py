"""Saved web pages: what belongs to the article, and what only stands around it."""

from __future__ import annotations

import pytest

from health_content.manuscript import (
    CallToAction,
    Details,
    DosAndDonts,
    Image,
    KeyPoints,
    Prose,
    PullQuote,
    Questions,
    References,
    SafetyCard,
    SafetyKind,
    Section,
    Table,
    TableHeader,
    walk,
)
from health_content.readers import Reading, RemarkKind, UnreadableSource, read

FILLER = "Beans hold a lot of it, and they are cheap. " * 6


def page(body: str, head: str = "") -> Reading:
    markup = f"<html><head>{head}</head><body>{body}</body></html>"
    return read(markup.encode(), "page.html")


def article(body: str) -> Reading:
    return page(f"<article><h1>Zinc and You</h1><p>{FILLER}</p>{body}</article>")


def nodes(reading: Reading, kind: type) -> list:
    return [node for _, node in walk(reading.manuscript) if isinstance(node, kind)]


def left_out(reading: Reading) -> str:
    return "\n".join(
        remark.text for remark in reading.remarks if remark.kind is RemarkKind.CHROME_DROPPED
    )


def test_what_stands_around_the_article_is_left_out_and_listed():
    reading = page(
        "<header><a href='/'>Site</a></header><nav>Home Shop</nav>"
        f"<main><h1>Zinc</h1><p>{FILLER}</p><div class='share-buttons'>Tweet this</div></main>"
        "<div class='cookie-banner'>We use cookies</div><div id='comments'>Nice post</div>"
    )
    shown = " ".join(node.html.text for node in nodes(reading, Prose))
    for words in ("Home Shop", "Tweet this", "We use cookies", "Nice post"):
        assert words not in shown
        assert words in left_out(reading)
    assert reading.manuscript.title == "Zinc"


def test_what_a_page_says_of_itself_is_kept():
    reading = page(
        f"<article><h1>Zinc</h1><p>{FILLER}</p></article>",
        "<title>Zinc | A Site</title><meta name=author content='Jane Roe'>"
        "<meta property='article:published_time' content='2025-03-09T08:00:00Z'>"
        "<meta name=description content='What zinc does in the body.'>"
        "<link rel=canonical href='https://example.org/zinc'>",
    )
    manuscript = reading.manuscript
    assert (manuscript.author, manuscript.first_published) == ("Jane Roe", "2025-03-09")
    assert manuscript.attribution_url == "https://example.org/zinc"
    assert manuscript.dek == manuscript.search_description == "What zinc does in the body."


def test_marks_that_are_no_markup_stay_as_they_are():
    reading = article("<p>A *star*, a |bar|, __lines__ and [x](y).</p>")
    assert "A *star*, a |bar|, __lines__ and [x](y)." in nodes(reading, Prose)[0].html.text


def test_inline_structure_becomes_rich_text():
    reading = article(
        "<p>H<sub>2</sub>O is <b>wet</b>, <a href='https://a.org/x'>they <i>say</i></a></p>"
    )
    html = nodes(reading, Prose)[0].html.html
    assert "H<sub>2</sub>O is <b>wet</b>" in html
    assert '<a href="https://a.org/x">they <i>say</i></a>' in html


def test_lists_in_lists_keep_their_depth():
    reading = article("<ul><li>one<ol><li>two<ul><li>three</ul></ol></ul>")
    assert (
        "<ul><li>one<ol><li>two<ul><li>three</li></ul></li></ol></li></ul>"
        in nodes(reading, Prose)[0].html.html
    )


def test_cells_that_span_are_filled():
    reading = article(
        "<table><tr><th>Form<th>Food<th>Pill<tr><td rowspan=2>Salt<td>a<td><ul><li>b<li>c</ul>"
        "<tr><td colspan=2>d</table>"
    )
    (table,) = nodes(reading, Table)
    assert table.header is TableHeader.ROW
    cells = [[cell.html.text for cell in row.cells] for row in table.rows]
    assert cells == [["Form", "Food", "Pill"], ["Salt", "a", "b\nc"], ["Salt", "d", "d"]]


def test_superscript_numbers_are_citations_where_there_is_a_list():
    text = "<p>Good.<sup>1</sup> An area of 3 m<sup>2</sup>.<sup><a href='#r2'>2</a></sup></p>"
    notes = "<h2>References</h2><ol><li>Doe J. One. 2018.<li id=r2>Roe A. Two. 2019.</ol>"
    reading = article(text + notes)
    html = nodes(reading, Prose)[0].html.html
    assert "Good.<sup>[1]</sup> An area of 3 m<sup>2</sup>.<sup>[2]</sup>" in html
    assert len(nodes(reading, References)[0].items) == 2
    assert "<sup>1</sup>" in nodes(article(text), Prose)[0].html.html


def test_an_identifier_in_a_link_belongs_to_its_reference():
    reading = article(
        "<h2>References</h2><ol><li>Doe J. Zinc. 2018. "
        "<a href='https://pubmed.ncbi.nlm.nih.gov/29480918/'>PubMed</a></ol>"
    )
    assert nodes(reading, References)[0].items[0].pmid == "29480918"


def test_questions_to_unfold_become_questions():
    reading = article(
        "<h2>FAQ</h2><details><summary>Is it safe?</summary><p>Mostly.</p></details>"
        "<details><summary>Is it cheap?</summary><p>Yes.</p></details>"
        "<h2>More</h2><details><summary>How it was tested</summary><p>Twice.</p></details>"
    )
    (questions,) = nodes(reading, Questions)
    assert questions.heading == "FAQ"
    assert [item.answer.text for item in questions.items] == ["Mostly.", "Yes."]
    assert nodes(reading, Details)[0].summary == "How it was tested"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Warning", SafetyKind.WARNING),
        ("When to see a doctor", SafetyKind.SEEK_HELP),
        ("Do not take zinc if you", SafetyKind.NOT_SUITABLE),
        ("Side effects", SafetyKind.SIDE_EFFECTS),
        ("Call 911 if", SafetyKind.EMERGENCY),
    ],
)
def test_boxes_that_caution_become_safety_cards(heading, kind):
    reading = article(f"<div class='callout'><h3>{heading}</h3><p>You are ill.</p></div><p>On.</p>")
    (card,) = nodes(reading, SafetyCard)
    assert (card.card, card.heading, card.html.text) == (kind, heading, "You are ill.")


def test_a_section_that_speaks_of_risks_stays_a_section():
    reading = article(f"<h2>Side Effects of Zinc</h2><p>{FILLER}</p>")
    assert nodes(reading, SafetyCard) == []
    assert [section.heading for section in nodes(reading, Section)] == ["Side Effects of Zinc"]


def test_boxes_of_points_and_advice_become_nodes():
    reading = article(
        "<div><h2>Key takeaways</h2><ul><li>Eat beans.</ul></div><p>It begins.</p>"
        "<div><h3>Do</h3><ul><li>eat</ul></div><div><h3>Don't</h3><ul><li>worry</ul></div>"
    )
    assert nodes(reading, KeyPoints)[0].heading == "Key takeaways"
    (advice,) = nodes(reading, DosAndDonts)
    assert (advice.dos[0].html.text, advice.donts[0].html.text) == ("eat", "worry")


def test_pictures_keep_their_words_and_those_that_count_readers_are_told():
    reading = article(
        "<figure><img src='data:image/png;base64,iVBORw0KGgo=' alt='A bean'>"
        "<figcaption>A <b>big</b> bean</figcaption></figure>"
        "<img src='https://a.org/p.gif' width=1 height=1>"
        "<img data-src='https://a.org/b.jpg' alt='B'>"
    )
    first, second = nodes(reading, Image)
    assert (first.alt, first.caption.text) == ("A bean", "A big bean")
    assert first.address == f"asset:{reading.assets[0].name}"
    assert second.address == "https://a.org/b.jpg"
    assert "https://a.org/p.gif" in left_out(reading)


def test_a_short_quotation_with_its_speaker_stands_out():
    reading = article("<blockquote><p>Eat beans.</p><footer>Jane Roe</footer></blockquote>")
    assert [(node.text, node.attribution) for node in nodes(reading, PullQuote)] == [
        ("Eat beans.", "Jane Roe")
    ]
    reading = article("<blockquote><p>Eat beans.</p></blockquote>")
    assert "<blockquote><p>Eat beans.</p></blockquote>" in nodes(reading, Prose)[0].html.html


def test_a_sponsored_button_is_a_call_to_action():
    reading = article("<p><a rel='sponsored' href='https://shop.example/z'>Zinc at Shop</a></p>")
    (call,) = nodes(reading, CallToAction)
    assert (call.text, call.link.url) == ("Zinc at Shop", "https://shop.example/z")


def test_hidden_words_are_left_out_and_listed():
    reading = article("<p style='display: none'>cheap zinc</p><p>Seen.</p>")
    assert "cheap zinc" in left_out(reading)
    assert "cheap zinc" not in nodes(reading, Prose)[0].html.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<meta charset=iso-8859-1><p>Café – naïve</p>".encode(), "Café – naïve"),
        ("<meta charset=iso-8859-1><p>Café – naïve</p>".encode("cp1252"), "Café – naïve"),
        ("<meta charset=koi8-r><p>Цинк и кости</p>".encode("koi8-r"), "Цинк и кости"),
        ("<p>Café</p>".encode("utf-16"), "Café"),
    ],
)
def test_a_page_is_decoded_by_what_it_is(data, words):
    manuscript = read(data, "page.html").manuscript
    assert words in manuscript.title + "".join(
        text for _, node in walk(manuscript) for _, text in node.passages()
    )


@pytest.mark.parametrize("data", [b"", b"  \n", b"<div></div>", b"%PDF-1.7 x", b"\x00" * 99])
def test_what_is_no_page_is_refused(data):
    with pytest.raises(UnreadableSource, match=r"page\.html"):
        read(data, "page.html")
