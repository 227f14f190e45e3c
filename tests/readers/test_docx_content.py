"""What a word processor's document says, by the conventions of its makers."""

from __future__ import annotations

import docx
import pytest
from bs4 import BeautifulSoup

from health_content.readers.word_told import Matter
from tests.readers.packages import html, paragraph, part, prepared, related, run, saved, told

BOLD = "<w:b/>"


def styles(*definitions: str) -> dict:
    return {
        "parts": {"word/styles.xml": part("styles", "".join(definitions))},
        "relationships": related("s1", "styles", "styles.xml"),
    }


def style(identity: str, name: str, inner: str = "", kind: str = "paragraph") -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{identity}"><w:name w:val="{name}"/>{inner}</w:style>'
    )


def test_title_and_subtitle_are_facts_and_headings_go_one_deeper():
    document = docx.Document()
    document.add_paragraph("Zinc and Sleep", style="Title")
    document.add_paragraph("What trials say", style="Subtitle")
    document.add_heading("Benefits", 1)
    document.add_heading("For children", 2)
    found = saved(document)
    assert (found.facts.title, found.facts.dek) == ("Zinc and Sleep", "What trials say")
    assert found.fragment == "<h2>Benefits</h2><h3>For children</h3>"


@pytest.mark.parametrize(
    ("identity", "name", "inner", "expected"),
    [
        ("berschrift2", "heading 2", "", "h2"),
        ("Titre2", "Titre 2", "", "h2"),
        ("P7", "Überschrift 3", "", "h3"),
        ("X", "Section", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>', "h2"),
        ("Y", "Mine", '<w:basedOn w:val="berschrift2"/>', "h2"),
        ("Zitat", "Quote", "", "blockquote"),
    ],
)
def test_styles_are_known_by_name_by_outline_and_by_what_they_are_based_on(
    identity, name, inner, expected
):
    known = styles(style("berschrift2", "heading 2"), style(identity, name, inner))
    if identity == "berschrift2":
        known = styles(style(identity, name))
    assert f"<{expected}>" in html(
        paragraph("Before."), paragraph("Words", style=identity), **known
    )


def test_bold_lines_become_headings_with_a_remark():
    found = prepared(
        paragraph(run("Iron and You", BOLD + '<w:sz w:val="40"/>')),
        paragraph("Iron is in beans and in red meat, and we need some every day."),
        paragraph(run("Why It Matters", BOLD)),
        paragraph("Because blood needs it, and so does muscle."),
        paragraph(run("Take care:", BOLD), " do not take more than you need."),
    )
    assert found.facts.title == "Iron and You"
    assert "<h2>Why It Matters</h2>" in found.fragment
    assert "<p><strong>Take care:</strong> do not" in found.fragment
    assert told(found, Matter.HEADING) == "Why It Matters"


def test_larger_faked_headings_stand_above_smaller_ones():
    large, small = BOLD + '<w:sz w:val="32"/>', BOLD + '<w:sz w:val="26"/>'
    found = html(
        paragraph("An opening sentence that is long enough to be running text here."),
        paragraph(run("Forms of Zinc", large)),
        paragraph(run("Zinc Citrate", small)),
        paragraph("It dissolves well, and most people tolerate it with food."),
    )
    assert "<h1>Forms of Zinc</h1><h2>Zinc Citrate</h2>" in found


def numbering(*levels: str, extra: str = "") -> dict:
    inner = f'<w:abstractNum w:abstractNumId="1">{"".join(levels)}</w:abstractNum>'
    inner += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>' + extra
    return {
        "parts": {"word/numbering.xml": part("numbering", inner)},
        "relationships": related("n1", "numbering", "numbering.xml"),
    }


def level(number: int, kind: str) -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/></w:lvl>'


def item(text: str, list_id: int = 1, depth: int = 0) -> str:
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, properties=place)


def test_lists_keep_their_depth_and_their_numbers():
    found = html(
        item("One"),
        item("Inside", depth=1),
        item("Two"),
        paragraph("A remark between."),
        item("Three"),
        **numbering(level(0, "decimal"), level(1, "bullet")),
    )
    assert found == (
        "<ol><li>One<ul><li>Inside</li></ul></li><li>Two</li></ol><p>A remark between.</p>"
        '<ol start="3"><li>Three</li></ol>'
    )


def test_a_list_that_restarts_is_a_list_of_its_own():
    restart = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    found = html(
        item("a"),
        item("b"),
        item("c", list_id=2),
        item("d", list_id=2),
        **numbering(level(0, "decimal"), extra=restart),
    )
    assert found == "<ol><li>a</li><li>b</li></ol><ol><li>c</li><li>d</li></ol>"


def test_typed_marks_make_lists_and_lone_ones_do_not():
    found = prepared(
        paragraph("• first"),
        paragraph("• second"),
        paragraph("A paragraph."),
        paragraph("1. open it"),
        paragraph("2. close it"),
        paragraph("A paragraph."),
        paragraph("3. is a number at the start of a sentence"),
        paragraph("- is a dash"),
    )
    assert "<ul><li>first</li><li>second</li></ul>" in found.fragment
    assert "<ol><li>open it</li><li>close it</li></ol>" in found.fragment
    assert "<p>3. is a number" in found.fragment
    assert "<p>- is a dash</p>" in found.fragment
    assert told(found, Matter.LOST) == ""


def test_typed_lists_inside_one_paragraph_are_taken_apart():
    lines = "</w:t><w:br/><w:t>".join(["• red", "• green", "• blue"])
    found = html(f"<w:p><w:r><w:t>{lines}</w:t></w:r></w:p>")
    assert found == "<ul><li>red</li><li>green</li><li>blue</li></ul>"


def test_tracked_changes_are_followed_and_told():
    found = prepared(
        paragraph(
            run("Take "),
            f'<w:ins w:id="1" w:author="A">{run("some ")}</w:ins>',
            '<w:del w:id="2" w:author="A"><w:r><w:delText>plenty of </w:delText></w:r></w:del>',
            run("iron."),
        ),
        f'<w:p><w:moveFrom w:id="3">{run("Moved words.")}</w:moveFrom></w:p>',
        f'<w:p><w:moveTo w:id="4">{run("Moved words.")}</w:moveTo></w:p>',
    )
    assert found.fragment == "<p>Take some iron.</p><p>Moved words.</p>"
    assert "plenty of" in told(found, Matter.DELETED)
    assert told(found, Matter.INSERTED) == "some"


def test_comments_are_told_with_their_author():
    inner = f'<w:comment w:id="1" w:author="Lena">{paragraph("Is this so?")}</w:comment>'
    found = prepared(
        paragraph("Words.", '<w:r><w:commentReference w:id="1"/></w:r>'),
        parts={"word/comments.xml": part("comments", inner)},
        relationships=related("c1", "comments", "comments.xml"),
    )
    assert found.fragment == "<p>Words.</p>"
    assert [remark.text for remark in found.remarks if "Lena" in remark.message] == ["Is this so?"]


CONTENT = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>'
    "{0}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
    "<mc:Fallback>{1}</mc:Fallback></mc:AlternateContent></w:r>"
)


@pytest.mark.parametrize(
    "fallback",
    [
        "",
        f"<w:pict><v:textbox>{CONTENT}</v:textbox></w:pict>",
    ],
)
def test_text_boxes_follow_their_paragraph_once(fallback):
    found = prepared(paragraph("Before.", BOX.format(CONTENT, fallback)))
    assert found.fragment == "<p>Before.</p><p>In the box.</p>"
    assert told(found, Matter.TEXT_BOX) == "In the box."
    assert told(found, Matter.LOST) == ""


def test_what_converters_drop_is_kept():
    equation = (
        "<m:oMath><m:r><m:t>BMI=</m:t></m:r><m:f><m:num><m:r><m:t>kg</m:t></m:r></m:num><m:den>"
        "<m:sSup><m:e><m:r><m:t>m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
        "</m:den></m:f></m:oMath>"
    )
    found = prepared(
        f"<w:sdt><w:sdtContent>{paragraph('In a control.')}</w:sdtContent></w:sdt>",
        paragraph(run("See "), f'<w:fldSimple w:instr="SEQ x">{run("seven")}</w:fldSimple>'),
        paragraph(equation),
        paragraph(f"<w:smartTag>{run('tagged')}</w:smartTag>", f"<w:bdo>{run(' turned')}</w:bdo>"),
        paragraph("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:cr/><w:t>c</w:t></w:r>"),
        paragraph(
            '<w:r><w:pict><v:shape><v:textpath string="Drawn words"/></v:shape></w:pict></w:r>'
        ),
    )
    text = BeautifulSoup(found.fragment, "html.parser").get_text(" ")
    for words in ("In a control.", "See seven", "BMI=kg/m²", "tagged turned", "Drawn words"):
        assert words in text
    assert "a\N{NON-BREAKING HYPHEN}b<br/>c" in found.fragment
    assert told(found, Matter.LOST) == ""


def test_words_that_nothing_knows_are_told():
    found = prepared(
        paragraph("Known.", "<w:r><w:unheardOf><w:t>Odd words</w:t></w:unheardOf></w:r>"),
    )
    assert "Odd words" in told(found, Matter.LOST)


def test_hidden_and_struck_words_are_told():
    found = prepared(
        paragraph(run("Seen "), run("hidden", "<w:vanish/>"), run("old", "<w:strike/>"))
    )
    assert "hidden" not in found.fragment
    assert told(found, Matter.HIDDEN) == "hidden"
    assert told(found, Matter.STRUCK) == "old"


def field(instruction: str, words: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        mark("begin")
        + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        + mark("separate")
        + run(words)
        + mark("end")
    )


def test_links_of_every_kind_keep_their_address():
    google = "https://www.google.com/url?q=https://example.org/c&sa=D"
    found = html(
        paragraph(
            f'<w:hyperlink r:id="r1">{run("a")}</w:hyperlink>',
            field(' HYPERLINK "https://example.org/b" ', "b"),
            f'<w:hyperlink r:id="r2">{run("c")}</w:hyperlink>',
            f"<w:fldSimple w:instr='HYPERLINK https://example.org/d'>{run('d')}</w:fldSimple>",
            f'<w:hyperlink w:anchor="top">{run("e")}</w:hyperlink>',
        ),
        relationships=related("r1", "hyperlink", "https://example.org/a", external=True)
        + related("r2", "hyperlink", google, external=True),
    )
    links = {link.get_text(): link["href"] for link in BeautifulSoup(found, "html.parser")("a")}
    assert links == {name: f"https://example.org/{name}" for name in "abcd"}
    assert found.endswith("e</p>")


def test_superscript_by_format_and_by_style_stays_superscript():
    raised = '<w:vertAlign w:val="superscript"/>'
    found = html(
        paragraph("Zinc", run("1", raised), run(",2", raised), run("3", '<w:rStyle w:val="C"/>')),
        **styles(style("C", "Citation mark", f"<w:rPr>{raised}</w:rPr>", "character")),
    )
    assert found == "<p>Zinc<sup>1,23</sup></p>"


def test_footnotes_and_endnotes_are_one_list_with_places():
    def notes(kind: str, words: str) -> str:
        return part(f"{kind}s", f'<w:{kind} w:id="2">{paragraph(words)}</w:{kind}>')

    found = html(
        paragraph("One", '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        paragraph("Two", '<w:r><w:endnoteReference w:id="2"/></w:r>'),
        parts={
            "word/footnotes.xml": notes("footnote", "At the foot."),
            "word/endnotes.xml": notes("endnote", "At the end."),
        },
        relationships=related("f", "footnotes", "footnotes.xml")
        + related("e", "endnotes", "endnotes.xml"),
    )
    soup = BeautifulSoup(found, "html.parser")
    assert [link["href"] for link in soup.select("sup a")] == ["#note-1", "#note-2"]
    assert soup.select_one("section.footnotes #note-1").get_text(strip=True) == "At the foot."
    assert soup.select_one("section.footnotes #note-2").get_text(strip=True) == "At the end."
