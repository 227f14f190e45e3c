"""Which lists are more than lists, by what stands above them."""

from __future__ import annotations

from health_content.manuscript import (
    Audience,
    DosageRow,
    DosageTable,
    KeyPoints,
    Node,
    RichText,
    Steps,
)
from health_content.readers import lists, looks, markup, wording
from health_content.readers.dosages import Context, dosage_row, doses_in
from health_content.readers.pieces import Entry, Piece, source_of
from health_content.readers.wording import Topic

_LONGEST_CAPTION = 200


def structured(piece: Piece, label: Piece | None, context: Context) -> Node | None:
    """The list as key points, dosage table, steps or audience; ``None`` for a plain list.

    ``context`` begins with the label where there is one; the headings follow, the title
    comes last.
    """
    name = label.heading.rstrip(" :") if label is not None and label.is_label else ""
    headings = context.texts[1 if label is not None else 0 : -1]
    if name and wording.topic(name) is Topic.KEY_POINTS:
        return KeyPoints(name, lists.points(piece.entries), source_text=_source(label))
    if _is_dosage(piece.entries, label, headings):
        return dosage_list(piece.entries, label, context)
    announced = next(
        (found for found in map(wording.topic, (*filter(None, (name,)), *headings[:2])) if found),
        None,
    )
    own = name if name and wording.topic(name) in {Topic.STEPS, Topic.AUDIENCE} else ""
    source = _source(label) if own else ""
    if announced is Topic.STEPS and (items := lists.steps(piece.entries)):
        return Steps(own, items, source_text=source)
    if announced is Topic.AUDIENCE and (people := lists.groups(piece.entries)):
        return Audience(own, people, source_text=source)
    return None


def keeps_label(node: Node) -> bool:
    """Whether the node says its label itself."""
    return isinstance(node, KeyPoints | DosageTable) or bool(getattr(node, "heading", ""))


def dosage_list(entries: list[Entry], label: Piece | None, context: Context) -> DosageTable:
    """The table that a list of doses is. A short label is its caption."""
    rows = tuple(
        dosage_row(
            [entry.text, *(child.text for child in entry.children)], entry.all_lines, context
        )
        for entry in entries
    )
    return table_of(rows, label, context)


def table_of(
    rows: tuple[DosageRow, ...], label: Piece | None, context: Context, introduction: str = ""
) -> DosageTable:
    """Rows with their caption: the label, or the nearest heading where there is none."""
    if label is None:
        return DosageTable(context.texts[0], RichText(introduction), rows)
    text = label.heading
    name = text.rstrip(" :")
    if looks.like_a_heading(name) and not _is_sentence(name):
        caption = name
    elif len(text) <= _LONGEST_CAPTION:
        caption = text
    else:
        caption, introduction = context.texts[1], markup.paragraph(label.text) + introduction
    return DosageTable(caption, RichText(introduction), rows, source_text=_source(label))


def _is_sentence(text: str) -> bool:
    return text.rsplit(" ", 1)[-1].casefold() in {"is", "are", "include", "includes", "follows"}


def _is_dosage(entries: list[Entry], label: Piece | None, headings: tuple[str, ...]) -> bool:
    in_label = label is not None and wording.announces(label.heading[-160:], Topic.DOSAGE)
    if not in_label and not any(wording.announces(text, Topic.DOSAGE) for text in headings):
        return False
    with_dose = sum(bool(doses_in(entry.text)) for entry in entries)
    return bool(with_dose) and (in_label or 2 * with_dose >= len(entries))


def _source(label: Piece | None) -> str:
    return source_of(label.lines) if label is not None else ""
