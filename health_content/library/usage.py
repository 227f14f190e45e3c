"""Which pages name an entry of the library, wherever in them and in whichever version."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.fields import CharField
from django.db.models.functions import Cast
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex, Revision, get_page_models

from health_content.library.drafts import named_in
from health_content.library.shown import ShownEntry

logger = logging.getLogger("health_content.library")

_holding_hosts: ContextVar[dict[str, frozenset[int]] | None] = ContextVar(
    "health_content_pages_holding_hosts", default=None
)

CHUNK = 200
SEARCHED_AT_MOST = 50
"""How many keys are looked for in the texts of drafts before any of them is read."""


def pages_naming(entry: Model) -> QuerySet[Page]:
    """The pages that name an entry as they are saved, drafted or waiting to be published.

    Asks the fields that point at it, Wagtail's reference index for what is chosen in
    streams and rich text, and every draft, which the index does not know. Older revisions
    do not count. A draft that cannot be read names nothing, and is logged.
    """
    keys = {*_by_fields(entry), *_by_index(entry), *_drafts_naming({type(entry): {entry.pk}})}
    return Page.objects.filter(pk__in=keys).order_by("title", "pk")


@dataclass(frozen=True, slots=True)
class Uses:
    """The keys of pages that have to do with an entry, live or not, and how.

    ``named`` choose the entry itself as they are saved, ``through`` another that brings it along
    (a product's paid link, or another link to the product), ``typed`` have one of its addresses
    in their texts and are live, and ``drafted`` name it, or what brings it along, in a draft or in
    what waits for its day.
    """

    named: frozenset[int]
    through: frozenset[int]
    typed: frozenset[int]
    drafted: frozenset[int]

    @property
    def pages(self) -> frozenset[int]:
        """All of them."""
        return self.named | self.through | self.typed | self.drafted


def uses_of(entry: ShownEntry) -> Uses:
    """Where an entry is used, in as many queries for one page as for ten thousand."""
    brought: dict[type[Model], set[Any]] = {}
    for model, keys in entry.shown_with():
        brought.setdefault(model, set()).update(keys)
    typed = {address.removeprefix("www.") for address in entry.addresses()}
    through = (key for model, keys in brought.items() if keys for key in _naming_any(model, keys))
    wanted = {**brought, type(entry): brought.get(type(entry), set()) | {entry.pk}}
    return Uses(
        named=frozenset(_naming_any(type(entry), [entry.pk])),
        through=frozenset(through),
        typed=frozenset(_typing_any(typed)),
        drafted=frozenset(_drafts_naming(wanted)),
    )


def live_pages_showing(*versions: ShownEntry) -> list[int]:
    """The keys of the live pages that show an entry, in ascending order.

    They name it, or another entry that brings it along, or an address by which it is known.
    Several ``versions`` of one entry are those before and after a change. One that is not stored
    yet may be brought along already: a new link to a product of which pages name another. What
    only a draft names does not count. Wagtail's index is as old as its last task, but for pages
    that went live through the gate, which tells it at once; the rest is found by the nightly audit.
    """
    wanted: dict[type[Model], set[Any]] = defaultdict(set)
    typed: set[str] = set()
    for entry in versions:
        typed |= {address.removeprefix("www.") for address in entry.addresses()}
        if entry.pk is not None:
            wanted[type(entry)].add(entry.pk)
        for model, keys in entry.shown_with():
            wanted[model].update(keys)
    found = {key for model, keys in wanted.items() if keys for key in _naming_any(model, keys)}
    found |= set(_typing_any(typed))
    return sorted(Page.objects.live().filter(pk__in=found).values_list("pk", flat=True))


def live_pages_bringing(entry: ShownEntry) -> list[int]:
    """The keys of live pages that name another entry which brings this one along."""
    brought = ((model, keys) for model, keys in entry.shown_with() if keys)
    found = {key for model, keys in brought for key in _naming_any(model, keys)}
    return sorted(Page.objects.live().filter(pk__in=found).values_list("pk", flat=True))


def _naming_any(model: type[Model], keys: Collection[Any]) -> Iterator[Any]:
    for relation in _relations_of_pages(model):
        named = {f"{relation.field.name}__in": keys}
        rows = relation.related_model._base_manager.filter(**named)
        yield from rows.values_list("pk", flat=True)
    kind = ReferenceIndex._get_base_content_type(model)
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=kind,
        to_object_id__in=[str(key) for key in keys],
    )
    yield from (int(key) for key in rows.values_list("object_id", flat=True).distinct())


@contextmanager
def searching_each_host_once() -> Iterator[None]:
    """Search all texts once for each host of many entries that are saved one after another.

    For one transaction that holds the end of the ledger: nobody goes live until it ends.
    """
    token = _holding_hosts.set({})
    try:
        yield
    finally:
        _holding_hosts.reset(token)


def _typing_any(addresses: Collection[str]) -> Iterator[int]:
    """Live pages in whose texts one of some addresses stands."""
    known = _holding_hosts.get()
    if known is None:
        yield from _searched(addresses)
        return
    for address in addresses:
        host = address.partition("/")[0].lower()
        if host not in known:
            known[host] = frozenset(_searched([host]))
        if known[host]:
            yield from _searched([address])


def _searched(addresses: Collection[str]) -> Iterator[int]:
    """The same, by a search through all texts."""
    if not addresses:
        return
    for model in get_page_models():
        texts = [field.name for field in model._meta.local_fields if _may_hold_addresses(field)]
        if not texts:
            continue
        rows = model._base_manager.filter(live=True).annotate(
            **{f"{name}_text": Cast(name, TextField()) for name in texts}
        )
        held = Q()
        for name in texts:
            for address in addresses:
                held |= Q(**{f"{name}_text__icontains": address})
        yield from rows.filter(held).values_list("pk", flat=True)


def _may_hold_addresses(field: Any) -> bool:
    return isinstance(field, StreamField | TextField | CharField) and not field.choices


def _by_fields(entry: Model) -> Iterator[Any]:
    for relation in _relations_of_pages(type(entry)):
        naming = relation.related_model._base_manager.filter(**{relation.field.name: entry.pk})
        yield from naming.values_list("pk", flat=True)


def _relations_of_pages(kind: type[Model]) -> Iterator[Any]:
    """The relations by which fields of page types point at a model."""
    relations: list[Any] = list(kind._meta.get_fields(include_hidden=True))
    for relation in relations:
        model = relation.related_model
        if not (relation.auto_created and (relation.one_to_many or relation.many_to_many)):
            continue
        if _is_page_type(model):
            yield relation


def _is_page_type(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, Page)


def _by_index(entry: Model) -> Iterator[int]:
    pages = ContentType.objects.get_for_model(Page)
    named = ReferenceIndex.get_references_to(entry).filter(base_content_type=pages)
    yield from (int(key) for key in named.values_list("object_id", flat=True).distinct())


def _drafts_naming(wanted: Mapping[type[Model], Collection[Any]]) -> Iterator[int]:
    """The pages whose drafts name one of some entries; ``wanted`` are their keys by model."""
    keys = {model: {str(key) for key in found} for model, found in wanted.items()}
    told = sorted({key for found in keys.values() for key in found})
    drafts = Page.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False)
    # An approved revision waits for its day even where a later draft exists.
    unread = Q(pk__in=drafts.values("latest_revision")) | Q(approved_go_live_at__isnull=False)
    revisions = Revision.objects.page_revisions().filter(unread).order_by()
    if len(told) <= SEARCHED_AT_MOST:
        # Reading takes longer than finding the key in the text, which most drafts do not have.
        held = Q()
        for key in told:
            held |= Q(text__contains=key)
        revisions = revisions.annotate(text=Cast("content", TextField())).filter(held)
    rows = revisions.values_list("object_id", "content_type_id", "content")
    for page, kind, content in rows.iterator(chunk_size=CHUNK):
        try:
            model = ContentType.objects.get_for_id(kind).model_class()
            is_named = any(key in keys.get(named, ()) for named, key in named_in(model, content))
        except Exception:
            logger.exception("The draft of page %s cannot be read.", page)
            continue
        if is_named:
            yield int(page)
