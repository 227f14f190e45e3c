"""Pictures drawn for the tests."""

from __future__ import annotations

import io
from typing import Any

import PIL.Image
from django.core.files.images import ImageFile
from wagtail.images import get_image_model


def drawn(format_name: str = "PNG", size: tuple[int, int] = (1400, 700), **options: Any) -> bytes:
    """A picture file of one color."""
    out = io.BytesIO()
    PIL.Image.new("RGB", size, (40, 110, 120)).save(out, format_name, **options)
    return out.getvalue()


def moving() -> bytes:
    """A GIF of two frames."""
    frames = [PIL.Image.new("RGB", (400, 200), color) for color in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=200)
    return out.getvalue()


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="150" viewBox="0 0 300 150">'
    b'<circle cx="75" cy="75" r="60"/></svg>'
)


def in_library(data: bytes, name: str = "bone.png", title: str = "Bone") -> Any:
    """A picture of the library."""
    file = ImageFile(io.BytesIO(data), name=name)
    return get_image_model().objects.create(title=title, file=file)
