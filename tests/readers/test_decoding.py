"""Bytes that are text, and bytes that are not."""

import codecs

import pytest

from health_content.readers import MAX_SOURCE_BYTES, RemarkKind, UnreadableSource, read

TEXT = "Zinc and “Sleep”\n\nZinc – a mineral – isn’t a sleeping pill. Café owners know.\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "crlf", "cr"],
)
def test_an_encoding_makes_no_difference(data):
    reading = read(data, "zinc.txt")
    assert reading.manuscript == read(TEXT.encode(), "zinc.txt").manuscript
    assert reading.manuscript.title == "Zinc and “Sleep”"
    assert reading.remarks == ()


def test_windows_1252_is_read_with_a_remark():
    reading = read(TEXT.encode("cp1252"), "zinc.txt")
    assert reading.manuscript == read(TEXT.encode(), "zinc.txt").manuscript
    (remark,) = reading.remarks
    assert remark.kind is RemarkKind.GUESSED
    assert "Windows-1252" in remark.message


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (b"---\n***\n", "no words"),
        (b"\x00\x01\x02text", "binary"),
        (b"text\x00", "binary"),
        (bytes(range(1, 32)) * 20, "control characters"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"PK\x03\x04rest", "Word document"),
        (b"{\\rtf1 Zinc}", "RTF"),
        (b"<!DOCTYPE html><p>Zinc", "web page"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "UTF-16"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "UTF-16"),
        ("Résumé – naïve".encode() + b"\xff and more", "UTF-8"),
        (bytes(range(128, 256)) * 10, "UTF-8"),
        (b"Zinc \x81 mineral", "UTF-8"),
        (b"a" * (MAX_SOURCE_BYTES + 1), "at most 10,485,760"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(data, says):
    with pytest.raises(UnreadableSource, match=r"(?i)save it|export|split") as refusal:
        read(data, "zinc.txt")
    assert says in str(refusal.value)
    assert "zinc.txt" in str(refusal.value)


@pytest.mark.parametrize("name", ["zinc.xls", "zinc", "zinc.txt.exe"])
def test_an_unknown_ending_is_refused_with_the_known_ones(name):
    with pytest.raises(UnreadableSource, match=r"known endings are .*\.txt"):
        read(TEXT.encode(), name)


def test_the_case_of_an_ending_does_not_matter():
    assert read(TEXT.encode(), "ZINC.TXT").manuscript.title
