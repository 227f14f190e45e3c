"""Doses in prose: "400–420 mg daily", "up to 4 g/day", "350 mg of magnesium glycinate".

Only what stands in the words is read. A number without a unit of dose, a price, a
concentration ("30 ng/mL", "20 mg/dL"), a page or a year is left alone. The time is
linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from health_content.dosage.amounts import (
    EQUIVALENT,
    NUMBER,
    UNIT,
    WORD_NUMBERS,
    count,
    decimal,
    unit,
)
from health_content.dosage.bounds import bound_word_end, bounds
from health_content.dosage.rates import Rate, is_other_quantity, rate_after, rate_of_other
from health_content.dosage.substances import find_substance, name_pattern
from health_content.manuscript import Dose, DosePer, DoseUnit, DoseWeight

_REACH_BACK = 64
_DASHES = "-\u2010\u2011\u2012\u2013\u2014"
_CONTAINERS = r"(?:capsule|tablet|softgel|caplet|pill|gumm(?:y|ie)|soft\sgel)s?\b"

_NUMBER_START = (
    rf"(?:(?<![\w.,/^\u2212])|(?<=[0-9]x))(?<![$\u00a3\u20ac\u00a5#])(?<!\d:)(?P<low>{NUMBER})"
)
_AMOUNT_END = rf"(?P<plus>\+)?[{_DASHES}\s]{{0,2}}(?P<unit>{UNIT})(?:{EQUIVALENT})?(?!\w)"
_AMOUNT = re.compile(
    rf"{_NUMBER_START}(?:\s{{0,2}}(?P<low_unit>{UNIT})?"
    rf"(?P<to>\s{{0,2}}[{_DASHES}~]\s{{0,2}}|\s{{1,2}}to\s{{1,2}}|\s{{1,2}}and\s{{1,2}})"
    rf"(?P<high>{NUMBER}))?{_AMOUNT_END}",
    re.IGNORECASE,
)
_SINGLE = re.compile(_NUMBER_START + _AMOUNT_END, re.IGNORECASE)
_IN_WORDS = re.compile(
    rf"\b(?P<low>{'|'.join(WORD_NUMBERS)})(?:\s(?:to|or)\s(?P<high>{'|'.join(WORD_NUMBERS)}))?\s"
    r"(?P<unit>grams?|milligrams?|micrograms?|capsules?)\b",
    re.IGNORECASE,
)

_LABEL_BEFORE = re.compile(
    r"(?:\bvitamin\s?[a-z]?|\b[a-z]|omega|week|day|month|year|group|phase|table|figure|stage|"
    r"grade|type|aged?|visit|step|no\.)[\s-]?$",
    re.IGNORECASE,
)
_COUNT = rf"(?:{'|'.join(WORD_NUMBERS)}|[1-9])"
_COUNT_BEFORE = re.compile(
    rf"(?<![\w.,/])(?<![^\W\d][{_DASHES}])"
    rf"(?:(?P<least>{_COUNT})(?:\s?[{_DASHES}]\s?|\s(?:to|or)\s))?"
    rf"(?P<count>{_COUNT})(?:(?P<times>\s?[x\u00d7]\s?)|\s)$",
    re.IGNORECASE,
)
_NAME_BEFORE_COUNT = re.compile(r"\b(?:vitamin\s?[a-z]?|[b-z]|omega)\s$", re.IGNORECASE)
_DAILY_BEFORE = re.compile(
    r"\bdaily\s(?:(?:recommended|supplemental|total|maximum|oral)\s){0,2}"
    r"(?:dos(?:e|age)|intake|amount|allowance|total|limit)s?\s?(?:of|is|:|was|at)?\s"
    r"(?:(?:about|around|up\sto|approximately)\s)?$",
    re.IGNORECASE,
)
_NOT_AN_AMOUNT_BEFORE = re.compile(
    r"(?:\u00b1|\+/-|\u2212|\bper\s|\bn\s?=|\bp(?:p|ages?|g)\.?)\s{0,2}$", re.IGNORECASE
)
_MINUS_BEFORE = re.compile(r"(?:^|[\s(\[,;:])-$")
_BEVERAGE_AFTER = re.compile(
    r"\s(?:of\s)?(?:(?:cold|warm|hot|cool|plain|room-temperature)\s)?(?:water|juice|milk|liquid|fluid|"
    r"tea|coffee|smoothie)\b",
    re.IGNORECASE,
)
_TAKE_BEFORE = re.compile(r"\b(?:takes?|taking|taken|swallow|dose(?:\sof|:)?|consume)\s$", re.I)

_SUBSTANCE_AFTER = re.compile(
    rf"\s{{1,2}}(?:of\s)?(?:(?:supplemental|oral|pure|natural|(?P<elemental>elemental))\s){{0,2}}"
    rf"(?P<name>{name_pattern()})\b(?!-)"
    rf"(?:\s?\((?:as|from)\s(?P<source>[\w\s-]{{2,40}})\)|\s(?:as|from)\s(?P<source_bare>"
    rf"{name_pattern()})\b|\s(?P<elemental_after>\(elemental\)))?",
    re.IGNORECASE,
)
_SUBSTANCE_BEFORE = re.compile(
    rf"(?:\b(?P<elemental>elemental)\s)?\b(?P<name>{name_pattern()})"
    rf"(?:\s\((?:as|from)\s(?P<source>[\w\s-]{{2,40}})\))?"
    rf"(?:\s(?:dos(?:e|age)|intake|supplements?|capsules?|tablets?)s?)?"
    rf"\s?(?:[:(\u2013\u2014]|\sat|\sof|\sis|\s-)?\s{{0,3}}$",
    re.IGNORECASE,
)
_ELEMENTAL_AFTER = re.compile(r"\s\(?elemental\b\)?", re.IGNORECASE)
_COMPOUND_AFTER = re.compile(r"\s(?:of\s)?(?:the\s)?(?:compound|salt|chelate)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDose:
    """A dose and the characters it was read from: ``text[start:end]``.

    The span runs from a word like "up to" to the last word that was understood. A
    nutrient named before the amount lies outside it. Spans never overlap.
    """

    dose: Dose
    start: int
    end: int


def parse_doses(text: str) -> tuple[FoundDose, ...]:
    """Every dose in ``text``, in reading order.

    * Amounts are exact. A range written backwards keeps its order, so that a rule can
      see it. "Up to", "at most" and "max" give only a ``maximum``; "at least" and "or
      more" only a ``minimum``.
    * A negated comparison ("do not take more than") gives the opposite bound; a mere
      threshold ("use above 50 mg can harm") is no dose: see ``dosage.bounds``.
    * "two 200-mg capsules" and "2 x 200 mg" are 400 mg, "1-2 500 mg capsules" 500-1,000
      mg. "15 mcg (600 IU)" is two doses, and so is a range in two units, "500 mg to 1 g".
    * "1.000 mg" is one milligram to some writers and a thousand to others, so it is left
      alone; so is every number of one to three digits, not all zero, before a dot and
      exactly three after it. "0.125 mg" and "1.25 mg" are exact.
    * "0.5 g twice a day" is 0.5 g per dose, two times a day; "4 g daily in two doses"
      is 4 g per day, two times a day.
    * ``nutrient`` and ``form`` are filled where the substance stands next to the amount.
      ``weight`` is elemental only where the words say so: a compound named beside an
      amount leaves it undecided.
    * What a ``Dose`` cannot hold ("5 mg/kg" without a day) is left out.
    """
    found: list[FoundDose] = []
    position = 0
    while match := _AMOUNT.search(text, position):
        start = _amount_start(match, text)
        if start != match.start():
            match = _AMOUNT.match(text, start) or match
        if _are_two_amounts(match, text):
            match = _SINGLE.match(text, match.start()) or match
        candidate = _read(text, match, found[-1].end if found else 0)
        if candidate is None:
            position = match.start() + _digits(text, match.start())
        else:
            found.append(candidate)
            position = max(candidate.end, match.end())
    for match in _IN_WORDS.finditer(text):
        if not any(item.start < match.end() and match.start() < item.end for item in found):
            candidate = _read(text, match, 0)
            if candidate is not None:
                found.append(candidate)
    found.sort(key=lambda item: item.start)
    return tuple(_share_rates(text, found))


def _digits(text: str, start: int) -> int:
    end = start + 1
    while end < len(text) and text[end].isdigit():
        end += 1
    return end - start


def _amount_start(match: re.Match[str], text: str) -> int:
    """Where the number really begins.

    "B 12 500 mcg" is 500, "2 200-mg capsules" is 200, "1-2 500 mg" and "19-30 400 mg" are
    500 and 400: a space groups thousands at the end of a range only where it does so at
    its start as well, or where the range would run backwards without ("500-1 000 mg").
    """
    group = "high" if match["high"] else "low"
    parts = match[group].split()
    if len(parts) != 2:
        return match.start()
    is_strength = not parts[1].startswith("0")
    strength = match.start(group) + len(match[group]) - len(parts[1])
    if group == "high":
        low = match["low"]
        grouped = len(low.split()) > 1 or decimal(low) >= decimal(parts[0])
        if grouped or match["low_unit"]:
            return match.start()
        return strength if is_strength else match.start("high")
    before = text[max(0, match.start() - 16) : match.start()]
    counted = re.match(rf"[\s-]{_CONTAINERS}", text[match.end() :][:16], re.IGNORECASE)
    if is_strength and (_LABEL_BEFORE.search(before) or (counted and len(parts[0]) == 1)):
        return strength
    return match.start()


def _are_two_amounts(match: re.Match[str], text: str) -> bool:
    """Whether what looks like a range is a list ("500 mg and 10 mg") or has two units."""
    if match["low_unit"] and unit(match["low_unit"]) is not unit(match["unit"]):
        return True
    before = text[max(0, match.start() - 10) : match.start()]
    return (match["to"] or "").strip().casefold() == "and" and not re.search(
        r"\bbetween\s$", before, re.IGNORECASE
    )


def _read(text: str, match: re.Match[str], floor: int) -> FoundDose | None:
    before = text[max(floor, match.start() - _REACH_BACK) : match.start()]
    groups = match.groupdict()
    dose_unit = unit(match["unit"], groups.get("equivalent") or "")
    low, high = _number(match["low"]), _number(groups.get("high") or match["low"])
    end = match.end()
    if groups.get("low_unit") and unit(groups["low_unit"] or "") is not dose_unit:
        return None
    if (groups.get("to") or "").strip().casefold() == "and" and _are_two_amounts(match, text):
        return None
    if _MINUS_BEFORE.search(text[max(0, match.start() - 2) : match.start()]):
        return None
    if _NOT_AN_AMOUNT_BEFORE.search(before) or is_other_quantity(text, end):
        return None
    if match["unit"] == "Mg" and low in _ISOTOPES:
        return None
    start = match.start()
    container = re.match(rf"[\s-]{_CONTAINERS}", text[end : end + 16], re.IGNORECASE)
    counted = _COUNT_BEFORE.search(before)
    if counted and (container or counted["times"]) and _is_count(counted, before):
        low *= count(counted["least"] or counted["count"])
        high *= count(counted["count"])
        start -= len(counted[0])
        before = before[: counted.start()]
    if container:
        end += container.end()
    substance = _substance(text, end, before)
    bound_word = substance.end
    rate = rate_after(text, bound_word_end(text, bound_word))
    if rate.per is DosePer.UNSPECIFIED:
        rate = replace(rate, end=bound_word)
        if bound_word == match.end():
            rate = rate_of_other(text, bound_word)
    if rate.per is DosePer.UNSPECIFIED and _DAILY_BEFORE.search(before):
        rate = Rate(DosePer.DAY, None, rate.end)
    if dose_unit in {DoseUnit.CAPSULE, DoseUnit.MILLILITER} and (
        _BEVERAGE_AFTER.match(text, end)
        or (rate.per is DosePer.UNSPECIFIED and not _TAKE_BEFORE.search(before))
    ):
        return None
    found = bounds(
        text, before, (low, high), (start, rate.end), bound_word, bool(groups.get("plus"))
    )
    if found is None:
        return None
    return FoundDose(
        Dose(
            minimum=found.minimum,
            maximum=found.maximum,
            unit=dose_unit,
            per=rate.per,
            times_per_day=rate.times,
            weight=substance.weight,
            nutrient=substance.nutrient,
            form=substance.form,
        ),
        found.start,
        found.end,
    )


_ISOTOPES = frozenset(map(Decimal, (24, 25, 26, 28)))


def _number(text: str) -> Decimal:
    word = WORD_NUMBERS.get(text.casefold())
    return Decimal(word) if word else decimal(text)


def _is_count(counted: re.Match[str], before: str) -> bool:
    return not (counted["count"].isdigit() and _NAME_BEFORE_COUNT.search(before[: counted.start()]))


@dataclass(frozen=True, slots=True)
class _Named:
    nutrient: str = ""
    form: str = ""
    weight: DoseWeight = DoseWeight.UNDECIDED
    end: int = 0


def _substance(text: str, end: int, before: str) -> _Named:
    after = _SUBSTANCE_AFTER.match(text, end)
    earlier = _SUBSTANCE_BEFORE.search(before)
    if after and earlier and re.match(r"\s?:?\s?\(?[0-9]", text[after.end() : after.end() + 4]):
        after = None
    if after is not None:
        source = after["source"] or after["source_bare"] or ""
        elemental = bool(after["elemental"] or after["elemental_after"])
        return _named(after["name"], source, elemental, after.end())
    stated = _ELEMENTAL_AFTER.match(text, end)
    compound = _COMPOUND_AFTER.match(text, end)
    if stated:
        end = stated.end()
    elif compound:
        end = compound.end()
    if earlier is not None:
        elemental = bool(earlier["elemental"] or stated)
        named = _named(earlier["name"], earlier["source"] or "", elemental, end)
    else:
        named = _Named("", "", DoseWeight.ELEMENTAL if stated else DoseWeight.UNDECIDED, end)
    return replace(named, weight=DoseWeight.COMPOUND) if compound else named


def _named(name: str, source: str, elemental: bool, end: int) -> _Named:
    substance = find_substance(name)
    if substance is None:
        return _Named(end=end)
    form = name if substance.form else ""
    if source:
        full = find_substance(source) or find_substance(f"{name} {source}")
        form = source if full and full.form else form
        if full and full.form and find_substance(source) is None:
            form = f"{name} {source}"
    weight = DoseWeight.ELEMENTAL if elemental else DoseWeight.UNDECIDED
    return _Named(substance.nutrient, " ".join(form.split()), weight, end)


_SAME_DOSE_BETWEEN = re.compile(
    rf"\s?[(\[]\s?(?:or\s|=\s?|about\s)?|\s{{0,2}}[{_DASHES}~]\s{{0,2}}|\s{{1,2}}to\s{{1,2}}",
    re.IGNORECASE,
)


def _share_rates(text: str, found: list[FoundDose]) -> list[FoundDose]:
    """Give "15 mcg (600 IU) daily", "15 mcg (600 IU daily)", "500 mg to 1 g daily" one rate."""
    for index in range(len(found) - 1):
        first, second = found[index], found[index + 1]
        if not _SAME_DOSE_BETWEEN.fullmatch(text[first.end : second.start]):
            continue
        if first.dose.per is not DosePer.UNSPECIFIED or first.dose.unit is second.dose.unit:
            continue
        rate = Rate(second.dose.per, second.dose.times_per_day)
        closed = re.match(r"\s?[)\]]", text[second.end : second.end + 2])
        named = _Named()
        if closed and rate.per is DosePer.UNSPECIFIED:
            named = _substance(text, second.end + closed.end(), "")
            rate = rate_after(text, named.end)
        nutrient = first.dose.nutrient or second.dose.nutrient or named.nutrient
        form = first.dose.form or second.dose.form or named.form
        for place, item in ((index, first), (index + 1, second)):
            dose = replace(
                item.dose, per=rate.per, times_per_day=rate.times, nutrient=nutrient, form=form
            )
            found[place] = replace(item, dose=dose)
    return found
