"""What another policy would change, before it is switched on."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from health_content import conf
from health_content.assessment import in_force, judged_edition, policy_of
from health_content.auditing.pages import fetched, live_batches
from health_content.compliance import Finding, Policy, check
from health_content.compliance.waivers import Waiver as PlainWaiver
from health_content.compliance.waivers import apply
from health_content.edition import Edition
from health_content.library.policies import Mode
from health_content.library.waivers import Waiver, site_day
from health_content.publishing.judging import REFUSING

logger = logging.getLogger("health_content.auditing")


@dataclass(frozen=True, slots=True)
class PageChange:
    """What the other policy refuses in one page (``added``), and what no more (``removed``)."""

    page_id: int
    title: str
    added: tuple[Finding, ...] = ()
    removed: tuple[Finding, ...] = ()


@dataclass(slots=True)
class Preview:
    """What would happen if each live page were published under another policy.

    Pages stand in ``newly_refused`` or ``no_longer_refused``; in ``refused_otherwise`` where
    both policies refuse them, for other findings. ``unchanged`` counts the rest;
    ``not_judged`` has the ids of pages that could not be judged, which no policy admits.
    """

    pages_judged: int = 0
    newly_refused: list[PageChange] = field(default_factory=list)
    no_longer_refused: list[PageChange] = field(default_factory=list)
    refused_otherwise: list[PageChange] = field(default_factory=list)
    unchanged: int = 0
    not_judged: list[int] = field(default_factory=list)


def preview(given: Mapping[str, Any]) -> Preview:
    """Judge every live page by the policy ``given`` and by the one in force, with its waivers.

    ``given`` has the shape of ``HEALTH_CONTENT["COMPLIANCE"]``; what it leaves out is as by
    default. Nothing is written. Each page counts as if its words were new: that a page may
    stay as it is while nobody changes it is the same under every policy. Raises
    ``PolicyError`` where ``given`` makes no policy.
    """
    now, then = in_force(), {**conf.DEFAULTS["COMPLIANCE"], **given}
    policies = (policy_of(now), policy_of(then))
    modes = (Mode(now["MODE"]), Mode(then["MODE"]))
    found = Preview()
    for model, keys in live_batches():
        pages = list(fetched(model, keys))
        waivers = _waivers_of([page for _, page in pages if page is not None])
        for key, page in pages:
            try:
                edition = judged_edition(page)
                before, after = (
                    _refusing(edition, policy, mode, waivers[_words_of(page)])
                    for policy, mode in zip(policies, modes, strict=True)
                )
            except Exception:
                logger.exception("Page %s could not be judged.", key)
                found.not_judged.append(key)
                continue
            _note(found, page, before, after)
    return found


def _refusing(
    edition: Edition, policy: Policy, mode: Mode, waivers: Iterable[PlainWaiver]
) -> tuple[Finding, ...]:
    """The findings for which a page would be refused."""
    if mode is Mode.REPORT:
        return ()
    left = apply(check(edition, policy), waivers, site_day()).report
    return tuple(item for item in left.findings if item.severity in REFUSING)


def _note(
    found: Preview, page: Any, before: tuple[Finding, ...], after: tuple[Finding, ...]
) -> None:
    found.pages_judged += 1
    known, told = {_key(item) for item in before}, {_key(item) for item in after}
    change = PageChange(
        page_id=page.pk,
        title=str(page.title),
        added=tuple(item for item in after if _key(item) not in known),
        removed=tuple(item for item in before if _key(item) not in told),
    )
    if bool(before) != bool(after):
        (found.newly_refused if after else found.no_longer_refused).append(change)
    elif change.added or change.removed:
        found.refused_otherwise.append(change)
    else:
        found.unchanged += 1


def _key(finding: Finding) -> tuple[str, str, str, str]:
    """The same for one finding under two policies that are equally grave about it."""
    span = finding.span
    return (finding.code, finding.fingerprint, f"{span.location}:{span.start}", finding.severity)


def _waivers_of(pages: list[Any]) -> dict[int, list[PlainWaiver]]:
    found: dict[int, list[PlainWaiver]] = defaultdict(list)
    for waiver in Waiver.objects.filter(page_id__in=map(_words_of, pages)).standing():
        found[waiver.page_id].append(waiver.plain)
    return found


def _words_of(page: Any) -> int:
    """The page whose words it shows, whose waivers count."""
    return int(getattr(page, "alias_of_id", None) or page.pk)
