"""The pictures of an article, for forms that show them in one size."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from wagtail.images import get_image_model

from health_content.manuscript import Image, Node

PICTURE = "width-800|format-jpeg"
_KEY = re.compile("[0-9]{1,18}")


def pictures_of(nodes: Iterable[Node]) -> dict[str, Any]:
    """The library's pictures among nodes, by key, in one query with their renditions."""
    keys = {node.image for node in nodes if isinstance(node, Image) and _KEY.fullmatch(node.image)}
    found = get_image_model()._default_manager.filter(pk__in=keys).prefetch_renditions(PICTURE)
    return {str(image.pk): image for image in found} if keys else {}
