"""The one judgment of a page that wants to go live."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from health_content.affiliates.programs import ProgramTerms
from health_content.assessment import in_force, judged_edition, judged_hash, policy, policy_of
from health_content.compliance import Finding, Policy, Report, Severity
from health_content.compliance.engine import check_material
from health_content.compliance.material import Material, Offer
from health_content.compliance.waivers import Waived, WaivedReport, apply
from health_content.edition import NOTHING_SUSPENDED, Edition, PageFacts, ReviewState
from health_content.library.policies import Mode
from health_content.library.standings import Standing, Version
from health_content.library.waivers import Waiver, site_day
from health_content.manuscript import PaidLinkTarget
from health_content.obligations import found_suspended
from health_content.publishing.fresh import fresh

_REVIEWED = frozenset({ReviewState.CURRENT, ReviewState.OVERDUE})
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
        """The last day of the first waiver to end that keeps it from being refused, if any."""
        needed = (item for item in self.waived if item.finding.severity in REFUSING)
        return min((item.waiver.expires_on for item in needed), default=None)


def judge(
    page: Any, *, by: Policy | None = None, site: Any = None, is_anew: bool = False
) -> Judgment:
    """Judge a page as it stands in memory, with the waivers given for it.

    ``is_anew`` reads what the page shows of the library once more: whoever holds the end of the
    ledger asks for it, for what the page remembers may be from before.
    """
    given = in_force()
    policy = policy_of(given) if by is None else by
    shown = fresh(page) if is_anew else page
    edition = judged_edition(shown, site=site)
    material = Material(edition, policy)
    report = check_material(material)
    # A new alias has no key yet, and the waivers of its source.
    is_known = page.pk or page.alias_of_id
    waivers = [item.plain for item in Waiver.objects.of_page(page).standing()] if is_known else []
    words, context = hashes_of(material, report)
    return Judgment(
        edition=edition,
        report=report,
        after_waivers=apply(report, waivers, site_day()),
        mode=Mode(given["MODE"]),
        content_hash=words,
        context_hash=context,
        policy_hash=policy_hash_of(policy),
        is_unchanged=_was_admitted(page, words, context)
        or _was_admitted_whole(shown, policy, site),
    )


def hashes_of(material: Material, report: Report) -> tuple[str, str]:
    """The hash of all words that were judged, and that of what the findings depend on besides.

    That is what the page sells, by which programs and on whose terms, the texts it owes, the
    markets, its topics and its address, and whether a medical review of these words is on record.
    Days do not count: that a review becomes overdue makes no other page of it. Neither do rules,
    severities and thresholds.
    """
    edition, facts = material.edition, material.edition.facts
    context = {
        "sells": report.is_commercial,
        "markets": list(report.markets),
        "shown": [[item.id, item.text, item.revision] for item in edition.obligations],
        "slug": facts.slug,
        "language": edition.manuscript.language,
        "topics": sorted(edition.manuscript.topics),
        "reviewed": facts.review in _REVIEWED,
        "offers": sorted(map(_dealing, material.offers)),
        "programs": _terms(material),
    }
    return judged_hash(edition), _digest(context)


def hashes_before_review(judgment: Judgment) -> tuple[str, str]:
    """The hashes of the same words, had nobody reviewed them."""
    edition = judgment.edition
    unread = replace(
        edition,
        facts=PageFacts(slug=edition.facts.slug, sells=edition.facts.sells),
        beside=tuple(it for it in edition.beside if it.location.path[0] != "review"),
    )
    return hashes_of(Material(unread, policy()), judgment.report)


def _dealing(offer: Offer) -> list[str]:
    link = offer.link or PaidLinkTarget()
    said = (link.key, link.product, link.merchant, link.market, link.label, link.rel)
    return [offer.address, *said, *_programs_of(offer)]


def _programs_of(offer: Offer) -> list[str]:
    """The program that an offer names, and the one that its address belongs to."""
    known = offer.recognized.program if offer.recognized else None
    return [offer.link.program if offer.link else "", known.key if known else ""]


def _terms(material: Material) -> list[list[Any]]:
    """What the site's library says of the programs that the page sells through."""
    registered = material.edition.registered
    own = {terms.key: terms for terms in (*registered.programs, *registered.addresses.values())}
    keys = {key for offer in material.offers for key in _programs_of(offer)}
    return [_of_terms(own[key]) for key in sorted(keys & own.keys())]


def _of_terms(terms: ProgramTerms) -> list[Any]:
    hosts = [[item.market, *item.hosts] for item in terms.markets]
    patterns = [terms.shorteners, terms.product_patterns]
    return [terms.key, terms.name, terms.merchant, terms.tag_parameter, hosts, patterns]


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


def _was_admitted_whole(page: Any, policy: Policy, site: Any) -> bool:
    """Whether a page was admitted with the offers that are suspended now: less of it may stay."""
    # The page was judged just now, so what is suspended on it is known.
    if page.pk is None or found_suspended(page) == NOTHING_SUSPENDED:
        return False
    material = Material(judged_edition(page, site=site, is_whole=True), policy)
    return _was_admitted(page, *hashes_of(material, check_material(material)))


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
