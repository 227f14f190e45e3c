"""The state of entries that pages name: their own rows, and those that these point at."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from hashlib import blake2b
from typing import Any

from health_content.auditing.choices import Entry
from health_content.auditing.rows import Row, named_rows

DEEPEST = 3
"""A paid link names a product, and that its picture. No text follows further."""

MOST_KEPT = 20_000

_LARGEST = 2**63

_GONE = Row(b"", set(), set())


class Entries:
    """Reads entries once for many pages, and keeps a limited number of them."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._known: dict[Entry, Row] = {}

    def load(self, wanted: set[Entry]) -> None:
        """Read entries and what they point at, one query for each model and depth."""
        if len(self._known) > MOST_KEPT:
            self._known.clear()
        level = wanted
        for _ in range(DEEPEST):
            by_model = defaultdict(list)
            for model, key in level - self._known.keys():
                by_model[model].append(key)
            for model, keys in by_model.items():
                found = named_rows(model, self._sound(model, keys), self._today)
                self._known |= {(model, key): found.get(key, _GONE) for key in keys}
            level = {name for it in level for name in self._known[it].names}

    def below(self, named: set[Entry]) -> set[Entry]:
        """Entries and all that they point at."""
        seen: set[Entry] = set()
        level = named
        for _ in range(DEEPEST):
            seen |= level
            level = {name for it in level for name in self._row(it).names} - seen
        return seen

    def digest(self, entries: set[Entry]) -> bytes:
        """One digest of entries, whatever page names them and in whichever order."""
        digest = blake2b(digest_size=16)
        for model, key in sorted(entries, key=lambda it: (it[0]._meta.label, it[1])):
            digest.update(f"{model._meta.label}:{key}\0".encode())
            digest.update(self._row((model, key)).digest)
        return digest.digest()

    def hosts(self, entries: set[Entry]) -> set[str]:
        """The hosts that entries have addresses of."""
        return set().union(*(self._row(it).hosts for it in entries))

    def _row(self, named: Entry) -> Row:
        return self._known.get(named, _GONE)

    @staticmethod
    def _sound(model: type, keys: list[str]) -> list[str]:
        """Keys that the database can be asked for; stored data may hold anything."""
        field = model._meta.pk  # type: ignore[attr-defined]
        return [key for key in keys if _is_key(field, key)]


def _is_key(field: Any, text: str) -> bool:
    try:
        field.get_prep_value(field.to_python(text))
    except Exception:  # noqa: BLE001 -- whatever a key's type says about nonsense
        return False
    return not text.isdecimal() or int(text) < _LARGEST
