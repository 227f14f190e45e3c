"""A sheet to draw on in flat color, with smooth edges."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import cos, radians, sin

from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]

SCALE = 2
"""Everything is drawn this many times larger and made smaller at the end."""
STEPS = 10
"""Straight pieces to a span of a curve."""


@cache
def _font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)


def turned(points: Sequence[Point], center: Point, angle: float) -> list[Point]:
    """The points turned by ``angle`` degrees, clockwise as one sees it, around ``center``."""
    across, down = cos(radians(angle)), sin(radians(angle))
    return [
        (
            center[0] + (x - center[0]) * across - (y - center[1]) * down,
            center[1] + (x - center[0]) * down + (y - center[1]) * across,
        )
        for x, y in points
    ]


def smooth(points: Sequence[Point], *, closed: bool) -> list[Point]:
    """A curve through all the points (Catmull-Rom)."""
    count = len(points)
    curve: list[Point] = []
    for index in range(count if closed else count - 1):
        if closed:
            around = [points[(index + offset) % count] for offset in (-1, 0, 1, 2)]
        else:
            around = [points[min(max(index + offset, 0), count - 1)] for offset in (-1, 0, 1, 2)]
        curve.extend(_between(around, step / STEPS) for step in range(STEPS))
    if not closed:
        curve.append(points[-1])
    return curve


def _between(around: Sequence[Point], t: float) -> Point:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = around
    return (_spline(ax, bx, cx, dx, t), _spline(ay, by, cy, dy, t))


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b
        + (c - a) * t
        + (2 * a - 5 * b + 4 * c - d) * t * t
        + (3 * b - a - 3 * c + d) * t * t * t
    )


class Canvas:
    """A sheet of ``width`` by ``height`` points; y grows downward."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        self.width, self.height = width, height
        self._sheet = Image.new("RGB", (width * SCALE, height * SCALE), ground)
        self._pen = ImageDraw.Draw(self._sheet)

    def finished(self) -> Image.Image:
        """The sheet at its own size."""
        return self._sheet.reduce(SCALE)

    def polygon(self, points: Sequence[Point], fill: str) -> None:
        self._pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def shape(self, points: Sequence[Point], fill: str) -> None:
        """A closed shape with a smooth edge through the points."""
        self.polygon(smooth(points, closed=True), fill)

    def line(self, points: Sequence[Point], color: str, width: float) -> None:
        """Straight from point to point, with round ends and corners."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._pen.line(scaled, fill=color, width=round(width * SCALE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.circle(x, y, width / 2, color)

    def curve(self, points: Sequence[Point], color: str, width: float) -> None:
        """A smooth line through the points."""
        self.line(smooth(points, closed=False), color, width)

    def circle(self, x: float, y: float, radius: float, fill: str) -> None:
        self.ellipse(x, y, radius, radius, fill)

    def ellipse(
        self, x: float, y: float, across: float, down: float, fill: str, angle: float = 0
    ) -> None:
        """An ellipse of half-axes ``across`` and ``down``."""
        if angle:
            steps = [radians(step * 5) for step in range(72)]
            outline = [(x + across * cos(step), y + down * sin(step)) for step in steps]
            self.polygon(turned(outline, (x, y), angle), fill)
            return
        box = [(x - across) * SCALE, (y - down) * SCALE, (x + across) * SCALE, (y + down) * SCALE]
        self._pen.ellipse(box, fill=fill)

    def ring(self, x: float, y: float, radius: float, color: str, width: float) -> None:
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE]
        self._pen.ellipse([*box, (y + radius) * SCALE], outline=color, width=round(width * SCALE))

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, radius: float = 0
    ) -> None:
        """A rectangle from its upper left corner, with round corners."""
        corners = [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self._pen.rounded_rectangle(corners, radius=radius * SCALE, fill=fill)

    def arc(
        self, x: float, y: float, radius: float, start: float, end: float, color: str, width: float
    ) -> None:
        """Part of a circle, in degrees clockwise from three o'clock."""
        count = max(8, round((end - start) / 4))
        angles = [radians(start + (end - start) * step / count) for step in range(count + 1)]
        points = [(x + radius * cos(angle), y + radius * sin(angle)) for angle in angles]
        self.line(points, color, width)

    def arrow(self, points: Sequence[Point], color: str, width: float) -> None:
        """A smooth line that ends in a head."""
        path = smooth(points, closed=False)
        (before_x, before_y), (end_x, end_y) = path[-4], path[-1]
        length = max(((end_x - before_x) ** 2 + (end_y - before_y) ** 2) ** 0.5, 0.001)
        along_x, along_y = (end_x - before_x) / length, (end_y - before_y) / length
        size = width * 3.2
        base = (end_x - along_x * size, end_y - along_y * size)
        self.line([*path[:-4], base], color, width)
        half = size * 0.55
        left = (base[0] - along_y * half, base[1] + along_x * half)
        right = (base[0] + along_y * half, base[1] - along_x * half)
        self.polygon([left, right, (end_x, end_y)], color)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        color: str,
        *,
        anchor: str = "lm",
        bold: bool = False,
    ) -> None:
        """Words in one line. ``anchor``: l, m, r across and a, m, s (baseline) down.

        The font that comes with Pillow has no minus sign; the hyphen stands in.
        """
        self._pen.text(
            (x * SCALE, y * SCALE),
            words.replace("\N{MINUS SIGN}", "-"),
            fill=color,
            font=_font(round(size * SCALE)),
            anchor=anchor,
            stroke_width=round(size * SCALE / 34) if bold else 0,
        )
