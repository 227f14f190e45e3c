"""Where a finding stands in the form of a page: on which field, on which block."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from health_content.conversion import FIELDS
from health_content.manuscript import Location

Placed = tuple[tuple[str, ...], ValidationError]
"""An error and the path to it, from where one stands."""

_HERO = "hero"
_HERO_PICTURE = "image"


def form_path(page: Any, location: Location) -> tuple[str, ...]:
    """A location as the path of names and block ids in the page's form.

    The first step is the name of one of the page's fields; empty where a location is none of a
    field's, such as the article as a whole.
    """
    if not location.path:
        return ()
    root, *rest = location.path
    if root == "body":
        body = getattr(page, "manuscript_body", "")
        return (body, *rest) if body else ()
    named = getattr(page, "manuscript_fields", FIELDS).get(root, root)
    if root == _HERO:
        part = rest[0] if rest else _HERO_PICTURE
        part = part if hasattr(page, f"{named}_{part}") else _HERO_PICTURE
        return (f"{named}_{part}",)
    # One manuscript field may be told by several; the first stands for all.
    return (named.split()[0] if named else root, *rest)


def block_error(value: Any, placed: Iterable[Placed]) -> ValidationError:
    """The errors of a stream, each nested as deep as its path leads.

    What leads nowhere stands on the innermost block that was found. Never raises.
    """
    error = _nested(getattr(value, "stream_block", None), value, list(placed))
    if isinstance(error, StreamBlockValidationError):
        # Wagtail's own words for it name the class, and stand in the message on top.
        error.message = gettext("See the blocks that are marked.")
    return error


def _nested(block: Any, value: Any, placed: list[Placed]) -> ValidationError:
    match block:
        case StreamBlock():
            ids = {child.id: n for n, child in enumerate(value) if child.id}
            inner = {n: (child.block, child.value) for n, child in enumerate(value)}
            deeper, here = _sorted(placed, ids)
            errors = {n: _nested(*inner[n], told) for n, told in deeper.items()}
            return StreamBlockValidationError(errors, here)
        case ListBlock():
            bound = value.bound_blocks
            deeper, here = _sorted(placed, {child.id: n for n, child in enumerate(bound)})
            errors = {n: _nested(block.child_block, bound[n].value, t) for n, t in deeper.items()}
            return ListBlockValidationError(errors, here)
        case StructBlock():
            deeper, here = _sorted(placed, {name: name for name in block.child_blocks})
            errors = {
                name: _nested(block.child_blocks[name], value[name], told)
                for name, told in deeper.items()
            }
            return StructBlockValidationError(errors, here)
        case _:
            return ValidationError([error for _, error in placed])


def _sorted(
    placed: list[Placed], known: dict[Any, Any]
) -> tuple[dict[Any, list[Placed]], list[ValidationError]]:
    """The errors of each child that is known, and those that stay here."""
    deeper: dict[Any, list[Placed]] = {}
    here = []
    for path, error in placed:
        if path and path[0] in known:
            deeper.setdefault(known[path[0]], []).append((path[1:], error))
        else:
            here.append(error)
    return deeper, here
