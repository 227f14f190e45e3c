"""Pictures that explain: charts and labeled drawings in the articles' text."""

from __future__ import annotations

from math import exp

from boneguide.demo.drawing import palette as c
from boneguide.demo.drawing import props
from boneguide.demo.drawing.canvas import Canvas, turned

WIDTH = 1600

SHARES = (
    ("Oxide", 60.3),
    ("Hydroxide", 41.7),
    ("Carbonate", 28.8),
    ("Citrate", 16.2),
    ("Malate", 15.5),
    ("Glycinate", 14.1),
    ("Chloride hexahydrate", 12.0),
    ("Taurate", 8.9),
    ("L-threonate", 8.3),
    ("Gluconate", 5.9),
)
"""Magnesium in the pure compound, in percent of its weight, from atomic weights."""


def elemental_share() -> Canvas:
    """Bars: how much of each compound is magnesium."""
    sheet = Canvas(WIDTH, 1020, c.LINEN)
    sheet.text(70, 74, "Magnesium by weight, in percent of the pure compound", 42, c.INK, bold=True)
    left, top, step = 480, 150, 80
    scale = 14.5
    for mark in range(0, 70, 10):
        x = left + mark * scale
        sheet.line([(x, top - 16), (x, top + step * len(SHARES) - 20)], c.SAND, 4)
        label = "0" if mark == 0 else f"{mark}%"
        sheet.text(x, top + step * len(SHARES) + 12, label, 32, c.INK_SOFT, anchor="mm")
    for row, (name, share) in enumerate(SHARES):
        y = top + row * step
        is_named = name in {"Oxide", "Citrate", "Glycinate"}
        fill = c.TEAL if is_named else c.TEAL_MID
        sheet.text(left - 24, y + 25, name, 36, c.INK, anchor="rm", bold=is_named)
        sheet.box(left, y, share * scale, 50, fill, 8)
        sheet.text(left + share * scale + 18, y + 26, f"{share:.1f}", 36, c.INK, bold=is_named)
    return sheet


def t_score() -> Canvas:
    """A bell curve over the T-score, with the two cut-offs."""
    sheet = Canvas(WIDTH, 900, c.LINEN)
    left, unit, floor = 160, 213, 690

    def at(score: float) -> float:
        return left + (score + 4) * unit

    bands = (
        (-4.0, -2.5, "#f6dcd2", "\N{MINUS SIGN}2.5 and below", "Osteoporosis"),
        (-2.5, -1.0, "#f9ecd0", "Between \N{MINUS SIGN}1 and \N{MINUS SIGN}2.5", "Low bone mass"),
        (-1.0, 2.0, c.TEAL_SOFT, "\N{MINUS SIGN}1 and above", "Normal"),
    )
    for start, end, fill, scores, name in bands:
        sheet.box(at(start), 130, (end - start) * unit, floor - 130, fill)
        middle = (at(start) + at(end)) / 2
        sheet.text(middle, 176, name, 38, c.INK, anchor="mm", bold=True)
        sheet.text(middle, 226, scores, 32, c.INK_SOFT, anchor="mm")
    steps = [(score / 20) for score in range(-80, 41)]
    curve = [(at(score), floor - 390 * exp(-score * score / 2)) for score in steps]
    sheet.line(curve, c.TEAL, 9)
    for cut in (-2.5, -1.0):
        for piece in range(18):
            y = 270 + piece * 24
            if y < floor - 10:
                sheet.line([(at(cut), y), (at(cut), y + 10)], c.CLAY, 5)
    sheet.line([(at(-4), floor), (at(2), floor)], c.INK, 6)
    for score in range(-4, 3):
        sheet.line([(at(score), floor), (at(score), floor + 16)], c.INK, 5)
        words = f"\N{MINUS SIGN}{-score}" if score < 0 else str(score)
        sheet.text(at(score), floor + 48, words, 36, c.INK, anchor="mm", bold=score == 0)
    sheet.line([(at(0), floor - 382), (at(0), floor - 6)], c.TEAL_MID, 4)
    sheet.text(at(0), floor + 108, "Average of healthy", 32, c.TEAL, anchor="mm")
    sheet.text(at(0), floor + 148, "young adults", 32, c.TEAL, anchor="mm")
    sheet.text(at(-4), floor + 108, "T-score, in standard deviations", 32, c.INK_SOFT)
    return sheet


def bone_cross_section() -> Canvas:
    """A long bone cut open, its parts named, and a look into the material."""
    sheet = Canvas(WIDTH, 900, c.GROUND)
    outline = [(250, 120), (380, 90), (470, 130), (500, 210), (480, 300), (430, 380), (410, 480)]
    outline += [(406, 700), (406, 960), (214, 960), (214, 700), (210, 480), (190, 380), (140, 300)]
    outline += [(120, 210), (160, 140)]
    sheet.shape(outline, c.BONE_DARK)
    inner = [(256, 144), (370, 116), (448, 150), (474, 212), (456, 290), (404, 372), (374, 480)]
    inner += [(362, 700), (362, 960), (258, 960), (258, 700), (246, 480), (216, 372), (164, 290)]
    inner += [(146, 212), (178, 160)]
    sheet.shape(inner, c.BONE)
    _spongy(sheet)
    marrow = [(310, 430), (340, 520), (344, 700), (344, 960), (276, 960), (276, 700), (280, 520)]
    sheet.shape(marrow, c.CLAY_LIGHT)
    sheet.shape([(310, 500), (324, 600), (326, 960), (294, 960), (296, 600)], c.GOLD_LIGHT)
    _callout(sheet, (430, 240), (620, 180), "Spongy bone", "an open network of struts")
    _callout(sheet, (392, 560), (620, 470), "Compact bone", "the dense outer shell")
    _callout(sheet, (320, 720), (620, 740), "Marrow", "fills the hollow")
    _material(sheet)
    return sheet


def _spongy(sheet: Canvas) -> None:
    for index in range(64):
        column, row = index % 8, index // 8
        x = 176 + column * 36 + row % 2 * 18
        y = 160 + row * 27
        if ((x - 310) / 150) ** 2 + ((y - 240) / 120) ** 2 < 0.95:
            sheet.ellipse(x, y, 12 + index % 3 * 2, 9 + index % 2 * 2, c.CLAY_LIGHT, index * 40)


def _callout(
    sheet: Canvas, spot: tuple[float, float], words_at: tuple[float, float], name: str, more: str
) -> None:
    x, y = words_at
    sheet.line([spot, (x - 60, y), (x - 18, y)], c.INK, 4)
    sheet.circle(*spot, 10, c.INK)
    sheet.text(x, y - 2, name, 40, c.INK, bold=True)
    sheet.text(x, y + 48, more, 32, c.INK_SOFT)


def _material(sheet: Canvas) -> None:
    x, y, radius = 1310, 400, 232
    sheet.line([(912, 464), (1090, 430)], c.TEAL_MID, 5)
    sheet.circle(x, y, radius, c.TEAL)
    sheet.circle(x, y, radius - 14, c.PAPER)
    for strand in range(-3, 4):
        middle = y + strand * 58
        half = ((radius - 30) ** 2 - (strand * 58) ** 2) ** 0.5
        path = [
            (x - half + step * half / 6, middle + (9 if step % 2 else -9)) for step in range(13)
        ]
        sheet.curve(path, c.CLAY, 15)
        count = int(half / 32)
        for grain in range(-count, count + 1):
            if (grain + strand) % 2 == 0:
                box = [(-20, -9), (20, -9), (20, 9), (-20, 9)]
                center = (x + grain * 30, middle + 27)
                if abs(strand * 58 + 27) < radius - 60:
                    points = [(center[0] + dx, center[1] + dy) for dx, dy in box]
                    sheet.polygon(turned(points, center, 6), c.TEAL_MID)
    sheet.line([(1120, 704), (1176, 704)], c.CLAY, 15)
    sheet.text(1200, 704, "Protein strands", 36, c.INK)
    sheet.box(1124, 752, 48, 22, c.TEAL_MID)
    sheet.text(1200, 762, "Mineral grains", 36, c.INK)
    sheet.text(1310, 118, "Seen from very close", 36, c.TEAL, anchor="mm", bold=True)


def vitamin_d_path() -> Canvas:
    """Sun, food and capsule, then liver, kidneys and gut."""
    sheet = Canvas(WIDTH, 900, c.LINEN)
    for y in (180, 440, 700):
        sheet.arrow(
            [(372, y), (490, y + (440 - y) * 0.35), (588, 440 + (y - 440) * 0.22)], c.TEAL_MID, 9
        )
    sheet.circle(260, 180, 92, c.GOLD_LIGHT)
    for ray in range(12):
        sheet.line(turned([(260, 104), (260, 122)], (260, 180), ray * 30), c.GOLD, 8)
    sheet.circle(260, 180, 46, c.GOLD)
    sheet.circle(260, 440, 92, c.TEAL_SOFT)
    props.fish(sheet, (258, 440), 146, -8, c.TEAL_MID, c.TEAL_DARK)
    sheet.circle(260, 700, 92, "#f6e4d9")
    props.capsule(sheet, (260, 700), 112, -28)
    for y, words in ((180, "Sunlight on skin"), (440, "Food"), (700, "Supplement")):
        sheet.text(260, y + 122, words, 34, c.INK, anchor="mm", bold=True)
    _liver(sheet, 720, 440)
    sheet.text(720, 596, "Liver", 40, c.INK, anchor="mm", bold=True)
    sheet.text(720, 644, "first change", 32, c.INK_SOFT, anchor="mm")
    sheet.arrow([(852, 440), (980, 440)], c.TEAL_MID, 9)
    _kidneys(sheet, 1090, 440)
    sheet.text(1090, 596, "Kidneys", 40, c.INK, anchor="mm", bold=True)
    sheet.text(1090, 644, "second change", 32, c.INK_SOFT, anchor="mm")
    sheet.arrow([(1198, 440), (1300, 440)], c.TEAL_MID, 9)
    _gut(sheet, 1424, 440)
    sheet.text(1424, 596, "Gut", 40, c.INK, anchor="mm", bold=True)
    sheet.text(1424, 644, "takes up calcium", 32, c.INK_SOFT, anchor="mm")
    sheet.text(
        1085, 180, "Ready for use only after two changes", 40, c.TEAL, anchor="mm", bold=True
    )
    return sheet


def _liver(sheet: Canvas, x: float, y: float) -> None:
    sheet.shape(
        [
            (x - 118, y + 60),
            (x - 112, y - 30),
            (x - 40, y - 82),
            (x + 70, y - 64),
            (x + 124, y - 30),
            (x + 90, y + 10),
            (x + 20, y + 30),
            (x - 30, y + 84),
            (x - 90, y + 96),
        ],
        "#a6533f",
    )
    sheet.curve([(x + 6, y - 74), (x, y - 20), (x + 16, y + 26)], "#8a4232", 8)
    sheet.shape([(x - 96, y + 10), (x - 86, y - 30), (x - 40, y - 58), (x - 60, y - 20)], "#bd6b55")


def _kidneys(sheet: Canvas, x: float, y: float) -> None:
    for side in (-1, 1):
        points = [(-14, -34), (-44, -92), (-84, -84), (-98, -20), (-92, 40), (-58, 82), (-24, 60)]
        points += [(-34, 16)]
        sheet.shape([(x - side * across * 0.92, y + down) for across, down in points], c.CLAY)
        shine = [(-72, -62), (-84, -20), (-78, 24)]
        sheet.curve(
            [(x - side * across * 0.92, y + down) for across, down in shine], c.CLAY_LIGHT, 12
        )
        tube = [(-30, 10), (-10, 60), (-12, 118)]
        sheet.curve([(x - side * across, y + down) for across, down in tube], c.GOLD, 12)


def _gut(sheet: Canvas, x: float, y: float) -> None:
    path = [
        (x - 90, y - 84),
        (x + 76, y - 84),
        (x + 92, y - 50),
        (x + 60, y - 32),
        (x - 70, y - 28),
    ]
    path += [
        (x - 94, y + 2),
        (x - 66, y + 26),
        (x + 70, y + 28),
        (x + 92, y + 58),
        (x + 60, y + 82),
    ]
    path += [(x - 90, y + 84)]
    sheet.curve(path, "#d99a86", 42)
    sheet.curve(path, "#e8b9a8", 20)
    for dx, dy in ((-40, -84), (20, -30), (-20, 26), (40, 82)):
        sheet.circle(x + dx, y + dy, 13, c.PAPER)
        sheet.circle(x + dx, y + dy, 8, c.TEAL)
