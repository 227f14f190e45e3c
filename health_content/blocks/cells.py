"""Rows of cells, as an editor fills them in and as a table shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.list_block import ListBlockAdapter

from health_content.blocks.base import ArticleRichTextBlock, items_of, list_item, rich_text
from health_content.manuscript import Cell


@dataclass(frozen=True)
class ShownCell:
    """A cell as the template needs it. ``scope`` is empty where it heads nothing."""

    content: Any = ""
    scope: str = ""
    label: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.content and rich_text(self.content))


class CellsBlock(blocks.ListBlock):
    """The cells of one row, side by side in the editor where there is room."""

    def __init__(self, count: int = 2, **kwargs: Any) -> None:
        cell = ArticleRichTextBlock(label=gettext_lazy("Cell"), required=False)
        given = {
            "label": gettext_lazy("Cells"),
            "default": [""] * count,
            "form_classname": "hc-cells",
        }
        super().__init__(cell, **(given | kwargs))


class CellsBlockAdapter(ListBlockAdapter):
    """Wagtail's list, with the styles that put the cells in one line."""

    @property
    def media(self):
        return super().media + forms.Media(css={"all": ["health_content/admin/cells.css"]})


register(CellsBlockAdapter(), CellsBlock)


def cells_of(value: Any) -> tuple[Cell, ...]:
    """A list of cells as the manuscript's."""
    return tuple(Cell(rich_text(cell), id=cell_id) for cell_id, cell in items_of(value))


def stored_cells(cells: tuple[Cell, ...]) -> list[Any]:
    """The manuscript's cells in stored form."""
    return [list_item(cell.id, cell.html.html) for cell in cells]


def count_problem(counts: list[int], width: int) -> ValidationError | None:
    """What to say where a row has more or fewer cells than ``width``; the first such row."""
    for number, count in enumerate(counts, start=1):
        if count != width:
            has = ngettext(
                "Row %(number)s has %(count)s cell", "Row %(number)s has %(count)s cells", count
            ) % {"number": number, "count": count}
            return ValidationError(
                _("%(has)s, and it should have %(width)s. Leave a cell empty, but do not omit it.")
                % {"has": has, "width": width}
            )
    return None
