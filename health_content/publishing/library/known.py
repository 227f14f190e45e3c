"""What is on file of live pages, so that pages with old findings need not be judged twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from health_content.compliance import Finding
from health_content.library.standings import Standing, Version
from health_content.library.waivers import site_day
from health_content.publishing.judging import Judgment, hashes_before_review

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


def fetch_known(pages: list[TriedPage]) -> None:
    """Have what is on file of some pages with them."""
    for start in range(0, len(pages), BATCH):
        some = {page.page_id: page for page in pages[start : start + BATCH]}
        found = Standing.objects.filter(page_id__in=list(some), version=Version.LIVE)
        for standing in found.prefetch_related("findings"):
            some[standing.page_id].known = standing


def without_known(pages: list[TriedPage]) -> list[TriedPage]:
    """Those of some pages that have to be judged as they stand without the entry.

    Not those that are with it what is on file of them, where all that refuses them was found in
    them before, by the same rules and policy: nothing of it comes with the entry.
    """
    return [page for page in pages if not _is_known(page)]


def stands_as_known(judgment: Judgment, known: Standing | None) -> bool:
    """Whether a page that was judged is what is on file of it, and a door saw that.

    A review or another policy may have changed the hashes meanwhile, and nobody the page.
    """
    if known is None or known.record_number is None:
        return False
    words = (known.content_hash, known.context_hash)
    if judgment.is_unchanged or words == (judgment.content_hash, judgment.context_hash):
        return True
    if known.policy_hash != judgment.policy_hash and known.content_hash == judgment.content_hash:
        return True
    return words == hashes_before_review(judgment)


def _is_known(page: TriedPage) -> bool:
    judgment, known = page.judgment, page.known
    if judgment is None or known is None:
        return False
    words = (judgment.content_hash, judgment.context_hash)
    if words != (known.content_hash, known.context_hash):
        return False
    judged_by = (judgment.report.rule_set, judgment.policy_hash)
    stored = {
        (item.code, item.fingerprint, item.severity)
        for item in known.findings.all()
        if not item.is_waived
    }
    found = {key_of(item) for item in refusing_apart_from_review(page)}
    if found and (judged_by != (known.rule_set, known.policy_hash) or not found <= stored):
        return False
    until = known.admitted_until
    page.was_admitted = known.is_admitted and (until is None or site_day() <= until)
    page.is_as_known = known.record_number is not None
    return True
