"""Pictures that explain how things are used: a day of medicines, a label, a material."""

from __future__ import annotations

from boneguide.demo.drawing import palette as c
from boneguide.demo.drawing import props
from boneguide.demo.drawing.canvas import Canvas, turned

WIDTH = 1600


def time_apart() -> Canvas:
    """A day as a line, with what is taken when and the gaps between."""
    sheet = Canvas(WIDTH, 900, c.LINEN)
    left, hour, line = 120, 76, 570

    def at(clock: float) -> float:
        return left + (clock - 6) * hour

    sheet.text(80, 70, "An example of a day", 44, c.INK, bold=True)
    sheet.line([(at(6), line), (at(24), line)], c.INK, 8)
    for hours in range(6, 25, 2):
        sheet.line([(at(hours), line), (at(hours), line + 18)], c.INK, 5)
    for hours, words in ((6, "6 a.m."), (12, "noon"), (18, "6 p.m."), (24, "midnight")):
        sheet.text(at(hours), line + 54, words, 32, c.INK_SOFT, anchor="mm")
    things = (
        (6.5, "Alendronate", "plain water only", "capsule"),
        (8.4, "Breakfast", "30 minutes or more later", "meal"),
        (13, "Mineral tablet", "with lunch", "tablet"),
        (20, "Other medicine", "ask for its hours", "other"),
    )
    for index, (clock, name, more, kind) in enumerate(things):
        x = at(clock)
        sheet.line([(x, 444), (x, line)], c.TEAL_MID, 4)
        sheet.circle(x, 382, 62, c.PAPER)
        sheet.ring(x, 382, 62, c.TEAL_LIGHT, 6)
        _thing(sheet, x, 382, kind)
        # The first two stand close together; their words go to the left and higher up.
        left_edge, name_line = ((80, 250), (x - 40, 148))[index] if index < 2 else (None, 250)
        anchor = "mm" if left_edge is None else "lm"
        words_x = x if left_edge is None else left_edge
        sheet.text(words_x, name_line, name, 36, c.INK, anchor=anchor, bold=True)
        sheet.text(words_x, name_line + 42, more, 30, c.INK_SOFT, anchor=anchor)
    for start, end, words in ((6.5, 13, "minerals hours later"), (13, 20, "hours apart again")):
        _gap(sheet, at(start), at(end), 702, words)
    sheet.text(
        80,
        848,
        "Sources differ on the hours. A pharmacist sets those that hold for you.",
        34,
        c.TEAL,
    )
    return sheet


def _thing(sheet: Canvas, x: float, y: float, kind: str) -> None:
    if kind == "capsule":
        props.capsule(sheet, (x, y), 90, -24)
    elif kind == "tablet":
        props.tablet(sheet, x, y - 8, 36, c.TEAL_LIGHT, c.TEAL_MID)
    elif kind == "other":
        props.capsule(sheet, (x, y), 90, 24, c.PLUM, c.PLUM_LIGHT)
    else:
        sheet.ellipse(x, y + 14, 46, 20, c.LINE)
        sheet.ellipse(x, y + 8, 46, 18, c.LINEN)
        sheet.ellipse(x, y + 2, 30, 14, c.PAPER)
        sheet.circle(x, y - 4, 11, c.GOLD)


def _gap(sheet: Canvas, start: float, end: float, y: float, words: str) -> None:
    sheet.line([(start + 8, y - 22), (start + 8, y), (end - 8, y), (end - 8, y - 22)], c.CLAY, 7)
    sheet.text((start + end) / 2, y + 44, words, 36, c.INK, anchor="mm", bold=True)


def label_parts() -> Canvas:
    """A Supplement Facts panel with its parts numbered."""
    sheet = Canvas(WIDTH, 1100, c.TEAL_SOFT)
    sheet.box(390, 50, 820, 1000, c.INK, 8)
    sheet.box(398, 58, 804, 984, c.PAPER, 4)
    sheet.text(430, 124, "Supplement Facts", 82, c.INK, bold=True)
    sheet.text(430, 210, "Serving Size 2 Capsules", 38, c.INK)
    sheet.text(430, 264, "Servings Per Container 60", 38, c.INK)
    sheet.box(430, 300, 740, 16, c.INK)
    sheet.text(820, 350, "Amount Per", 30, c.INK, anchor="mm", bold=True)
    sheet.text(820, 386, "Serving", 30, c.INK, anchor="mm", bold=True)
    sheet.text(1166, 350, "% Daily", 30, c.INK, anchor="rm", bold=True)
    sheet.text(1166, 386, "Value", 30, c.INK, anchor="rm", bold=True)
    sheet.box(430, 416, 740, 6, c.INK)
    rows = (
        ("Vitamin D3", "", "15 mcg", "75%"),
        ("Magnesium", "(as magnesium glycinate)", "100 mg", "24%"),
        ("Boron", "", "1 mg", ""),
    )
    y = 462.0
    for name, source, amount, share in rows:
        sheet.text(430, y, name, 38, c.INK, bold=True)
        sheet.text(870, y, amount, 38, c.INK, anchor="rm")
        if share:
            sheet.text(1166, y, share, 38, c.INK, anchor="rm")
        else:
            _dagger(sheet, 1154, y)
        if source:
            y += 46
            sheet.text(450, y, source, 32, c.INK_SOFT)
        sheet.box(430, y + 34, 740, 3, c.LINE)
        y += 82
    sheet.box(430, y - 34, 740, 16, c.INK)
    _dagger(sheet, 440, y + 24)
    sheet.text(464, y + 24, "Daily Value not established.", 32, c.INK)
    sheet.text(430, y + 116, "Other ingredients: cellulose (capsule),", 32, c.INK)
    sheet.text(430, y + 160, "rice flour, magnesium stearate.", 32, c.INK)
    sheet.text(430, y + 250, "A made-up label, for explanation only.", 30, c.INK_SOFT)
    marks = (
        (1, 330, 196, 210, 424),
        (2, 330, 284, 264, 424),
        (3, 330, 372, 368, 726),
        (4, 1270, 368, 368, 1174),
        (5, 330, 552, 548, 424),
        (6, 1270, 672, 672, 1174),
        (7, 330, y + 116, y + 116, 424),
    )
    for number, x, level, end, target in marks:
        edge = x + 34 if x < 800 else x - 34
        sheet.line([(edge, level), (target, end)], c.CLAY, 5)
        sheet.circle(x, level, 40, c.CLAY)
        sheet.text(x, level, str(number), 44, c.PAPER, anchor="mm", bold=True)
    return sheet


def _dagger(sheet: Canvas, x: float, y: float) -> None:
    # The font that comes with Pillow has none.
    sheet.line([(x, y - 15), (x, y + 15)], c.INK, 4)
    sheet.line([(x - 8, y - 7), (x + 8, y - 7)], c.INK, 4)


def rope_and_mineral() -> Canvas:
    """Protein bends, mineral is brittle, bone is both."""
    sheet = Canvas(WIDTH, 760, c.LINEN)
    for x, ground in ((280, "#f6e4d9"), (800, c.TEAL_SOFT), (1320, c.SAND)):
        sheet.circle(x, 290, 220, ground)
    for row in range(-2, 3):
        path = [
            (120 + step * 40, 250 + row * 44 + 0.0042 * (step * 40 - 160) ** 2) for step in range(9)
        ]
        sheet.curve(path, c.CLAY, 24)
        sheet.curve([(x, y - 5) for x, y in path], c.CLAY_LIGHT, 5)
    for row in range(6):
        for column in range(8):
            gap = 26 if column > 4 - row % 2 - (row > 3) else 0
            center = (652 + column * 40 + gap, 180 + row * 44 + gap * 0.4)
            box = [(-17, -18), (17, -18), (17, 18), (-17, 18)]
            points = [(center[0] + dx, center[1] + dy) for dx, dy in box]
            tilt = (column * 7 + row * 5) % 9 - 4 + (9 if gap else 0)
            sheet.polygon(
                turned(points, center, tilt), c.TEAL_MID if (row + column) % 2 else c.TEAL
            )
    for row in range(-2, 3):
        y = 290 + row * 64
        sheet.line([(1158, y), (1482, y)], c.CLAY, 22)
        sheet.line([(1158, y - 5), (1482, y - 5)], c.CLAY_LIGHT, 5)
        if row < 2:
            for column in range(8):
                at_x = 1172 + column * 40 + row % 2 * 16
                sheet.box(at_x, y + 17, 30, 30, c.TEAL_MID if column % 2 else c.TEAL, 4)
    for x, name, more in (
        (280, "Protein", "bends"),
        (800, "Mineral", "stiff, but brittle"),
        (1320, "Bone", "stiff and tough"),
    ):
        sheet.text(x, 582, name, 48, c.INK, anchor="mm", bold=True)
        sheet.text(x, 642, more, 38, c.INK_SOFT, anchor="mm")
    for x, sign in ((540, "+"), (1060, "=")):
        sheet.text(x, 290, sign, 110, c.INK, anchor="mm", bold=True)
    return sheet
