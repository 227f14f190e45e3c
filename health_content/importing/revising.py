"""A draft that is made anew from its source, and what an editor wrote into it meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.html import strip_tags

from health_content.conversion import FIELDS
from health_content.readers import Remark, RemarkKind

_HERO_WORDS = ("alt", "caption", "credit")


def take_over(draft: Any, values: dict[str, Any]) -> list[Remark]:
    """Set on a draft what its source says, and tell what an editor's words gave way to.

    ``values`` are those of :func:`~health_content.conversion.field_values`. A field about
    which the source says nothing stays as it is; the article itself is always the source's.
    """
    rest = dict(values)
    stem = getattr(draft, "manuscript_fields", FIELDS).get("hero", "")
    told: list[Remark] = []
    if f"{stem}_image_id" in rest:
        hero = {part: rest.pop(f"{stem}_{part}") for part in ("image_id", *_HERO_WORDS)}
        told += _hero(draft, stem, hero)
    setattr(draft, draft.manuscript_body, rest.pop(draft.manuscript_body))
    told += _texts(draft, rest)
    return told


def _texts(draft: Any, values: dict[str, Any]) -> Iterator[Remark]:
    for field, value in values.items():
        if not value:
            continue
        before = getattr(draft, field) or ""
        setattr(draft, field, value)
        if before and before != value:
            yield _replaced(_label(draft, field), strip_tags(before))


def _hero(draft: Any, stem: str, values: dict[str, Any]) -> Iterator[Remark]:
    """The picture with its words; another picture leaves none of the words of the last."""
    key = values.pop("image_id")
    if key is None:
        return
    words = {f"{stem}_{part}": value for part, value in values.items()}
    before = getattr(draft, f"{stem}_image")
    if before is not None and before.pk == key:
        yield from _texts(draft, words)
        return
    setattr(draft, f"{stem}_image_id", key)
    said = [str(before)] if before is not None else []
    for field, value in words.items():
        if before is not None and getattr(draft, field):
            said.append(strip_tags(getattr(draft, field)))
        setattr(draft, field, value)
    if said:
        yield _replaced(_label(draft, f"{stem}_image"), "; ".join(said))


def _label(draft: Any, field: str) -> str:
    return str(draft._meta.get_field(field).verbose_name)


def _replaced(label: str, before: str) -> Remark:
    return Remark(
        RemarkKind.REPAIRED,
        f"The source says something else than the draft did in “{label}”; the source's stands "
        f"there now. Before: “{before}”.",
        text=before,
    )
