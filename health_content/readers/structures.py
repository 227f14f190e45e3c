"""Which lists are more than lists, by what stands above them."""

from __future__ import annotations

import re
from collections.abc import Iterable

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
_HOW_MUCH = re.compile(r"\bhow\smuch\b", re.IGNORECASE)
_TO_TAKE = re.compile(
    r"\b(?:needs?|takes?|should|enough|safe|daily|a\sday|per\sday)\b", re.IGNORECASE
)
_FOODS = re.compile(r"\b(?:foods?|portions?|servings?)\b", re.IGNORECASE)


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
    above = (label.heading[-160:],) if label is not None and in_label else headings
    if not are_to_take((entry.text for entry in entries), above):
        return False
    with_dose = sum(bool(doses_in(entry.text)) for entry in entries)
    return bool(with_dose) and (in_label or 2 * with_dose >= len(entries))


def are_to_take(rows: Iterable[str], above: Iterable[str], heads: Iterable[str] = ()) -> bool:
    """Whether amounts are doses, by the headings above them and the heads of their columns.

    "How much", and a column of foods, may also stand over what something contains. There
    half of the rows must name people, an intake value or how often.
    """
    announced = [text for text in (*heads, *above) if wording.announces(text, Topic.DOSAGE)]
    if not announced:
        return False
    if not any(map(_FOODS.search, (*heads, *above))) and any(
        _TO_TAKE.search(text) or wording.announces(_HOW_MUCH.sub("", text), Topic.DOSAGE)
        for text in announced
    ):
        return True
    said = list(rows)
    telling = sum(
        wording.names_people_or_intake(text) or any(found.dose.per for found in doses_in(text))
        for text in said
    )
    return 2 * telling >= len(said)


def _source(label: Piece | None) -> str:
    return source_of(label.lines) if label is not None else ""
