"""DSC105: a text that says a disclaimer, or the FDA, makes its claims fine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.disclaimers.authorities import PROMINENCE
from health_content.compliance.wording import Wording

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_ELSEWHERE = frozenset({"reference", "slug", "file-name", "quotation", "myth"})
_DISCLAIMER = r"(?:disclaimer|disclaimers|fine print|legal notice)"
_OURS = r"(?:these|this|our|my|all our|all of our|every one of our)"
_SAID = r"(?:claims?|statements?|articles?|pages?|posts?|reviews?|site|website|content|information)"
_AGENCY = r"(?:u\.?s\.? )?(?:fda|food (?:and|&) drug administration|ftc)"
_CURING = Wording(
    rf"{_DISCLAIMER}(?: below| above| here)? (?:makes|keeps|means|allows|lets|protects|covers|"
    r"ensures|guarantees)(?: that)? (?:us|it|this|our|we|all|everything|these|them)",
    rf"(?:thanks to|because of|with|given|under) (?:this|the|our|that) {_DISCLAIMER}"
    r"(?: above| below)?,? (?:we|our|these|this|everything|all|any|you) (?:\w+ )?"
    r"(?:can|may|is|are|be|claims?|legally)",
    rf"{_OURS} (?:health )?{_SAID} (?:is|are|was|were|has been|have been)(?: all)?(?: fully)? "
    rf"(?:evaluated|reviewed|approved|verified|cleared|checked|vetted|endorsed|authori[sz]ed) "
    rf"by (?:the )?{_AGENCY}",
    rf"{_OURS} (?:health )?{_SAID} (?:is|are)(?: all)?(?: fully| completely| 100%)? "
    r"(?:fda|ftc) (?:compliant|reviewed|cleared|safe|approved|evaluated)",
    rf"(?:fda|ftc) (?:compliant|cleared|reviewed|evaluated) {_SAID}",
    cues=("disclaimer", "print", "legal notice", "fda", "ftc", "food and", "food &"),
)


class DisclaimerClaimsCure(Rule):
    """A disclaimer or a review that is said to make claims lawful."""

    code = "DSC105"
    name = "disclaimer-claims-cure"
    why = (
        "A disclaimer never makes a claim about a disease lawful, and the FDA evaluates no "
        "statement of this kind before it is made: the disclaimer says just that. Who says "
        "otherwise misleads readers about both."
    )
    message = "“{quote}” says that a disclaimer or a review makes the statements fine."
    remedy = "Take it out, and look at the statements themselves."
    better = "Each statement about a nutrient here names the study it rests on."
    authority = PROMINENCE
    severity = Severity.BLOCKING
    failing = (
        "Our claims have been reviewed by the FDA.",
        "Thanks to this disclaimer, we can tell you what it really does.",
        "The disclaimer below keeps us on the right side of the law.",
    )
    passing = (
        "Our claims have not been evaluated by the FDA.",
        "Health claims are reviewed by the FDA before a label may carry them.",
        "A disclaimer on a label tells you that nobody evaluated the statement.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        copies = (copy for copy in material.copies if copy.role not in _ELSEWHERE)
        for copy, start, end in _CURING.among(copies):
            yield Fault(copy.location, start, end)
