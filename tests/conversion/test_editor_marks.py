"""Saving a text in the editor without a change is no change."""

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from health_content.blocks.base import FEATURES
from health_content.manuscript import Manuscript, Prose, RichText, content_hash
from health_content.manuscript.richtext import canonical

TEXTS = [
    "<p>Plain words.</p>",
    "A note without a paragraph",
    "<p>Both <strong>strong</strong> &amp; <em>soft</em>, 5 &lt; 6.</p>",
    '<p>See <a linktype="page" id="3">this</a> and <a href="https://example.org/?a=1&amp;b=2">that</a>.</p>',
    "<p>First</p><ul><li>one</li><li>two</li></ul><ol><li>three</li></ol><p>H<sub>2</sub>O</p>",
    "<p>It’s “quoted” — with a dash.</p>",
]


def hash_of(html):
    return content_hash(Manuscript("T", (Prose(RichText(html)),)))


@pytest.mark.django_db
@pytest.mark.parametrize("html", TEXTS)
def test_a_round_through_the_editor_keeps_the_content_hash(html):
    converter = ContentstateConverter(FEATURES)
    saved = converter.to_database_format(converter.from_database_format(html))
    assert "data-block-key" in saved
    assert hash_of(saved) == hash_of(html)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Take 100 mg.</p>", "<p>Take 1000 mg.</p>"),
        ('<p><a href="https://a.example">x</a></p>', '<p><a href="https://b.example">x</a></p>'),
        ('<p><a linktype="page" id="3">x</a></p>', '<p><a linktype="page" id="4">x</a></p>'),
        ("<p>not <b>safe</b></p>", "<p>not safe</p>"),
        ("<p>a</p><p>b</p>", "<p>a b</p>"),
        ("<p>5 &lt; 6</p>", "<p>5  6</p>"),
    ],
)
def test_a_change_of_words_links_or_emphasis_changes_the_content_hash(before, after):
    assert hash_of(before) != hash_of(after)


def test_canonical_text_is_canonical():
    for html in TEXTS:
        assert canonical(canonical(html)) == canonical(html)
