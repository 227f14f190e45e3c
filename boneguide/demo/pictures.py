"""The demonstration's pictures in Wagtail's image library.

They are drawn when they are first needed and known by their content afterwards: drawing the same
picture again gives the same file.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from wagtail.utils.file import hash_filelike

from boneguide.demo.drawing import figures, figures_use, portraits, scenes_care, scenes_food
from boneguide.demo.drawing import palette as c
from boneguide.demo.drawing.canvas import Canvas

DESCRIPTION_LENGTH = 255


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture that can be drawn.

    ``focus`` is what a crop must keep: left, top, width and height.
    """

    title: str
    draw: Callable[[], Canvas]
    focus: tuple[int, int, int, int]


_BROWN, _GRAY, _SAND = "#3b2f2a", c.HAIR, "#b98a4e"
_HEAD = (240, 160, 320, 400)
_PRODUCT = (230, 170, 340, 560)

DRAWINGS = {
    "magnesium-and-bone-health": Drawing(
        "A bone among greens", scenes_food.magnesium, (360, 60, 1140, 780)
    ),
    "vitamin-d-how-much": Drawing("Sun, fish, milk", scenes_food.vitamin_d, (120, 180, 1340, 700)),
    "calcium-from-food-or-supplement": Drawing(
        "Food and a bottle on a balance", scenes_food.calcium, (40, 180, 1480, 540)
    ),
    "vitamin-k-and-warfarin": Drawing(
        "Greens and a pill organizer in balance", scenes_food.vitamin_k, (180, 90, 1240, 760)
    ),
    "magnesium-forms-compared": Drawing("Five jars", scenes_care.forms, (150, 340, 1300, 500)),
    "understanding-a-bone-density-scan": Drawing(
        "A bone density scan", scenes_care.density_scan, (260, 150, 1180, 600)
    ),
    "medicines-and-minerals": Drawing(
        "A clock between two tablets", scenes_care.medicines, (200, 30, 1200, 810)
    ),
    "strength-and-balance": Drawing(
        "Standing on one leg at the counter", scenes_care.steadiness, (520, 70, 880, 750)
    ),
    "reading-a-supplement-facts-label": Drawing(
        "The back of a bottle under a magnifying glass", scenes_care.label, (440, 80, 900, 780)
    ),
    "zinc-copper-boron": Drawing(
        "A spoon of seeds and beans", scenes_food.small_minerals, (190, 320, 1200, 520)
    ),
    "protein-and-bone": Drawing(
        "Lentils, eggs, fish, and a braided bone", scenes_food.protein, (80, 150, 1460, 690)
    ),
    "bone-cross-section": Drawing(
        "A long bone cut open", figures.bone_cross_section, (100, 80, 1460, 780)
    ),
    "elemental-share": Drawing(
        "Magnesium by weight of compound", figures.elemental_share, (60, 50, 1480, 940)
    ),
    "t-score": Drawing("The T-score scale", figures.t_score, (120, 120, 1340, 740)),
    "vitamin-d-path": Drawing(
        "The path of vitamin D", figures.vitamin_d_path, (120, 80, 1420, 760)
    ),
    "time-apart": Drawing("A day of medicines", figures_use.time_apart, (70, 40, 1480, 830)),
    "label-parts": Drawing(
        "A Supplement Facts panel", figures_use.label_parts, (280, 40, 1040, 1020)
    ),
    "rope-and-mineral": Drawing(
        "Protein, mineral, bone", figures_use.rope_and_mineral, (60, 60, 1480, 620)
    ),
    "person-alex": Drawing(
        "Silhouette, AS", partial(portraits.person, "AS", c.TEAL_SOFT, c.TEAL, _BROWN), _HEAD
    ),
    "person-jordan": Drawing(
        "Silhouette, JS", partial(portraits.person, "JS", "#f6e4d9", c.CLAY, _SAND), _HEAD
    ),
    "person-morgan": Drawing(
        "Silhouette, MS", partial(portraits.person, "MS", "#e9e6f3", c.PLUM, _GRAY), _HEAD
    ),
    "person-robin": Drawing(
        "Silhouette, RS", partial(portraits.person, "RS", "#e7efe2", c.LEAF_DARK, _BROWN), _HEAD
    ),
    "product-capsules": Drawing(
        "Sample bottle, red", partial(portraits.product, c.CLAY, "#ad5d3a", c.TEAL_SOFT), _PRODUCT
    ),
    "product-powder": Drawing(
        "Sample bottle, green", partial(portraits.product, c.TEAL, c.TEAL_DARK, c.SAND), _PRODUCT
    ),
    "product-tablets": Drawing(
        "Sample bottle, violet",
        partial(portraits.product, c.PLUM, "#423473", "#e9e6f3"),
        _PRODUCT,
    ),
    "product-softgels": Drawing(
        "Sample bottle, gold", partial(portraits.product, c.GOLD, "#cf9b3e", c.GROUND), _PRODUCT
    ),
}
"""Every picture by its name; that of an article's top has the article's own."""


@cache
def drawn(name: str) -> bytes:
    """The picture as a PNG file. Raises ``KeyError`` for a name that ``DRAWINGS`` lacks."""
    written = io.BytesIO()
    DRAWINGS[name].draw().finished().save(written, "PNG")
    return written.getvalue()


def picture(name: str, description: str) -> Any:
    """The image library's row for a picture, which is added where the library lacks it.

    ``description`` says what it shows, for those who do not see it.
    """
    data, drawing = drawn(name), DRAWINGS[name]
    images = get_image_model()
    file_hash = hash_filelike(io.BytesIO(data))
    found = images._default_manager.filter(file_hash=file_hash).order_by("pk").first()
    if found is not None:
        return found
    left, top, width, height = drawing.focus
    row = images(
        title=drawing.title,
        description=_shortened(description),
        file=ContentFile(data, f"{name}.png"),
        file_size=len(data),
        file_hash=file_hash,
        focal_point_x=left + width // 2,
        focal_point_y=top + height // 2,
        focal_point_width=width,
        focal_point_height=height,
    )
    row.save()
    return row


def _shortened(text: str) -> str:
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return f"{text[: DESCRIPTION_LENGTH - 1].rsplit(' ', 1)[0]}…"
