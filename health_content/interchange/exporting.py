"""The registry as tables that can be changed and imported again."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from health_content.interchange.cells import tamed, written
from health_content.interchange.columns import NAMING_PRODUCT, TABLES, Columns, Kind

BATCH = 500


class _Echo:
    """What a CSV writer writes to; it hands the line back."""

    def write(self, line: str) -> str:
        return line


def exported(kind: Kind) -> Iterator[str]:
    """A table line by line, its columns first, in the order of the primary keys.

    It begins with a byte order mark, by which spreadsheets know UTF-8. A cell that a spreadsheet
    would take for a formula begins with an apostrophe, which an import takes off again.
    """
    table = TABLES[kind]
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(table.names)
    rows = table.model._base_manager.order_by("pk")
    if kind is Kind.PRODUCTS:
        rows = rows.select_related("image")
    for entry in rows.iterator(chunk_size=BATCH):
        yield writer.writerow(row_of(entry, table))


def row_of(entry: Any, table: Columns) -> list[str]:
    """The cells of an entry in the order of the columns."""
    known = {name: written(getattr(entry, name), field) for name, field in table.fields.items()}
    known |= _naming_others(entry, table)
    return [known[name] for name in table.names]


def _naming_others(entry: Any, table: Columns) -> dict[str, str]:
    if table.kind is Kind.PRODUCTS:
        return {"image": tamed(entry.image.file.name) if entry.image else ""}
    if table.kind is Kind.LINKS:
        product = entry.product
        named = {
            column: tamed(getattr(product, column.removeprefix("product_"))) if product else ""
            for column in NAMING_PRODUCT
        }
        return {"program": entry.program.key, **named}
    return {}
