"""Model fields."""

from __future__ import annotations

from typing import Any

from wagtail.fields import StreamField


class ArticleField(StreamField):
    """A StreamField whose block definitions stay out of migrations.

    Adding a block, here or through ``HEALTH_CONTENT["BODY_BLOCKS"]``, changes no database
    column, so it makes no migration either: not here, and not in the site that adds it.
    The price: historical models in data migrations see the stored JSON only.
    """

    def __init__(self, block_types: Any = (), *args: Any, **kwargs: Any) -> None:
        super().__init__(block_types, *args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
