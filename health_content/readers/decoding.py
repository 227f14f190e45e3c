"""Bytes to text, or a refusal that says what to do."""

from __future__ import annotations

import codecs

from health_content.readers import marks
from health_content.readers.reading import Remark, RemarkKind, UnreadableSource

MAX_SOURCE_BYTES = 10 * 1024 * 1024
"""Sources above this size are refused before anything is done with them."""

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_OTHER_FORMATS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word document or another zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
)
_CONTROLS = [chr(code) for code in (*range(32), *range(0x7F, 0xA0)) if not chr(code).isspace()]
_MOST_CONTROLS = 0.10
_MOST_HIGH_BYTES = 0.30
_WRITTEN_SYMBOLS = frozenset(
    "‚„…†‡ˆ‰‹‘’“”•–—˜™›\N{NO-BREAK SPACE}¡¢£§©ª«®°±²³´µ·¹º»¼½¾¿×÷€¬\N{SOFT HYPHEN}"
)


def decode(data: bytes, name: str) -> tuple[str, tuple[Remark, ...]]:
    """The text of a source, with a remark where its encoding had to be guessed.

    Reads UTF-8 with or without a byte order mark, UTF-16 and UTF-32 with one, and
    Windows-1252 where the result is plausible text. Raises :class:`UnreadableSource`
    on an empty, too large, binary or undecodable source; ``name`` is for the message.
    """
    if len(data) > MAX_SOURCE_BYTES:
        raise UnreadableSource(
            f"{name} has {len(data):,} bytes; at most {MAX_SOURCE_BYTES:,} are read. "
            "Split it into one file an article."
        )
    if not data.strip(b" \t\r\n\f\v\x00"):
        raise UnreadableSource(f"{name} is empty. Export the article again and check the file.")
    for mark, codec, label in _MARKS:
        if data.startswith(mark):
            return _accepted(_decode_marked(data, codec, label, name), name), ()
    _refuse_other_formats(data, name)
    if b"\x00" in data:
        raise UnreadableSource(
            f"{name} holds zero bytes, so it is binary or UTF-16 without a byte order mark. "
            "Save it as plain text in UTF-8."
        )
    try:
        return _accepted(data.decode("utf-8"), name), ()
    except UnicodeDecodeError as error:
        return _fall_back(data, name, error)


def _decode_marked(data: bytes, codec: str, label: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise UnreadableSource(
            f"{name} says it is {label}, but byte {error.start + 1} is not. "
            "Save it as plain text in UTF-8."
        ) from error


def _refuse_other_formats(data: bytes, name: str) -> None:
    start = data[:64].lstrip().lower()
    for magic, what in _OTHER_FORMATS:
        if start.startswith(magic.lower()):
            raise UnreadableSource(
                f"{name} is {what}, whatever its name says. Save it as plain text in UTF-8."
            )


def _accepted(text: str, name: str) -> str:
    if "\x00" in text:
        raise UnreadableSource(f"{name} is binary, not text. Save it as plain text in UTF-8.")
    controls = sum(text.count(character) for character in _CONTROLS)
    if controls > _MOST_CONTROLS * len(text):
        raise UnreadableSource(
            f"{name} is mostly control characters. Save it as plain text in UTF-8."
        )
    text = marks.without_marks(text.removeprefix("\ufeff"))
    if not text.strip():
        raise UnreadableSource(f"{name} is empty. Export the article again and check the file.")
    return text


def _fall_back(data: bytes, name: str, error: UnicodeDecodeError) -> tuple[str, tuple[Remark, ...]]:
    line = data.count(b"\n", 0, error.start) + 1
    advice = (
        f"{name} is not UTF-8: byte {error.start + 1} (line {line}) cannot be read. "
        "Save it as plain text in UTF-8."
    )
    # In a damaged UTF-8 file other letters still are whole UTF-8 sequences; read as
    # Windows-1252 they would all turn to garbage.
    whole = sum(ord(character) > 127 for character in data.decode("utf-8", errors="ignore"))
    high = sum(byte > 127 for byte in data)
    if whole * 2 > high * 0.5:
        raise UnreadableSource(advice)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise UnreadableSource(advice) from error
    strange = sum(
        ord(character) > 127 and not character.isalpha() and character not in _WRITTEN_SYMBOLS
        for character in text
    )
    if high > _MOST_HIGH_BYTES * len(data) or strange * 5 > high:
        raise UnreadableSource(advice)
    remark = Remark(
        RemarkKind.GUESSED,
        "The file is not UTF-8; it was read as Windows-1252. Check quotes, dashes and accents.",
        line,
    )
    return _accepted(text, name), (remark,)
