"""Rows of the database as they are stored: a digest of each, and what it points at.

No model instance is made and no signal, manager or block is asked, so that a change by SQL is
seen like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from health_content.auditing.choices import Entry, Finder, chosen_in, entry, finder_of
from health_content.auditing.linking import hosts_in
from health_content.conf import USER_MODEL
from health_content.library.bookkeeping import BOOKKEEPING

PIECE = 200
"""How many keys are asked for at once: few enough for every database."""

_DAYS_OF_CHECKS = frozenset({"looked_up_at", "status_checked_at", "status_due_at"})
"""When a source was asked for last, and is to be next: each check moves them, and finds nothing."""

_SEEN_BY_NOBODY = BOOKKEEPING | _DAYS_OF_CHECKS | {"uploaded_by_user"}
"""Columns that change while readers see the same, or that publishing changes by itself."""

_OF_A_PAGE_NAMED = ("title", "slug", "live", "path", "url_path", "locale")


@dataclass(frozen=True, slots=True)
class Shape:
    """How the rows of one model are read. Numbers are positions in a row."""

    model: Any
    columns: tuple[Any, ...]
    days: tuple[int, ...]
    points_at: tuple[tuple[int, Any], ...]
    streams: tuple[tuple[int, Finder], ...]


@dataclass(slots=True)
class Row:
    """A stored row: its digest, the entries it names, and the hosts it has addresses of."""

    digest: bytes
    names: set[Entry]
    hosts: set[str]


def rows_of(model: Any, keys: Iterable[Any], today: date) -> dict[str, Row]:
    """Rows by their keys, those that are there. ``today`` counts where a row has days."""
    return {str(key): row for key, _, row in _rows(shape_of(model), "pk", keys, today)}


def grouped_rows(
    model: Any, by: str, keys: Iterable[Any], today: date
) -> Iterator[tuple[Any, Any, Row]]:
    """Rows whose column ``by`` is one of the keys: their own key, that one, and the row."""
    return _rows(shape_of(model), by, keys, today)


def _rows(
    shape: Shape, by: str, keys: Iterable[Any], today: date
) -> Iterator[tuple[Any, Any, Row]]:
    wanted = list(keys)
    for start in range(0, len(wanted), PIECE):
        piece = wanted[start : start + PIECE]
        found = shape.model._base_manager.filter(**{f"{by}__in": piece}).order_by("pk")
        for pk, group, *values in found.values_list("pk", by, *shape.columns):
            yield pk, group, _row(shape, values, today)


def _row(shape: Shape, values: list[Any], today: date) -> Row:
    names = {entry(model, values[at]) for at, model in shape.points_at if values[at] is not None}
    for at, find in shape.streams:
        chosen_in(values[at], find, names)
    hosts: set[str] = set()
    digest = blake2b(shape.model._meta.label.encode(), digest_size=16)
    for value in values:
        digest.update(b"\0")
        if isinstance(value, str):
            digest.update(value.encode(errors="surrogatepass"))
            hosts |= hosts_in(value)
        else:
            digest.update(repr(value).encode())
    for at in shape.days:
        day = values[at]
        # Whether a day is to come, is today or is past may count for readers.
        digest.update(b"-" if day is None else bytes([1 + (day > today) - (day < today)]))
    return Row(digest.digest(), names, hosts)


@cache
def shape_of(model: Any, only: tuple[str, ...] = ()) -> Shape:
    """How rows of a model are read. Of a page that another page names, only what it shows."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if (field.name in only if only else field.name not in _SEEN_BY_NOBODY)
    ]
    of_wagtail = {field.name for field in Page._meta.concrete_fields}
    return Shape(
        model=model,
        columns=tuple(_column(field) for field in fields),
        days=tuple(
            at
            for at, field in enumerate(fields)
            if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)
        ),
        points_at=tuple(
            (at, field.related_model)
            for at, field in enumerate(fields)
            if not only
            and field.is_relation
            and field.name not in of_wagtail
            and is_shown(field.related_model)
            and not issubclass(model, field.related_model)
        ),
        streams=tuple(
            (at, find)
            for at, field in enumerate(fields)
            if isinstance(field, StreamField)
            and (find := finder_of(field.stream_block)) is not None
        ),
    )


def shape_when_named(model: Any) -> Shape:
    """How rows are read that a page only points at."""
    return shape_of(model, _OF_A_PAGE_NAMED if model is Page else ())


def named_rows(model: Any, keys: Iterable[Any], today: date) -> dict[str, Row]:
    """As :func:`rows_of`, of entries that a page points at."""
    shape = shape_when_named(model)
    return {str(key): row for key, _, row in _rows(shape, "pk", keys, today)}


def is_shown(model: Any) -> bool:
    """Whether pages may show what an entry of a model says: accounts and bookkeeping never."""
    if model is ContentType or model._meta.label == USER_MODEL:
        return False
    if issubclass(model, Page | AbstractImage):
        return True
    return not model.__module__.startswith(("wagtail.", "django."))


def child_relations(model: Any) -> list[tuple[Any, str]]:
    """The models of inline panels, each with the column that leads back; Wagtail's own apart."""
    return [
        (relation.related_model, relation.field.attname)
        for relation in get_all_child_relations(model)
        if not relation.related_model.__module__.startswith("wagtail.")
    ]


def filings(model: Any) -> list[tuple[Any, str, str, Any]]:
    """Tables between a page type and others: table, column of the page, other column, model."""
    found = []
    for field in model._meta.many_to_many:
        if isinstance(field, models.ManyToManyField) and is_shown(field.related_model):
            through: Any = field.remote_field.through
            near, far = field.m2m_field_name(), field.m2m_reverse_field_name()
            columns = [through._meta.get_field(name).attname for name in (near, far)]
            found.append((through, columns[0], columns[1], field.related_model))
    return found


def _column(field: Any) -> Any:
    """JSON comes as the text that is stored, whatever it is; the rest as Python has it."""
    if field.get_internal_type() == "JSONField":
        return Cast(models.F(field.attname), models.TextField())
    return field.attname
