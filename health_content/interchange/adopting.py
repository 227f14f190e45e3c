"""Links of another link manager taken into the registry.

Addresses are recognized as they are everywhere: by what ships and by the programs of the registry.
What the other manager said of ``rel`` is not taken over, for here every paid link says
``sponsored nofollow noopener``. No redirect is made of an old path: a redirect from an address of
our own to a shop hides where it leads.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from health_content.affiliates import ProgramTerms, UnsafeURL, normalize, paid_link
from health_content.affiliates.recognition import Registered
from health_content.affiliates.urls import host_of
from health_content.interchange.cells import tamed
from health_content.interchange.known import Ambiguous, Registry
from health_content.interchange.loading import Refused, cleaned, save_entry
from health_content.interchange.plugins import ForeignLink, Plugin, read_links
from health_content.interchange.report import Problem, Report
from health_content.library.products import PaidLink
from health_content.library.programs import AffiliateProgram
from health_content.library.usage import searching_each_host_once
from health_content.recording.ledger import hold

LEAVE_OUT = ""


@dataclass(frozen=True, slots=True)
class OldPath:
    """Where an old path led, and the link it is now.

    ``program`` is empty where it is left out. ``link`` is ``None`` there, and where the link would
    be new and nothing was kept.
    """

    old_path: str
    name: str
    address: str
    program: str
    redirect: str
    categories: tuple[str, ...]
    link: Any = None


@dataclass(slots=True)
class Adoption:
    """What became of an export.

    ``unknown`` counts links by the host of a merchant whose program nobody knows or chose;
    ``missing`` those by the key of a shipped program that the registry does not have.
    """

    report: Report
    paths: list[OldPath] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    made_programs: list[str] = field(default_factory=list)
    made_links: set[Any] = field(default_factory=set)
    is_kept: bool = False

    def redirects(self) -> Iterator[str]:
        """The table of old paths as CSV.

        ``redirect_to`` is left empty: it is for the page of one's own that shows the link.
        """
        writer = csv.writer(_Echo())
        names = ("old_path", "redirect_to", "link", "program", "address", "name", "categories")
        yield "\ufeff" + writer.writerow((*names, "redirect_type"))
        for item in self.paths:
            told = (item.link or "", item.program, item.address, item.name)
            cells = (item.old_path, "", *told, "; ".join(item.categories), item.redirect)
            yield writer.writerow([tamed(str(cell)) for cell in cells])


class _Echo:
    def write(self, line: str) -> str:
        return line


class _Undone(Exception):
    """Ends a transaction without keeping anything."""


def adopt(
    data: bytes,
    plugin: Plugin,
    *,
    name: str = "",
    prefix: str = "",
    chosen: Mapping[str, str] | None = None,
    make_programs: bool = False,
    leave_out: bool = False,
    user: Any = None,
    dry_run: bool = False,
) -> Adoption:
    """Take the links of an export over, all that have a program or none.

    ``chosen`` names the key of a program for the host of a merchant that is not recognized;
    what is neither recognized nor chosen is left out and counted. ``make_programs`` makes
    programs of shipped terms that the registry does not have, with the partner tag that all
    addresses of a market have; without it their links are left out too. Where ``leave_out``,
    rows that cannot be imported do not keep the others out. Raises ``UnreadableTable``.
    """
    links = read_links(data, plugin, prefix)
    tags = _tags_in(read_links(data, plugin, prefix)) if make_programs else None
    adoption = Adoption(Report(what=name))
    try:
        with transaction.atomic(), searching_each_host_once():
            hold()
            _Adopting(adoption, chosen or {}, tags, user).take(links)
            if dry_run or (adoption.report.refused and not leave_out):
                raise _Undone
            adoption.is_kept = True
    except _Undone:
        made = adoption.made_links
        adoption.paths = [
            replace(item, link=None) if item.link in made else item for item in adoption.paths
        ]
    return adoption


_Tags = dict[str, dict[str, str]]


def _tags_in(links: Iterator[ForeignLink]) -> _Tags:
    """The partner tags of an export by program and market, where a market has one alone."""
    found: dict[tuple[str, str], set[str]] = {}
    for link in links:
        for address in (link.address, *(address for _, address in link.variants)):
            known = paid_link(address)
            if known and known.program and known.tag:
                found.setdefault((known.program.key, known.market), set()).add(known.tag)
    tags: _Tags = {}
    for (key, market), named in found.items():
        if len(named) == 1:
            tags.setdefault(key, {})[market] = next(iter(named))
    return tags


class _Adopting:
    """Makes links of rows. ``tags`` are for programs that may be made, ``None``: none may."""

    def __init__(
        self, adoption: Adoption, chosen: Mapping[str, str], tags: _Tags | None, user: Any
    ) -> None:
        self.adoption = adoption
        self.chosen = chosen
        self.tags = tags
        self.user = user
        self.registry = Registry()
        self.programs = {row.key: row for row in AffiliateProgram.objects.all()}
        self._know()

    def _know(self) -> None:
        terms = [row.terms() for row in self.programs.values()]
        self.known = Registered({}, tuple(terms))

    def take(self, links: Iterator[ForeignLink]) -> None:
        for link in links:
            try:
                if link.problem:
                    raise Refused(Problem(link.line, link.problem))
                self._take_one(link)
            except Refused as refused:
                self.adoption.report.add_refused(*refused.problems)

    def _take_one(self, link: ForeignLink) -> None:
        entry = self._entry(link, link.address, "")
        key = None if entry is None else self._kept(entry, link)
        program = "" if entry is None else entry.program.key
        self.adoption.paths.append(
            OldPath(
                link.old_path, link.name, link.address, program, link.redirect, link.categories, key
            )
        )
        for country, address in link.variants:
            variant = self._entry(link, address, country)
            if variant is not None:
                self._kept(variant, link)

    def _entry(self, link: ForeignLink, typed: str, market: str) -> PaidLink | None:
        """A link as it would be stored; ``None`` where it is left out."""
        try:
            address = normalize(typed)
        except UnsafeURL as error:
            told = gettext("“%(address)s” is no address to link: %(why)s")
            raise Refused(Problem(link.line, told % {"address": typed, "why": error})) from error
        found = paid_link(address, self.known)
        terms = found.program if found else None
        program = self._program(terms, address, link.line)
        if program is None:
            return None
        # What ships knows the market of an address better than somebody's list of countries.
        market = (found.market if found and found.program else "") or market
        entry = PaidLink(program=program, url=address, market=market)
        if found and found.product:
            entry.product_id = self.registry.products.by_asin(found.product)
        return entry

    def _program(
        self, terms: ProgramTerms | None, address: str, line: int
    ) -> AffiliateProgram | None:
        if terms is not None:
            if row := self.programs.get(terms.key):
                return row
            if self.tags is not None:
                return self._made(terms, line)
            self.adoption.missing[terms.key] += 1
            return None
        host = host_of(address)
        key = self.chosen.get(host)
        if key is None:
            self.adoption.unknown[host] += 1
            return None
        if key == LEAVE_OUT:
            return None
        if key not in self.programs:
            told = gettext("No program has the key “%(key)s”, chosen for %(host)s.")
            raise Refused(Problem(line, told % {"key": key, "host": host}))
        return self.programs[key]

    def _made(self, terms: ProgramTerms, line: int) -> AffiliateProgram:
        row = AffiliateProgram.from_terms(terms)
        row.tags = (self.tags or {}).get(terms.key, {})
        save_entry(row, line, self.user, is_new=True)
        self.programs[row.key] = row
        self.adoption.made_programs.append(row.name)
        self._know()
        return row

    def _kept(self, entry: PaidLink, link: ForeignLink) -> Any:
        """The key of the link in the registry, made where it is not there."""
        cleaned(entry, link.line)
        try:
            key = self.registry.links.find(
                entry.url, entry.program_id, entry.market, entry.product_id
            )
        except Ambiguous as error:
            raise Refused(Problem(link.line, str(error))) from error
        report = self.adoption.report
        if key is not None:
            report.unchanged += 1
            return key
        save_entry(entry, link.line, self.user, is_new=True)
        self.registry.add(entry)
        self.adoption.made_links.add(entry.pk)
        report.add_created(link.line, f"{link.name}: {entry.url}")
        return entry.pk
