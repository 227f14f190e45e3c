"""Exporting lists without letting a spreadsheet run what somebody typed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from health_content.interchange.cells import tamed

CSV = SpreadsheetExportMixin.FORMAT_CSV


class TamedExport(SpreadsheetExportMixin):
    """A list whose exported texts are no formulas. In XLSX files Wagtail sees to that itself."""

    custom_value_preprocess: ClassVar[dict[Any, Any]] = {
        **SpreadsheetExportMixin.custom_value_preprocess,
        str: {CSV: lambda value: tamed(value)},
        Promise: {CSV: lambda value: tamed(str(value))},
    }
