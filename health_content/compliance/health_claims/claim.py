"""What a health claim is: a wording that a market's law admits, and on what conditions.

A claim is admitted for a food that meets its conditions; nobody here can know whether a
product does, so the conditions are carried along for an editor to confirm.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files

from health_content.compliance.finding import Market


class Basis(StrEnum):
    """What admits a claim.

    US: a regulation of 21 CFR 101.72 to 101.83, an authoritative statement notified under
    the FDA Modernization Act, or a letter in which FDA says that it will not object. EU and
    UK: the list under Article 13(1) or an authorization under Article 14(1) of Regulation
    (EC) No 1924/2006.
    """

    AUTHORIZED = "authorized"
    NOTIFIED = "notified"
    QUALIFIED = "qualified"
    FUNCTION = "function"
    RISK_REDUCTION = "risk-reduction"
    CHILDREN = "children"


@dataclass(frozen=True, slots=True)
class HealthClaim:
    """A claim that a market admits.

    ``text`` is the wording that was recognized, as its source prints it; where a source
    leaves a part open, that part stands in brackets. ``substances`` are what the claim is
    about, in lower case; ``diseases`` are empty for a claim about a function of the body.
    ``conditions`` must hold of the product; ``is_secondary`` says that only a copy of the
    source was open to us.
    """

    key: str
    text: str
    basis: Basis
    markets: tuple[Market, ...]
    substances: tuple[str, ...]
    diseases: tuple[str, ...]
    conditions: tuple[str, ...]
    source: str
    url: str
    read_on: date
    is_secondary: bool


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of this package's tables."""
    table = files("health_content.compliance.health_claims") / name
    yield from csv.DictReader(table.read_text(encoding="utf-8").splitlines())


def parts(cell: str, separator: str = ";") -> tuple[str, ...]:
    """The members of a cell that holds a list."""
    return tuple(item.strip() for item in cell.split(separator) if item.strip())
