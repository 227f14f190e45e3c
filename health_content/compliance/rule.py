"""What a rule is, and the one list of them."""

from __future__ import annotations

import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from health_content.compliance.authority import Authority
from health_content.compliance.finding import Market, Severity
from health_content.manuscript import Location

if TYPE_CHECKING:
    from health_content.compliance.material import Material

RULE_SET_VERSION = "2026.11"
"""Changes whenever a rule or a lexicon does so that the same text may be judged otherwise."""


class Family(StrEnum):
    """The families of rules; a code begins with its family's letters."""

    DISCLAIMERS = "DSC"
    AFFILIATE = "AFF"
    CLAIMS = "CLM"
    EVIDENCE = "EVD"
    DOSAGE = "DOS"
    REVIEW = "REV"


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule found: characters ``start`` to ``end`` of the text at ``location``.

    ``message`` and ``remedy`` stand in for the rule's own where they say more.
    """

    location: Location
    start: int
    end: int
    message: str = ""
    remedy: str = ""
    severity: Severity | None = None
    criterion: str = ""


class Rule(ABC):
    """One fault, one class, one file.

    ``name`` says the fault. ``why`` is what a writer should understand, ``better`` a way
    to say it that passes. ``message`` may hold ``{quote}``, which becomes the words found.
    ``severity`` holds where the page sells, ``severity_elsewhere`` where it does not.
    ``failing`` and ``passing`` are examples that the tests run: texts of one paragraph
    on a page with a call to action, or manuscripts.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    why: ClassVar[str]
    message: ClassVar[str]
    remedy: ClassVar[str]
    better: ClassVar[str]
    authority: ClassVar[Authority]
    criterion: ClassVar[str] = ""
    severity: ClassVar[Severity] = Severity.BLOCKING
    severity_elsewhere: ClassVar[Severity] = Severity.NEEDS_REASON
    is_locked: ClassVar[bool] = False
    version: ClassVar[int] = 1
    markets: ClassVar[tuple[Market, ...]] = tuple(Market)
    failing: ClassVar[tuple[object, ...]]
    passing: ClassVar[tuple[object, ...]]

    @abstractmethod
    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        """Every place where the fault stands, for one market's law."""

    @property
    def family(self) -> Family:
        return Family(self.code[:3])


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule of the package, by code.

    Raises ``ValueError`` where two rules share a code.
    """
    package = importlib.import_module("health_content.compliance.rules")
    found: dict[str, Rule] = {}
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        for value in vars(importlib.import_module(module.name)).values():
            if (
                isinstance(value, type)
                and issubclass(value, Rule)
                and value.__module__ == module.name
                and "code" in vars(value)
            ):
                rule = value()
                if rule.code in found:
                    raise ValueError(f"Two rules have the code {rule.code}.")
                found[rule.code] = rule
    return tuple(found[code] for code in sorted(found))
