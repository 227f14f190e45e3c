"""Whatever is called a web page is read or refused, in time that grows with its length."""

from __future__ import annotations

import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from health_content.manuscript import from_payload, passages, to_payload
from health_content.readers import Reading, UnreadableSource, read
from health_content.readers.tree import DEEPEST, MOST_ELEMENTS, parse
from tests.readers.words import words

pytestmark = pytest.mark.drill

TAGS = (
    "p div span b i sup sub a ul ol li table thead tr td th caption dl dt dd h1 h2 h3 h4 h5 h6 "
    "blockquote pre details summary figure figcaption img iframe br hr nav aside header footer "
    "article main section form button noscript script style template svg select option textarea "
    "title head body html center q cite amp-img video source"
).split()
ATTRIBUTES = [
    "",
    " hidden",
    ' class="related"',
    ' class="alert"',
    ' class="entry-content"',
    ' class="footnotes"',
    ' style="display:none"',
    ' href="https://www.amazon.com/dp/B000EXAMPL?tag=our-20"',
    ' href="#n1"',
    ' href="javascript:x"',
    ' href="http://[bad"',
    ' src="data:image/png;base64,iVBORw0KGgo="',
    ' src="data:image/svg+xml,%3Csvg/%3E"',
    ' src="a.jpg" alt="A bean"',
    " rowspan=3 colspan=2",
    " rowspan=99999 colspan=-1",
    ' rel="sponsored nofollow"',
    " start=7",
    ' role="alert"',
    " =x ' \"",
    "/",
]
TEXTS = [
    "Zinc",
    "References",
    "FAQ",
    "Is it safe?",
    "Key takeaways",
    "Warning",
    "Dosage",
    "Men: 11 mg",
    "1. Doe J. Zinc. J Nutr. 2018;1:2.",
    "Buy zinc on Amazon",
    "Conclusion",
    "Myth: zinc is magic",
    "This is for informational purposes only.",
    "a < b & c > d * e [1](x) | f",
    "&amp;&#8211;&#x1F642;&#99999999999;&bogus;",
    "Beans hold a lot of it. They are cheap.",
    "3",
    "\ufdd0\ufdda\ufddbx\ufddc",
    "<!--",
    "<![CDATA[x]]>",
    "<![if x]>",
    "</",
    "<3",
]


@st.composite
def soup(draw: st.DrawFn) -> str:
    pieces = []
    for kind in draw(st.lists(st.integers(0, 5), max_size=40)):
        if kind <= 1:
            tag, more = draw(st.sampled_from(TAGS)), draw(st.sampled_from(ATTRIBUTES))
            pieces.append(f"<{tag}{more}>")
        elif kind == 2:
            pieces.append(f"</{draw(st.sampled_from(TAGS))}>")
        elif kind <= 4:
            pieces.append(draw(st.sampled_from(TEXTS)))
        else:
            pieces.append(draw(st.text(max_size=12)))
    return "".join(pieces)


def read_or_refused(data: bytes) -> Reading | None:
    try:
        return read(data, "page.html")
    except UnreadableSource as refusal:
        told = str(refusal)
    assert "page.html" in told
    return None


@settings(max_examples=100, deadline=None)
@given(soup())
def test_any_tag_soup_is_read_or_refused(markup: str) -> None:
    reading = read_or_refused(markup.encode("utf-8", "surrogatepass"))
    if reading is None:
        return
    manuscript = reading.manuscript
    assert from_payload(json.loads(json.dumps(to_payload(manuscript)))) == manuscript
    for passage in passages(manuscript):
        assert not any("\ufdd0" <= character <= "\ufdef" for character in passage.text)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refused(b"<p>" + data)
    read_or_refused(data)


SEEN = ["p", "div", "b", "i", "ul", "ol", "li", "h2", "h3", "blockquote", "table", "tr", "td", "dl"]
SEEN += ["dt", "dd", "details", "summary", "section", "sup", "figure", "pre", "span"]
LETTERS = st.text("abcdefghij", min_size=3, max_size=6)


@st.composite
def trees(draw: st.DrawFn, depth: int = 0) -> str:
    if depth > 4 or draw(st.integers(0, 2)) == 0:
        return " ".join(draw(st.lists(LETTERS, min_size=1, max_size=5)))
    tag = draw(st.sampled_from(SEEN))
    inner = " ".join(draw(st.lists(trees(depth + 1), min_size=1, max_size=4)))
    return f"<{tag}>{inner}</{tag}>"


@settings(max_examples=30, deadline=None)
@given(st.lists(trees(), min_size=1, max_size=6))
def test_no_word_of_nested_elements_is_lost(parts: list[str]) -> None:
    markup = f"<h1>Title words here</h1><main>{' '.join(parts)}</main>"
    reading = read(markup.encode(), "page.html")
    shown = words("\n".join(passage.text for passage in passages(reading.manuscript)))
    shown += words(reading.manuscript.title)
    for remark in reading.remarks:
        shown += words(remark.text)
    separate = words(re.sub(r"<[^>]*>", " ", markup))
    assert set(separate) <= set(shown)


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 8_000 + "word",
        "<p>" * 8_000 + "word",
        "<ul><li>" * 15_000 + "word",
        "<blockquote>" * 6_000 + "word",
        "<table><tr><td>" * 12_000 + "word",
        "<details><summary>a</summary>" * 6_000 + "word",
        "<b><i>" * 15_000 + "word",
        "word<!--" * 25_000,
        "word<![x " * 25_000,
        "<a href='" * 25_000 + "word>",
        "word " * 25_000 + "<p " * 25_000,
        "&#" + "9" * 300_000 + "; word",
        "<p>word <a href=https://a.b/>" * 3_000,
        "<p>1. Doe J. 2018. word</p>" * 2_000,
        "<table>" + "<tr><td colspan=9999 rowspan=9999>word" * 800,
        "<h2>References</h2>" + "<p>Doe J. 2018. word</p>" * 1_000,
        "<div class=alert><p><b>Warning</b></p><p>word</p></div>" * 700,
        "word<br>" * 6_000,
        "<sup>1</sup>word" * 4_000,
        '<script type="application/ld+json">' + "[" * 25_000 + "</script>word",
        "<img src='data:image/png;base64," + "A" * 500_000 + "'>word",
        "<p>word<span style='" + "font-weight " * 25_000 + "'>x",
    ],
    ids=lambda markup: markup[:24],
)
def test_the_time_grows_with_the_length_only(markup: str) -> None:
    start = time.process_time()
    reading = read_or_refused(markup.encode())
    assert time.process_time() - start < 5
    if reading is not None:
        said = reading.manuscript.title + "".join(p.text for p in passages(reading.manuscript))
        assert "word" in said + "".join(remark.text for remark in reading.remarks)


def test_too_many_elements_are_refused_with_advice() -> None:
    with pytest.raises(UnreadableSource, match="elements"):
        parse("<br>" * (MOST_ELEMENTS + 1), "page.html")


@pytest.mark.parametrize("tag", ["div", "span", "section", "b", "center"])
def test_words_in_very_deep_elements_are_kept(tag: str) -> None:
    markup = "Top. " + f"<{tag}>" * 20_000 + "Bottom." + f"</{tag}>" * 20_000 + " After."
    assert parse(markup, "page.html").text.split() == ["Top.", "Bottom.", "After."]


def test_what_cannot_be_made_flat_is_refused_with_advice() -> None:
    with pytest.raises(UnreadableSource, match="Save only the article"):
        parse("<ul><li>" * 20_000 + "word", "page.html")


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<p>One</p></body></html><p>Two", "One Two"),
        ("One <!-- never closed <p>Two", "One never closed Two"),
        ("One <![CDATA[<Two> & more]]> Three", "One <Two> & more Three"),
        ("One<wbr> <embed src=x>Two<video><source src=a>Three</video>", "One TwoThree"),
        ("One</br>Two", "One Two"),
        ("<head><title>No</title><table><tr><td>One", "One"),
        ("<head>One<p>Two", "One Two"),
        ("<?xml version='1.0' encoding='iso-8859-1'?><p>Süß</p>", "Süß"),
        ("<p>One \x01 &#150; &#0; &bogus; < 3", "One \x01 – \ufffd &bogus; < 3"),
        ("One \ud800 Two", "One ? Two"),
        ("<table>Loose<tr>words<td>One</table>", "Loosewords One"),
        ("One <p", "One <p"),
    ],
)
def test_words_that_a_parser_would_pass_over_are_kept(markup: str, said: str) -> None:
    assert parse(markup, "page.html").text == said


def test_lines_are_those_of_the_source() -> None:
    root = parse(
        "<p>a</p>\n<!-- x\ny -->\n<![CDATA[\n]]></html>\n<h2>b</h2>" + "\n" * 70_000 + "<i>c", "x"
    )
    # libxml2 counts up to 65,535.
    assert [element.line for element in root.all("p", "h2", "i")] == [1, 6, 0]


def test_a_tree_is_never_deeper_than_its_bound() -> None:
    deepest = max(
        sum(1 for _ in element.ancestors()) for element in parse("<div>" * 5_000, "x").walk()
    )
    assert deepest <= DEEPEST
