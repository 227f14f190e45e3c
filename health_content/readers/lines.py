"""The lines of a source: what each says, and the marks it wears."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from health_content.readers import marks
from health_content.readers.reading import Remark, RemarkKind

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"), None)
_CONTROLS: dict[int, str | int | None] = dict.fromkeys(
    [code for code in (*range(32), *range(0x7F, 0xA0)) if not chr(code).isspace()], " "
)
_TRANSLATION = _INVISIBLE | _CONTROLS
_RULE_CHARACTERS = frozenset("-=_*~—–─━ \t\u00a0#")
_LONGEST_MARKED = 4_000

_NUMBER = re.compile(
    r"(?:\(?(?P<number>[0-9]{1,3})(?:[.)]|\\\.)(?:\s+|(?=[A-Z“\"*])|$)|\[(?P<bracket>[0-9]{1,3})\]\s*)"
)
_STEP = re.compile(r"step\s(?P<number>[0-9]{1,2})\s?[:.)–—-]\s+", re.IGNORECASE)
_BULLET = re.compile(
    r"(?:[•●▪◦‣○■□♦➤➢→✓✔✅☑☐☒\u2043\u2219·\uf0b7\uf0a7]\ufe0f?\s*|(?:[-*–—+]\s+)?\[[ xX]\]\s+|"
    r"[-*–—+](?:\s+|$))"
)
_EMOJI = re.compile(
    "(?:[\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*){1,3}"
    r"\s*(?=\w)"
)
_LETTER = re.compile(r"\(?(?P<letter>[a-h])[.)]\s+(?=\S)")
_GLUED = re.compile(
    r"(?P<first>\b(?:daily|weekly)|(?<=[0-9])\s?(?:mg|mcg|µg|μg|g|IU|mL|ml))(?P<second>is|are|was)\b"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """The bullet or the number in front of a list item; ``number`` is 0 for a bullet."""

    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words on it.

    ``number`` counts from 1. ``raw`` is the source's own; in ``text`` every kind of space
    is one plain space and known typing errors are mended; ``body`` is the text without
    the marker or the heading mark in front. ``indent`` is in columns. ``hashes`` is the
    level that a heading mark states, 0 for none. ``after_gap`` says whether a blank line
    or a rule stands before it, ``is_marked`` whether it ends in two or more spaces.
    ``stated_cells`` are those of a source that states its tables; elsewhere ``None``.
    """

    number: int
    raw: str
    text: str
    body: str
    indent: int = 0
    marker: Marker | None = None
    hashes: int = 0
    is_bold: bool = False
    after_gap: bool = True
    is_marked: bool = False
    stated_cells: tuple[str, ...] | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a line that is a table row, otherwise nothing."""
        if self.stated_cells is not None:
            return self.stated_cells
        if self.marker is not None or self.hashes or not ("\t" in self.raw or "|" in self.raw):
            return ()
        stripped = self.raw.strip()
        if stripped.count("|") >= 2 and stripped[0] == "|" and stripped[-1] == "|":
            return tuple(plain_spaces(cell) for cell in stripped[1:-1].split("|"))
        if " | " in stripped and "\t" not in stripped:
            parts = tuple(plain_spaces(cell) for cell in stripped.split("|"))
            # One bar alone also parts a title from the name of its site.
            is_row = len(parts) > 2 or parts[1][:1].isdigit()
            return parts if is_row and sum(map(bool, parts)) > 1 else ()
        cells = tuple(plain_spaces(cell) for cell in self.raw.strip(" \r\n").split("\t"))
        return cells if sum(map(bool, cells)) > 1 else ()


def plain_spaces(text: str) -> str:
    """One plain space for every stretch of white space; invisible characters removed."""
    return " ".join(text.translate(_TRANSLATION).split())


def source_lines(text: str) -> tuple[list[Line], list[Remark]]:
    """The lines that have something on them, and what was mended in them."""
    lines: list[Line] = []
    remarks: list[Remark] = []
    gap = True
    for number, raw in enumerate(text.splitlines(), start=1):
        words = plain_spaces(raw)
        if not words:
            gap = True
            continue
        if is_rule(words):
            if lines and not gap and _is_underline(lines[-1], words):
                lines[-1] = replace(lines[-1], hashes=1 if words[0] == "=" else 2)
            gap = True
            continue
        mended = _GLUED.sub(r"\g<first> \g<second>", words)
        if mended != words:
            remarks.extend(_repairs(words, raw, number))
        lines.append(_line(number, raw, mended, gap))
        gap = False
    return _with_letters(_with_emoji(lines)), remarks


def _with_emoji(lines: list[Line]) -> list[Line]:
    """Lines in a row that each begin with a little picture are a list."""
    found = [_EMOJI.match(line.text) if line.marker is None else None for line in lines]
    marked: list[Line] = []
    for index, (line, match) in enumerate(zip(lines, found, strict=True)):
        above = index > 0 and not line.after_gap and found[index - 1] is not None
        below = index + 1 < len(lines) and not lines[index + 1].after_gap and found[index + 1]
        if match is None or line.hashes or line.is_bold or not (above or below):
            marked.append(line)
        else:
            mark = Marker(match[0].strip())
            marked.append(replace(line, marker=mark, body=line.text[match.end() :]))
    return marked


def _with_letters(lines: list[Line]) -> list[Line]:
    """Items "a.", "b." below a numbered item or a bullet belong under it."""
    marked: list[Line] = []
    expected, inside = "a", False
    for index, line in enumerate(lines):
        match = _LETTER.match(line.text) if line.marker is None and not line.hashes else None
        if line.after_gap or (line.marker is None and match is None):
            inside = False
        if line.marker is not None:
            expected, inside = "a", True
        follows = index + 1 < len(lines) and _LETTER.match(lines[index + 1].text) is not None
        if match and inside and match["letter"] == expected and (expected != "a" or follows):
            marker = Marker(match[0].strip(), ord(expected) - ord("a") + 1)
            indent = max(line.indent, marked[-1].indent + (2 if expected == "a" else 0))
            line = replace(line, marker=marker, body=line.text[match.end() :], indent=indent)
            expected = chr(ord(expected) + 1)
        marked.append(line)
    return marked


def is_rule(text: str) -> bool:
    """Whether a line is only drawn: ``---``, ``***``, ``=====``, ``|---|---|``."""
    if len(text) < 3:
        return False
    if text[0] == "|" and text[-1] == "|":
        return not text.strip("|-: ")
    return all(character in _RULE_CHARACTERS for character in text)


def bare(text: str) -> str:
    """A text without what marks bold, italic and the like, and without link targets."""
    if "[" in text:
        text = LINK.sub(link_words, text)
    if "*" in text or "__" in text:
        text = BOLD.sub(lambda match: match[1] or match[2], text)
        text = ITALIC.sub(lambda match: match[1], text)
    return marks.plain(text)


def link_words(match: re.Match[str]) -> str:
    """The words of a link that :data:`LINK` found."""
    return match[1] or match[4] or ""


def link_target(match: re.Match[str]) -> str:
    """The address of a link that :data:`LINK` found."""
    return match[2] or match[3] or ""


def stated_line(text: str, number: int, level: int = 0) -> Line:
    """A line of a source that states its structure: ``text`` with marks, or its heading's level."""
    body, is_bold, marker = text, False, None
    if len(text) <= _LONGEST_MARKED:
        if (words := marks.whole_bold(body)) is not None:
            body, is_bold = words, True
        if marked := _stated_marker(body):
            marker, body = marked
            if not is_bold and (words := marks.whole_bold(body)) is not None:
                body, is_bold = words, True
    return Line(number, bare(text), text, body, 0, marker, level, is_bold, stated_cells=())


def _stated_marker(text: str) -> tuple[Marker, str] | None:
    words = bare(text)
    found = _marker(words, words)
    return None if found is None else (found[0], marks.cut(text, len(words) - len(found[1]))[1])


BOLD = re.compile(r"\*\*([^*\s](?:[^*]*[^*\s])?)\*\*|(?<!\w)__([^_\s](?:[^_]*[^_\s])?)__(?!\w)")
ITALIC = re.compile(r"(?<![\w*])\*([^*\s](?:[^*]{0,300}[^*\s])?)\*(?![\w*])")
LINK = re.compile(
    r"(?<!!)\[([^\[\]]{1,300})\]\((https?://[^\s()<>\"]{1,2000})\)"
    f"|{marks.LINK}([^{marks.LINK_WORDS}]*){marks.LINK_WORDS}([^{marks.END_LINK}]*){marks.END_LINK}"
)
"""A link, as plain text or as a mark has it: see :func:`link_words`, :func:`link_target`."""


def _repairs(words: str, raw: str, number: int) -> Iterator[Remark]:
    for match in _GLUED.finditer(words):
        yield Remark(
            RemarkKind.REPAIRED,
            f"Separated “{match[0].strip()}” into “{match['first'].strip()} {match['second']}”.",
            number,
            raw,
        )


def _is_underline(above: Line, words: str) -> bool:
    return (
        words[0] in "-="
        and len(set(words)) == 1
        and above.after_gap
        and above.marker is None
        and len(above.text) <= 120
        and not above.text.endswith((".", ",", ";"))
    )


def _line(number: int, raw: str, text: str, gap: bool) -> Line:
    stripped = raw.lstrip(" \t\u00a0\u2003\u2002")
    indent = len(raw[: len(raw) - len(stripped)].expandtabs(4))
    is_marked = len(raw) - len(raw.rstrip()) > 1
    body, hashes, marker, is_bold = text, 0, None, False
    if len(text) <= _LONGEST_MARKED:
        hashes, body = _heading_mark(body)
        body, is_bold = _whole_bold(body)
        if marked := _marker(body, raw):
            marker, body = marked
            if not is_bold:
                body, is_bold = _whole_bold(body)
    elif marked := _marker(text[:64], raw[:64]):
        marker, start = marked
        body = text[64 - len(start) :] if len(start) < 64 else text
    return Line(number, raw, text, body, indent, marker, hashes, is_bold, gap, is_marked)


def _heading_mark(text: str) -> tuple[int, str]:
    level = len(text) - len(text.lstrip("#"))
    if not 1 <= level <= 6 or not text[level:].startswith(" "):
        return 0, text
    body = text[level:].strip().rstrip("#").rstrip()
    return (level, body) if body else (0, text)


def _whole_bold(text: str) -> tuple[str, bool]:
    for mark in ("**", "__"):
        inner = text.removesuffix(":")
        if len(inner) > 4 and inner.startswith(mark) and inner.endswith(mark):
            words = inner[2:-2].strip()
            if words and mark not in words and words[0] != "*" and words[-1] != "*":
                return words + (":" if inner != text else ""), True
    return text, False


def _marker(text: str, raw: str) -> tuple[Marker, str] | None:
    if match := (_NUMBER.match(text) or _STEP.match(text)):
        groups = match.groupdict()
        number = int(groups["number"] or groups.get("bracket") or 0)
        return Marker(match[0].strip(), number), text[match.end() :]
    if match := _BULLET.match(text):
        return Marker(match[0].strip()), text[match.end() :]
    if text.startswith("o ") and raw.lstrip().startswith("o\t"):
        return Marker("o"), text[2:]
    return None
