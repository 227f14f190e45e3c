"""Things side by side, criterion by criterion."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import (
    ArticleBlock,
    CompleteStructBlock,
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
from health_content.blocks.comparison_offers import (
    ComparisonOfferBlock,
    offers_of,
    offers_problem,
    stored_offers,
)
from health_content.blocks.offers import OfferValue
from health_content.blocks.sources import (
    PublishingChecks,
    SourcedValue,
    source_block,
    source_problems,
    source_url_block,
)
from health_content.manuscript import ComparisonRow, ComparisonTable

FEWEST_OPTIONS = 2
MOST_SIDE_BY_SIDE = 4


class ComparisonTableValue(SourcedValue):
    """A comparison as a rectangle. Each cell knows the name of its option."""

    @property
    def width(self) -> int:
        return max([len(self["options"]), *(len(row["cells"]) for row in self["rows"])])

    @property
    def is_many(self) -> bool:
        """Whether the columns need more room than the measure of running text gives."""
        return self.width > MOST_SIDE_BY_SIDE

    @property
    def head(self) -> list[ShownCell]:
        return [ShownCell(option, "col") for option in self._filled(self["options"])]

    @property
    def body(self) -> list[tuple[str, list[ShownCell]]]:
        """Each criterion with its cells."""
        names = [rich_text(option or None).text for option in self._filled(self["options"])]
        return [
            (
                row["name"],
                [
                    ShownCell(cell, label=name)
                    for cell, name in zip(self._filled(row["cells"]), names, strict=True)
                ],
            )
            for row in self["rows"]
        ]

    @property
    def shown_offers(self) -> list[tuple[str, OfferValue | None]]:
        """Each thing's offer with the name of the thing; empty where nothing is for sale now."""
        names = [rich_text(option or None).text for option in self._filled(self["options"])]
        offers = [
            offer if isinstance(offer, OfferValue) and not offer.hidden_because else None
            for offer in self._filled(self.get("offers") or [])
        ]
        return list(zip(names, offers, strict=False)) if any(offers) else []

    def _filled(self, cells: Any) -> list[Any]:
        return [*cells, *[""] * (self.width - len(cells))]


class ComparisonRowBlock(CompleteStructBlock):
    """One criterion, with a cell for each thing compared."""

    name = blocks.CharBlock(label=_("Criterion"), max_length=255)
    cells = CellsBlock()

    class Meta:
        icon = "horizontalrule"
        label = _("Criterion")
        label_format = "{name}"


class ComparisonTableBlock(PublishingChecks, ArticleBlock):
    """Products or forms as columns, criteria as rows."""

    node_type = ComparisonTable

    caption = blocks.CharBlock(
        label=_("Caption"), max_length=500, help_text=_("What is compared, in one line.")
    )
    options = CellsBlock(label=_("What is compared"))
    rows = blocks.ListBlock(
        ComparisonRowBlock(),
        label=_("Criteria"),
        min_num=1,
        help_text=_("Each with one cell for each thing compared, in the same order."),
    )
    source = source_block()
    source_url = source_url_block()
    offers = blocks.ListBlock(
        ComparisonOfferBlock(),
        label=_("Where to buy"),
        default=[],
        min_num=0,
        help_text=_(
            "One for each thing compared, in the same order; leave empty what has no offer. "
            "Without any, the table has no such row."
        ),
    )

    class Meta:
        icon = "table"
        label = _("Comparison table")
        label_format = "{caption}"
        description = _("Products or forms side by side, criterion by criterion.")
        template = "health_content/blocks/comparison_table.html"
        value_class = ComparisonTableValue
        preview_value = {
            "caption": "Four common forms of magnesium",
            "options": ["<p>Glycinate</p>", "<p>Citrate</p>", "<p>Oxide</p>", "<p>Chloride</p>"],
            "rows": [
                {
                    "name": "Bound to",
                    "cells": [
                        "<p>Glycine, an amino acid</p>",
                        "<p>Citric acid</p>",
                        "<p>Oxygen</p>",
                        "<p>Chloride, with water</p>",
                    ],
                },
                {
                    "name": "Magnesium in the pure compound",
                    "cells": ["<p>14.1%</p>", "<p>16.2%</p>", "<p>60.3%</p>", "<p>12.0%</p>"],
                },
                {
                    "name": "Magnesium in 500 mg of it",
                    "cells": ["<p>71 mg</p>", "<p>81 mg</p>", "<p>302 mg</p>", "<p>60 mg</p>"],
                },
            ],
            "source": (
                "Calculated from atomic weights: bisglycinate, anhydrous trimagnesium dicitrate, "
                "oxide, chloride hexahydrate. Products often hold less."
            ),
        }

    def problems(self, value: Any) -> dict[str, ValidationError]:
        found = source_problems(value)
        options = list(value["options"])
        if len(options) < FEWEST_OPTIONS or not all(rich_text(option) for option in options):
            found["options"] = ValidationError(
                translate("Name two or more things to compare, each in a cell of its own.")
            )
        if problem := offers_problem(value["offers"], len(options)):
            found["offers"] = problem
        counts = [len(row["cells"]) for row in value["rows"]]
        if problem := count_problem(counts, len(options)):
            found["rows"] = problem
        return found

    def to_node(self, value: Any, node_id: str) -> ComparisonTable:
        return ComparisonTable(
            caption=value["caption"] or "",
            options=cells_of(value["options"]),
            rows=tuple(
                ComparisonRow(row["name"] or "", cells_of(row["cells"]), id=row_id)
                for row_id, row in items_of(value["rows"])
            ),
            source=value["source"] or "",
            source_url=value["source_url"] or "",
            offers=tuple(offers_of(value["offers"])),
            id=node_id,
        )

    def from_node(self, node: ComparisonTable) -> dict[str, Any]:
        return {
            "caption": node.caption,
            "options": stored_cells(node.options),
            "rows": [
                list_item(row.id, {"name": row.name, "cells": stored_cells(row.cells)})
                for row in node.rows
            ],
            "source": node.source,
            "source_url": node.source_url,
            "offers": list(stored_offers(node)),
        }
