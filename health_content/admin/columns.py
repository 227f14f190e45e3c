"""Columns that carry their label into each cell, for screens too narrow for a table."""

from __future__ import annotations

from wagtail.admin.ui.tables import Column, DateColumn


class LabelledColumn(Column):
    """A column whose cells say what they hold where the head of the table is no help."""

    cell_template_name = "health_content/admin/reports/labelled_cell.html"


class LabelledDateColumn(DateColumn):
    """The same for a moment."""

    cell_template_name = "health_content/admin/reports/labelled_date_cell.html"
