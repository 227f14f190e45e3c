"""Running text: paragraphs, lists and tables, and what they turn out to be."""

from __future__ import annotations

from dataclasses import replace

from health_content.manuscript import Image, Node, ResearchNote, RichText
from health_content.readers import lists, marks, markup, structures, tables, told, wording
from health_content.readers.announcements import place_myth
from health_content.readers.dosages import Context
from health_content.readers.dose_lines import dose_lines_table, is_row
from health_content.readers.pieces import Kind, Piece, source_of
from health_content.readers.progress import Progress
from health_content.readers.reading import RemarkKind


def place_text(at: Progress, piece: Piece) -> None:
    """Add a piece without a role of its own: text, a list, a table, a picture."""
    if at.after_references and piece.is_text:
        at.set_apart(piece, RemarkKind.UNPLACED, told.STRAY)
    elif piece.node is not None and piece.kind is Kind.NODE:
        _node(at, piece, piece.node)
    elif piece.kind is Kind.HTML:
        at.outline.add_text(piece.html, piece.lines)
    elif piece.kind is Kind.TABLE:
        _table(at, piece, None)
    elif piece.kind is Kind.LIST:
        _list(at, piece, None)
    else:
        if place_myth(at, piece):
            return
        piece = _answer(at, piece)
        if not (_labelled(at, piece) or _inline_note(at, piece) or _dose_lines(at)):
            at.outline.add_text(markup.paragraph(piece.shown), piece.lines)


def _answer(at: Progress, piece: Piece) -> Piece:
    """A paragraph without the "A:" that says it answers the heading above."""
    answer = wording.ANSWER.match(piece.heading) if _is_under_question(at) else None
    if answer is None:
        return piece
    text = marks.cut(piece.text, len(piece.heading) - len(answer["rest"]))[1]
    return replace(piece, text=text)


def _is_under_question(at: Progress) -> bool:
    here = at.outline.subsection or at.outline.section
    return here is not None and here.heading.endswith("?")


def _inline_note(at: Progress, piece: Piece) -> bool:
    plain = piece.heading
    split = wording.lead_in(plain[:200])
    if split is None or not split[1] or not wording.is_research_label(split[0]):
        return False
    if not plain.startswith(f"{split[0]}:"):
        return False
    rest = plain.split(":", 1)[1].strip()
    if plain != piece.text and marks.plain(piece.text) == plain:
        rest = marks.cut(piece.text, len(plain) - len(rest))[1]
    at.add(
        ResearchNote(
            split[0],
            RichText(markup.paragraph(rest)),
            source_text=source_of(piece.lines),
        )
    )
    return True


def _labelled(at: Progress, piece: Piece) -> bool:
    """A label or a sentence ending in a colon, together with the list after it."""
    if not piece.heading.endswith(":") or piece.first.hashes:
        return False
    if (items := at.next_body(Kind.LIST, Kind.TABLE)) is None:
        return piece.is_label and _dose_lines(at, piece)
    at.position += 1
    if items.kind is Kind.TABLE:
        _table(at, items, piece)
    else:
        _list(at, items, piece)
    return True


def _dose_lines(at: Progress, label: Piece | None = None) -> bool:
    """Dose lines in a row as one table; the label, where there is one, is its caption."""
    start = at.position - (label is None)
    end = start
    while end < len(at.pieces) and end != at.tail and is_row(at.pieces[end]):
        end += 1
    rows = at.pieces[start:end]
    table = dose_lines_table(rows, label, _context(at, label)) if rows else None
    if table is not None:
        at.add(table)
    elif rows and label is None:
        for row in rows:
            at.outline.add_text(markup.paragraph(row.text), row.lines)
    else:
        return False
    at.position = end
    return True


def _context(at: Progress, label: Piece | None) -> Context:
    own = (label.heading,) if label is not None else ()
    return Context((*own, *at.outline.headings(), at.title))


def _table(at: Progress, piece: Piece, label: Piece | None) -> None:
    context = _context(at, label)
    if (table := tables.dosage_table(piece, label, context)) is not None:
        at.add(table)
        return
    if label is not None:
        at.outline.add_text(markup.paragraph(label.text), label.lines)
    at.add(tables.plain_table(piece))


def _list(at: Progress, piece: Piece, label: Piece | None) -> None:
    node = structures.structured(piece, label, _context(at, label))
    if node is not None:
        own_label = structures.keeps_label(node)
        if label is not None and not own_label:
            at.outline.add_text(markup.paragraph(label.text), label.lines)
        at.add(node)
        return
    if label is not None:
        at.outline.add_text(markup.paragraph(label.text), label.lines)
    at.outline.add_text(lists.list_html(piece.entries), piece.lines)


def _node(at: Progress, piece: Piece, node: Node) -> None:
    """A picture takes the line below it that says it is its caption."""
    lines = list(piece.lines)
    below = at.next_body(Kind.PARAGRAPH)
    if isinstance(node, Image) and not node.caption and below is not None:
        match = wording.CAPTION.match(below.heading) if below.is_single else None
        if match is not None and not below.first.hashes:
            at.position += 1
            lines += below.lines
            text = marks.cut(below.text, match.start("words"))[1]
            node = replace(node, caption=RichText(markup.paragraph(text)))
    at.add(replace(node, source_text=source_of(lines)))
