"""Short lines that say who takes how much, without bullets: the rows of a dosage table."""

from __future__ import annotations

import re

from health_content.manuscript import DosageTable
from health_content.readers import wording
from health_content.readers.dosages import Context, dosage_row, doses_in, people_first
from health_content.readers.lines import bare
from health_content.readers.pieces import Piece, Role
from health_content.readers.structures import table_of
from health_content.readers.wording import Topic

_LONGEST = 120
_FARTHEST_DOSE = 14
_ASKS = re.compile(r"(?:why|how|what|when|where|who|which)\b", re.IGNORECASE)
_STANDING = frozenset(
    {Topic.REFERENCES, Topic.CONCLUSION, Topic.QUESTIONS, Topic.DISCLAIMER, Topic.STEPS}
)
_NO_GROUP = re.compile(
    r"(?:note|tip|warning|caution|important|remember|example|total|cost|price|a|q|answer|question|"
    r"(?:the\s)?(?:fact|truth|reality)|step(?:\s[0-9]+)?|source|study|research)$",
    re.IGNORECASE,
)
_FOODS = re.compile(r"\b(?:foods?|sources|diet|meals?|eat)\b", re.IGNORECASE)


def is_dose_line(piece: Piece) -> bool:
    """Whether a line gives a dose, so that it heads nothing and captions nothing.

    A line marked as a heading, a numbered one and a question may still be headings.
    """
    if piece.role is not Role.BODY or not piece.is_single or piece.number or piece.first.hashes:
        return False
    text = piece.heading
    if not text or len(text) > _LONGEST or text.endswith("?") or _ASKS.match(text):
        return False
    if wording.QUESTION.match(text) or wording.MYTH.match(text) or wording.FACT.match(text):
        return False
    return wording.topic(text) not in _STANDING and bool(doses_in(text))


def is_row(piece: Piece) -> bool:
    """Whether a dose line is short enough in words to be a row: "Pregnancy: 11 mg"."""
    if not is_dose_line(piece):
        return False
    cells = piece.first.cells
    if len(cells) > 1:
        return bool(cells[0]) and not doses_in(cells[0])
    text = piece.heading
    if text.endswith((".", "!", ";")):
        return False
    split = wording.lead_in(text)
    if split is None:
        return people_first(text) is not None
    head, rest = split
    found = doses_in(rest)
    return (
        bool(found)
        and found[0].start <= _FARTHEST_DOSE
        and not _NO_GROUP.match(head)
        and not doses_in(head)
    )


def dose_lines_table(
    pieces: list[Piece], label: Piece | None, context: Context
) -> DosageTable | None:
    """The rows as one table; ``None`` where nothing says that they are amounts to take.

    Under a heading or a label on doses one row is enough. Elsewhere it takes two, and
    half of them must name people or an intake value: "Oysters: 32 mg" is a food.
    """
    above = context.texts[:-1]
    about_doses = any(wording.announces(text[-160:], Topic.DOSAGE) for text in above)
    if above and _FOODS.search(above[0][:_LONGEST]):
        about_doses = False
    telling = sum(wording.names_people_or_intake(piece.heading) for piece in pieces)
    if not about_doses and (len(pieces) < 2 or 2 * telling < len(pieces)):
        return None
    rows = tuple(dosage_row(_parts(piece), piece.lines, context) for piece in pieces)
    return table_of(rows, label, context)


def _parts(piece: Piece) -> list[str]:
    cells = [bare(cell) for cell in piece.first.cells if cell]
    if len(cells) < 2:
        return [piece.text]
    return [f"{cells[0].rstrip(' :')}:", *cells[1:]]
