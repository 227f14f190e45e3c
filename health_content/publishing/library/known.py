"""What is on file of live pages, so that pages with old findings need not be judged twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from health_content.compliance import Finding
from health_content.library.standings import Standing, Version
from health_content.library.waivers import site_day

if TYPE_CHECKING:
    from health_content.publishing.library.trial import TriedPage

BATCH = 200

_REVIEWED_OTHER_WORDS = "REV603"
"""That words changed since their review follows from every change, and the review can only come
after it: it is told on the page, and keeps no entry from being mended."""


def key_of(finding: Finding) -> tuple[str, ...]:
    """By what a finding is known again in another judgment of the same page."""
    return (finding.code, finding.fingerprint, finding.severity.value)


def refusing_apart_from_review(page: TriedPage) -> list[Finding]:
    """The findings that refuse a page and may come with an entry."""
    found = page.judgment.refusing if page.judgment is not None else ()
    return [item for item in found if item.code != _REVIEWED_OTHER_WORDS]


def without_known(pages: list[TriedPage]) -> list[TriedPage]:
    """Those of some refused pages that have to be judged as they stand without the entry.

    Not those where all that refuses them was found in them before, by the same rules and policy:
    nothing of it comes with the entry.
    """
    left = []
    for start in range(0, len(pages), BATCH):
        some = pages[start : start + BATCH]
        known = _standings(page.page_id for page in some)
        left += [page for page in some if not _is_known(page, known.get(page.page_id))]
    return left


def _standings(keys: Iterable[int]) -> dict[int, Standing]:
    found = Standing.objects.filter(page_id__in=list(keys), version=Version.LIVE)
    return {standing.page_id: standing for standing in found.prefetch_related("findings")}


def _is_known(page: TriedPage, standing: Standing | None) -> bool:
    judgment = page.judgment
    if judgment is None or standing is None:
        return False
    judged_by = (judgment.report.rule_set, judgment.policy_hash)
    if judged_by != (standing.rule_set, standing.policy_hash):
        return False
    stored = {
        (item.code, item.fingerprint, item.severity)
        for item in standing.findings.all()
        if not item.is_waived
    }
    if not {key_of(item) for item in refusing_apart_from_review(page)} <= stored:
        return False
    until = standing.admitted_until
    page.was_admitted = standing.is_admitted and (until is None or site_day() <= until)
    return True
