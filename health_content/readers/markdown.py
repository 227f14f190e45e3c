"""Articles in Markdown: CommonMark with tables, footnotes, definition lists and front matter.

CommonMark 0.31 as markdown-it-py reads it. Before that, what site generators leave is taken
out, lost line ends are put back, and typed bullets become list marks; each with a remark.
"""

from __future__ import annotations

import re

from health_content.readers.decoding import decode
from health_content.readers.drawn_tables import with_tables
from health_content.readers.flattened import unflattened
from health_content.readers.front_matter import take_front_matter
from health_content.readers.liquid import Leftovers
from health_content.readers.markdown_html import rendered
from health_content.readers.prepared import Prepared
from health_content.readers.reading import Reading, Remark, RemarkKind, UnreadableSource
from health_content.readers.traced import TracedText

MAX_CHARACTERS = 2_000_000
"""Longer sources are refused: no article is, and parsing them would take minutes."""

_MDX = re.compile(
    r"^import\s[^\n]{1,300}\sfrom\s['\"]|"
    r"^[ \t]{0,4}</?[A-Z][A-Za-z0-9]{1,60}(?:\s[^<>]{0,1000})?/?>",
    re.MULTILINE,
)
_GLYPHS = (
    r"[•●▪◦‣○■□➤➢→✓✔✅☑❌✖👉➡🔹🔸🔺🔷🔶⭐🌟💡💊🌿🥦🥜🐟🦴🧠💪❤⚠📌📍✨🟢🟡🔴\u2043\u2219·]\ufe0f?"
)
_TYPED = re.compile(
    rf"^(?P<indent>[ \t]{{0,8}})(?P<mark>{_GLYPHS}|(?P<number>[0-9])\ufe0f?\u20e3)[ \t]*(?=\S)"
    r"(?!.*\|.*\|)",
    re.MULTILINE,
)
_ITEM = re.compile(rf"[ \t]{{0,8}}(?:{_GLYPHS}|[0-9]\ufe0f?\u20e3)[ \t]*\S")
_ESCAPED_NUMBER = re.compile(r"^([ \t]{0,3}[0-9]{1,3})\\\.(?= )", re.MULTILINE)
_CRAMPED_HEADING = re.compile(r"^(#{2,6})(?=[^\s#])|^(#)(?=[A-Z][^\s#]* )", re.MULTILINE)


def read_markdown(data: bytes, name: str) -> Reading:
    """Read a Markdown article; ``name`` says whether it is MDX and is for messages.

    Raises :class:`UnreadableSource`.
    """
    return prepare_markdown(data, name).reading(name)


def prepare_markdown(data: bytes, name: str) -> Prepared:
    """The article as HTML. Raises :class:`UnreadableSource`."""
    text, remarks = decode(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_CHARACTERS:
        raise UnreadableSource(
            f"{name} has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read as "
            "Markdown. Split it into one file an article."
        )
    leftovers = Leftovers(is_mdx=name.lower().endswith(".mdx") or bool(_MDX.search(text)))
    source, mended = unflattened(TracedText.of(text))
    front = take_front_matter(source.text)
    origins = source.origins[front.lines :] or source.origins[-1:]
    source = TracedText(front.text, source.origins[:1] * front.added + origins)
    source = leftovers.removed(source)
    source, typed = _with_list_marks(source)
    source, drawn = with_tables(source)
    page = rendered(source)
    told = (
        *remarks,
        *front.remarks,
        *mended,
        *leftovers.remarks(),
        *typed,
        *drawn,
        *page.remarks,
    )
    return Prepared(page.html, front.facts, told)


def _with_list_marks(source: TracedText) -> tuple[TracedText, tuple[Remark, ...]]:
    """Lines that begin with a bullet or a symbol, as lists; one such line alone is none.

    Also mends marks that are written without the blank that makes them one.
    """
    rows = source.text.split("\n")
    found: list[tuple[int, str]] = []
    position = [0, 0]

    def marked(match: re.Match[str], line: int) -> str:
        while position[1] < match.start():
            position[1] += len(rows[position[0]]) + 1
            position[0] += 1
        if not _is_among_others(rows, position[0]):
            return match[0]
        found.append((line, match["mark"]))
        number = match["number"]
        return f"{match['indent']}{number}. " if number else f"{match['indent']}- "

    source = source.replaced(_TYPED, marked)
    source = source.replaced(_ESCAPED_NUMBER, lambda match, line: f"{match[1]}.")
    source = source.replaced(_CRAMPED_HEADING, lambda match, line: f"{match[0]} ")
    if not found:
        return source, ()
    marks = " ".join(dict.fromkeys(mark for _, mark in found))
    message = "Lists with typed bullets or symbols; they were made real lists."
    return source, (Remark(RemarkKind.REPAIRED, message, found[0][0], marks),)


def _is_among_others(rows: list[str], index: int) -> bool:
    before = next((row for row in reversed(rows[max(index - 3, 0) : index]) if row.strip()), "")
    after = next((row for row in rows[index + 1 : index + 4] if row.strip()), "")
    return bool(_ITEM.match(before) or _ITEM.match(after))
