"""What every door asks."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

from django.db import router
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import ReferenceIndex

from health_content.assessment import mode
from health_content.compliance import Finding, Severity
from health_content.library.ledger import Door, Event, Outcome
from health_content.library.policies import Mode
from health_content.library.standings import Standing, StoredFinding, Version
from health_content.publishing.doors import Attempt, current_attempt
from health_content.publishing.errors import ComplianceError
from health_content.publishing.judging import Judgment, judge
from health_content.publishing.payload import payload_of
from health_content.recording.ledger import Entry, append, hold
from health_content.recording.refusals import record_refusal

logger = logging.getLogger("health_content.publishing")

_JUDGED = "_health_content_judgment"


def is_gated(page: Any) -> bool:
    """Whether a page is of a type that has opted in."""
    return bool(getattr(page, "is_gated", False))


def require_publishable(
    page: Any, *, is_recorded: bool = True, is_anew: bool = False
) -> Judgment | None:
    """Judge a page that wants to go live; raise :class:`ComplianceError` where it may not.

    The refusal is recorded, after the rollback that it brings about. What is admitted is
    recorded when it is saved: see :func:`note_admission`. A page that cannot be judged is
    refused too; where the gate only reports it passes, and there is no judgment. ``is_anew``
    is as :func:`~health_content.publishing.judging.judge` has it.
    """
    try:
        judgment = judge(page, is_anew=is_anew)
    except Exception as error:
        logger.exception("Page %s could not be judged.", page.pk)
        _let_nothing_unjudged_pass(page, error, is_recorded=is_recorded)
        return None
    if judgment.is_refused:
        if is_recorded:
            record_refusal(entry_of(page, judgment, Outcome.REFUSED))
        raise ComplianceError(judgment.refusing, subject=page)
    return judgment


def admit(page: Any, *, saved_as: Any = None) -> None:
    """Judge what is about to be saved as live, and remember the judgment until it is saved.

    ``saved_as`` is the instance that is saved, where that is not the page itself. Needs a
    transaction, as every page's ``save`` has one: until its end nobody else goes live and no
    entry of the library is changed.
    """
    hold()
    judgment = require_publishable(page, is_anew=True)
    saved = page if saved_as is None else saved_as
    setattr(saved, _JUDGED, (page, judgment, current_attempt()))


def note_admission(saved: Any) -> None:
    """Record what was admitted, now that it is saved: in the ledger and as the page's standing.

    Saving a live page whose words stay what they were is no attempt to go live.
    """
    known = saved.__dict__.pop(_JUDGED, None)
    if known is None:
        return
    page, judgment, attempt = known
    page.pk = saved.pk
    # Wagtail does so when its task is run: later than whoever waits for the ledger's end asks.
    ReferenceIndex.create_or_update_for_object(page)
    if judgment is None:
        append(_unjudged(page, Outcome.REPORTED, attempt))
        return
    if judgment.is_unchanged and attempt.door is Door.SAVE:
        return
    record = append(entry_of(page, judgment, _outcome(judgment), attempt=attempt))
    is_admitted = judgment.is_unchanged or not judgment.refusing
    store_standing(
        page, judgment, Version.LIVE, is_admitted=is_admitted, record_number=record.number
    )


def forget(saved: Any) -> None:
    """Forget what was judged for a save that came to nothing."""
    saved.__dict__.pop(_JUDGED, None)


def admit_later(page: Any, revision: Any) -> None:
    """Judge a revision that is put on the schedule, and remember it until it is saved."""
    setattr(revision, _JUDGED, (page, require_publishable(page), current_attempt()))


def note_schedule(revision: Any) -> None:
    """Record that a page was admitted to go live at a later time. It is judged again then."""
    known = revision.__dict__.pop(_JUDGED, None)
    if known is None:
        return
    page, judgment, attempt = known
    attempt = replace(attempt, revision_id=revision.pk)
    if judgment is None:
        append(_unjudged(page, Outcome.REPORTED, attempt, Event.SCHEDULE))
        return
    entry = entry_of(page, judgment, _outcome(judgment), Event.SCHEDULE, attempt)
    due = revision.approved_go_live_at.isoformat()
    append(replace(entry, payload={**entry.payload, "due": due}))


def store_standing(
    page: Any,
    judgment: Judgment,
    version: Version,
    *,
    is_admitted: bool,
    record_number: int | None = None,
    is_baseline: bool = False,
    stored_hash: str = "",
) -> Standing:
    """Keep what was found in a version of a page, for lists and reports."""
    left = judgment.after_waivers.report
    values: dict[str, Any] = {
        severity.name.lower(): len(left.of(severity)) for severity in Severity
    }
    values |= {
        "waived": len(judgment.waived),
        "content_hash": judgment.content_hash,
        "context_hash": judgment.context_hash,
        "stored_hash": stored_hash,
        "rule_set": judgment.report.rule_set,
        "policy_hash": judgment.policy_hash,
        "judged_at": timezone.now(),
        "is_commercial": judgment.report.is_commercial,
        "is_admitted": is_admitted,
        "admitted_until": judgment.holds_until,
        "is_baseline": is_baseline,
        "record_number": record_number,
    }
    one = {"page_id": page.pk, "version": version}
    standing = Standing.objects.filter(**one).first()
    if standing is None:
        standing, _ = Standing.objects.update_or_create(**one, defaults=values)
    else:
        for name, value in values.items():
            setattr(standing, name, value)
        standing.save(update_fields=list(values))
    _store_findings(standing, judgment)
    return standing


def _store_findings(standing: Standing, judgment: Judgment) -> None:
    told = [(item, False) for item in judgment.findings]
    told += [(item.finding, True) for item in judgment.waived]
    found = dict.fromkeys((_stored(at, *item) for at, item in enumerate(told)), True)
    gone = []
    # Most versions of a page have nearly all findings of the one before them.
    for key, *row in standing.findings.order_by("pk").values_list("pk", *_KEPT):
        if not found.pop(tuple(row), False):
            gone.append(key)
    if gone:
        standing.findings.filter(pk__in=gone)._raw_delete(router.db_for_write(StoredFinding))
    if found:
        StoredFinding.objects.bulk_create(
            StoredFinding(standing=standing, **dict(zip(_KEPT, row, strict=True))) for row in found
        )


_KEPT = (
    "position",
    "code",
    "name",
    "severity",
    "is_waived",
    "message",
    "remedy",
    "quote",
    "excerpt",
    "location",
    "fingerprint",
    "products",
)


def _stored(position: int, finding: Finding, is_waived: bool) -> tuple[Any, ...]:
    return (
        position,
        finding.code,
        finding.name,
        finding.severity.value,
        is_waived,
        finding.message,
        finding.remedy,
        finding.quote,
        finding.excerpt,
        str(finding.span.location)[:500],
        finding.fingerprint,
        "".join(f"|{key}" for key in finding.context.products) + "|",
    )


def entry_of(
    page: Any,
    judgment: Judgment,
    outcome: Outcome,
    event: Event = Event.PUBLICATION,
    attempt: Attempt | None = None,
) -> Entry:
    """What is to be recorded of an attempt to go live."""
    attempt = attempt or current_attempt()
    return Entry(
        event=event,
        outcome=outcome,
        subject=page,
        door=attempt.door,
        user=attempt.user,
        channel=judgment.edition.channel,
        revision_id=attempt.revision_id or _shown_revision(page, outcome),
        content_hash=judgment.content_hash,
        payload=payload_of(judgment),
    )


def _shown_revision(page: Any, outcome: Outcome) -> int | None:
    """The revision that is shown once the page is saved; what is refused shows none."""
    return None if outcome is Outcome.REFUSED else getattr(page, "live_revision_id", None)


def _let_nothing_unjudged_pass(page: Any, error: Exception, *, is_recorded: bool) -> None:
    if _only_reports():
        return
    if is_recorded:
        record_refusal(_unjudged(page, Outcome.REFUSED, current_attempt(), error=error))
    raise ComplianceError(
        subject=page,
        message=gettext(
            "This page could not be judged, so it was not published. The error is in the log of "
            "the server; please tell whoever looks after it."
        ),
    ) from error


def _only_reports() -> bool:
    try:
        return mode() is Mode.REPORT
    except Exception:  # noqa: BLE001 -- no policy can be made out: then nothing passes
        return False


def _unjudged(
    page: Any,
    outcome: Outcome,
    attempt: Attempt,
    event: Event = Event.PUBLICATION,
    error: Exception | None = None,
) -> Entry:
    what = f"{type(error).__name__}: {error}"[:500] if error else "It could not be judged."
    return Entry(
        event=event,
        outcome=outcome,
        subject=page,
        door=attempt.door,
        user=attempt.user,
        revision_id=attempt.revision_id or _shown_revision(page, outcome),
        payload={"error": what},
    )


def _outcome(judgment: Judgment) -> Outcome:
    if judgment.is_unchanged:
        return Outcome.UNCHANGED
    if judgment.refusing and judgment.mode is Mode.REPORT:
        return Outcome.REPORTED
    return Outcome.ADMITTED
