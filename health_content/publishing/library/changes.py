"""What is about to change in an entry of the library, and what it said before."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from health_content.library.shown import ShownEntry


@dataclass(frozen=True, slots=True)
class Change:
    """One field with its values before and after, as they are stored."""

    field: str
    before: Any
    after: Any


def stored_version(entry: ShownEntry) -> ShownEntry | None:
    """The entry as the database has it; ``None`` for a new one."""
    if entry.pk is None:
        return None
    return type(entry)._base_manager.filter(pk=entry.pk).first()


def changes_between(
    before: ShownEntry | None, after: ShownEntry, names: Collection[str] | None = None
) -> list[Change]:
    """What differs in the fields that readers see; among ``names``, where they are given."""
    found = []
    for name in saved_fields(after, names):
        was = None if before is None else stored_value(before, name)
        will_be = stored_value(after, name)
        if before is None or was != will_be:
            found.append(Change(name, was, will_be))
    return found


def saved_fields(entry: ShownEntry, names: Collection[str] | None) -> Iterator[str]:
    """The fields readers see that a save with ``update_fields=names`` writes."""
    for name in entry.shown_fields:
        field = entry._meta.get_field(name)
        if names is None or {name, getattr(field, "attname", name)} & set(names):
            yield name


def stored_value(entry: ShownEntry, name: str) -> Any:
    """A field's value as the database would give it back."""
    field: Any = entry._meta.get_field(name)
    value = getattr(entry, field.attname)
    read = field.target_field if field.is_relation else field
    try:
        return read.to_python(value)
    except (ValidationError, TypeError):
        # An expression, or what saving will refuse.
        return value


def as_stored(entry: ShownEntry, names: Collection[str] | None) -> dict[str, Any]:
    """All values that a save writes, by attribute, for an update of its rows."""
    written = {}
    for field in entry._meta.concrete_fields:
        if field.primary_key or not hasattr(entry, field.attname):
            continue
        if names is None or {field.name, field.attname} & set(names):
            written[field.attname] = getattr(entry, field.attname)
    return written


def as_it_will_be(
    entry: ShownEntry, before: ShownEntry | None, names: Collection[str] | None
) -> ShownEntry:
    """The entry as the database will have it after a save with ``update_fields=names``."""
    after = copy.copy(entry if before is None else before)
    for field in after._meta.concrete_fields:
        if before is None or names is None or {field.name, field.attname} & set(names):
            setattr(after, field.attname, stored_value(entry, field.name))
    return after
