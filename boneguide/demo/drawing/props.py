"""Things that several pictures show."""

from __future__ import annotations

from boneguide.demo.drawing import palette as c
from boneguide.demo.drawing.canvas import Canvas, Point, smooth, turned


def table(sheet: Canvas, top: float, fill: str = c.SAND, edge: str = c.SHADOW) -> None:
    """A table top across the whole sheet."""
    sheet.box(0, top, sheet.width, sheet.height - top, fill)
    sheet.box(0, top, sheet.width, 10, edge)


def shadow(sheet: Canvas, x: float, y: float, across: float, fill: str = c.SHADOW) -> None:
    """What a thing casts on the table."""
    sheet.ellipse(x, y, across, across * 0.12 + 6, fill)


def leaf(sheet: Canvas, base: Point, length: float, angle: float, fill: str, vein: str) -> None:
    """A leaf that grows from ``base``; at angle 0 it points up."""
    x, y = base
    wide = length * 0.24
    outline = [
        (x, y),
        (x - wide * 0.8, y - length * 0.3),
        (x - wide, y - length * 0.55),
        (x - wide * 0.5, y - length * 0.85),
        (x, y - length),
        (x + wide * 0.5, y - length * 0.85),
        (x + wide, y - length * 0.55),
        (x + wide * 0.8, y - length * 0.3),
    ]
    sheet.shape(turned(outline, base, angle), fill)
    stalk = [(x, y - length * 0.02), (x, y - length * 0.86)]
    sheet.line(turned(stalk, base, angle), vein, max(length * 0.02, 2.5))
    for part in (0.25, 0.45, 0.63):
        for side in (-1, 1):
            rib = [
                (x, y - length * part),
                (x + side * wide * 0.62, y - length * (part + 0.14)),
            ]
            sheet.line(turned(rib, base, angle), vein, max(length * 0.012, 2))


def kale(sheet: Canvas, base: Point, length: float, angle: float, fill: str, vein: str) -> None:
    """A leaf with a curly edge."""
    x, y = base
    outline: list[Point] = [(x - length * 0.03, y)]
    rim = [(0.22, 0.2), (0.25, 0.33), (0.36, 0.4), (0.3, 0.52), (0.38, 0.62), (0.28, 0.74)]
    rim += [(0.27, 0.88), (0.12, 0.93)]
    outline += [(x - across * length, y - up * length) for across, up in rim]
    outline += [(x, y - length)]
    outline += [(x + across * length, y - up * length) for across, up in reversed(rim)]
    outline += [(x + length * 0.03, y)]
    sheet.shape(turned(outline, base, angle), fill)
    sheet.line(turned([(x, y + 8), (x, y - length * 0.8)], base, angle), vein, length * 0.035)
    for part in (0.3, 0.48, 0.64):
        for side in (-1, 1):
            rib = [(x, y - length * part), (x + side * length * 0.2, y - length * (part + 0.13))]
            sheet.line(turned(rib, base, angle), vein, length * 0.016)


def long_bone(
    sheet: Canvas, center: Point, length: float, angle: float, fill: str = c.BONE
) -> None:
    """A thigh bone, upright at angle 0: ball and neck above, two knuckles below."""
    x, y = center
    unit = length / 10

    def put(points: list[Point]) -> list[Point]:
        return turned([(x + a * unit, y + b * unit) for a, b in points], center, angle)

    outline = put(
        [
            (-0.5, -2.2),
            (-0.8, -3.0),
            (-1.25, -3.6),
            (-1.2, -4.25),
            (-0.7, -4.4),
            (-0.2, -4.0),
            (0.3, -4.05),
            (0.75, -4.45),
            (0.95, -5.0),
            (1.5, -5.25),
            (2.1, -4.95),
            (2.2, -4.3),
            (1.8, -3.85),
            (1.3, -3.75),
            (0.85, -3.2),
            (0.55, -2.3),
            (0.45, -1),
            (0.45, 1),
            (0.6, 2.6),
            (1.2, 3.8),
            (1.3, 4.6),
            (0.8, 5.0),
            (0.25, 4.8),
            (0, 4.55),
            (-0.25, 4.8),
            (-0.8, 5.0),
            (-1.3, 4.6),
            (-1.2, 3.8),
            (-0.6, 2.6),
            (-0.45, 1),
            (-0.45, -1),
        ]
    )
    sheet.shape(outline, fill)
    shade = put(
        [
            (0.3, -2.8),
            (0.7, -2.75),
            (0.45, -1),
            (0.45, 1),
            (0.6, 2.6),
            (1.2, 3.8),
            (1.3, 4.6),
            (0.85, 4.95),
            (0.75, 4.0),
            (0.25, 2.4),
            (0.14, 0.6),
            (0.12, -1),
        ]
    )
    sheet.shape(shade, c.BONE_SHADE)
    ball = put([(1.55, -4.55)])[0]
    sheet.arc(*ball, unit * 0.42, angle - 40, angle + 100, c.BONE_SHADE, unit * 0.16)


def egg(sheet: Canvas, x: float, y: float, size: float, fill: str, side: str) -> None:
    """An egg standing on its blunt end."""
    half = [(0, -1.0), (0.36, -0.86), (0.62, -0.5), (0.77, 0), (0.76, 0.42), (0.52, 0.8), (0, 0.96)]
    rim = half + [(-across, down) for across, down in reversed(half[1:-1])]
    sheet.shape([(x + across * size, y + down * size) for across, down in rim], fill)
    inner = [(0.5, 0.1), (0.42, 0.45), (0.2, 0.72)]
    edge = [(0.62, -0.3), (0.74, 0.0), (0.74, 0.4), (0.5, 0.78), (0.1, 0.9), *inner[::-1]]
    sheet.shape([(x + across * size, y + down * size) for across, down in edge], side)


def capsule(
    sheet: Canvas,
    center: Point,
    length: float,
    angle: float,
    left: str = c.CLAY,
    right: str = c.LINEN,
) -> None:
    """A capsule of two colors."""
    x, y = center
    half, radius = length / 2, length * 0.19
    ends = turned([(x - half + radius, y), (x, y), (x + half - radius, y)], center, angle)
    sheet.line(ends[1:], right, radius * 2)
    sheet.line(ends[:2], left, radius * 2)
    seam = turned([(x, y - radius), (x, y + radius)], center, angle)
    sheet.polygon(
        [*seam, *turned([(x + 6, y + radius), (x + 6, y - radius)], center, angle)], right
    )
    shine = turned(
        [(x - half + radius, y - radius * 0.45), (x - half * 0.25, y - radius * 0.45)],
        center,
        angle,
    )
    sheet.line(shine, c.CLAY_LIGHT if left == c.CLAY else c.TEAL_SOFT, radius * 0.28)


def tablet(sheet: Canvas, x: float, y: float, radius: float, fill: str, side: str) -> None:
    """A round tablet lying flat, seen from a little above."""
    sheet.ellipse(x, y + radius * 0.28, radius, radius * 0.55, side)
    sheet.box(x - radius, y, radius * 2, radius * 0.28, side)
    sheet.ellipse(x, y, radius, radius * 0.55, fill)
    sheet.line([(x - radius * 0.55, y), (x + radius * 0.55, y)], side, radius * 0.07)


def bottle(
    sheet: Canvas, x: float, base: float, width: float, height: float, fill: str, side: str
) -> None:
    """A supplement bottle that stands on ``base``, with a blank label."""
    left = x - width / 2
    cap = height * 0.2
    sheet.box(left + width * 0.1, base - height, width * 0.8, cap, c.LINEN, 8)
    for step in range(1, 8):
        at = left + width * (0.1 + 0.1 * step)
        sheet.line([(at, base - height + 10), (at, base - height + cap - 8)], c.SHADOW, 3)
    body = base - height + cap
    sheet.box(left, body, width, height - cap, fill, width * 0.14)
    sheet.box(left + width * 0.82, body + 14, width * 0.1, height - cap - 28, side, width * 0.05)
    sheet.box(left, body + height * 0.17, width, height * 0.42, c.LINEN)
    for row, part in enumerate((0.55, 0.72, 0.4)):
        at = body + height * (0.24 + 0.1 * row)
        shade = c.TEAL if row == 0 else c.LINE
        sheet.line([(left + width * 0.14, at), (left + width * (0.14 + part), at)], shade, 8)


def bowl(sheet: Canvas, x: float, top: float, across: float, fill: str, side: str) -> None:
    """A bowl whose rim is at ``top``; fill it before, or heap things on its rim."""
    deep = across * 0.72
    outline = [(x - across, top), (x + across, top), (x + across * 0.78, top + deep * 0.62)]
    outline += [(x + across * 0.4, top + deep * 0.95), (x - across * 0.4, top + deep * 0.95)]
    outline += [(x - across * 0.78, top + deep * 0.62)]
    sheet.polygon(_rounded_below(outline), fill)
    sheet.box(x - across * 0.36, top + deep * 0.9, across * 0.72, deep * 0.13, side, 8)
    sheet.curve(
        [
            (x + across * 0.86, top + deep * 0.2),
            (x + across * 0.7, top + deep * 0.56),
            (x + across * 0.42, top + deep * 0.78),
        ],
        side,
        across * 0.07,
    )
    sheet.box(x - across * 1.04, top - 9, across * 2.08, 20, side, 10)


def _rounded_below(outline: list[Point]) -> list[Point]:
    left, right = outline[0], outline[1]
    return [left, *smooth([right, *outline[2:], left], closed=False)]


def fish(sheet: Canvas, center: Point, length: float, angle: float, fill: str, dark: str) -> None:
    """A fish that swims to the left at angle 0."""
    x, y = center
    unit = length / 10

    def put(points: list[Point]) -> list[Point]:
        return turned([(x + a * unit, y + b * unit) for a, b in points], center, angle)

    sheet.polygon(put([(3.0, 0), (5.1, -1.7), (4.6, 0), (5.1, 1.7)]), dark)
    sheet.polygon(put([(-0.8, -1.3), (0.8, -2.3), (1.6, -0.9)]), dark)
    body = [(-5, 0.15), (-4, -0.85), (-2, -1.5), (0.5, -1.35), (2.4, -0.6), (3.6, 0), (2.4, 0.65)]
    body += [(0.5, 1.35), (-2, 1.5), (-4, 0.95)]
    sheet.shape(put(body), fill)
    belly = [(-4.6, 0.45), (-3, 0.75), (-1, 0.8), (1, 0.55), (3.0, 0.15), (2.2, 0.68), (0.5, 1.3)]
    belly += [(-2, 1.45), (-3.8, 1.0)]
    sheet.shape(put(belly), c.LINEN)
    sheet.curve(put([(-2.9, -1.1), (-2.4, -0.2), (-2.9, 0.9)]), dark, unit * 0.16)
    eye = put([(-3.8, -0.25)])[0]
    sheet.circle(*eye, unit * 0.26, c.LINEN)
    sheet.circle(*eye, unit * 0.14, c.INK)
    sheet.polygon(put([(-1.4, 0.3), (0.1, 0.2), (-0.6, 1.0)]), dark)


def almond(sheet: Canvas, x: float, y: float, size: float, tilt: float) -> None:
    """An almond lying down."""
    outline = [(-0.6, 0), (-0.2, -0.34), (0.35, -0.2), (0.62, 0), (0.35, 0.22), (-0.2, 0.34)]
    around = (x, y)
    points = [(x + across * size, y + down * size) for across, down in outline]
    sheet.shape(turned(points, around, tilt), c.WOOD)
    for across in (-0.12, 0.08):
        groove = [(x - size * 0.4, y + size * across * 0.8), (x + size * 0.38, y + size * across)]
        sheet.line(turned(groove, around, tilt), c.WOOD_DARK, 3.5)
