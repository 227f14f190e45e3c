"""What must not be read is refused, with what to do, and before anything is parsed."""

from __future__ import annotations

import contextlib
import struct
import time
import zipfile
from io import BytesIO

import mammoth
import pytest

from health_content.readers import UnreadableSource, read
from health_content.readers.docx import prepare_docx
from tests.readers.packages import paragraph, part, related, word_document, zipped

ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {name} "{"&" + before + ";" * 1}{"&" + before + ";"}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
BOMB = (
    ENTITIES
    + '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>'
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def refusal(data: bytes, name: str = "article.docx") -> str:
    with pytest.raises(UnreadableSource) as caught:
        read(data, name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old .doc file"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(60)
            + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"{\\rtf1 Hello}", "RTF"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><body>Hello</body></html>", "web page"),
        (b"Just some words.", "not a .docx"),
        (b"", "is empty"),
        (b"PK\x03\x04" + bytes(40), "damaged"),
        (zipped({"a.txt": "hello"}), "zip archive, but not a .docx"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "ODT"),
        (zipped({"[Content_Types].xml": "<Types/>"}), "no text document"),
    ],
)
def test_other_formats_are_named_with_what_to_do(data, expected):
    message = refusal(data)
    assert expected in message
    assert message.startswith("article.docx ")


def test_a_document_with_macros_is_refused():
    data = word_document(paragraph("Words."), parts={"word/vbaProject.bin": b"x"})
    assert "macros" in refusal(data)
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert "macros" in refusal(word_document(paragraph("Words."), content_type=kind))


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/evil.xml", "word/../../evil.xml", "C:/evil.xml", "..\\evil.xml"]
)
def test_names_that_lead_out_are_refused(name):
    assert "leads out" in refusal(word_document(paragraph("Words."), parts={name: "<x/>"}))


def test_a_part_that_is_there_twice_is_refused():
    buffer = BytesIO(word_document(paragraph("One.")))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "twice" in refusal(buffer.getvalue())


def test_a_zip_bomb_is_refused_by_what_it_says():
    data = word_document(paragraph("Words."), parts={"word/media/x.png": bytes(30_000_000)})
    start = time.process_time()
    assert "unpacks to" in refusal(data)
    assert time.process_time() - start < 1


def test_a_zip_bomb_that_lies_about_its_size_is_refused():
    data = bytearray(word_document(paragraph("W"), parts={"z.xml": b"<x>" + b" " * 9_000_000}))
    position = data.rindex(b"PK\x01\x02", 0, data.rindex(b"z.xml"))
    assert struct.unpack_from("<I", data, position + 24)[0] == 9_000_003
    struct.pack_into("<I", data, position + 24, 100)
    assert refusal(bytes(data))


def test_too_many_members_are_refused():
    data = word_document(paragraph("W"), parts={f"x/{number}": b"" for number in range(2_100)})
    assert "parts" in refusal(data)


@pytest.mark.parametrize("xml", [BOMB, EXTERNAL + BOMB.split("]>", 1)[1]], ids=["laughs", "file"])
@pytest.mark.parametrize(
    "member",
    [
        "word/document.xml",
        "word/styles.xml",
        "word/numbering.xml",
        "word/footnotes.xml",
        "word/comments.xml",
        "word/header1.xml",
        "[Content_Types].xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        "word/_rels/footnotes.xml.rels",
        "docProps/core.xml",
        "mammoth/style-map",
        "word/_rels/comments.xml.rels",
    ],
)
def test_mammoth_never_meets_a_document_type(xml, member, monkeypatch):
    """The package mammoth gets is written by the reader; here its every part is looked at."""
    given = []
    convert = mammoth.convert_to_html

    def watched(handle, **options):
        given.append(handle.getvalue())
        return convert(handle, **options)

    monkeypatch.setattr(mammoth, "convert_to_html", watched)
    kinds = {"styles": 1, "numbering": 2, "footnotes": 3, "comments": 4, "header": 5}
    relationships = "".join(
        related(f"r{number}", kind, f"{kind}{1 if kind == 'header' else ''}.xml")
        for kind, number in kinds.items()
    )
    parts = {"word/footnotes.xml": part("footnotes", ""), member: xml}
    data = word_document(paragraph("Words."), parts=parts, relationships=relationships)
    start = time.process_time()
    # A part that nothing needs, such as a style map for mammoth, is not even looked at.
    with contextlib.suppress(UnreadableSource):
        prepare_docx(data, "article.docx")
    assert time.process_time() - start < 2
    for package in given:
        with zipfile.ZipFile(BytesIO(package)) as archive:
            for name in archive.namelist():
                content = archive.read(name)
                assert b"<!DOCTYPE" not in content
                assert b"<!ENTITY" not in content
                assert name.startswith(("word/", "_rels/", "[Content_Types]"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_an_entity_in_another_encoding_is_refused_too(encoding):
    xml = BOMB.replace('version="1.0"', f'version="1.0" encoding="{encoding}"').encode(encoding)
    assert "document type" in refusal(word_document(parts={"word/document.xml": xml}))


def test_nesting_without_end_is_refused():
    deep = "<w:sdt><w:sdtContent>" * 3_000 + "</w:sdtContent></w:sdt>" * 3_000
    assert "nested" in refusal(word_document(deep))


def test_tables_in_tables_are_read_as_deep_as_anybody_goes():
    inner = paragraph("The innermost words.")
    for _ in range(8):
        inner = f"<w:tbl><w:tr><w:tc>{inner}{paragraph('x')}</w:tc></w:tr></w:tbl>"
    assert "The innermost words." in prepare_docx(word_document(inner), "a.docx").fragment


def test_damaged_xml_is_refused():
    assert "not XML" in refusal(word_document(parts={"word/document.xml": "<w:document"}))


def test_nothing_outside_the_file_is_opened(monkeypatch):
    def opened(*_):
        pytest.fail("something was fetched")

    monkeypatch.setattr("urllib.request.urlopen", opened)
    monkeypatch.setattr("mammoth.docx.files.urlopen", opened)
    blip = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="A spoon of salt"/><a:graphic>'
        '<a:graphicData><pic:pic><pic:blipFill><a:blip r:link="r9"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    relationships = related("r9", "image", "file:///etc/hostname", external=True)
    found = prepare_docx(
        word_document(paragraph("Words.", blip), relationships=relationships), "a.docx"
    )
    assert found.assets == ()
    assert any(remark.text == "A spoon of salt" for remark in found.remarks)
