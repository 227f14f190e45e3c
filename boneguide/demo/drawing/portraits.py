"""Sample people, who do not exist and so have no faces, and sample products."""

from __future__ import annotations

from boneguide.demo.drawing import palette as c
from boneguide.demo.drawing import props
from boneguide.demo.drawing.canvas import Canvas

SIZE = 800


def person(initials: str, ground: str, cloth: str, hair: str) -> Canvas:
    """A silhouette without a face, and two letters."""
    sheet = Canvas(SIZE, SIZE, ground)
    sheet.circle(400, 330, 300, c.LINEN)
    sheet.shape(
        [(110, 860), (140, 690), (260, 610), (400, 590), (540, 610), (660, 690), (690, 860)], cloth
    )
    sheet.box(352, 480, 96, 150, c.SKIN_DARK, 40)
    sheet.shape(
        [
            (400, 210),
            (490, 240),
            (524, 340),
            (500, 450),
            (400, 540),
            (300, 450),
            (276, 340),
            (310, 240),
        ],
        c.SKIN,
    )
    sheet.shape(
        [
            (268, 380),
            (262, 260),
            (330, 180),
            (420, 160),
            (510, 200),
            (540, 290),
            (530, 380),
            (500, 300),
            (420, 262),
            (340, 280),
            (300, 320),
        ],
        hair,
    )
    sheet.circle(650, 660, 96, c.INK)
    sheet.text(650, 662, initials, 74, c.PAPER, anchor="mm", bold=True)
    return sheet


def product(fill: str, side: str, ground: str) -> Canvas:
    """A bottle with a blank label."""
    sheet = Canvas(SIZE, SIZE, ground)
    sheet.circle(400, 380, 290, c.LINEN)
    props.shadow(sheet, 400, 706, 190)
    props.bottle(sheet, 400, 710, 290, 520, fill, side)
    return sheet
