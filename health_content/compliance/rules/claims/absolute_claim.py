"""CLM317: words that promise more than any evidence can carry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import FTC_2022
from health_content.compliance.rules.claims.phrases import Found, written
from health_content.compliance.rules.claims.turns import PROMISES
from health_content.compliance.rules.claims.voice import said, stands

if TYPE_CHECKING:
    from health_content.compliance.material import Copy, Material

_NOT_OF_HEALTH = frozenset({"money", "back", "satisfaction", "price", "delivery", "refund"})
_RESULTS = frozenset({"results", "relief", "cure", "success", "improvement"})
_NO_PROMISE = {
    "breakthrough": frozenset({"bleeding", "infection", "infections", "pain", "seizure", "case"}),
    "proven": frozenset({"be"}),
    "guaranteed": frozenset({"analysis", "refund", "delivery"}),
    "doctors": frozenset({"to"}),
    "physicians": frozenset({"to"}),
}
_REPORTED = frozenset(
    "were was have has had reported seen observed noted recorded occurred found".split()
)


class AbsoluteClaim(Rule):
    """Proof, miracles, guarantees and harmlessness promised without bounds."""

    code = "CLM317"
    name = "absolute-claim"
    why = (
        "No supplement works for everybody or harms nobody, and “proven” asks for randomized "
        "trials of this very product. Readers take such words at their word, and so do the FTC "
        "and affiliate programs."
    )
    message = "“{quote}” promises more than evidence can carry."
    remedy = "Say what was found, in whom and how surely, or leave the words out."
    better = "The label says what the capsule holds, and the trials are listed below."
    authority = FTC_2022
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "This clinically proven formula works where others fail.",
        "A gentle magnesium with minimal side effects.",
        "Doctor recommended and 100 % safe.",
        "Absorbed well and taken without gastrointestinal side effects.",
    )
    passing = (
        "Be wary of anything sold as a miracle.",
        "Words such as “clinically proven” tell you nothing by themselves.",
        "It comes with a money-back guarantee from the maker.",
        "No side effects were reported in the four weeks of the trial.",
        "There is no miracle in a capsule.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in said(material):
            for found in PROMISES.found_in(copy.text):
                if _promises(copy, found) and stands(copy, found.start, found.end):
                    yield Fault(copy.location, found.start, found.end)


def _promises(copy: Copy, found: Found) -> bool:
    words = written(copy.text).words
    after = words[found.last : found.last + 1]
    if words[found.last - 1] == "effects" and after and after[0] in _REPORTED:
        return False
    if words[found.first] == "guaranteed" and _RESULTS.isdisjoint(after):
        near = words[max(0, found.first - 3) : found.first] + after
        if not _NOT_OF_HEALTH.isdisjoint(near):
            return False
    excluded = _NO_PROMISE.get(words[found.last - 1])
    return not (excluded and after and after[0] in excluded)
