"""The registry of programs, products and paid links as CSV, out and in again."""

from health_content.interchange.adopting import LEAVE_OUT, Adoption, OldPath, adopt
from health_content.interchange.columns import TABLES, Kind
from health_content.interchange.exporting import exported
from health_content.interchange.loading import Outcome, import_tables, kind_of
from health_content.interchange.plugins import Plugin
from health_content.interchange.reading import UnreadableTable, row_count
from health_content.interchange.report import Changed, Difference, Problem, Report

__all__ = [
    "LEAVE_OUT",
    "TABLES",
    "Adoption",
    "Changed",
    "Difference",
    "Kind",
    "OldPath",
    "Outcome",
    "Plugin",
    "Problem",
    "Report",
    "UnreadableTable",
    "adopt",
    "exported",
    "import_tables",
    "kind_of",
    "row_count",
]
