"""Lines that say who takes how much, as a dosage table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from health_content.dosage import FoundDose, find_substance, parse_doses
from health_content.dosage.substances import name_pattern
from health_content.manuscript import DosageRow, Dose, DoseBasis, RichText
from health_content.readers import markup, wording
from health_content.readers.lines import Line, bare
from health_content.readers.pieces import source_of

_LONGEST_ROW = 2_000
_LONGEST_LINE = 200
_BASES = (
    (
        DoseBasis.UPPER_LIMIT,
        re.compile(r"\b(?i:(?:tolerable\s)?upper\s(?:intake\s)?(?:limit|level)s?)\b|\bUL\b"),
    ),
    (DoseBasis.RDA, re.compile(r"\bRDAs?\b|\brecommended\s(?:dietary|daily)\sallowances?\b", re.I)),
    (
        DoseBasis.ADEQUATE_INTAKE,
        re.compile(r"\b(?i:adequate\sintakes?)\b|\bAI\b(?=\W*(?:$|for\b))"),
    ),
)
_CONNECTED = re.compile(
    r"\s?(?:\((?P<bracketed>[^()]{1,60})\)|(?:[,:–—-]\s?)?(?:(?:for|in)\s)?(?P<people>.{0,80}))$",
    re.I,
)
_MOST_WORDS = 7
_MOST_NAMED = 20
_SAYS_MORE = re.compile(
    r"\b(?:needs?|should|shall|must|takes?|taking|took|gets?|got|requires?|can|may|might|is|are|was|"
    r"were|who|with|given|received|used?|have|has|had|not|than)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Context:
    """The words around a list, nearest first: its label, the headings above, the title."""

    texts: tuple[str, ...]

    def completed(self, dose: Dose) -> Dose:
        """The dose with nutrient, form and basis where the nearest words state them."""
        if not dose:
            return dose
        nutrient, form = dose.nutrient, dose.form
        if not nutrient:
            nutrient, form = next(filter(None, map(_substance, self.texts)), ("", ""))
        basis = dose.basis
        if basis is DoseBasis.UNSPECIFIED and self.texts:
            basis = next((name for name, pattern in _BASES if pattern.search(self.texts[0])), basis)
        return replace(dose, nutrient=nutrient, form=form, basis=basis)


def doses_in(text: str) -> tuple[FoundDose, ...]:
    """The doses of a line; none in a text far longer than any line of a table."""
    return parse_doses(bare(text)) if len(text) <= _LONGEST_ROW else ()


def dosage_row(parts: Sequence[str], lines: list[Line], context: Context) -> DosageRow:
    """One row. Words are kept: in the population, the dose or the note.

    A dose that is written as the table will show it leaves the note; any other wording
    stays there besides the typed dose.
    """
    text = bare(" ".join(part for part in parts if part))
    split = wording.lead_in(text) or people_first(text)
    population, rest = split if split is not None and not _is_amount(split[0]) else ("", text)
    if population and find_substance(population) is not None:
        population, rest = "", text
    head = population
    basis, population = basis_and_people(head)
    if population != head:
        rest = text
    found = doses_in(rest)
    if not found:
        return DosageRow(population, note=_note(rest), source_text=source_of(lines))
    first = found[0]
    note = rest
    if rest[: first.start].strip() == "" and _same(rest[first.start : first.end], first.dose):
        note = rest[first.end :].lstrip(" ,;")
        note = "" if not any(character.isalnum() for character in note) else note
    return DosageRow(
        population,
        context.completed(replace(first.dose, basis=basis)),
        _note(note),
        source_text=source_of(lines),
    )


def people_first(text: str) -> tuple[str, str] | None:
    """Split "Teens 9 mg daily" before its amount; ``None`` where no group of people is named."""
    found = doses_in(text) if len(text) <= _LONGEST_LINE else ()
    if not found or not found[0].start:
        return None
    head = text[: found[0].start].strip(" :–—-")
    if len(head.split()) > _MOST_WORDS or _SAYS_MORE.search(head) or head.endswith((".", "!", "?")):
        return None
    return (head, text[found[0].start :]) if wording.names_people_or_intake(head) else None


def basis_and_people(head: str) -> tuple[DoseBasis, str]:
    """What the head of a row rests on and whom it names: "RDA for men 19+", "Men (UL)"."""
    for basis, pattern in _BASES:
        if (match := pattern.search(head[:_LONGEST_LINE])) is None:
            continue
        before = head[: match.start()].strip(" (:–—-,")
        after = _CONNECTED.match(head, match.end())
        if before and not head[match.end() :].strip(" ):"):
            return basis, before
        if not before and after is not None:
            return basis, (after["bracketed"] or after["people"] or "").strip(" :")
        return basis, head
    return DoseBasis.UNSPECIFIED, head


def _note(text: str) -> RichText:
    return RichText(markup.paragraph(text))


def _is_amount(text: str) -> bool:
    return bool(doses_in(text)) or not any(character.isalpha() for character in text)


def _same(words: str, dose: Dose) -> bool:
    return _letters(words) == _letters(dose.text)


def _letters(text: str) -> str:
    return re.sub(r"[\s,]+", "", re.sub(r"[-‐‑‒–—]", "–", text)).casefold()


@cache
def _names() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{name_pattern()})\b", re.IGNORECASE)


def _substance(text: str) -> tuple[str, str] | None:
    match = _names().search(text[:_LONGEST_ROW])
    substance = find_substance(match[0]) if match else None
    if match is None or substance is None:
        return None
    if not substance.form or _names_other_forms(text[match.end() : _LONGEST_ROW], match[0]):
        return substance.nutrient, ""
    return substance.nutrient, match[0].casefold()


def _names_other_forms(rest: str, name: str) -> bool:
    """Whether a text goes on to other forms: "Magnesium Citrate, Malate or Oxide"."""
    mineral, _, form = name.casefold().partition(" ")
    words = re.findall(r"[^\W\d_]+", rest.casefold())[:_MOST_NAMED]
    others = (find_substance(f"{mineral} {word}") for word in words if word != form)
    return any(other is not None and other.form for other in others)
