"""REV607: "we tested", and nothing on the page that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.review.authorities import FTC_ANSWERS
from health_content.compliance.wording import Wording

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_ELSEWHERE = frozenset(
    {"reference", "quotation", "evidence", "myth", "navigation", "slug", "file-name", "disclaimer"}
)
_US = r"(?:we|i|our (?:\w+ )?(?:team|editors?|testers?|experts?|lab|laboratory|panel|writers?))"
_TESTING = Wording(
    rf"{_US}(?:'ve| have)?(?: personally| independently| thoroughly| carefully| all| actually|"
    r" each)? (?:tested|tried(?: out)?|road tested|lab tested|trialled|trialed|sampled)",
    r"(?:our|my) (?:own )?(?:hands on )?(?:tests|testing|test results|trials|lab results|hands on "
    r"(?:test|review|experience))",
    r"(?:tested|tried) (?:and \w+ )?by (?:us|me|our \w+)",
    r"(?:after|in) (?:\w+ )?(?:(?:\d{1,3}|two|three|four|six|eight|several|many) )?"
    r"(?:hours|days|weeks|months) of (?:our )?(?:hands on )?testing",
    cues=("tested", "tried", "testing", "trial", "sampled", "tests", "test ", "lab ", "hands"),
)
_SHOWN = Wording(
    r"how (?:we|i) (?:test|tested|tried|try)",
    r"(?:bought|paid for|purchased)(?: \w+){0,6} (?:ourselves|myself|our own money|at retail|"
    r"in shops|in a shop|with our own \w+)",
    r"at our own (?:expense|cost)",
    r"(?:sent|mailed|gave|submitted|took)(?: \w+){1,8} to (?:an?|the|two|three)(?: \w+){0,3} "
    r"(?:labs?|laboratory|laboratories)",
    r"(?:batch|lot) (?:number|numbers|no)",
    r"(?:test|testing) (?:method|protocol|log|record|report|sheet)s?",
    cues=("how ", "bought", "paid", "purchased", "own ", "lab", "batch", "lot ", "test"),
)
_OTHERS = Wording(
    r"(?:we|i) (?:tested|tried) (?:whether|if|the hypothesis|to)", cues=("tested", "tried")
)


class UntestedTestingClaim(Rule):
    """A test that is claimed and not told of. Whether a told one took place is not seen here."""

    code = "REV607"
    name = "untested-testing-claim"
    why = (
        "Who says “we tested” speaks from experience, and readers pay more heed to it. The FTC "
        "asks that nobody describe a product as tried who has not tried it; so tell how."
    )
    message = "“{quote}” claims a test of which the page shows nothing."
    remedy = "Tell how it was tested: what was bought, when, how often, by whom; or take it out."
    better = "We compared what the labels of six products say."
    authority = FTC_ANSWERS
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "We tested dozens of powders, and this one dissolves best.",
        "In our testing the capsules were easy to swallow.",
    )
    passing = (
        "We have not tested any of these products.",
        "We tested six powders that we bought in shops ourselves, each in cold water.",
        "Researchers tested two doses for a year.",
        "We tried to find out what the panel means.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        found = [
            (copy, start, end)
            for copy, start, end in _TESTING.among(
                copy for copy in material.copies if copy.role not in _ELSEWHERE
            )
            if not _OTHERS.is_in(copy.text[start : end + 16])
        ]
        if not found or any(_SHOWN.is_in(copy.text) for copy in material.copies):
            return
        for copy, start, end in found:
            yield Fault(copy.location, start, end)
