"""Exporting lists without letting a spreadsheet run what somebody typed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from wagtail.admin.views.mixins import SpreadsheetExportMixin

CSV = SpreadsheetExportMixin.FORMAT_CSV


def tame(value: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{value}" if value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value


class TamedExport(SpreadsheetExportMixin):
    """A list whose exported texts are no formulas. In XLSX files Wagtail sees to that itself."""

    custom_value_preprocess: ClassVar[dict[Any, Any]] = {
        **SpreadsheetExportMixin.custom_value_preprocess,
        str: {CSV: lambda value: tame(value)},
        Promise: {CSV: lambda value: tame(str(value))},
    }
