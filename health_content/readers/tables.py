"""Rows of cells: a dosage table where they give doses, otherwise a list of rows."""

from __future__ import annotations

from dataclasses import replace

from health_content.manuscript import Cell, DosageRow, DosageTable, RichText, Table, TableRow
from health_content.readers import markup
from health_content.readers.dosages import Context, basis_and_people, dosage_row, doses_in
from health_content.readers.lines import Line, bare
from health_content.readers.pieces import Piece, source_of
from health_content.readers.structures import are_to_take, table_of


def dosage_table(piece: Piece, label: Piece | None, context: Context) -> DosageTable | None:
    """The table as typed doses, where one column has them; ``None`` otherwise.

    The first column says for whom. The heads of the columns become the introduction.
    """
    header = [] if _doses(piece.first) and not piece.heads else [piece.first]
    rows = piece.lines[len(header) :]
    column = _dose_column(rows)
    heads = [cell for line in header for cell in line.cells if cell]
    if column is None or not are_to_take((r.text for r in rows), context.texts[:-1], heads):
        return None
    typed = tuple(_row(line, column, context) for line in rows)
    introduction = markup.paragraph(" | ".join(heads))
    own = [*(label.lines if label is not None else ()), *header]
    return replace(table_of(typed, label, context, introduction), source_text=source_of(own))


def rows_html(piece: Piece) -> str:
    """The rows as a list, cells parted by a bar."""
    return markup.bullets(" | ".join(filter(None, line.cells)) for line in piece.lines)


def plain_table(piece: Piece) -> Table:
    """The table as it stands. The first row of one in plain text is taken for its head."""
    if isinstance(piece.node, Table):
        return piece.node
    width = max(len(line.cells) for line in piece.lines)
    rows = tuple(
        TableRow(
            tuple(
                Cell(RichText(markup.paragraph(cell)))
                for cell in (*line.cells, *[""] * (width - len(line.cells)))
            ),
            source_text=source_of([line]),
        )
        for line in piece.lines
    )
    return Table(rows=rows)


def _doses(line: Line) -> bool:
    return any(doses_in(cell) for cell in line.cells)


def _dose_column(rows: list[Line]) -> int | None:
    width = max((len(line.cells) for line in rows), default=0)
    counts = [
        sum(bool(len(line.cells) > index and doses_in(line.cells[index])) for line in rows)
        for index in range(min(width, 12))
    ]
    with_doses = [index for index, count in enumerate(counts) if count]
    return with_doses[0] if len(with_doses) == 1 and with_doses[0] > 0 else None


def _is_whole_dose(text: str) -> bool:
    """Whether a text is one dose with a rate and nothing else: "11 mg daily"."""
    found = doses_in(text)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))


def _row(line: Line, column: int, context: Context) -> DosageRow:
    cells = [bare(cell) for cell in line.cells]
    dose, used = cells[column] if column < len(cells) else "", {0, column}
    if column + 1 < len(cells) and _is_whole_dose(joined := f"{dose} {cells[column + 1]}"):
        dose, used = joined, {*used, column + 1}
    others = [cell for index, cell in enumerate(cells) if index not in used and cell]
    row = dosage_row([dose], [line], context)
    basis, people = basis_and_people(cells[0])
    stated = cells[0] if people != cells[0] else ""
    notes = [text for text in (stated, row.population, row.note.text, *others) if text]
    return DosageRow(
        people,
        replace(row.dose, basis=basis) if basis and row.dose else row.dose,
        RichText(markup.paragraph("; ".join(notes))),
        source_text=source_of([line]),
    )
