"""How often: the words after an amount that say what it counts for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from health_content.dosage.amounts import WORD_NUMBERS, count
from health_content.manuscript import DosePer

_COUNT = rf"(?:{'|'.join(WORD_NUMBERS)}|[1-9]|1[0-2])"
_PER_DAY = (
    r"(?:/\s?(?:day|d)\b|(?:per|a|each|every)\s(?:single\s)?(?:day|night)\b(?!\s(?:before|after))|"
    r"(?:once\s)?daily|nightly|each\sand\severy\sday)"
)
_PER_WEEK = r"(?:/\s?(?:week|wk)\b|(?:once\s)?(?:per|a|each|every)\sweek\b|(?:once[\s-])?weekly\b)"
_TIMES = (
    rf"(?P<times>once|twice|thrice|{_COUNT}\s?(?:times|x|\u00d7))[\s-]{{1,2}}"
    r"(?:daily|(?:a|per|each|every)\sday\b)|"
    rf"(?P<times_slash>{_COUNT})\s?(?:x|\u00d7|times)\s?/\s?day\b"
)
_DIVIDED = (
    r"[\s,]{0,2}\(?(?:(?:divided|split|taken|spread)\s)?(?:in|into|as|over|across)\s"
    rf"(?:(?P<doses>{_COUNT})\s)?(?:(?:equal|divided|separate|smaller)\s){{0,2}}doses\b\)?"
)
_LEAD = r"[\s,]{0,2}(?:\(\s?)?(?:(?:taken|orally|by\smouth|total)\s){0,2}"
_WEIGHT = r"(?:\s(?:of\s)?body[\s-]?(?:weight|mass)|\sbw)?"

_KILOGRAM = re.compile(
    rf"\s?(?:/|per)\s?(?:kg|kilogram|kilo){_WEIGHT}\b(?P<day>\s?{_PER_DAY})?", re.IGNORECASE
)
_RATE = re.compile(
    rf"{_LEAD}(?:(?:{_TIMES})|(?P<hours>every\s(?P<interval>[1-9]|1[0-2]|24)\s?(?:hours?|hrs?|h)\b)|"
    rf"(?P<code>(?:b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|q\.?d)\b\.?)|"
    rf"(?P<day>{_PER_DAY})|(?P<week>{_PER_WEEK})|"
    r"(?P<dose>(?:/|per\s|each\s)(?:dose|serving)\b))",
    re.IGNORECASE,
)
_DIVISION = re.compile(_DIVIDED, re.IGNORECASE)
_OTHER_QUOTIENT = re.compile(
    r"\s?/\s?(?!(?:capsule|tablet|softgel|caplet|pill|gummy|scoop)s?\b)(?:[^\W\d]|[0-9.]{1,6}\s?m?l\b)|"
    r"\s(?:per|a|of\s[\w\s-]{1,30}\sper)\s(?:(?:deci|milli)?lit(?:er|re)|[dm]?L\b|mol(?:e|\b)|100\b)",
    re.IGNORECASE,
)
_OTHER_REACH = 48
_WORD = re.compile(
    r"\s(?!(?:and|or|but|then|plus|with|which|that|before|after)\b)[^\W\d_](?:[^\W_]|[-\u2019']){0,24}",
    re.IGNORECASE,
)
_CODES = {"bid": 2, "tid": 3, "qid": 4, "qd": 1}
_ADVERBS = {"once": 1, "twice": 2, "thrice": 3}


@dataclass(frozen=True, slots=True)
class Rate:
    """What an amount counts for, and where the words that say so end."""

    per: DosePer = DosePer.UNSPECIFIED
    times: int | None = None
    end: int = 0


def is_other_quantity(text: str, position: int) -> bool:
    """Whether a unit that ends at ``position`` goes on into a concentration or a quotient.

    True for "20 mg/dL", "5 mmol per liter", "5 mg/kg" without a day, "100 mg/5 mL".
    """
    if kilogram := _KILOGRAM.match(text, position):
        return not kilogram["day"]
    if _RATE.match(text, position):
        return False
    return bool(_OTHER_QUOTIENT.match(text, position))


def rate_after(text: str, position: int) -> Rate:
    """The rate that starts at ``position``; an empty one ending there if none does."""
    if (kilogram := _KILOGRAM.match(text, position)) and kilogram["day"]:
        return Rate(DosePer.KILOGRAM_AND_DAY, None, kilogram.end())
    divided = _DIVISION.match(text, position)
    match = _RATE.match(text, divided.end() if divided else position)
    if match is None:
        return Rate(end=position)
    rate = _read(match)
    if rate.per is DosePer.DAY:
        later = None if divided else _DIVISION.match(text, match.end())
        division = divided or later
        if division and division["doses"]:
            return Rate(DosePer.DAY, count(division["doses"]), (later or match).end())
        if later:
            return Rate(DosePer.DAY, rate.times, later.end())
    return rate


def rate_of_other(text: str, position: int) -> Rate:
    """The rate after an unknown substance: "of caffeine per day"; empty if there is none."""
    if not text.startswith(" of ", position):
        return Rate(end=position)
    end = position + 3
    while (word := _WORD.match(text, end)) and end - position < _OTHER_REACH:
        end = word.end()
        rate = rate_after(text, end)
        if rate.per is not DosePer.UNSPECIFIED:
            return rate
    return Rate(end=position)


def _read(match: re.Match[str]) -> Rate:
    end = match.end()
    if times := match["times"] or match["times_slash"]:
        word = times.split()[0].casefold().rstrip("x\u00d7")
        return _times(_ADVERBS.get(word) or count(word), end)
    if match["hours"]:
        per_day, left_over = divmod(24, int(match["interval"]))
        return Rate(DosePer.DOSE, None, end) if left_over else _times(per_day, end)
    if match["code"]:
        return _times(_CODES[match["code"].replace(".", "").casefold()], end)
    if match["day"]:
        once = match["day"].casefold().startswith("once")
        return Rate(DosePer.DAY, 1 if once else None, end)
    return Rate(DosePer.WEEK if match["week"] else DosePer.DOSE, None, end)


def _times(times: int, end: int) -> Rate:
    """Once a day, the amount of a dose is the amount of the day."""
    return Rate(DosePer.DAY if times == 1 else DosePer.DOSE, times, end)
