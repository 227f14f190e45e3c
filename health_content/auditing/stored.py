"""A hash of all that is stored and that the judgment of a page depends on.

While it stays the same the last judgment counts, and the page is not made a Python object. It
is over stored rows, so that it sees what no signal told of. It has three parts:

* what the page says: its own row, inline panels, what it is filed under;
* what it shows of the library, at whatever depth, and the texts and programs of all pages;
* the frame: rules, policy, software, waivers, suspensions and medical reviews, which change by
  ways of their own.

What a site's page type reads besides in Python, for instance in ``page_facts``, is not seen;
``audit_site --afresh`` judges all pages, whatever is stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from wagtail.models import Locale, PageViewRestriction, Site

from health_content.assessment import in_force, policy_of
from health_content.auditing.choices import Entry, entry
from health_content.auditing.entries import Entries
from health_content.auditing.linking import linked_hosts
from health_content.auditing.rows import (
    Row,
    child_relations,
    filings,
    grouped_rows,
    rows_of,
)
from health_content.compliance.rule import RULE_SET_VERSION
from health_content.library.disclaimers import DisclaimerAddition
from health_content.library.programs import AffiliateProgram
from health_content.library.records import PublicationRecord, ReviewRecord
from health_content.library.settings import SiteCompliance
from health_content.library.suspensions import Scope, Suspension
from health_content.library.waivers import Waiver, site_day
from health_content.library.wordings import DisclosureWording
from health_content.publishing.judging import policy_hash_of

_PART = 21
"""Hexadecimal digits of each part; together they fit into the column."""

_OF_ALL = (
    DisclaimerAddition,
    DisclosureWording,
    SiteCompliance,
    AffiliateProgram,
    Site,
    Locale,
    PageViewRestriction,
)


@dataclass(frozen=True, slots=True)
class StoredHash:
    """The three parts; as text the value of ``Standing.stored_hash``."""

    own: str
    shown: str
    frame: str

    def __str__(self) -> str:
        return f"{self.own}{self.shown}{self.frame}"

    def is_same_page(self, known: str) -> bool:
        """Whether a hash that was kept has the same page and the same library in it."""
        return bool(known) and known.startswith(f"{self.own}{self.shown}")


@dataclass(slots=True)
class _Said:
    """What the rows of one page say."""

    own: list[bytes]
    names: set[Entry]
    hosts: set[str]

    def add(self, row: Row) -> None:
        self.own.append(row.digest)
        self.names |= row.names
        self.hosts |= row.hosts


class Stored:
    """Reads the state of pages, a batch at a time."""

    def __init__(self) -> None:
        self._today = site_day()
        self._entries = Entries(self._today)
        self._linked = linked_hosts()
        self._of_all = _digest(map(self._all_of, _OF_ALL)).encode()
        elsewhere = _suspensions().exclude(scope=Scope.PAGE).values_list(*_ON)
        self._frame = _digest([*_of_the_rules(), *map(repr, elsewhere)])

    def hashes(self, model: Any, keys: list[int]) -> dict[int, StoredHash]:
        """The hashes of pages of one type, by their keys."""
        found = {key: _Said([], set(), set()) for key in keys}
        for text, row in rows_of(model, keys, self._today).items():
            found[int(text)].add(row)
        self._add_children(model, {key: found[key] for key in keys})
        for table, near, far, other in filings(model):
            for page_id, target in _links(table, near, far, keys):
                found[page_id].own.append(f"{table._meta.label}:{target}".encode())
                found[page_id].names.add(entry(other, target))
        self._entries.load(set().union(*(said.names for said in found.values())))
        frames = self._frames(model, keys)
        return {
            key: StoredHash(
                own=_digest(said.own),
                shown=self._shown(said),
                frame=_digest([self._frame, *frames[key]]),
            )
            for key, said in found.items()
        }

    def _shown(self, said: _Said) -> str:
        entries = self._entries.below(said.names)
        parts = [self._of_all, self._entries.digest(entries)]
        if self._linked:
            hosts = (said.hosts | self._entries.hosts(entries)) & self._linked.keys()
            parts += [self._linked[host] for host in sorted(hosts)]
        return _digest(parts)

    def _add_children(self, model: Any, above: dict[Any, _Said]) -> None:
        """Add the rows of inline panels, and the rows of those."""
        for child, back in child_relations(model):
            found: dict[Any, _Said] = {}
            for key, parent, row in grouped_rows(child, back, above, self._today):
                found[key] = above[parent]
                found[key].add(row)
            if found:
                self._add_children(child, found)

    def _frames(self, model: Any, keys: list[int]) -> dict[int, list[str]]:
        """Waivers, suspensions and reviews of pages; of an alias, those of its source."""
        found: dict[int, list[str]] = {key: [] for key in keys}
        sources = dict(
            model._base_manager.filter(pk__in=keys).order_by().values_list("pk", "alias_of_id")
        )
        faces = defaultdict(list)
        for key in keys:
            faces[sources.get(key) or key].append(key)
        for page_id, day, *rest in Waiver.objects.filter(
            page_id__in=list(faces), taken_back_at=None
        ).values_list("page_id", "expires_on", "given_at", *_OF_A_WAIVER):
            began = site_day(rest[0]) <= self._today
            for key in faces[page_id]:
                found[key].append(f"{day},{day < self._today},{began},{rest!r}")
        for page_id, *row in (
            _suspensions().filter(page_id__in=[*faces, *keys]).values_list("page_id", *_ON)
        ):
            for key in {*faces.get(page_id, ()), page_id} & found.keys():
                found[key].append(repr(row))
        reviewed = set()
        reviews = ReviewRecord.objects.filter(page_id__in=list(faces)).order_by("pk")
        for page_id, *row in reviews.values_list("page_id", *_OF_A_REVIEW):
            reviewed.add(page_id)
            for key in faces[page_id]:
                found[key].append(repr(row))
        once_live = PublicationRecord.objects.filter(page_id__in=reviewed).order_by("pk")
        for page_id, words in once_live.values_list("page_id", "content_hash"):
            for key in faces[page_id]:
                found[key].append(words)
        return found

    def _all_of(self, model: Any) -> bytes:
        keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
        return b"".join(row.digest for row in rows_of(model, keys, self._today).values())


_ON = ("pk", "scope", "product_id", "program_id", "rule")
_OF_A_WAIVER = (
    "given_at",
    "pk",
    "code",
    "fingerprint",
    "severity",
    "is_commercial",
    "products",
    "markets",
    "rule_version",
    "category",
    "given_by",
    "needs_second_person",
    "confirmed_by",
    "confirmed_at",
)
_OF_A_REVIEW = (
    "pk",
    "content_hash",
    "outcome",
    "reviewer_id",
    "reviewer_name",
    "reviewer_credentials",
    "reviewer_job_title",
    "recorded_at",
)


def _suspensions() -> Any:
    return Suspension.objects.in_force().order_by("pk")


def _links(table: Any, near: str, far: str, keys: list[int]) -> list[tuple[int, Any]]:
    rows = table._base_manager.filter(**{f"{near}__in": keys}).order_by("pk")
    return list(rows.values_list(near, far))


def _of_the_rules() -> list[str]:
    return [RULE_SET_VERSION, policy_hash_of(policy_of(in_force())), _software()]


@cache
def _software() -> str:
    """The versions that what a page says may depend on, though nobody changed it."""
    try:
        return f"{version('health-content')} {version('wagtail')}"
    except PackageNotFoundError:
        return version("wagtail")


def _digest(parts: Iterable[str | bytes]) -> str:
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode() if isinstance(part, str) else part)
        digest.update(b"\0")
    return digest.hexdigest()[:_PART]
