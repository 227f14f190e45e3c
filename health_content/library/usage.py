"""Which pages name an entry of the library, wherever in them and in whichever version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from wagtail.models import Page, ReferenceIndex, Revision


def pages_naming(entry: Model) -> QuerySet[Page]:
    """The pages that name an entry as they are saved, drafted or waiting to be published.

    Asks the fields that point at it, Wagtail's reference index for what is chosen in
    streams and rich text, and every draft, which the index does not know. Older revisions
    do not count.
    """
    keys = {*_by_fields(entry), *_by_index(entry), *_by_drafts(entry)}
    return Page.objects.filter(pk__in=keys).order_by("title", "pk")


def _by_fields(entry: Model) -> Iterator[Any]:
    relations: list[Any] = list(entry._meta.get_fields(include_hidden=True))
    for relation in relations:
        model = relation.related_model
        if not (relation.auto_created and (relation.one_to_many or relation.many_to_many)):
            continue
        if _is_page_type(model):
            naming = model._base_manager.filter(**{relation.field.name: entry.pk})
            yield from naming.values_list("pk", flat=True)


def _is_page_type(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, Page)


def _by_index(entry: Model) -> Iterator[int]:
    pages = ContentType.objects.get_for_model(Page)
    named = ReferenceIndex.get_references_to(entry).filter(base_content_type=pages)
    yield from (int(key) for key in named.values_list("object_id", flat=True).distinct())


def _by_drafts(entry: Model) -> Iterator[int]:
    drafts = Page.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False)
    # An approved revision waits for its day even where a later draft exists.
    unread = Q(pk__in=drafts.values("latest_revision")) | Q(approved_go_live_at__isnull=False)
    for revision in Revision.objects.page_revisions().filter(unread).iterator():
        if _names(revision.as_object(), entry):
            yield int(revision.object_id)


def _names(draft: Any, entry: Model) -> bool:
    to = (ContentType.objects.get_for_model(entry).pk, str(entry.pk))
    # The index's own way of looking, which it has for saved objects only.
    if any(found[:2] == to for found in ReferenceIndex._extract_references_from_object(draft)):
        return True
    return any(
        entry.pk in {row.pk for row in getattr(draft, field.name).all()}
        for field in draft._meta.many_to_many
        if field.related_model is type(entry)
    )
