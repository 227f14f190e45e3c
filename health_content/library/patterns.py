"""Whether an expression over addresses can be used, and whether it can take for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import prod
from typing import Any

from django.utils.translation import gettext as _

from health_content.affiliates.recognition import LONGEST_PATH

LONGEST = 200
WAYS_AT_MOST = LONGEST_PATH**2
"""How many ways to divide a text an expression may leave open: two open repetitions' worth."""


def pattern_problem(text: str) -> str:
    """Why an expression is not taken; empty where it is.

    It needs a group, which is the product's id. Python's matcher tries all ways to divide a text,
    so repetitions inside repetitions, choices inside them and back references are not taken: an
    address could be made on which they never end.
    """
    if len(text) > LONGEST:
        return _("An expression has at most %(count)d characters.") % {"count": LONGEST}
    try:
        compiled = re.compile(text)
        # The only way to see the parts of an expression; the same in Python 3.11 to 3.14.
        parsed: Any = re._parser.parse(text)  # type: ignore[attr-defined]
    except (re.error, OverflowError, RecursionError) as error:
        return _("This is no expression: %(error)s.") % {"error": error}
    if not compiled.groups:
        return _("Put the product’s id in parentheses, as in /dp/([A-Z0-9]{10}).")
    repeats = list(_repeats(parsed))
    if any(_is_risky(body) for _most, body in repeats):
        return _("It repeats what repeats or varies by itself, which could take for ever.")
    ways = prod(min(most, LONGEST_PATH) for most, _body in repeats)
    if ways > WAYS_AT_MOST:
        return _("It has too many open repetitions such as “.*”, which takes too long.")
    return ""


def _repeats(parts: Any) -> Iterator[tuple[int, Any]]:
    """Each repetition with how often it may go, and what it repeats."""
    for name, given in parts:
        if str(name) in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            least, most, body = given
            if least != most:
                yield int(most) - int(least) + 1, body
            elif int(most) > 1:
                yield 1, body
        for inner in _inner(given):
            yield from _repeats(inner)


def _is_risky(body: Any) -> bool:
    """Whether what is repeated can match one text in several ways."""
    for name, given in body:
        if str(name) in {"BRANCH", "GROUPREF", "GROUPREF_EXISTS"}:
            return True
        if str(name).endswith("_REPEAT") and given[0] != given[1]:
            return True
        if any(_is_risky(inner) for inner in _inner(given)):
            return True
    return False


def _inner(given: Any) -> Iterator[Any]:
    """The parts of an expression that lie inside another."""
    parser: Any = re._parser  # type: ignore[attr-defined]
    for item in given if isinstance(given, tuple | list) else ():
        if isinstance(item, parser.SubPattern):
            yield item
        elif isinstance(item, tuple | list):
            yield from _inner(item)
