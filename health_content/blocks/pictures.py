"""Pictures as readers get them: in the smallest format and size their browser can use."""

from __future__ import annotations

import logging
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from PIL import features
from PIL.Image import DecompressionBombError
from wagtail.images.models import Filter, Picture
from willow.image import UnrecognisedImageFormatError

logger = logging.getLogger("health_content.pictures")

# Falling: the first is what Wagtail takes width and height from.
WIDTHS = (1280, 960, 640, 320)
# Pillow's own packages write AVIF from 11.3; one built without its library does not.
FORMATS = ("avif", "webp", "jpeg") if features.check("avif") else ("webp", "jpeg")
SIZES = "(min-width: 48rem) 42rem, 92vw"
_STILL = "format-webp|width-960"

SPECS = tuple(
    Filter.expand_spec(
        [f"format-{{{','.join(FORMATS)}}}", f"width-{{{','.join(map(str, WIDTHS))}}}"]
    )
)
"""Every rendition that :func:`picture_html` may ask for, to be fetched beforehand."""

# What Wagtail, Willow and Pillow raise on files that are missing or are no pictures; Pillow
# raises SyntaxError for a broken PNG, Willow LookupError for what nothing installed can do.
_UNSHOWABLE = (
    LookupError,
    OSError,
    SyntaxError,
    ValueError,
    DecompressionBombError,
    UnrecognisedImageFormatError,
)


def picture_html(image: Any, alt: str, sizes: str = SIZES) -> SafeString:
    """A picture of the library as ``<picture>``, loaded when it comes into view.

    Width and height are those of the largest file, so that nothing moves when it arrives.
    An SVG is sent as it is, a GIF too, because it may move; readers who want less motion,
    and printers, get its first frame. Empty, with a line in the log, for a picture that
    cannot be shown: its file is missing or broken.
    """
    attributes = {"alt": alt, "loading": "lazy", "decoding": "async"}
    try:
        if image.is_svg() or image.filename.lower().endswith(".gif"):
            return _as_it_is(image, attributes)
        renditions = image.get_renditions(*_specs_for(image))
        html = Picture(renditions, {**attributes, "sizes": sizes}).__html__()
    except _UNSHOWABLE:
        logger.exception("The picture %s (%s) cannot be shown.", image.pk, image.file.name)
        return mark_safe("")
    return mark_safe(html)  # noqa: S308 -- Wagtail's own, attributes escaped


def _specs_for(image: Any) -> list[str]:
    """The specs that give different files: none but one as wide as the picture or wider."""
    wider = [width for width in WIDTHS if width >= image.width]
    widths = [width for width in WIDTHS if width < image.width or width == min(wider)]
    return [f"format-{name}|width-{width}" for name in FORMATS for width in widths]


def _as_it_is(image: Any, attributes: dict[str, str]) -> SafeString:
    if not image.file.storage.exists(image.file.name):
        raise FileNotFoundError(image.file.name)
    still = mark_safe("")
    if not image.is_svg():
        still = format_html(
            '<source srcset="{}" media="(prefers-reduced-motion: reduce), print"'
            ' type="image/webp">',
            image.get_rendition(_STILL).url,
        )
    return format_html(
        '<picture>{}<img src="{}" width="{}" height="{}" alt="{alt}" loading="{loading}"'
        ' decoding="{decoding}"></picture>',
        still,
        image.file.url,
        image.width,
        image.height,
        **attributes,
    )
