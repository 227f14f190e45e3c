"""Holds a rendered front end against its obligations, in plain Python."""

from health_content.conformance.presence import (
    inserted,
    missing,
    safe_insertion_point,
    uncovered,
)

__all__ = ["inserted", "missing", "safe_insertion_point", "uncovered"]
