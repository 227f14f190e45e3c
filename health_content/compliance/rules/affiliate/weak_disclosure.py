"""AFF206: a typed disclosure that does not say who earns what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import FTC_ANSWERS
from health_content.compliance.rules.affiliate.offering import NOT_OURS, selling
from health_content.compliance.wording import Wording

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_HERE = (
    r"(?:(?:some|any|many|a few|all|certain) (?:of )?)?(?:this|these|the|our|my) (?:blog )?"
    r"(?:posts?|pages?|articles?|site|website|blog|content|reviews?|guides?)"
)
_KINDS = r"(?:affiliate|referral|partner|sponsored|associate|commercial)"
_WEAK = Wording(
    rf"{_HERE} (?:may |might |can |could |sometimes |occasionally )?(?:contains?|includes?|has|"
    rf"have|features?|uses?) (?:a few |some )?{_KINDS} links",
    rf"{_HERE} (?:may|might|could) (?:contain|include|have) (?:a few |some )?links",
    rf"(?:may|might|could) (?:contain|include) (?:some )?{_KINDS} links",
    rf"contains (?:some )?{_KINDS} links",
    rf"\((?:contains )?(?:an )?(?:{_KINDS}|aff|aff\.|amazon affiliate) links?\)",
    rf"\[(?:{_KINDS}|aff) links?\]",
    rf"\*{{1,2}}(?:{_KINDS}|aff) links?",
    rf"(?:^|\n)(?:\w+ )?{_KINDS} links?[.:!]?(?=\n|$)",
    rf"links (?:marked with \S+ )?are {_KINDS} links",
    cues=("link",),
)
_TAGS = Wording(
    r"#(?:sp|spon|aff|affiliate|affiliatelink|partner|collab|ambassador|amazonfinds|amazonpartner|"
    r"thanks\w{0,20})",
    cues=("#",),
)
_PLAIN_WORDS = Wording(
    r"(?:we|i|us|the site|this site|the publisher) (?:may |will |can |might |could |do |also |"
    r"would |sometimes |then )?(?:earns?|gets?|get paid|receives?|makes?|are paid|is paid)",
    r"commissions?",
    r"paid links?",
    r"pays? us",
    cues=("earn", "get", "receive", "make", "paid", "commission", "pay"),
)


class WeakDisclosure(Rule):
    """Words that mean something to us and little to a reader."""

    code = "AFF206"
    name = "weak-disclosure"
    why = (
        "Many readers do not know what an affiliate link is, and “may contain” leaves open what is "
        "so. The FTC finds neither enough: say in plain words that we earn when they buy."
    )
    message = "“{quote}” does not tell readers that we earn when they buy."
    remedy = (
        "Take it out, for the page shows its own disclosure; or say: “We earn a commission if you "
        "buy through the links on this page.”"
    )
    better = "We earn a commission if you buy through the links on this page."
    authority = FTC_ANSWERS
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "This post may contain affiliate links.",
        "The powder we use (affiliate link) has no additives.",
        "A new favorite! #sp",
    )
    passing = (
        "This post contains affiliate links: we earn a commission when you buy through them.",
        "An affiliate link tells a shop which site sent the buyer.",
        selling(label="See it on Amazon (paid link)"),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in material.copies:
            if copy.role not in NOT_OURS:
                for start, end in _weak_spans(copy.text):
                    yield Fault(copy.location, start, end)


def is_weak(text: str) -> bool:
    """Whether a text discloses in words that mean little to a reader, and in no plainer ones."""
    return next(_weak_spans(text), None) is not None


def _weak_spans(text: str) -> Iterator[tuple[int, int]]:
    for wording in (_WEAK, _TAGS):
        for start, end in wording.asserted(text):
            if not _PLAIN_WORDS.is_in(text[max(0, start - 200) : end + 200]):
                yield start, end
