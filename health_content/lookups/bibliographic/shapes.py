"""Reading JSON whose shape nobody vouches for: what is not as expected is empty."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _


class Unshaped(ValueError):
    """No JSON object; the message says what there is instead."""


def object_of(body: bytes) -> dict[str, Any]:
    """The object of an answer. Raises :class:`Unshaped`."""
    try:
        value = json.loads(body)
    # Python stops at a depth and at a length of numbers that only hostile JSON has.
    except (ValueError, RecursionError) as error:
        if body[:200].lstrip().startswith(b"<"):
            raise Unshaped(_("It answers with a page instead of a record.")) from error
        raise Unshaped(_("It answers with broken JSON.")) from error
    if not isinstance(value, dict):
        raise Unshaped(_("It answers with something else than an object."))
    return value


def text(value: object) -> str:
    """A text or whole number in one line, without control characters."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in str(value)).split())


def first(value: object) -> str:
    """The first text of a list, or the text itself."""
    return (
        next((text(item) for item in value if text(item)), "")
        if isinstance(value, list)
        else text(value)
    )


def mapping(value: object) -> dict[str, Any]:
    """An object, else an empty one."""
    return value if isinstance(value, dict) else {}


def mappings(value: object) -> list[dict[str, Any]]:
    """The objects of a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def date_parts(value: object) -> tuple[int, int, int]:
    """Year, month and day of ``{"date-parts": [[2018, 3, 1]]}``; 0 for what it does not say."""
    parts = mapping(value).get("date-parts")
    given = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = []
    for part, (least, most) in zip(given, ((1000, 2999), (1, 12), (1, 31)), strict=False):
        number = int(part) if isinstance(part, int | str) and str(part).isdecimal() else 0
        if not least <= number <= most:
            break
        numbers.append(number)
    year, month, day = (*numbers, 0, 0, 0)[:3]
    return year, month, day
