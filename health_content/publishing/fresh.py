"""A page as it stands in memory, with what it shows of the library read anew.

A stream, a byline or the row of an inline panel keeps the entries it has fetched. Those may be
older than the lock under which a page is judged; what readers get is what is stored now.
"""

from __future__ import annotations

import copy
from typing import Any

from django.utils.functional import cached_property
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from health_content.blocks.registered import forget_registered


def fresh(instance: Any) -> Any:
    """A copy that says the same in its own fields and remembers nothing that it points at.

    Streams whose blocks were not read yet are shared, so that they are read once.
    """
    anew = copy.copy(instance)
    for name in list(vars(anew)):
        if isinstance(getattr(type(anew), name, None), cached_property):
            del vars(anew)[name]
    forget_registered(anew)
    parents = {link.name for link in anew._meta.parents.values() if link is not None}
    for field in anew._meta.concrete_fields:
        if isinstance(field, StreamField):
            setattr(anew, field.name, _unread(getattr(anew, field.name)))
        elif field.is_relation and field.name not in parents and getattr(anew, field.attname):
            anew._state.fields_cache.pop(field.cache_name, None)
    related = vars(anew).get("_cluster_related_objects")
    if related is not None:
        vars(anew)["_cluster_related_objects"] = {
            name: _several(anew, name, members) for name, members in related.items()
        }
    return anew


def _unread(stream: Any) -> Any:
    if not isinstance(stream, StreamValue) or stream.raw_text is not None:
        return stream
    if all(block is None for block in stream._bound_blocks):
        forget_registered(stream)
        return stream
    return stream.stream_block.to_python(stream.get_prep_value())


def _several(instance: Any, name: str, members: list[Any]) -> list[Any]:
    """Rows stand as they are in memory; entries that a page is filed under are read anew."""
    field = next((one for one in instance._meta.many_to_many if one.name == name), None)
    if field is None:
        return [fresh(member) for member in members]
    stored = field.related_model._base_manager.in_bulk([member.pk for member in members])
    return [stored[member.pk] for member in members if member.pk in stored]
