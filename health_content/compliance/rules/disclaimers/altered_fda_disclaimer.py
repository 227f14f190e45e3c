"""DSC101: a typed copy of the FDA disclaimer that is not the disclaimer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.disclaimers.authorities import FDA_TEXT
from health_content.compliance.rules.disclaimers.fda_sentence import (
    Copied,
    changes,
    copies_in,
    is_reported,
)
from health_content.manuscript import DisclaimerKind, TypedDisclaimer
from health_content.statutory import FDA_PLURAL

if TYPE_CHECKING:
    from health_content.compliance.material import Copy, Material

_ELSEWHERE = frozenset({"reference", "slug", "file-name"})
_PLURAL = (
    "“These products are” is not the wording: the regulation says “This product is” even "
    "where it speaks of several statements."
)
_UNLIKE = "This is marked as the FDA disclaimer and does not hold its words."
_HALF = "This is one of the two sentences of the FDA disclaimer; the other is missing."


class AlteredFDADisclaimer(Rule):
    """A text close to the FDA disclaimer, and not its words."""

    code = "DSC101"
    name = "altered-fda-disclaimer"
    why = (
        "The regulation fixes the words of this disclaimer, and only those words. A version of "
        "one's own next to the exact one tells readers two things about the same products. The "
        "site shows the exact text on every page by itself."
    )
    message = "“{quote}” is not the FDA disclaimer’s wording."
    remedy = (
        "Take the typed text out, for the page shows the exact one; or let it read: "
        f"“{FDA_PLURAL.text}”"
    )
    better = FDA_PLURAL.text
    authority = FDA_TEXT
    criterion = "(c)"
    severity = Severity.BLOCKING
    severity_elsewhere = Severity.BLOCKING
    is_locked = True
    failing = (
        "These statements have not been evaluated by the FDA.",
        "These products are not intended to diagnose, treat, cure, or prevent any disease.",
        "Our supplements are not meant to treat, cure or prevent any illness.",
    )
    passing = (
        FDA_PLURAL.text,
        "Supplements are not evaluated by the FDA before they are sold, unlike medicines.",
        "Labels say: “This product is not intended to cure or prevent any disease.”",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in material.copies:
            if copy.role in _ELSEWHERE:
                continue
            found = copies_in(copy.text)
            for typed in found:
                if message := _message(typed, copy.text):
                    start, end = typed.told
                    grave = Severity.NEEDS_REASON if typed.is_half else None
                    yield Fault(copy.location, start, end, message, severity=grave)
            if not found and _is_declared(copy):
                yield Fault(copy.location, 0, len(copy.text), _UNLIKE)


def _is_declared(copy: Copy) -> bool:
    return (
        isinstance(copy.node, TypedDisclaimer)
        and copy.node.disclaimer is DisclaimerKind.FDA
        and copy.text != copy.node.heading
    )


def _message(typed: Copied, text: str) -> str:
    if typed.is_exact or is_reported(text, typed):
        return ""
    if typed.is_half:
        return _HALF
    told = f"“{{quote}}” is not the FDA disclaimer’s wording: {changes(typed)}."
    return f"{_PLURAL} {told}" if "these products are not" in typed.words else told
