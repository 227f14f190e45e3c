"""Pictures, tables, margins and properties of a word processor's document."""

from __future__ import annotations

import io
import struct
import zlib

import docx
import pytest
from bs4 import BeautifulSoup
from docx.shared import Pt

from health_content.readers import RemarkKind, read
from health_content.readers.word_told import Matter
from tests.readers.packages import html, paragraph, part, prepared, related, saved, told


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\1\2\3\4\5\6" * 2)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def test_pictures_become_assets_with_alternative_text_and_caption():
    document = docx.Document()
    document.add_picture(io.BytesIO(png()))
    document.element.body.xpath(".//wp:docPr")[0].set("descr", "Beans in a bowl")
    document.add_paragraph("Figure 1. Beans are rich in zinc.", style="Caption")
    document.add_picture(io.BytesIO(png()))
    found = saved(document)
    assert [(asset.name, asset.media_type) for asset in found.assets] == [
        ("picture-1.png", "image/png")
    ]
    assert found.assets[0].data == png()
    assert (
        '<figure><img alt="Beans in a bowl" src="asset:picture-1.png"/>'
        "<figcaption>Figure 1. Beans are rich in zinc.</figcaption></figure>"
    ) in found.fragment


def test_a_picture_no_browser_shows_is_told():
    blip = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="A curve"/><a:graphic>'
        '<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="r9"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    found = prepared(
        paragraph("Words.", blip),
        parts={"word/media/x.emf": b"\x01\x00\x00\x00 and so on"},
        relationships=related("r9", "image", "media/x.emf"),
    )
    assert found.assets == ()
    assert told(found, Matter.PICTURE_FORMAT) == "A curve"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def test_tables_keep_headers_and_merged_cells():
    found = html(
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + cell("Group", '<w:vMerge w:val="restart"/>')
        + cell("Dose", '<w:gridSpan w:val="2"/>')
        + "</w:tr><w:tr>"
        + cell("", "<w:vMerge/>")
        + cell("Men")
        + cell("Women")
        + "</w:tr><w:tr>"
        + cell("Adults")
        + cell("11 mg")
        + cell("8 mg")
        + "</w:tr></w:tbl>"
    )
    soup = BeautifulSoup(found, "html.parser")
    assert [heading.get_text() for heading in soup("th")] == ["Group", "Dose", "Men", "Women"]
    assert soup.find("th")["rowspan"] == "2"
    assert [value.get_text() for value in soup("td")] == ["Adults", "11 mg", "8 mg"]


def test_a_merged_cell_with_words_of_its_own_keeps_them():
    found = prepared(
        "<w:tbl><w:tr>"
        + cell("A", '<w:vMerge w:val="restart"/>')
        + cell("B")
        + "</w:tr><w:tr>"
        + cell("Overlooked", "<w:vMerge/>")
        + cell("C")
        + "</w:tr></w:tbl>"
    )
    assert "Overlooked" in found.fragment


def test_headers_footers_and_contents_are_told_not_mixed_in():
    found = prepared(
        paragraph("Iron 3", style="TOC1"),
        paragraph("Words."),
        parts={"word/header1.xml": part("hdr", paragraph("Ward leaflet"))},
        relationships=related("h", "header", "header1.xml"),
    )
    assert found.fragment == "<p>Words.</p>"
    assert told(found, Matter.MARGIN) == "Ward leaflet"
    assert told(found, Matter.CONTENTS) == "Iron 3"


def test_properties_are_facts_and_dates_of_files_are_only_told():
    document = docx.Document()
    document.add_paragraph("Words.")
    properties = document.core_properties
    properties.author, properties.keywords = "Jane Doe", "zinc; sleep"
    found = saved(document)
    assert found.facts.author == "Jane Doe"
    assert found.facts.topics == ("zinc", "sleep")
    assert found.facts.first_published == ""
    assert any(
        remark.kind is RemarkKind.GUESSED and "Jane Doe" in remark.message
        for remark in found.remarks
    )


@pytest.mark.parametrize("author", ["python-docx", "Administrator", "Microsoft Office User", ""])
def test_names_of_programs_are_no_authors(author):
    document = docx.Document()
    document.add_paragraph("Words.")
    document.core_properties.author = author
    assert saved(document).facts.author == ""


def test_the_strict_variant_of_the_format_is_read():
    data = html(paragraph("Strict words."))
    main = part("document", f"<w:body>{paragraph('Strict words.')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    again = html(parts={"word/document.xml": main})
    assert again == data == "<p>Strict words.</p>"


def test_a_document_is_read_by_its_ending():
    document = docx.Document()
    document.add_paragraph("Zinc and Sleep", style="Title")
    document.add_heading("Benefits", 1)
    run_of_text = document.add_paragraph().add_run("Beans hold a lot of zinc.")
    run_of_text.font.size = Pt(11)
    buffer = io.BytesIO()
    document.save(buffer)
    reading = read(buffer.getvalue(), "Article.DOCX")
    assert reading.manuscript.title == "Zinc and Sleep"
