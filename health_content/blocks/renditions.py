"""Sizes and formats of a picture, made when a browser first asks for one of them.

Wagtail makes every file that a page names before the page is sent; in three formats and
four sizes that is a dozen for each picture, while a browser asks for one. So a page names
the address of a view that makes the file, until the file is there.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.apps import apps
from django.forms.utils import flatatt
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Filter
from wagtail.images.utils import generate_signature
from wagtail.models import Site

VIEW = "health_content:picture"


@dataclass(frozen=True, slots=True)
class PromisedRendition:
    """A file that is not there yet: its address, and the size it will have."""

    url: str
    width: int
    height: int

    def img_tag(self, attributes: dict[str, Any]) -> SafeString:
        """As Wagtail's renditions write themselves."""
        images: Any = apps.get_app_config("wagtailimages")
        measures = {"src": self.url, "width": self.width, "height": self.height}
        written = measures | images.default_attrs | attributes
        return mark_safe(f"<img{flatatt(written)}>")  # noqa: S308 -- escaped by flatatt


def renditions_of(image: Any, specs: list[str]) -> dict[str, Any]:
    """What a page names for each spec: Wagtail's rendition where it exists, else a promise.

    Where the site does not include this plugin's addresses, renditions are made now.
    Then it raises ``OSError`` for a picture whose file is gone. A promise asks no storage,
    which may be far away: a missing file is found out when a browser asks for it.
    """
    filters = {spec: Filter(spec=spec) for spec in specs}
    existing = image.find_existing_renditions(*filters.values())
    missing = [spec for spec, filter_ in filters.items() if filter_ not in existing]
    promised: dict[str, Any] = {}
    if missing:
        try:
            promised = {spec: _promise(image, filters[spec]) for spec in missing}
        except NoReverseMatch:
            promised = image.get_renditions(*missing)
    return {
        spec: existing[filter_] if filter_ in existing else promised[spec]
        for spec, filter_ in filters.items()
    }


def full_url_of(rendition: Any, request: Any) -> str:
    """The address of a picture for those who see it elsewhere."""
    if "://" in rendition.url or rendition.url.startswith("//"):
        return str(rendition.url)
    site = Site.find_for_request(request)
    return f"{site.root_url}{rendition.url}" if site else str(rendition.url)


def _promise(image: Any, filter_: Filter) -> PromisedRendition:
    width, height = (max(1, int(side)) for side in filter_.get_transform(image).size)
    signature = generate_signature(image.pk, filter_.spec)
    stem = PurePath(posixpath.basename(image.file.name)).stem
    ending = next((op.format for op in filter_.operations if hasattr(op, "format")), "img")
    name = f"{stem}.{'jpg' if ending == 'jpeg' else ending}"
    url = reverse(VIEW, args=(signature, image.pk, filter_.spec, name))
    return PromisedRendition(url, width, height)
