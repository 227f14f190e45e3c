"""Having stored data name one entry of the library in place of others.

Works on what the database stores, beside :mod:`health_content.library.drafts`: no block is made
of it, and what does not name one of the entries stays as it is, sign by sign.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey, ManyToManyField, Model
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField

from health_content.bibliography.citing import CITATION

_LINK = re.compile(r"<a\b[^<>]*>", re.IGNORECASE)
_ID = re.compile(r'(\sid=")([0-9]{1,18})(")')


@dataclass(frozen=True, slots=True)
class Repointing:
    """``others`` are the keys of entries of ``model`` in whose place ``kept`` is to stand.

    ``link_type`` is what links to such entries are called in rich text.
    """

    model: type[Model]
    kept: int
    others: frozenset[int]
    link_type: str

    def fields(self, model: Any, content: dict[str, Any]) -> dict[str, Any]:
        """The stored values of a row that change, by field or by relation to its children."""
        found: dict[str, Any] = {}
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            stored = content.get(field.name)
            if stored is None:
                continue
            changed = self.value(field, stored)
            if changed != stored:
                found[field.name] = changed
        if issubclass(model, ClusterableModel):
            for relation in get_all_child_relations(model):
                name = relation.get_accessor_name()
                rows = content.get(name) or []
                changed = [{**row, **self.fields(relation.related_model, row)} for row in rows]
                if changed != rows:
                    found[name] = changed
        return found

    def value(self, field: Any, stored: Any) -> Any:
        """One stored value. Raises ``ValueError`` for a stream that is no JSON."""
        if isinstance(field, StreamField):
            return self._stream(field, stored)
        if isinstance(field, RichTextField):
            return self._text(stored)
        if isinstance(field, ForeignKey) and field.related_model is self.model:
            return self._key(stored)
        if isinstance(field, ManyToManyField) and field.related_model is self.model:
            return list(dict.fromkeys(self._key(key) for key in stored))
        return stored

    def _stream(self, field: Any, stored: Any) -> Any:
        if not stored:
            return stored
        raw = json.loads(stored) if isinstance(stored, str) else stored
        numbered = _holds_typed_numbers(raw)
        changed = self._block(field.stream_block, raw, numbered)
        if changed == raw:
            return stored
        return json.dumps(changed) if isinstance(stored, str) else changed

    def _block(self, block: Any, stored: Any, numbered: bool) -> Any:
        if stored is None:
            return stored
        if isinstance(block, blocks.ChooserBlock):
            return self._key(stored) if block.model_class is self.model else stored
        if isinstance(block, blocks.RichTextBlock):
            return self._text(stored)
        if isinstance(block, blocks.StreamBlock):
            return [self._entry(block, entry, numbered) for entry in stored]
        if isinstance(block, blocks.StructBlock) and isinstance(stored, dict):
            known = block.child_blocks
            return {
                name: self._block(known[name], value, numbered) if name in known else value
                for name, value in stored.items()
            }
        if isinstance(block, blocks.ListBlock) and isinstance(stored, list):
            return self._list(block.child_block, stored, numbered)
        return stored

    def _entry(self, block: Any, entry: Any, numbered: bool) -> Any:
        child = block.child_blocks.get(entry["type"])
        if child is None:
            return entry
        return {**entry, "value": self._block(child, entry["value"], numbered)}

    def _list(self, child: Any, stored: list[Any], numbered: bool) -> list[Any]:
        """Without the second of two that became one, unless numbers were typed that count it."""
        is_chooser = isinstance(child, blocks.ChooserBlock) and child.model_class is self.model
        found: list[Any] = []
        was_merged = False
        for entry in stored:
            is_item = isinstance(entry, dict) and {"type", "id", "value"} <= entry.keys()
            before = entry["value"] if is_item else entry
            after = self._block(child, before, numbered)
            was_merged = was_merged or before != after
            if is_chooser and not numbered and after == self.kept and self._is_listed(found):
                continue
            found.append({**entry, "value": after} if is_item else after)
        return found if was_merged else stored

    def _is_listed(self, found: Collection[Any]) -> bool:
        return any((e["value"] if isinstance(e, dict) else e) == self.kept for e in found)

    def _key(self, stored: Any) -> Any:
        if str(stored).isdecimal() and int(stored) in self.others:
            return str(self.kept) if isinstance(stored, str) else self.kept
        return stored

    def _text(self, stored: Any) -> Any:
        if not isinstance(stored, str) or self.link_type not in stored:
            return stored
        return _LINK.sub(self._link, stored)

    def _link(self, tag: re.Match[str]) -> str:
        if f'linktype="{self.link_type}"' not in tag[0]:
            return tag[0]
        return _ID.sub(lambda found: f"{found[1]}{self._key(found[2])}{found[3]}", tag[0], count=1)


def _holds_typed_numbers(raw: Any) -> bool:
    """Whether bracketed numbers stand in any text of a stream: they count the list's entries."""
    if isinstance(raw, str):
        return bool(CITATION.search(raw))
    if isinstance(raw, dict):
        return any(map(_holds_typed_numbers, raw.values()))
    return isinstance(raw, list) and any(map(_holds_typed_numbers, raw))
