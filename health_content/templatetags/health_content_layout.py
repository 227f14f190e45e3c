"""Template filters that lay an article out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from health_content.blocks import anchors, reading_order

register = template.Library()


@register.filter
def outline(entries: Iterable[anchors.Heading]) -> list[Any]:
    """A table of contents as pairs: a section, and the list of what stands under it."""
    return anchors.outline(entries or ())


@register.filter
def safety_notes(body: Any) -> list[reading_order.SafetyNote]:
    """The cautions of an article that stand further down than its opening."""
    return reading_order.safety_notes(body or ())
