"""Ending a suspension: the live pages that would sell again are judged first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from health_content.compliance import Finding
from health_content.library.ledger import Event, Outcome
from health_content.library.policies import Mode
from health_content.library.pseudonyms import Pseudonym
from health_content.library.suspensions import Suspension
from health_content.publishing.errors import ComplianceError
from health_content.publishing.gate import is_gated
from health_content.publishing.judging import Judgment, judge
from health_content.publishing.standing import stand_anew
from health_content.recording.ledger import Entry, hold
from health_content.recording.refusals import record_refusal
from health_content.suspending import as_data, note, pages_of


def lift(suspension: Suspension, *, user: Any) -> Suspension:
    """Show the calls to action again, and record it. Nothing happens where it was lifted before.

    Raises :class:`~health_content.publishing.ComplianceError` where a live page would then stand
    with a finding that keeps pages from going live, and does not have it now; the refusal is
    recorded. Nothing is refused where the gate only reports.
    """
    try:
        with transaction.atomic():
            return _lifted(suspension, user)
    except ComplianceError as error:
        record_refusal(_refused(suspension, error, user))
        raise


def _lifted(suspension: Suspension, user: Any) -> Suspension:
    hold()
    found = Suspension.objects.get(pk=suspension.pk)
    if found.lifted_at is not None:
        return found
    pages = list(pages_of(found))

    def end() -> None:
        found.lifted_by = Pseudonym.of(user)
        found.lifted_at = timezone.now()
        found.save(update_fields=["lifted_by", "lifted_at"])

    judge_around(pages, end, is_due=lambda code: code == found.rule)
    note(found, "lifted", user, pages)
    return found


def judge_around(
    pages: Iterable[Page],
    change: Callable[[], None],
    *,
    is_due: Callable[[str], bool] = lambda code: False,
    may_refuse: bool = True,
) -> None:
    """Make a change by which live pages sell more or less, and store how they stand with it.

    Raises :class:`~health_content.publishing.ComplianceError` where a page would stand with a
    finding that keeps pages from going live, and did not before. A code that ``is_due`` counts as
    new in any case. Nothing is refused where the gate only reports, nor without ``may_refuse``: for
    what only takes something down. Needs a transaction.
    """
    gated = [page for page in pages if is_gated(page.specific)]
    before = {page.pk: judge(page.specific) for page in gated}
    change()
    for page in gated:
        # Asked for anew: an instance remembers what was suspended on it.
        judgment = judge(Page.objects.get(pk=page.pk).specific)
        known = set(_refusing(before[page.pk]))
        found = _refusing(judgment).items()
        new = [item for key, item in found if key not in known or is_due(key[0])]
        if new and may_refuse and judgment.mode is Mode.ENFORCE:
            raise ComplianceError(
                new,
                subject=page,
                message=_("“%(page)s” would sell again with what is found in it.")
                % {"page": page.get_admin_display_title()},
            )
        stand_anew(page, judgment, before=before[page.pk])


def _refusing(judgment: Judgment) -> dict[tuple[str, ...], Finding]:
    return {(item.code, item.fingerprint, item.severity): item for item in judgment.refusing}


def _refused(suspension: Suspension, error: ComplianceError, user: Any) -> Entry:
    findings = [{"code": item.code, "fingerprint": item.fingerprint} for item in error.findings]
    told = {"action": "lifted", "suspension": as_data(suspension), "findings": findings}
    return Entry(
        event=Event.SUSPENSION,
        outcome=Outcome.REFUSED,
        subject=error.subject,
        user=user,
        payload=told,
    )
