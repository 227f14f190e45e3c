"""What two other link managers export, read as links.

Sources of the columns:

* ThirstyAffiliates: “How to Import your affiliate links”, which lists the columns of its CSV,
  thirstyaffiliates.com/knowledgebase/how-to-import-your-affiliate-links, read 2026-11-23.
* Pretty Links: ``COLUMNS`` of ``src/Tools/CsvExporter.php`` of the plugin, as kept in
  github.com/WordPressBugBounty/plugins-pretty-link, commit c0dde4c9, read 2026-11-23. Other
  editions add columns to these; they are left out of account.

Pretty Links keeps the whole path in the slug. ThirstyAffiliates has the prefix of all paths in its
settings, so it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext

from health_content.interchange.cells import untamed
from health_content.interchange.reading import Row, Table, UnreadableTable, opened


class Plugin(StrEnum):
    """Whose export it is."""

    THIRSTY_AFFILIATES = "thirstyaffiliates"
    PRETTY_LINKS = "pretty-links"


@dataclass(frozen=True, slots=True)
class ForeignLink:
    """A row of an export. ``variants`` are addresses for countries, by their codes.

    ``redirect`` is the kind of redirect it was, ``rel`` what it said of itself to search engines;
    both are empty where the export does not tell.
    """

    line: int
    name: str
    old_path: str
    address: str
    categories: tuple[str, ...] = ()
    rel: tuple[str, ...] = ()
    redirect: str = ""
    variants: tuple[tuple[str, str], ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Shape:
    needed: tuple[str, ...]
    others: tuple[str, ...] = ()
    prefix: str = field(default="")


SHAPES: dict[Plugin, _Shape] = {
    Plugin.THIRSTY_AFFILIATES: _Shape(
        ("link name", "destination url", "slug"),
        (
            "categories",
            "images to download & attach",
            "geolocations links",
            "autolinker keywords",
        ),
        prefix="recommends",
    ),
    Plugin.PRETTY_LINKS: _Shape(
        ("slug", "url", "name"),
        (
            "id",
            "description",
            "redirect_type",
            "param_forwarding",
            "track_me",
            "nofollow",
            "sponsored",
            "new_window",
            "source",
            "created_at",
            "updated_at",
            "clicks",
            "uniques",
        ),
    ),
}
_FALSE = frozenset({"", "0", "false", "no", "off"})


def read_links(data: bytes, plugin: Plugin, prefix: str = "") -> Iterator[ForeignLink]:
    """The links of an export, row by row.

    ``prefix`` begins the paths of ThirstyAffiliates; “recommends”, which it has by default, where
    none is given. Raises :class:`UnreadableTable` where the file is no such export.
    """
    shape = SHAPES[plugin]
    table = opened(data, {*shape.needed, *shape.others})
    if missing := [name for name in shape.needed if name not in table.columns]:
        told = gettext("This is no export of %(plugin)s: these columns are missing: %(names)s.")
        names = ", ".join(missing)
        raise UnreadableTable(told % {"plugin": plugin.value, "names": names})
    return _links(table, plugin, prefix or shape.prefix)


def _links(table: Table, plugin: Plugin, prefix: str) -> Iterator[ForeignLink]:
    for row in table.rows():
        if row.problem:
            yield ForeignLink(row.line, "", "", "", problem=row.problem)
        elif plugin is Plugin.THIRSTY_AFFILIATES:
            yield _of_thirsty_affiliates(row, prefix)
        else:
            yield _of_pretty_links(row)


def _of_thirsty_affiliates(row: Row, prefix: str) -> ForeignLink:
    variants = []
    for item in _listed(_cell(row, "geolocations links")):
        country, colon, address = item.partition(":")
        if colon and len(country.strip()) == 2:
            variants.append((country.strip().upper(), address.strip()))
    return ForeignLink(
        row.line,
        _cell(row, "link name"),
        _path(prefix, _cell(row, "slug")),
        _cell(row, "destination url"),
        categories=_listed(_cell(row, "categories")),
        variants=tuple(variants),
    )


def _of_pretty_links(row: Row) -> ForeignLink:
    rel = [name for name in ("nofollow", "sponsored") if _cell(row, name).lower() not in _FALSE]
    return ForeignLink(
        row.line,
        _cell(row, "name") or _cell(row, "slug"),
        _path("", _cell(row, "slug")),
        _cell(row, "url"),
        rel=tuple(rel),
        redirect=_cell(row, "redirect_type"),
    )


def _cell(row: Row, column: str) -> str:
    return untamed(row.cells.get(column, "")).strip()


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _path(prefix: str, slug: str) -> str:
    parts = [part.strip("/") for part in (prefix, slug)]
    return "/" + "/".join(part for part in parts if part) + "/" if parts[-1] else ""
