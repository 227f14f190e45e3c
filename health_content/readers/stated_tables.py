"""Tables as a source states them, with what their cells hold besides words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from health_content.manuscript import Cell, RichText, Table, TableRow
from health_content.readers import marks, markup
from health_content.readers.grid import Grid, captions_of, grid_of, is_layout, is_one_cell
from health_content.readers.lines import Line, bare
from health_content.readers.pieces import Kind, Piece
from health_content.readers.rendering import html_of
from health_content.readers.tree import Element

if TYPE_CHECKING:
    from health_content.readers.flow import Flow


def add_table(flow: Flow, element: Element, caption: str = "") -> None:
    """A table, or what stands in one that only places things."""
    grid = grid_of(element)
    if is_layout(element, grid):
        if caption:
            flow.line(marks.literal(caption), flow.number(element))
        flow.blocks(element.children)
        return
    titles = [title.text for title in captions_of(element)]
    caption = " ".join(filter(None, [*titles, caption]))
    number = flow.number(element)
    rows, lines, late = _rows(flow, grid, number)
    heads = 1 if grid.heads else 0
    table = Table(caption, grid.header, tuple(rows), source_text=caption)
    if not any(bare(line.text).strip() for line in lines):
        return
    text = "\n".join(line.text for line in lines)
    flow.add(Piece(Kind.TABLE, lines, text, node=table, heads=heads))
    flow.pieces += late


def _rows(flow: Flow, grid: Grid, number: int) -> tuple[list[TableRow], list[Line], list[Piece]]:
    late: list[Piece] = []
    known: dict[int, tuple[str, str]] = {}
    table_rows: list[list[tuple[str, str]]] = []
    for row in grid.rows:
        cells: list[tuple[str, str]] = []
        for place in row:
            if place.cell is None or (place.is_right_of_it and is_one_cell(row)):
                cells.append(("", ""))
                continue
            if id(place.cell) not in known:
                inner = flow.inner_pieces(place.cell.children)
                late += [piece for piece in inner if not piece.is_text]
                said = [piece for piece in inner if piece.is_text]
                known[id(place.cell)] = (
                    "".join(map(html_of, said)),
                    marks.BREAK.join(line.text for piece in said for line in piece.lines),
                )
            cells.append(known[id(place.cell)])
        table_rows.append(cells)
    if grid.heads > 1:
        table_rows = [_merged(table_rows[: grid.heads]), *table_rows[grid.heads :]]
    rows, lines = [], []
    for cells in table_rows:
        words = tuple(text for _, text in cells)
        raw = " | ".join(bare(text) for text in words if text)
        lines.append(Line(number, raw, "\t".join(words), raw, stated_cells=words))
        rows.append(TableRow(tuple(Cell(RichText(html)) for html, _ in cells), source_text=raw))
    return rows, lines, late


def _merged(rows: list[list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """Several rows of heads as one: what a column stands under, from the top down."""
    merged: list[tuple[str, str]] = []
    for column in zip(*rows, strict=True):
        joined = ": ".join(dict.fromkeys(text for _, text in column if text))
        merged.append((markup.paragraph(joined), joined))
    return merged
