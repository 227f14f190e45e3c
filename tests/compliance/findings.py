"""Findings made by hand, so that how they are shown depends on no rule."""

from datetime import date

from health_content.compliance import Authority, Context, Finding, Market, Report, Severity
from health_content.manuscript import Location, Span

LAW = Authority(
    citation="21 CFR 101.93(g)",
    title="Disease claims",
    url="https://www.ecfr.gov/current/title-21/section-101.93",
    read_on=date(2026, 11, 23),
)
SELLS = Context(is_commercial=True, products=("Amazon",), markets=(Market.US,), rule_version=1)
SENTENCE = "Magnesium cures arthritis in weeks."


def finding(excerpt=SENTENCE, quote="cures arthritis", **changes):
    """A finding about ``quote`` in the sentence ``excerpt``, which begins its text."""
    start = changes.pop("start", excerpt.find(quote))
    values = {
        "code": "CLM301",
        "name": "disease-claim",
        "message": f"This says that a product acts on a disease: “{quote}”.",
        "remedy": "Say what the nutrient does in a healthy body.",
        "severity": Severity.BLOCKING,
        "span": Span(Location(("body", "one")), start, start + len(quote)),
        "quote": quote,
        "excerpt": excerpt,
        "excerpt_start": 0,
        "authority": LAW,
        "context": SELLS,
        "criterion": "(g)(2)(i)",
    }
    return Finding(**{**values, **changes})


def report(*findings, markets=(Market.US,)):
    """A report with these findings."""
    partial = tuple(market for market in markets if market is not Market.US)
    return Report(findings, "2026.11", markets, True, partial)
