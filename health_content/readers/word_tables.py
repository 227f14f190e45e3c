"""Tables of a word processor's document: which rows and cells head the others."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from health_content.readers.word_package import q
from health_content.readers.word_styles import Styles, is_bold
from health_content.readers.word_text import own_text, text_of

_MOST_COLUMNS = 60
_KEPT = frozenset(map(q, ("w:tr", "w:tc", "w:p", "w:tbl")))


def prepare_table(table: Element, styles: Styles) -> None:
    """Mark the header rows, and leave only what says how the cells lie.

    A first row whose cells are all bold, or that the table's style sets apart, is a header.
    """
    rows = table.findall(q("w:tr"))
    stated = [row for row in rows if row.find(f"{q('w:trPr')}/{q('w:tblHeader')}") is not None]
    if not stated and len(rows) > 1 and _is_header(table, rows, styles):
        stated = [rows[0]]
    _extend_over_merged(rows, stated)
    for row in rows:
        cells = row.findall(q("w:tc"))
        for cell in cells:
            _plain_cell(cell)
        properties = Element(q("w:trPr"))
        if row in stated:
            SubElement(properties, q("w:tblHeader"))
        row[:] = [properties, *cells]
    # A table of ours has rows only; what else was in it went beside it or says nothing.
    table[:] = rows


def _extend_over_merged(rows: list[Element], header: list[Element]) -> None:
    """A header cell that goes on in the next row makes that a header row, too."""
    for row, following in pairwise(rows):
        merged = any(
            merge.get(q("w:val"), "continue") == "continue"
            for merge in following.iterfind(f"{q('w:tc')}/{q('w:tcPr')}/{q('w:vMerge')}")
        )
        if row not in header or following in header or not merged:
            return
        header.append(following)


def _is_header(table: Element, rows: list[Element], styles: Styles) -> bool:
    first, second = rows[0], rows[1]
    if _all_bold(first, styles):
        return not _all_bold(second, styles)
    cells = [text_of(cell).strip() for cell in first.findall(q("w:tc"))]
    if len(cells) > 1 and not cells[0] and all(cells[1:]):
        # Over a column of names there is nothing to say.
        return not any(character.isdigit() for character in "".join(cells))
    look = table.find(f"{q('w:tblPr')}/{q('w:tblLook')}")
    style = table.find(f"{q('w:tblPr')}/{q('w:tblStyle')}")
    if look is None or style is None:
        return False
    name = styles.style(style.get(q("w:val"), "")).name.casefold()
    value = look.get(q("w:val"), "")
    is_hexadecimal = bool(value) and set(value.casefold()) <= set("0123456789abcdef")
    first_row = look.get(q("w:firstRow")) in {"1", "true", "on"} or (
        is_hexadecimal and len(value) < 9 and bool(int(value, 16) & 0x20)
    )
    return first_row and name not in {"table grid", "normal table", "tablegrid", "tablenormal", ""}


def _all_bold(row: Element, styles: Styles) -> bool:
    found = False
    for paragraph in row.iter(q("w:p")):
        stated = paragraph.find(f"{q('w:pPr')}/{q('w:pStyle')}")
        style = styles.paragraph(stated.get(q("w:val")) if stated is not None else None)
        for run in paragraph.iter(q("w:r")):
            if not own_text(run).strip():
                continue
            found = True
            if not is_bold(run, style.look):
                return False
    return found


def _plain_cell(cell: Element) -> None:
    properties = cell.find(q("w:tcPr"))
    fresh = Element(q("w:tcPr"))
    if properties is not None:
        span = properties.find(q("w:gridSpan"))
        value = span.get(q("w:val"), "") if span is not None else ""
        if value.isdecimal() and 1 < int(value[:4]) <= _MOST_COLUMNS:
            SubElement(fresh, q("w:gridSpan"), {q("w:val"): str(int(value[:4]))})
        merge = properties.find(q("w:vMerge"))
        goes_on = merge is not None and merge.get(q("w:val"), "continue") == "continue"
        # A merged cell with words of its own would lose them.
        if merge is not None and not (goes_on and text_of(cell).strip()):
            SubElement(fresh, q("w:vMerge"), {q("w:val"): merge.get(q("w:val"), "continue")})
    cell[:] = [fresh, *(child for child in cell if child.tag in _KEPT)]
