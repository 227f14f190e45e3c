"""The one judgment of a page that wants to go live."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from health_content.assessment import in_force, judged_edition, policy_of
from health_content.compliance import Finding, Policy, Report, Severity, check
from health_content.compliance.waivers import Waived, WaivedReport, apply
from health_content.edition import Edition
from health_content.library.policies import Mode
from health_content.library.standings import Standing, Version
from health_content.library.waivers import Waiver, site_day
from health_content.manuscript import content_hash

REFUSING = (Severity.BLOCKING, Severity.NEEDS_REASON)


@dataclass(frozen=True, slots=True)
class Judgment:
    """What the rules and the waivers on file say about one version of a page.

    ``report`` is as the rules made it, ``after_waivers`` is what is left of it.
    ``content_hash`` names the words, ``context_hash`` what they depend on besides. Where
    ``is_unchanged``, both are those of the version that was admitted last: it stays
    admitted, whatever was found.
    """

    edition: Edition
    report: Report
    after_waivers: WaivedReport
    mode: Mode
    content_hash: str
    context_hash: str
    policy_hash: str
    is_unchanged: bool

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What stands after waivers, in reading order."""
        return self.after_waivers.report.findings

    @property
    def waived(self) -> tuple[Waived, ...]:
        """What a waiver lets stand, with the waiver."""
        return self.after_waivers.waived

    @property
    def refusing(self) -> tuple[Finding, ...]:
        """The findings for which it may not go live: blocking, or in want of a reason."""
        return tuple(item for item in self.findings if item.severity in REFUSING)

    @property
    def is_refused(self) -> bool:
        """Whether the gate keeps it out."""
        return self.mode is Mode.ENFORCE and not self.is_unchanged and bool(self.refusing)

    @property
    def holds_until(self) -> date | None:
        """The last day of the first of its waivers to end, ``None`` without waivers."""
        return min((item.waiver.expires_on for item in self.waived), default=None)


def judge(page: Any, *, by: Policy | None = None, site: Any = None) -> Judgment:
    """Judge a page as it stands in memory, with the waivers given for it."""
    given = in_force()
    policy = policy_of(given) if by is None else by
    edition = judged_edition(page, site=site)
    report = check(edition, policy)
    # A new alias has no key yet, and the waivers of its source.
    is_known = page.pk or page.alias_of_id
    waivers = [item.plain for item in Waiver.objects.of_page(page).standing()] if is_known else []
    words, context = hashes_of(edition, report)
    return Judgment(
        edition=edition,
        report=report,
        after_waivers=apply(report, waivers, site_day()),
        mode=Mode(given["MODE"]),
        content_hash=words,
        context_hash=context,
        policy_hash=policy_hash_of(policy),
        is_unchanged=_was_admitted(page, words, context),
    )


def hashes_of(edition: Edition, report: Report) -> tuple[str, str]:
    """The content hash of an edition and the hash of what its findings depend on besides."""
    facts = edition.facts
    context = {
        "sells": report.is_commercial,
        "markets": list(report.markets),
        "shown": [[item.id, item.text, item.revision] for item in edition.obligations],
        "slug": facts.slug,
    }
    return content_hash(edition.manuscript), _digest(context)


def policy_hash_of(policy: Policy) -> str:
    """A hash that is the same for the same markets, severities and thresholds."""
    thresholds = policy.thresholds
    return _digest(
        {
            "markets": list(policy.markets),
            "severities": dict(policy.severities),
            "thresholds": [thresholds.near_offer_blocks, thresholds.review_months],
        }
    )


def _was_admitted(page: Any, words: str, context: str) -> bool:
    if page.pk is None:
        return False
    standing = Standing.objects.filter(
        page_id=page.pk, version=Version.LIVE, page__live=True
    ).first()
    return (
        standing is not None
        and standing.is_admitted
        and (standing.content_hash, standing.context_hash) == (words, context)
        and (standing.admitted_until is None or site_day() <= standing.admitted_until)
    )


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
