"""Values of fields as the text of a cell, and back."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils.translation import gettext

_TRIGGER = re.compile(r"'*[=+\-@\t\r\n]")
_TAMED = re.compile(r"'+[=+\-@\t\r\n]")
_ANSWERS = {"yes": True, "no": False, "": None}


def tamed(text: str) -> str:
    """Text that a spreadsheet does not take for a formula; :func:`untamed` gives it back.

    Text that looks tamed already gets one more apostrophe, so that it comes back as it was.
    """
    return f"'{text}" if _TRIGGER.match(text) else text


def untamed(text: str) -> str:
    """What was written before :func:`tamed` put an apostrophe before it."""
    return text[1:] if _TAMED.match(text) else text


def written(value: Any, field: models.Field) -> str:
    """A stored value as the text of a cell.

    Lists and tables are JSON, days ``2026-11-23``, answers ``yes`` and ``no`` and empty where
    nobody knows.
    """
    if isinstance(field, models.JSONField):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if value is None:
        return ""
    if isinstance(field, models.BooleanField):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return tamed(str(value))


def parsed(text: str, field: models.Field) -> Any:
    """The value that a cell's text stands for. Raises ``ValueError`` saying what to write."""
    if isinstance(field, models.JSONField):
        return _json(text, field)
    if isinstance(field, models.BooleanField):
        return _answer(text)
    if isinstance(field, models.DateField):
        return _day(text)
    if isinstance(field, models.DecimalField):
        return _decimal(text, field)
    if isinstance(field, models.IntegerField):
        return _number(text, field)
    text = untamed(text)
    # What comes from a list is no prose: a space around it is a slip.
    is_code = field.choices or isinstance(field, models.SlugField | models.URLField)
    return text.strip() if is_code else text


def _json(text: str, field: models.Field) -> Any:
    if not text.strip():
        return field.get_default()
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError(
            gettext("Write it as in the export, with straight quotes: [“one”, “two”].")
        ) from None
    if "\0" in json.dumps(value, ensure_ascii=False):
        raise ValueError(gettext("Take out the NUL characters."))
    return value


def _answer(text: str) -> bool | None:
    found = text.strip().lower()
    if found not in _ANSWERS:
        raise ValueError(gettext("Write “yes” or “no”, or leave it empty where nobody knows."))
    return _ANSWERS[found]


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(gettext("Write the day like 2026-11-23.")) from None


def _decimal(text: str, field: models.DecimalField) -> Decimal | None:
    if not text.strip():
        return None
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise ValueError(gettext("Write a number with a point, like 2.5."))
    digits = field.max_digits or 0
    if found and abs(found.adjusted()) > digits:
        raise ValueError(
            gettext("Write a number of at most %(digits)d digits.") % {"digits": digits}
        )
    return found


def _number(text: str, field: models.Field) -> int | None:
    if not text.strip():
        return None if field.null else field.get_default()
    if not text.strip().isascii() or not text.strip().isdigit():
        raise ValueError(gettext("Write a whole number, like 24."))
    return int(text)
