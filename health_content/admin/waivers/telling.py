"""A finding as these screens tell of it, whether it stands now or is on file with a waiver."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from health_content.compliance import Finding, Severity, all_rules
from health_content.compliance.rule import Rule
from health_content.library.products import PaidLink
from health_content.library.pseudonyms import Pseudonym
from health_content.library.waivers import Waiver

SEVERITIES = {
    Severity.BLOCKING: _("Blocks publishing"),
    Severity.NEEDS_REASON: _("Needs a reason"),
    Severity.ADVICE: _("Advice"),
}
_BLOCK_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Told:
    """What a template shows of a finding. ``rule`` is ``None`` where it is no more."""

    code: str
    name: str
    severity: Any
    message: str
    remedy: str
    before: str
    quote: str
    after: str
    rule: Rule | None
    is_commercial: bool
    products: list[str]
    markets: list[str]
    anchor: str = ""
    rule_address: str = ""


def told_of(finding: Finding) -> Told:
    """A finding that stands now."""
    start = finding.span.start - finding.excerpt_start
    before, quote, after = _parted(finding.excerpt, finding.quote, start)
    context = finding.context
    return Told(
        code=finding.code,
        name=finding.name,
        severity=SEVERITIES[finding.severity],
        message=finding.message,
        remedy=finding.remedy,
        before=before,
        quote=quote,
        after=after,
        rule=_rule(finding.code),
        is_commercial=context.is_commercial,
        products=_names_of(context.products),
        markets=list(context.markets),
        anchor=anchor_of(finding.span.location.path),
        rule_address=rule_address(finding.code),
    )


def told_of_waiver(waiver: Waiver) -> Told:
    """The finding that a waiver was given for, as it was then."""
    rule = _rule(waiver.code)
    before, quote, after = _parted(waiver.excerpt, waiver.quote, waiver.excerpt.find(waiver.quote))
    return Told(
        code=waiver.code,
        name=rule.name if rule else "",
        severity=SEVERITIES[Severity(waiver.severity)],
        message=waiver.message,
        remedy=rule.remedy if rule else "",
        before=before,
        quote=quote,
        after=after,
        rule=rule,
        is_commercial=waiver.is_commercial,
        products=_names_of(waiver.products),
        markets=list(waiver.markets),
        rule_address=rule_address(waiver.code),
    )


def names_of_people(keys: set[str]) -> dict[str, str]:
    """The names behind keys of the ledger; the key itself where the account is gone."""
    known = Pseudonym.objects.select_related("user").filter(key__in=keys)
    return {key: key for key in keys} | {item.key: item.name for item in known}


def _parted(sentence: str, quote: str, start: int) -> tuple[str, str, str]:
    end = start + len(quote)
    if not quote or start < 0 or sentence[start:end] != quote:
        return sentence, "", ""
    return sentence[:start], quote, sentence[end:]


def names_of_links(keys: Collection[str]) -> dict[str, str]:
    """What products and links are called; where a page names a link by its key, its words.

    A call to action without a product is told by the key of its paid link.
    """
    known = PaidLink.objects.filter(pk__in=[key for key in keys if key.isdecimal()])
    told = known.select_related("product", "program")
    return {key: key for key in keys} | {str(item.pk): str(item) for item in told}


def _names_of(products: Any) -> list[str]:
    names = names_of_links(list(products))
    return [names[key] for key in products]


def _rule(code: str) -> Rule | None:
    return next((rule for rule in all_rules() if rule.code == code), None)


def anchor_of(path: tuple[str, ...]) -> str:
    """Where the page editor shows the block, as Wagtail names its section."""
    keys = [step for step in path if _BLOCK_KEY.fullmatch(step)]
    return f"#block-{keys[-1]}-section" if keys else ""


def rule_address(code: str) -> str:
    try:
        return f"{reverse('health_content_rules')}#{code}"
    except NoReverseMatch:
        return ""
