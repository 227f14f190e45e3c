"""Making one entry of the reference library out of several, with all that cites them.

Live pages are judged before and after, as for any change of the library: what is new in them
refuses the merging where the gate enforces. Drafts that are open and versions that wait for
their day cite the kept entry from then on; older versions stay what they were.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ForeignKey, Model, Q
from django.utils.translation import gettext
from wagtail.fields import StreamField, StreamValue
from wagtail.models import Page, ReferenceIndex, Revision

from health_content.assessment import mode
from health_content.edition.citations import LINK_TYPE
from health_content.library.caches import forget_on_commit
from health_content.library.joined import Side, join
from health_content.library.ledger import Outcome
from health_content.library.page_tasks import PageTask
from health_content.library.policies import Mode
from health_content.library.references import Reference
from health_content.library.repointing import Repointing
from health_content.library.usage import live_pages_showing, pages_naming
from health_content.publishing.library import EntryRefused
from health_content.publishing.library.known import fetch_known
from health_content.publishing.library.records import entry_for, renew
from health_content.publishing.library.trial import Trial, compare, judged_pages
from health_content.recording.ledger import append, hold
from health_content.recording.refusals import record_refusal

MERGED = "merged"
"""What the ledger calls it."""

_FILLED = (
    "title", "doi", "pmid", "pmcid", "isbn", "url", "accessed_on", "study_kind", "population",
    "sample_size", "funding", "open_access_url",
)  # fmt: skip
_IN_FIELDS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN", "url": "URL"}


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it: the entry that was kept, and the pages that cite it instead of another."""

    reference: Reference
    pages: tuple[int, ...]


def pages_of(references: Sequence[Reference]) -> list[Page]:
    """The pages that cite one of some entries, live or in a draft, by title."""
    found = {page.pk: page for each in references for page in pages_naming(each)}
    return sorted(found.values(), key=lambda page: (page.title, page.pk))


def merge(
    kept: Reference,
    others: Sequence[Reference],
    user: Any,
    values: Mapping[str, Any] | None = None,
) -> Merged:
    """Have everything that cites ``others`` cite ``kept``, and delete them, in one transaction.

    ``values`` are fields of the kept entry to be set; besides, it takes over what it lacks, all
    notices, and what has become of the work by them. The entries are read anew. Raises
    ``ValidationError`` where there is nothing to merge, and
    :class:`~health_content.publishing.library.EntryRefused` where live pages would be refused
    for it.
    """
    others = [other for other in others if other.pk != kept.pk]
    if not others:
        raise ValidationError(gettext("Choose at least two entries."))
    with transaction.atomic():
        hold()
        kept, *others = _as_stored_now([kept, *others])
        shown_on = live_pages_showing(kept, *others)
        before = list(judged_pages(shown_on))
        pages = tuple(page.pk for page in pages_of(others))
        _repoint(kept, others, pages)
        _move_tasks(kept, others)
        gone = [_told(other) for other in others]
        _take_over(kept, others, values or {})
        for doomed in Reference.objects.filter(pk__in=[other.pk for other in others]):
            doomed.delete()
        kept.full_clean()
        kept.save()
        _judge(kept, gone, shown_on, before, user)
    return Merged(kept, pages)


def _as_stored_now(references: Sequence[Reference]) -> list[Reference]:
    """What a check found while somebody chose must not be written over."""
    rows = Reference.objects.select_for_update().in_bulk([each.pk for each in references])
    if any(each.pk not in rows for each in references):
        raise ValidationError(gettext("One of the entries is gone. Choose again."))
    return [rows[each.pk] for each in references]


def _judge(
    kept: Reference, gone: list[dict[str, Any]], shown_on: list[int], before: Any, user: Any
) -> None:
    trial = Trial(kept, [], shown_on=shown_on, mode=mode())
    trial.pages = list(judged_pages(shown_on))
    fetch_known(trial.pages)
    compare(trial.pages, before)
    is_refused = trial.would_refuse and trial.mode is not Mode.REPORT
    outcome = Outcome.ADMITTED
    if trial.would_refuse:
        outcome = Outcome.REFUSED if is_refused else Outcome.REPORTED
    entry = entry_for(trial, MERGED, outcome)
    entry = replace(entry, user=user or entry.user, payload={**entry.payload, "merged": gone})
    if is_refused:
        record_refusal(entry)
        raise EntryRefused(kept, trial.refused_pages)
    renew(trial.pages, append(entry).number)
    forget_on_commit(shown_on)


def _told(reference: Reference) -> dict[str, Any]:
    names = ("citation", "doi", "pmid", "pmcid", "status")
    return {"id": reference.pk, **{name: getattr(reference, name) for name in names}}


def _take_over(kept: Reference, others: Sequence[Reference], values: Mapping[str, Any]) -> None:
    own, theirs = Side.of(kept), [Side.of(other) for other in others]
    for other in others:
        for name in _FILLED:
            if not getattr(kept, name):
                setattr(kept, name, getattr(other, name))
    for name, value in values.items():
        setattr(kept, name, value)
        if name in _IN_FIELDS and kept.csl:
            kept.csl = {**kept.csl, _IN_FIELDS[name]: value}
    join(kept, own, theirs)


def _repoint(kept: Reference, others: Sequence[Reference], pages: Sequence[int]) -> None:
    keys = frozenset(other.pk for other in others)
    change = Repointing(Reference, kept.pk, keys, LINK_TYPE)
    for row in _rows(others, pages):
        _rewrite(row, change)
        ReferenceIndex.create_or_update_for_object(row)
    for relation in Reference._meta.related_objects:
        field: Any = relation.field
        if isinstance(field, ForeignKey) and relation.related_model is not PageTask:
            rows = relation.related_model._base_manager.filter(**{f"{field.name}__in": keys})
            rows.update(**{field.name: kept.pk})


def _rows(others: Sequence[Reference], pages: Sequence[int]) -> Iterator[Model]:
    """The pages, and whatever else names one of the entries in a text."""
    yield from Page.objects.filter(pk__in=pages).specific()
    asked = Q(pk__in=[])
    for other in others:
        asked |= Q(pk__in=ReferenceIndex.get_references_to(other).values("pk"))
    found = ReferenceIndex.objects.filter(asked).values_list("content_type", "object_id")
    seen = set(found.distinct())
    for kind, key in sorted(seen):
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        if model is not None and not issubclass(model, Page):
            yield from model._base_manager.filter(pk=key)


def _rewrite(row: Any, change: Repointing) -> None:
    """In what readers get, and in the versions that editors work on or that wait."""
    model = type(row)
    names = [field.name for field in model._meta.fields]
    stored = model._base_manager.filter(pk=row.pk).values(*names).first() or {}
    content = {name: _as_stored(value) for name, value in stored.items()}
    for name, value in change.fields(model, content).items():
        field: Any = model._meta.get_field(name)
        if isinstance(field, StreamField):
            value = StreamValue(field.stream_block, json.loads(value), is_lazy=True)
        model._base_manager.filter(pk=row.pk).update(**{name: value})
    for revision in _open_revisions(row):
        changed = change.fields(model, revision.content)
        if changed:
            revision.content = {**revision.content, **changed}
            Revision.objects.filter(pk=revision.pk).update(content=revision.content)


def _as_stored(value: Any) -> Any:
    return json.dumps(list(value.raw_data)) if isinstance(value, StreamValue) else value


def _open_revisions(row: Any) -> Iterator[Revision]:
    if not hasattr(row, "latest_revision_id"):
        return
    newest = [key for key in (row.latest_revision_id, row.live_revision_id) if key]
    rows = Revision.objects.for_instance(row)
    yield from rows.filter(Q(pk__in=newest) | Q(approved_go_live_at__isnull=False))


def _move_tasks(kept: Reference, others: Sequence[Reference]) -> None:
    """What is to be done stays to be done; one of two alike is enough."""
    for task in PageTask.objects.filter(reference__in=others).order_by("pk"):
        same = PageTask.objects.filter(
            page=task.page_id, reference=kept, status=task.status, settled_at=None
        )
        if task.settled_at is not None or not same.exists():
            PageTask.objects.filter(pk=task.pk).update(reference=kept)
