"""DSC103: words that tell readers not to take a disclaimer seriously."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.disclaimers.authorities import PROMINENCE
from health_content.compliance.wording import Wording

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_ELSEWHERE = frozenset({"reference", "slug", "file-name"})
_WHO = r"(?:the )?(?:fda|ftc|government|feds|law|lawyers?|legal team|legal department|attorneys?)"
_SAID = r"(?:say|write|print|include|put|add|post|tell you|mention)"
_DISCLAIMER = (
    r"(?:disclaimers?|fine print|small print|legal notice|fda (?:notice|sentence|warning))"
)
_UNDERCUTTING = Wording(
    rf"{_WHO} (?:makes|make|made|forces|force|forced|requires|require|required|obliges|wants)"
    rf" (?:us|me) (?:to )?{_SAID}",
    rf"(?:we|i)(?:'re| are|'m| am)? (?:only )?(?:have|had|legally required|legally obliged|obliged|"
    rf"required|forced) to {_SAID} (?:this|that|it)(?: (?:here|because|by law))?",
    r"(?:legal )?mumbo jumbo",
    r"legal (?:gobbledygook|blah(?: blah)?|nonsense|stuff|jargon|bla bla)",
    rf"(?:boilerplate|obligatory|usual|boring|standard legal|pointless|silly|annoying) "
    rf"{_DISCLAIMER}",
    r"(?:just|only|mere|merely|legal|the usual|standard) (?:legal )?boilerplate",
    rf"(?:ignore|skip|disregard|never mind|forget|pay no attention to) "
    rf"(?:this|the|our|that) {_DISCLAIMER}",
    rf"{_DISCLAIMER}(?: below| above)? (?:is|are) (?:just |only |merely |purely )?"
    r"(?:a formality|boilerplate|for show|nonsense|legalese)",
    r"to (?:keep|make) (?:the )?(?:lawyers|fda|ftc|feds) happy",
    r"(?:cover|covering) (?:our|my) (?:backs?|butts?|bases legally)",
    cues=(
        "mumbo", "boilerplate", "disclaimer", " print", "legal", " us to ", " me to ", " us say",
        " us print", " us write", " us put", " us add", " us include", "cover our", "cover my",
        "covering", "have to ", "had to ", "forced to", "required to", "obliged to", " happy",
        "fda",
        " us mention", " us post", " us tell", " me say", " me put", " me add",
    ),
)  # fmt: skip


class UndercutDisclaimer(Rule):
    """A remark that takes back what a disclaimer says."""

    code = "DSC103"
    name = "undercut-disclaimer"
    why = (
        "A disclaimer counts as shown when readers take it in. A remark that waves it away leaves "
        "them with the impression that it was meant to correct."
    )
    message = "“{quote}” tells readers not to take the disclaimer seriously."
    remedy = "Take the remark out. The disclaimer stands by itself."
    better = "The disclaimers at the end of this page hold for everything on it."
    authority = PROMINENCE
    criterion = "(C)"
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.NEEDS_REASON
    failing = (
        "The FDA makes us say this, but you know what our readers report.",
        "Here comes the legal mumbo jumbo.",
        "You can skip the disclaimer below.",
    )
    passing = (
        "The law requires makers to print a disclaimer on such labels.",
        "We have to say how little is known about boron.",
        "Do not skip the fine print on a label.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        copies = (copy for copy in material.copies if copy.role not in _ELSEWHERE)
        for copy, start, end in _UNDERCUTTING.among(copies):
            yield Fault(copy.location, start, end)
