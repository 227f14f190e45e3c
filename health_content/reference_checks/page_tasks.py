"""What somebody has to do on the pages that cite a source of which there is news.

A task is raised once: what a person settled is not raised again for the same news. It settles
itself where the page does not cite the source any more, or the source has another status by now.
A suspension that was made with it is never lifted by itself: readers would get links that nobody
looked at since; whoever settles the task is told of it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page, ReferenceIndex

from health_content import conf
from health_content.bibliography.status import TAINTED
from health_content.library.drafts import named_in
from health_content.library.page_tasks import PageTask
from health_content.library.pseudonyms import Pseudonym
from health_content.library.references import Reference
from health_content.library.suspensions import Scope, Suspension
from health_content.library.usage import pages_naming
from health_content.suspending import suspend

logger = logging.getLogger("health_content.reference_checks")

_GONE = "Not cited any more."
_OTHER = "The source has another status by now."


def bring_up_to_date() -> tuple[int, int]:
    """Raise and settle the tasks of all sources of which there is news: how many of each."""
    raised = settled = 0
    wanted = Q(status__in=TAINTED) | Q(page_tasks__settled_at=None, page_tasks__isnull=False)
    for reference in Reference.objects.filter(wanted).distinct().order_by("pk").iterator():
        try:
            with transaction.atomic():
                new, old = tell_pages(reference)
        except Exception:
            # One page that cannot be read or suspended keeps no other from being told.
            logger.exception("Tasks about reference %s could not be brought up.", reference.pk)
            continue
        raised, settled = raised + new, settled + old
    return raised, settled


def tell_pages(reference: Reference, *, is_news: bool = False) -> tuple[int, int]:
    """Raise tasks on the pages that cite a source, as its status asks for, and settle others.

    ``is_news`` where this was just told, so that what was done before is not enough. How many
    were raised, and settled by themselves.
    """
    open_ = PageTask.objects.filter(reference=reference, settled_at=None)
    if reference.status not in TAINTED:
        return 0, _settle(open_, _OTHER)
    # An alias shows another page's words, and is edited there.
    citing = list(pages_naming(reference).filter(alias_of=None))
    settled = _settle(open_.exclude(status=reference.status), _OTHER)
    settled += _settle(open_.exclude(page__in=citing), _GONE)
    return sum(_raise(page, reference, is_news=is_news) for page in citing), settled


def look_at(page: Any) -> tuple[int, int]:
    """The same for one page, as it is published: for all sources that it cites."""
    cited = cited_by(page)
    open_ = PageTask.objects.filter(page_id=page.pk, settled_at=None)
    settled = _settle(open_.exclude(reference__in=cited), _GONE)
    tainted = Reference.objects.filter(pk__in=cited, status__in=TAINTED).order_by("pk")
    return sum(_raise(page, reference) for reference in tainted), settled


def cited_by(page: Any) -> set[int]:
    """The keys of the sources that a page names, as it is saved and in its draft."""
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=str(page.pk),
        to_content_type=ContentType.objects.get_for_model(Reference),
    )
    found = {int(key) for key in rows.values_list("to_object_id", flat=True)}
    page = page.specific
    draft = page.latest_revision if page.has_unpublished_changes else None
    if draft is not None:
        named = named_in(type(page), draft.content)
        found |= {int(key) for model, key in named if model is Reference and key.isdecimal()}
    return found


def settle(task: PageTask, *, note: str, user: Any) -> bool:
    """Say that a person did what a task asks for, and what; whether it was still open.

    Raises ``ValidationError`` where nothing is said.
    """
    note = note.strip()
    if not note:
        raise ValidationError({"note": gettext("Say what was done, or why nothing is to be done.")})
    by = Pseudonym.of(user)
    return bool(_settle(PageTask.objects.filter(pk=task.pk, settled_at=None), note, by))


def _settle(tasks: Any, note: str, by: str = "") -> int:
    rows = PageTask.objects.filter(pk__in=list(tasks.values_list("pk", flat=True)), settled_at=None)
    return int(rows.update(settled_at=timezone.now(), settled_by=by, note=note[:500]))


def _raise(page: Any, reference: Reference, *, is_news: bool = False) -> bool:
    known = PageTask.objects.filter(page_id=page.pk, reference=reference, status=reference.status)
    task = known.filter(settled_at=None).first()
    is_new = task is None
    if is_new:
        if not is_news and known.exclude(settled_by="").exists():
            return False
        with transaction.atomic():
            task, is_new = PageTask.objects.get_or_create(
                page_id=page.pk,
                reference=reference,
                status=reference.status,
                settled_at=None,
            )
    if task is not None and page.live and reference.status in conf.references()["SUSPEND"]:
        _suspend(page, task)
    return is_new


def _suspend(page: Any, task: PageTask) -> None:
    """Once: what a person lifted meanwhile stays lifted."""
    since = Suspension.objects.filter(scope=Scope.PAGE, page_id=page.pk)
    if since.filter(Q(lifted_at=None) | Q(since__gte=task.raised_at)).exists():
        return
    told = {
        "source": str(task.reference),
        "status": Reference.Status(task.status).label,
    }
    reason = gettext("The page cites “%(source)s”, which is now: %(status)s.") % told
    suspend(Scope.PAGE, page, reason=reason, user=None)


def open_tasks(pages: Iterable[Any]) -> Any:
    """The open tasks on some pages, the latest first."""
    return PageTask.objects.filter(settled_at=None, page__in=pages)
