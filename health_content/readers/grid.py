"""A table of a web page as rows of equal length: spans filled, heads told from data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from health_content.manuscript import TableHeader
from health_content.readers.tree import HEADINGS, Element

_WIDEST_SPAN = 40
_LONGEST_SPAN = 400
_MOST_CELLS = 20_000


@dataclass(slots=True)
class Place:
    """A place in the grid. ``is_first`` is false where a span only reaches into it."""

    cell: Element | None
    is_first: bool = True
    is_right_of_it: bool = False


@dataclass(slots=True)
class Grid:
    """The rows of a table; how many of them are heads, and whether the first column is."""

    rows: list[list[Place]]
    heads: int = 0
    has_column_heads: bool = False

    @property
    def header(self) -> TableHeader:
        if self.heads:
            return TableHeader.BOTH if self.has_column_heads else TableHeader.ROW
        return TableHeader.COLUMN if self.has_column_heads else TableHeader.NONE

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


def grid_of(table: Element) -> Grid:
    """The grid of a table. What a span covers stands in every place of it.

    Spans beyond reason count as one cell.
    """
    found = list(_rows(table))
    most = sum(_span(cell, "colspan") * _span(cell, "rowspan") for _, row in found for cell in row)
    spans = most <= _MOST_CELLS
    rows: list[list[Place]] = []
    waiting: dict[int, tuple[Element, int, bool]] = {}
    for _, cells in found:
        row: list[Place] = []
        for cell in cells:
            _fill(row, waiting)
            across = _span(cell, "colspan") if spans else 1
            down = _span(cell, "rowspan") if spans else 1
            for offset in range(across):
                if down > 1:
                    waiting[len(row)] = (cell, down - 1, offset > 0)
                row.append(Place(cell, offset == 0, offset > 0))
        _fill(row, waiting)
        rows.append(row)
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        row.extend(Place(None) for _ in range(width - len(row)))
    heads = _heads(found)
    rest = [cells for _, cells in found[heads:] if cells]
    columns = bool(rest) and all(cells[0].name == "th" for cells in rest)
    return Grid(rows, heads, columns)


def is_layout(table: Element, grid: Grid) -> bool:
    """Whether a table only places things: it then reads as what stands in its cells."""
    if table.get("role") in {"presentation", "none"} or grid.width < 2:
        return True
    if len(grid.rows) < 2 and not table.find("th"):
        return True
    return any(inner.name in HEADINGS and _owner(inner) is table for inner in table.walk())


def is_one_cell(row: list[Place]) -> bool:
    """Whether one cell is the whole row: it names the rows below it."""
    return len({id(place.cell) for place in row}) == 1


def _owner(element: Element) -> Element | None:
    return next((above for above in element.ancestors() if above.name == "table"), None)


def _fill(row: list[Place], waiting: dict[int, tuple[Element, int, bool]]) -> None:
    while (reached := waiting.get(len(row))) is not None:
        cell, left, is_right = reached
        if left > 1:
            waiting[len(row)] = (cell, left - 1, is_right)
        else:
            del waiting[len(row)]
        row.append(Place(cell, False, is_right))


def captions_of(table: Element) -> list[Element]:
    """The captions of a table, wherever in it they stand."""
    return [part for part in _parts(table, {"caption"}) if part.name == "caption"]


def _rows(table: Element) -> Iterator[tuple[str, list[Element]]]:
    loose: list[Element] = []
    for part in _parts(table, {"tr", "td", "th"}):
        if part.name == "tr":
            if loose:
                yield "", loose
                loose = []
            above = part.parent.name if part.parent is not None else ""
            yield above, list(_parts(part, {"td", "th"}))
        else:
            loose.append(part)
    if loose:
        yield "", loose


def _parts(element: Element, names: set[str]) -> Iterator[Element]:
    """The nearest elements of these names inside, in order, none of another table."""
    stack = element.elements[::-1]
    while stack:
        part = stack.pop()
        if part.name in names:
            yield part
        elif part.name not in {"table", "td", "th", "#dropped"}:
            stack.extend(part.elements[::-1])


def _heads(found: list[tuple[str, list[Element]]]) -> int:
    heads = 0
    for group, cells in found:
        is_head = group == "thead" or (bool(cells) and all(cell.name == "th" for cell in cells))
        if not is_head:
            break
        heads += 1
    if not heads and len(found) > 1 and _all_bold(found[0][1]) and not _all_bold(found[1][1]):
        return 1
    return heads if heads < len(found) else 0


def _all_bold(cells: list[Element]) -> bool:
    return bool(cells) and all(_is_bold(cell) for cell in cells)


def _is_bold(cell: Element) -> bool:
    words = cell.text
    return bool(words) and any(inner.text == words for inner in cell.all("b", "strong"))


def _span(cell: Element, name: str) -> int:
    text = cell.get(name).strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 4:
        return 1
    most = _WIDEST_SPAN if name == "colspan" else _LONGEST_SPAN
    return int(text) if 0 < int(text) <= most else 1
