"""The text of rich text, its links, and their offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from health_content.manuscript import RichText

fragments = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<br>",
            "<br/>",
            "<li>",
            "<a href='https://a.example/'>",
            '<a linktype="page" id="3">',
            "</a>",
            "<a/>",
            " ",
            "\n",
            "  ",
            "&nbsp;",
            "&amp;",
            "&lt;",
            "<script>",
            "</script>",
            "<template>",
            "</template>",
            "<!--",
            "-->",
            "<![x[",
            "]]>",
            "<",
            "bone",
            "—",
            "\u2003",
            "<?",
            "</",
            "<a ",
        ]
    )
    | st.text(max_size=5),
    max_size=25,
).map("".join)


@given(fragments)
def test_a_links_offsets_cut_its_text_out_of_the_fragments_text(html):
    fragment = RichText(html)
    text = fragment.text
    for link in fragment.links:
        assert 0 <= link.start <= link.end <= len(text)
        assert text[link.start : link.end] == link.text


@given(fragments)
def test_text_has_neither_spaces_at_its_ends_nor_two_in_a_row(html):
    text = RichText(html).text
    assert text == text.strip(" \n")
    assert "  " not in text
    assert " \n" not in text
    assert "\n " not in text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60))
def test_plain_text_keeps_its_words(text):
    assert RichText.from_text(text).text.split() == text.split()


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Bones &amp; teeth</p>", "Bones & teeth"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<p>one</p>\n<p>two</p>", "one\ntwo"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<b>a</b>\n<i>b</i>", "a b"),
        ("a<br/>b", "a\nb"),
        ("a&nbsp; b", "a b"),
        ("<p>a </p> <p> b</p>", "a\nb"),
        ("a<script>no()</script>b", "ab"),
        ("a<!-- no -->b", "ab"),
        ("<p></p>", ""),
    ],
)
def test_text_is_what_a_reader_sees(html, text):
    assert RichText(html).text == text
    assert bool(RichText(html)) is bool(text)


def test_links_know_their_target_and_words():
    fragment = RichText(
        '<p>See <a href="https://a.example/x?a=1&amp;b=2">the <b>study</b> </a>and '
        '<a linktype="page" id="3">our page</a>.</p>'
    )
    assert [(link.target, link.text) for link in fragment.links] == [
        ("https://a.example/x?a=1&b=2", "the study"),
        ("page:3", "our page"),
    ]


def test_a_link_that_is_never_closed_runs_to_the_end():
    (link,) = RichText('<p>a <a href="/x">b c').links
    assert link.text == "b c"
