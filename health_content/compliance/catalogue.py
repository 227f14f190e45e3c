"""The reference of the rules, written from the rules themselves.

uv run python -m health_content.compliance.catalogue > docs/rules.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from health_content.compliance.finding import Market
from health_content.compliance.rule import RULE_SET_VERSION, Family, Rule, all_rules

COMMAND = "uv run python -m health_content.compliance.catalogue > docs/rules.md"

TITLES = {
    Family.DISCLAIMERS: "Disclaimers",
    Family.AFFILIATE: "Paid links and disclosures",
    Family.CLAIMS: "Claims",
    Family.EVIDENCE: "Evidence and references",
    Family.DOSAGE: "Doses",
    Family.REVIEW: "Review and accountability",
}
"""What each family is called."""

_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|~"})


def reference() -> str:
    """Every rule of the package as Markdown, by family, ending with a line break."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    rules = all_rules()
    yield "# Rules"
    yield ""
    yield f"<!-- This file is written by a command; renew it with: {COMMAND} -->"
    yield ""
    yield (
        f"Rule set {RULE_SET_VERSION}: {len(rules)} rules. A page without findings has no problem "
        "that these rules know; that does not make it lawful. *Blocking* refuses until a waiver "
        "stands, *needs-reason* until a reason is on file, and *advice* is only shown."
    )
    for family in Family:
        members = [rule for rule in rules if rule.family is family]
        if members:
            yield ""
            yield f"## {TITLES[family]}"
            yield ""
            yield "| Code | Name | Where the page sells | Elsewhere |"
            yield "| --- | --- | --- | --- |"
            for rule in members:
                yield (
                    f"| [{rule.code}](#{rule.code.lower()}-{rule.name}) | {rule.name} "
                    f"| {rule.severity} | {rule.severity_elsewhere} |"
                )
            for rule in members:
                yield ""
                yield from _of(rule)


def _of(rule: Rule) -> Iterator[str]:
    authority = rule.authority
    yield f"### {rule.code} {rule.name}"
    yield ""
    yield _plain(rule.message.replace("{quote}", "…"))
    yield ""
    yield f"*Why.* {_plain(rule.why)}"
    yield ""
    yield f"*Instead.* {_plain(rule.remedy)}"
    yield ""
    yield from _examples(rule)
    yield f"- Severity: {rule.severity} where the page sells, {rule.severity_elsewhere} elsewhere"
    yield f"- Markets: {_markets(rule)}"
    yield f"- Locked: {'yes; it can be raised, never lowered' if rule.is_locked else 'no'}"
    part = f", {rule.criterion}" if not authority.citation.endswith(rule.criterion) else ""
    secondary = ", in a copy or a report" if authority.is_secondary else ""
    yield (
        f"- Authority: [{_plain(authority.citation)}]({authority.url}){_plain(part)}, "
        f"{_plain(authority.title)}; read {authority.read_on.isoformat()}{secondary}"
    )


def _examples(rule: Rule) -> Iterator[str]:
    for label, examples in (("Found", rule.failing), ("Left alone", rule.passing)):
        text = next((item for item in examples if isinstance(item, str)), None)
        if text is not None:
            yield f"> {label}: {_plain(' '.join(text.split()))}"
            yield ">"
    yield f"> Better: {_plain(' '.join(rule.better.split()))}"
    yield ""


def _markets(rule: Rule) -> str:
    return "all" if set(rule.markets) == set(Market) else ", ".join(rule.markets)


def _plain(text: str) -> str:
    """A text in which no character is taken for Markdown."""
    return text.translate(_MARKS)


if __name__ == "__main__":
    sys.stdout.write(reference())
