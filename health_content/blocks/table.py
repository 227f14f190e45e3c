"""A table of any kind."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import (
    ArticleBlock,
    CompleteStructBlock,
    code_of,
    items_of,
    list_item,
    rich_text,
)
from health_content.blocks.cells import (
    CellsBlock,
    ShownCell,
    cells_of,
    count_problem,
    stored_cells,
)
from health_content.blocks.sources import (
    PublishingChecks,
    SourcedValue,
    source_block,
    source_problems,
    source_url_block,
)
from health_content.manuscript import Table, TableHeader, TableRow

HEADERS = [
    (TableHeader.NONE.value, _("none")),
    (TableHeader.ROW.value, _("the first row")),
    (TableHeader.COLUMN.value, _("the first column")),
    (TableHeader.BOTH.value, _("the first row and the first column")),
]


WIDEST_CARD = 4


class TableValue(SourcedValue):
    """A table as a rectangle: rows that are too short are filled up, none is cut."""

    @property
    def header_kind(self) -> TableHeader:
        return code_of(TableHeader, self["header"]) or TableHeader.NONE

    @property
    def width(self) -> int:
        return max((len(row["cells"]) for row in self["rows"]), default=0)

    @property
    def head(self) -> list[list[ShownCell]]:
        """The rows of the table's head: the first one, or none."""
        return self._shown[:1] if self._has_head else []

    @property
    def body(self) -> list[list[ShownCell]]:
        return self._shown[1:] if self._has_head else self._shown

    @property
    def stacks(self) -> bool:
        """Whether its rows can stand as cards, each cell with the head of its column."""
        return self._has_head and self.width <= WIDEST_CARD

    @property
    def is_wide(self) -> bool:
        """Whether it has more columns than most screens in a hand can show."""
        return self.width > WIDEST_CARD

    @property
    def _has_head(self) -> bool:
        return self.header_kind in {TableHeader.ROW, TableHeader.BOTH}

    @property
    def _shown(self) -> list[list[ShownCell]]:
        width = self.width
        labels = self._labels
        return [
            [
                ShownCell(cell, self._scope(row_number, column), labels[column])
                for column, cell in enumerate([*row["cells"], *[""] * (width - len(row["cells"]))])
            ]
            for row_number, row in enumerate(self["rows"])
        ]

    @property
    def _labels(self) -> list[str]:
        """What heads each column, as plain words; empty where nothing does."""
        labels = [""] * self.width
        if self._has_head and self["rows"]:
            for column, cell in enumerate(self["rows"][0]["cells"]):
                labels[column] = rich_text(cell).text
        return labels

    def _scope(self, row: int, column: int) -> str:
        if row == 0 and self._has_head:
            return "col"
        is_first = column == 0 and self.header_kind in {TableHeader.COLUMN, TableHeader.BOTH}
        return "row" if is_first else ""


class TableRowBlock(CompleteStructBlock):
    """One row."""

    cells = CellsBlock(count=3)

    class Meta:
        icon = "horizontalrule"
        label = _("Row")


class TableBlock(PublishingChecks, ArticleBlock):
    """Rows of cells with a caption, and a choice of what heads them.

    Wagtail's TypedTableBlock keeps no ids of rows and cells, no rich text in its heads,
    and fails on rows of unequal length; this keeps what was imported and says what to mend.
    """

    node_type = Table

    caption = blocks.CharBlock(
        label=_("Caption"), max_length=500, help_text=_("What the table shows, in one line.")
    )
    header = blocks.ChoiceBlock(
        label=_("Headers"), choices=HEADERS[1:], required=False, default=TableHeader.ROW.value
    )
    rows = blocks.ListBlock(
        TableRowBlock(),
        label=_("Rows"),
        min_num=1,
        help_text=_("Duplicate a row to get another one with as many cells."),
    )
    source = source_block()
    source_url = source_url_block()

    class Meta:
        icon = "table"
        label = _("Table")
        label_format = "{caption}"
        description = _("A table of any kind, with its caption and source.")
        template = "health_content/blocks/table.html"
        value_class = TableValue
        preview_value = {
            "caption": "Words on a Supplement Facts panel",
            "header": TableHeader.BOTH.value,
            "rows": [
                {"cells": ["<p>Word</p>", "<p>What it says</p>", "<p>What it does not say</p>"]},
                {
                    "cells": [
                        "<p>Serving size</p>",
                        "<p>How much the maker calls one portion; all amounts are for that.</p>",
                        "<p>How much you need, or how often to take it.</p>",
                    ]
                },
                {
                    "cells": [
                        "<p>% Daily Value</p>",
                        "<p>What share of a reference amount one serving holds.</p>",
                        "<p>A recommendation for your age and sex.</p>",
                    ]
                },
                {
                    "cells": [
                        "<p>Proprietary blend</p>",
                        "<p>The weight of the whole mixture.</p>",
                        "<p>The weight of each ingredient in it.</p>",
                    ]
                },
            ],
            "source": "U.S. Food and Drug Administration, 21 CFR 101.36",
            "source_url": "https://www.ecfr.gov/current/title-21/section-101.36",
        }

    def problems(self, value: Any) -> dict[str, ValidationError]:
        found = source_problems(value)
        counts = [len(row["cells"]) for row in value["rows"]]
        if problem := count_problem(counts, value.width):
            found["rows"] = problem
        elif not any(rich_text(cell) for row in value["rows"] for cell in row["cells"]):
            found["rows"] = ValidationError(translate("The table is empty. Fill in its cells."))
        return found

    def to_node(self, value: Any, node_id: str) -> Table:
        return Table(
            caption=value["caption"] or "",
            header=value.header_kind,
            rows=tuple(
                TableRow(cells_of(row["cells"]), id=row_id)
                for row_id, row in items_of(value["rows"])
            ),
            source=value["source"] or "",
            source_url=value["source_url"] or "",
            id=node_id,
        )

    def from_node(self, node: Table) -> dict[str, Any]:
        return {
            "caption": node.caption,
            "header": node.header.value,
            "rows": [list_item(row.id, {"cells": stored_cells(row.cells)}) for row in node.rows],
            "source": node.source,
            "source_url": node.source_url,
        }
