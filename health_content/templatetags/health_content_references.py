"""Template tags for what readers are told of a source."""

from __future__ import annotations

from typing import Any

from django import template

from health_content.blocks.reference_words import ReferenceWords

register = template.Library()


@register.simple_tag
def reference_words(reference: Any) -> ReferenceWords:
    """What readers are told of an entry of the reference library."""
    return ReferenceWords(reference)
