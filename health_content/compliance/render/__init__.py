"""Reports as text for a terminal, as JSON for programs, as SARIF for other tools.

A renderer gets what was checked (:class:`Checked`) and what could not be read, and returns
a string. It decides nothing: what is a finding, and how grave, stands in the report.
"""

from collections.abc import Callable, Sequence

from health_content.compliance.render.checked import FAIL_ON, Checked, Unreadable, fails
from health_content.compliance.render.payload import as_json
from health_content.compliance.render.sarif import as_sarif
from health_content.compliance.render.source import Place, SourceText
from health_content.compliance.render.text import Terminal, as_text, finding_text, summary

STRUCTURED: dict[str, Callable[[Sequence[Checked], Sequence[Unreadable]], str]] = {
    "json": as_json,
    "sarif": as_sarif,
}
"""The formats for programs, by name."""

FORMATS = ("text", *STRUCTURED)

__all__ = [
    "FAIL_ON",
    "FORMATS",
    "STRUCTURED",
    "Checked",
    "Place",
    "SourceText",
    "Terminal",
    "Unreadable",
    "as_json",
    "as_sarif",
    "as_text",
    "fails",
    "finding_text",
    "summary",
]
