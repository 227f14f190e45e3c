"""What a page of any type shows besides its article, read from its fields.

The article's own stream is left out, and what the manuscript says: the title and the rest of
``manuscript_fields``. Read are the page type's own texts, rich texts and addresses, its other
streams, the rows of its inline panels as they stand in memory, the people it names, and the
entries of other models that it points at, by their names; of entries of the library, a site's own
among them, by all their words but those that are judged by themselves. The words of other pages
are judged with those pages. A model names fields that readers never see in ``unjudged_fields``.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from health_content.blocks.library_chooser import fetch_library
from health_content.blocks.spoken import Place, address, markup, named, spoken, strings, words
from health_content.conf import USER_MODEL
from health_content.conversion import FIELDS
from health_content.edition.beside import Beside, each_at_its_place
from health_content.library.people import Person

logger = logging.getLogger("health_content.beside")

_HERO = ("image", "alt", "caption", "credit")
_SILENT = (models.SlugField, models.EmailField, models.FilePathField)
_SEARCHED = frozenset({"title", "seo_title", "search_description"})


def beside_of(page: Any) -> tuple[Beside, ...]:
    """All that a page shows besides its article, as it stands in memory."""
    return tuple(each_at_its_place(_of_page(page)))


def _of_page(page: Any) -> Iterator[Beside]:
    read = _read_by_the_manuscript(page)
    housekeeping = {field.name for field in Page._meta.get_fields()} - _SEARCHED
    for field in _fields_of(page):
        if field.name not in read | housekeeping:
            yield from _of_field(page, field, Place.field(field.name))
    yield from _rows_of(page, None)


def _read_by_the_manuscript(page: Any) -> set[str]:
    named = dict(getattr(page, "manuscript_fields", FIELDS))
    stem, author = named.pop("hero", ""), named.pop("author", "")
    names = {name for fields in named.values() for name in fields.split()} - {author}
    names.add(getattr(page, "manuscript_body", ""))
    if stem:
        names |= {f"{stem}_{part}" for part in _HERO}
    return names


def _fields_of(instance: Any) -> Iterator[Any]:
    unjudged = getattr(instance, "unjudged_fields", ())
    for field in instance._meta.get_fields():
        is_own = field.concrete and not field.auto_created and not field.primary_key
        if is_own and field.name not in unjudged:
            yield field


def _of_field(instance: Any, field: Any, place: Place) -> Iterator[Beside]:
    if isinstance(field, ParentalKey) or field.choices or isinstance(field, _SILENT):
        return
    if isinstance(field, StreamField):
        yield from _of_stream(getattr(instance, field.name), field, place)
    elif isinstance(field, RichTextField):
        yield from markup(getattr(instance, field.name), place)
    elif isinstance(field, models.URLField):
        yield from address(getattr(instance, field.name), place)
    elif isinstance(field, models.JSONField):
        yield from strings(getattr(instance, field.name), place)
    elif isinstance(field, models.CharField | models.TextField):
        yield from words(getattr(instance, field.name), place)
    elif field.many_to_many:
        yield from _of_several(instance, field, place)
    elif field.is_relation and getattr(instance, field.attname, None):
        yield from _of_entry(getattr(instance, field.name), place)


def _of_stream(stream: Any, field: Any, place: Place) -> Iterator[Beside]:
    try:
        fetch_library(stream)
        yield from list(spoken(field.stream_block, stream, place))
    except Exception:
        # What cannot be read as blocks is judged by all the words that are stored.
        logger.exception("The stream %r is not of the shape of its blocks.", field.name)
        stored = getattr(stream, "raw_text", None) or list(getattr(stream, "raw_data", ()))
        yield from strings(stored, place)


def _of_several(instance: Any, field: Any, place: Place) -> Iterator[Beside]:
    is_known = instance.pk or field.name in getattr(instance, "_cluster_related_objects", {})
    if is_known and not issubclass(field.related_model, Page):
        for entry in getattr(instance, field.name).all():
            yield from named(entry, place.at(entry.pk), "navigation")


def _of_entry(entry: Any, place: Place) -> Iterator[Beside]:
    """An entry of another model: people as bylines show them, others by name."""
    match entry:
        case Person():
            yield from words(entry.byline, place, "attribution")
            yield from words(entry.job_title, place.inside("job_title"), "attribution")
        case AbstractImage():
            yield from words(entry.default_alt_text, place, "alt")
        case None | Page():
            return
        case _ if entry._meta.app_label.startswith("wagtail") or _is_account(entry):
            return
        case _:
            yield from named(entry, place)


def _is_account(entry: Any) -> bool:
    return entry._meta.label == USER_MODEL


def _rows_of(instance: Any, above: Place | None) -> Iterator[Beside]:
    """The rows of inline panels, and the rows of those."""
    unjudged = getattr(instance, "unjudged_fields", ())
    for relation in get_all_child_relations(type(instance)):
        name = relation.get_accessor_name()
        is_known = instance.pk or name in getattr(instance, "_cluster_related_objects", {})
        if relation.related_model.__module__.startswith("wagtail.") or name in unjudged:
            continue
        place = above.inside(name) if above else Place.field(name)
        for row in getattr(instance, name).all() if is_known else ():
            here = place.at(row.pk)
            for field in _fields_of(row):
                yield from _of_field(row, field, here.inside(field.name))
            if hasattr(row, "_cluster_related_objects"):
                yield from _rows_of(row, here)
