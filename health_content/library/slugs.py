"""Addresses made of names."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify

LONGEST = 180


def free_slug(entry: Any, text: str, otherwise: str) -> str:
    """A slug made from ``text`` that no other entry of the same model has.

    A text without a letter that an address may hold becomes ``otherwise``.
    """
    base = slugify(text)[:LONGEST].strip("-") or otherwise
    others = type(entry)._default_manager.exclude(pk=entry.pk).filter(slug__startswith=base)
    taken = set(others.values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
