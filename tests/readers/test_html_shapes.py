"""What a page says by its shape rather than by its elements."""

from __future__ import annotations

import pytest

from health_content.manuscript import (
    CallToAction,
    Details,
    DosageTable,
    Image,
    Prose,
    References,
    Section,
    Table,
)
from health_content.readers import RemarkKind
from tests.readers.test_html_pages import FILLER, article, left_out, nodes, page

PICTURE = "<img src='https://a.org/bean.jpg' alt='A bean'>"


@pytest.mark.parametrize(
    "below",
    [
        "<p><em>A big bean</em></p>",
        "<div style='font-style: italic'>A big bean</div>",
        "<div class='wp-caption-text image-caption'>A big bean</div>",
        "<p><br></p><p><i>A big bean</i></p>",
    ],
)
def test_an_italic_line_below_a_picture_is_its_caption(below):
    (image,) = nodes(article(f"<p>{PICTURE}</p>{below}<p>On.</p>"), Image)
    assert (image.alt, image.caption.text) == ("A bean", "A big bean")


def test_a_caption_may_stand_in_the_paragraph_of_its_picture():
    (image,) = nodes(article(f"<p>{PICTURE}<br><em>A big bean</em></p><p>On.</p>"), Image)
    assert image.caption.text == "A big bean"


@pytest.mark.parametrize(
    "words",
    [
        "This post contains affiliate links.",
        "By Jane Roe",
        "Last updated: March 3, 2025",
        "This is for informational purposes only and no medical advice.",
    ],
)
def test_italics_about_the_page_caption_no_picture(words):
    (image,) = nodes(article(f"<p>{PICTURE}</p><p><em>{words}</em></p><p>On.</p>"), Image)
    assert image.caption.text == ""


def test_running_text_below_a_picture_is_no_caption():
    (image,) = nodes(article(f"<p>{PICTURE}</p><p><em>Beans</em> are cheap.</p>"), Image)
    assert image.caption.text == ""


def test_the_words_of_a_figure_beside_its_caption_are_kept():
    reading = article(
        f"<figure>{PICTURE}<div>Seen from above</div><figcaption>A big bean</figcaption></figure>"
    )
    assert nodes(reading, Image)[0].caption.text == "A big bean"
    assert "Seen from above" in " ".join(node.html.text for node in nodes(reading, Prose))


def test_a_box_that_stands_twice_is_kept_once_and_told():
    box = "<div class=cta><p><b>Ready?</b></p><a rel=sponsored href='https://s.org/z'>Buy</a></div>"
    reading = article(f"<p>One.</p>{box}{box}<p>Two.</p>")
    assert [call.text for call in nodes(reading, CallToAction)] == ["Buy"]
    told = [r for r in reading.remarks if r.kind is RemarkKind.DUPLICATE_REMOVED]
    assert [remark.text for remark in told] == ["Ready? Buy"]


def test_boxes_with_the_same_words_and_other_links_are_two():
    boxes = "".join(
        f"<div class=cta><a rel=sponsored href='https://s.org/{name}'>Buy</a></div><hr>"
        for name in "zy"
    )
    assert len(nodes(article(f"<p>One.</p>{boxes}<p>Two.</p>"), CallToAction)) == 2


def test_footnotes_that_word_wrote_are_references():
    reading = article(
        "<p>Good.<a href='#_ftn1' name='_ftnref1'>[1]</a></p>"
        "<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1>"
        "<p><a href='#_ftnref1' name='_ftn1'>[1]</a> Doe J. Zinc. 2018.</p></div></div>"
    )
    (references,) = nodes(reading, References)
    assert [item.citation for item in references.items] == ["Doe J. Zinc. 2018."]
    assert "Good.<sup>[1]</sup>" in nodes(reading, Prose)[0].html.html


def test_what_follows_an_accordion_is_no_part_of_it():
    reading = article(
        "<h2>Forms</h2><amp-accordion><section><h3>Salts</h3><p>Cheap.</p></section>"
        "</amp-accordion><p>All of them work.</p>"
    )
    assert [(node.summary, node.html.text) for node in nodes(reading, Details)] == [
        ("Salts", "Cheap.")
    ]
    assert [section.heading for section in nodes(reading, Section)] == ["Forms"]


def test_a_table_that_only_places_the_page_is_looked_into():
    reading = page(
        "<table><tr><td><a href=a>Home</a><a href=b>Shop</a>"
        f"<td><h1>Zinc</h1><p>{FILLER}<h2>More</h2><p>{FILLER}"
        "<address>Ward 3</address><font>You are visitor 1048</font></table>"
    )
    assert reading.manuscript.title == "Zinc"
    assert nodes(reading, Table) == []
    for words in ("Home", "Ward 3", "You are visitor 1048"):
        assert words in left_out(reading)


def test_a_row_of_one_cell_says_it_once():
    reading = article(
        "<table><tr><th>Form<th>Price<tr><td colspan=2>Salts<tr><td>Citrate<td>Low</table>"
    )
    (table,) = nodes(reading, Table)
    assert [[c.html.text for c in row.cells] for row in table.rows][1] == ["Salts", ""]


def test_amounts_in_foods_are_no_doses():
    reading = article(
        "<h2>How much</h2><table><tr><th>Food<th>Boron<tr><td>Prunes<td>1 mg"
        "<tr><td>Avocado<td>2 mg</table>"
    )
    assert nodes(reading, DosageTable) == []
    assert len(nodes(reading, Table)) == 1
    reading = article(
        "<h2>How much</h2><table><tr><th>Group<th>Zinc<tr><td>Men<td>11 mg"
        "<tr><td>Women<td>8 mg</table>"
    )
    assert [row.population for row in nodes(reading, DosageTable)[0].rows] == ["Men", "Women"]


@pytest.mark.parametrize(
    "entries",
    ["Doe J. One. 2018.<br>Roe A. Two. 2019.", "[1] Doe J. One. 2018.<br>[2] Roe A. Two. 2019."],
)
def test_sources_parted_by_line_breaks_are_several(entries):
    (references,) = nodes(article(f"<h2>References</h2><p>{entries}</p>"), References)
    assert [item.citation for item in references.items] == [
        "Doe J. One. 2018.",
        "Roe A. Two. 2019.",
    ]


@pytest.mark.parametrize(
    "byline",
    [
        "<p class=byline>By <span>Jane Roe</span> · Updated 2 April 2025</p>",
        "<span class='post-author vcard'>Posted by <span class=fn>Jane Roe</span></span>",
        "<div class='c-author-name'>Jane Roe</div>",
    ],
)
def test_the_author_is_the_one_of_the_byline(byline):
    reading = page(
        f"<article><h1>Zinc</h1>{byline}<p>{FILLER}</p></article>"
        "<div id=comments><span class=comment-author>Lou Reed</span></div>"
    )
    assert reading.manuscript.author == "Jane Roe"


@pytest.mark.parametrize(
    "style", ["font-size:0", "font-size: 0px", "text-indent:-9999px", "mso-hide:all"]
)
def test_words_that_no_reader_sees_are_left_out_and_listed(style):
    reading = article(f"<p>Seen.<span style='{style}'>cheap zinc</span></p>")
    assert "cheap zinc" in left_out(reading)
    assert all("cheap zinc" not in node.html.text for node in nodes(reading, Prose))
