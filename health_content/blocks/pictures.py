"""Pictures as readers get them: in the smallest format and size their browser can use."""

from __future__ import annotations

import logging
from typing import Any

from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from PIL import features
from PIL.Image import DecompressionBombError
from wagtail.images.models import Filter, Picture
from willow.image import UnrecognisedImageFormatError

from health_content.blocks.renditions import renditions_of

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
UNSHOWABLE = (
    LookupError,
    OSError,
    SyntaxError,
    ValueError,
    DecompressionBombError,
    UnrecognisedImageFormatError,
)


def picture_html(
    image: Any, alt: str, sizes: str = SIZES, shape: str = "", **attributes: str
) -> SafeString:
    """A picture of the library as ``<picture>``, loaded when it comes into view.

    Width and height are those of the largest file, so that nothing moves when it arrives.
    ``shape`` is one of Wagtail's resizing rules ("fill-640x360") for a place of one size.
    An SVG is sent as it is, a GIF too, because it may move; readers who want less motion,
    and printers, get its first frame. Where a file is missing or broken the browser finds
    out and shows ``alt``; empty, with a line in the log, where that is known at once.
    """
    given = {"alt": alt, "loading": "lazy", "decoding": "async"} | attributes
    try:
        if image.is_svg() or image.filename.lower().endswith(".gif"):
            return _as_it_is(image, given)
        renditions = renditions_of(image, _specs_for(image, shape))
        extra = {} if shape else {"sizes": sizes}
        html = Picture(renditions, given | extra).__html__()
    except UNSHOWABLE:
        logger.exception("The picture %s (%s) cannot be shown.", image.pk, image.file.name)
        return mark_safe("")
    return mark_safe(html)  # noqa: S308 -- Wagtail's own, attributes escaped


def _specs_for(image: Any, shape: str) -> list[str]:
    """The specs that give different files: none but one as wide as the picture or wider."""
    if shape:
        return [f"format-{name}|{shape}" for name in FORMATS]
    wider = [width for width in WIDTHS if width >= image.width]
    widths = [width for width in WIDTHS if width < image.width or width == min(wider)]
    return [f"format-{name}|width-{width}" for name in FORMATS for width in widths]


def _as_it_is(image: Any, attributes: dict[str, str]) -> SafeString:
    still = mark_safe("")
    if not image.is_svg():
        still = format_html(
            '<source srcset="{}" media="(prefers-reduced-motion: reduce), print"'
            ' type="image/webp">',
            renditions_of(image, [_STILL])[_STILL].url,
        )
    measures = {"src": image.file.url, "width": image.width, "height": image.height}
    return format_html("<picture>{}<img{}></picture>", still, flatatt(measures | attributes))
