"""Tables drawn with characters in Markdown, as Pandoc reads them: simple tables and grids.

Dashes or crosses say where the columns are ("Pandoc User's Guide", Extensions: simple_tables,
grid_tables; read 2026-11-23). A drawing that does not keep to its columns is left as it is,
with a remark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from health_content.manuscript import escape
from health_content.readers.reading import Remark, RemarkKind
from health_content.readers.traced import TracedText

_CAPTION = r"(?:\n(?:[ ]{0,3}(?:[Tt]able)?:[ \t]+(?P<caption>[^\n]{1,400}))(?=\n|\Z))?"
_SIMPLE = re.compile(
    r"^(?P<head>(?=[ \t]*+\S)[^\n]*+\n)?(?P<rule>[ ]{0,3}-{2,}(?:[ ]{1,20}-{2,}){1,20})[ \t]*\n"
    r"(?P<rows>(?:(?=[ \t]*+\S)[^\n]*+(?:\n|\Z)){1,500})" + _CAPTION,
    re.MULTILINE,
)
_GRID = re.compile(
    r"^(?P<top>\+(?:[-:]{2,}\+){1,20})[ \t]*\n(?P<rows>(?:[|+][^\n]*(?:\n|\Z)){2,2000})" + _CAPTION,
    re.MULTILINE,
)
_RULE = re.compile(r"[ ]{0,3}-{2,}(?:[ ]{1,20}-{2,}){0,20}[ \t]*")
_SEPARATOR = re.compile(r"\+(?:[-=:]{2,}\+)+[ \t]*")
_CODE = re.compile(r"^(`{3,20}|~{3,20})[^\n]*\n.*?(?:^\1[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_LEFT = "A table drawn with characters does not keep to its columns; it was kept as text."


def with_tables(source: TracedText) -> tuple[TracedText, tuple[Remark, ...]]:
    """The text with drawn tables as HTML whose cells are still Markdown."""
    remarks: list[Remark] = []
    for pattern, rows_of in ((_GRID, _grid_rows), (_SIMPLE, _simple_rows)):
        code = [match.span() for match in _CODE.finditer(source.text)]

        def table(match: re.Match[str], line: int) -> str:
            if any(start <= match.start() < end for start, end in code):  # noqa: B023  # used at once
                return match[0]
            found = rows_of(match)  # noqa: B023  # used at once
            if found is not None:
                return _html(*found, match["caption"] or "")
            if match.re is _GRID:
                remarks.append(Remark(RemarkKind.UNPLACED, _LEFT, line, match[0].strip()))
            return match[0]

        source = source.replaced(pattern, table)
    return source, tuple(remarks)


_Rows = tuple[int, list[list[str]]]


def _simple_rows(match: re.Match[str]) -> _Rows | None:
    """The number of heads and the rows; ``None`` where words cross the columns."""
    starts = [dashes.start() for dashes in re.finditer("-+", match["rule"])]
    lines = match["rows"].rstrip("\n").split("\n")
    if _RULE.fullmatch(lines[-1]):
        lines.pop()
    head = [match["head"].rstrip("\n")] if match["head"] else []
    if not lines or any(_RULE.fullmatch(line) for line in lines):
        return None
    every = [*head, *lines]
    # A column that is set to the right may begin before its dashes do only in its head.
    if any(_crosses(line, start) for line in every for start in starts[1:]):
        return None
    rows = [_cut(line, starts) for line in every]
    if sum(sum(map(bool, row)) > 1 for row in rows) * 2 < len(rows):
        return None
    return len(head), rows


def _crosses(line: str, start: int) -> bool:
    return len(line) > start and line[start - 1] not in " \t"


def _grid_rows(match: re.Match[str]) -> _Rows | None:
    places = [index for index, character in enumerate(match["top"]) if character == "+"]
    rows: list[list[str]] = []
    heads = 0
    above: list[list[str]] = []
    for line in match["rows"].rstrip("\n").split("\n"):
        line = line.rstrip()
        if _SEPARATOR.fullmatch(line):
            if not above:
                return None
            rows.append([" ".join(filter(None, parts)) for parts in zip(*above, strict=True)])
            above = []
            if "=" in line:
                heads = len(rows)
            continue
        if any(len(line) <= place or line[place] != "|" for place in places):
            return None
        above.append([line[start + 1 : end].strip() for start, end in pairwise(places)])
    return (heads, rows) if rows and not above else None


def _cut(line: str, starts: Sequence[int]) -> list[str]:
    ends = [*starts[1:], len(line)]
    begins = [0, *starts[1:]]
    return [line[begin:end].strip() for begin, end in zip(begins, ends, strict=True)]


def _html(heads: int, rows: list[list[str]], caption: str) -> str:
    # Blank lines around the words of a cell make them Markdown again.
    written = ["", "<table>"]
    if caption:
        written.append(f"<caption>{escape(caption.strip())}</caption>")
    for index, row in enumerate(rows):
        name = "th" if index < heads else "td"
        group = "thead" if index < heads else "tbody"
        cells = "\n".join(f"<{name}>\n\n{cell}\n\n</{name}>" for cell in row)
        written.append(f"<{group}><tr>\n{cells}\n</tr></{group}>")
    return "\n".join([*written, "</table>", "", ""])
