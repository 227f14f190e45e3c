"""Pictures on top of the articles about tests, medicines, labels and movement."""

from __future__ import annotations

from boneguide.demo.drawing import palette as c
from boneguide.demo.drawing import props
from boneguide.demo.drawing.canvas import Canvas, turned

WIDTH, HEIGHT = 1600, 900


def forms() -> Canvas:
    """Five jars in a row, each filled to another height with the same dark grains."""
    sheet = Canvas(WIDTH, HEIGHT, c.TEAL_SOFT)
    sheet.circle(800, 420, 380, "#eaf4f3")
    props.table(sheet, 720)
    shares = (0.6, 0.42, 0.29, 0.16, 0.08)
    powders = (c.LINEN, "#f1e3cb", c.GOLD_LIGHT, "#f0d9cb", "#e6dff3")
    for place, (share, powder) in enumerate(zip(shares, powders, strict=True)):
        _jar(sheet, 260 + place * 270, 808, share, powder)
    return sheet


def _jar(sheet: Canvas, x: float, base: float, share: float, powder: str) -> None:
    wide, high = 198, 400
    left, top = x - wide / 2, base - high
    props.shadow(sheet, x, base + 6, 128)
    sheet.box(left, top, wide, high, "#f7fbfb", 34)
    full = high - 66
    floor = base - 16
    sheet.box(left + 14, floor - full, wide - 28, full, powder, 22)
    sheet.ellipse(x, floor - full + 4, wide / 2 - 16, 13, powder)
    dark = full * share
    sheet.box(left + 14, floor - dark, wide - 28, dark, c.TEAL, 18)
    for index in range(int(share * 90)):
        at_x = left + 28 + (index * 47 % (wide - 56))
        at_y = floor - 12 - (index * 83 % max(int(dark) - 22, 1))
        sheet.circle(at_x, at_y, 5 + index % 3, c.TEAL_DARK if index % 2 else c.TEAL_MID)
    if dark > 24:
        for step in range(9):
            sheet.circle(left + 24 + step * 19, floor - dark + 4, 10 + step % 3 * 2, c.TEAL)
    sheet.line([(left + 24, top + 70), (left + 24, base - 70)], c.PAPER, 9)
    sheet.box(left - 6, top - 44, wide + 12, 62, c.WOOD, 12)
    sheet.box(left - 6, top - 2, wide + 12, 16, c.WOOD_DARK, 8)


def density_scan() -> Canvas:
    """A person on a scanning table; an arm sends two beams through the hip."""
    sheet = Canvas(WIDTH, HEIGHT, "#e9e6f3")
    sheet.circle(860, 380, 400, "#f2f0f9")
    sheet.box(0, 790, WIDTH, 110, "#d9d4ea")
    sheet.box(150, 676, 1300, 54, c.PLUM, 22)
    sheet.box(150, 650, 1300, 46, c.PAPER, 22)
    for x in (330, 1210):
        sheet.box(x, 726, 90, 74, "#423473")
    sheet.box(200, 788, 1200, 22, "#423473", 10)
    # The arm: a column behind the table and a head above the hip.
    sheet.box(1010, 170, 86, 500, c.PLUM_LIGHT, 20)
    sheet.box(690, 150, 406, 92, c.PLUM, 36)
    sheet.box(720, 232, 130, 40, "#423473", 10)
    sheet.polygon([(768, 272), (778, 272), (752, 650), (694, 650)], c.GOLD_LIGHT)
    sheet.polygon([(792, 272), (802, 272), (876, 650), (818, 650)], c.TEAL_LIGHT)
    _lying(sheet)
    sheet.polygon([(744, 560), (764, 560), (756, 600), (730, 600)], "#f7e6bd")
    sheet.box(1190, 240, 230, 170, c.PLUM, 16)
    sheet.box(1204, 254, 202, 142, "#221a40", 8)
    props.long_bone(sheet, (1300, 328), 124, 14, c.BONE)
    sheet.box(1290, 410, 30, 60, c.PLUM_LIGHT)
    return sheet


def _lying(sheet: Canvas) -> None:
    sheet.box(232, 590, 190, 62, c.TEAL_LIGHT, 28)
    sheet.line([(486, 604), (760, 600)], c.TEAL, 104)
    sheet.line([(760, 604), (1010, 600)], c.INK_SOFT, 84)
    sheet.line([(1000, 604), (1290, 612)], c.INK_SOFT, 66)
    sheet.line([(1308, 612), (1326, 560)], c.CLAY, 44)
    sheet.line([(420, 580), (486, 590)], c.SKIN, 46)
    sheet.ellipse(360, 556, 72, 62, c.SKIN)
    sheet.shape(
        [(286, 570), (292, 520), (340, 486), (396, 496), (376, 520), (330, 530), (312, 600)], c.HAIR
    )
    sheet.arc(384, 540, 12, 200, 340, c.INK, 4)
    sheet.line([(420, 560), (432, 552)], c.SKIN_DARK, 7)
    sheet.line([(540, 572), (690, 612)], c.TEAL_DARK, 42)
    sheet.line([(690, 614), (770, 616)], c.SKIN, 32)


def medicines() -> Canvas:
    """A wall clock, and on each side of it a tablet, kept apart by an arc."""
    sheet = Canvas(WIDTH, HEIGHT, c.TEAL_SOFT)
    sheet.box(0, 0, WIDTH, 700, "#e4efee")
    props.table(sheet, 700)
    sheet.circle(806, 328, 236, c.TEAL_LIGHT)
    sheet.circle(800, 320, 232, c.TEAL)
    sheet.circle(800, 320, 202, c.LINEN)
    for hour in range(12):
        tick = [(800, 134), (800, 158 if hour % 3 == 0 else 148)]
        color = c.INK if hour % 3 == 0 else c.LINE
        sheet.line(turned(tick, (800, 320), hour * 30), color, 9 if hour % 3 == 0 else 6)
    sheet.line(turned([(800, 320), (800, 216)], (800, 320), -60), c.INK, 16)
    sheet.line(turned([(800, 320), (800, 168)], (800, 320), 60), c.INK, 10)
    sheet.circle(800, 320, 17, c.CLAY)
    sheet.arc(800, 320, 292, 196, 344, c.CLAY, 12)
    for x, tilt in ((519, -14), (1081, 14)):
        sheet.line(turned([(x, 218), (x, 262)], (x, 240), tilt + 90), c.CLAY, 12)
    props.shadow(sheet, 380, 670, 0)
    sheet.circle(330, 330, 118, c.LINEN)
    props.capsule(sheet, (330, 330), 178, -28)
    sheet.circle(1270, 330, 118, c.LINEN)
    props.tablet(sheet, 1270, 318, 74, c.PAPER, c.LINE)
    _organizer(sheet)
    return sheet


def _organizer(sheet: Canvas) -> None:
    props.shadow(sheet, 800, 838, 560)
    sheet.box(300, 700, 1000, 134, c.PLUM_LIGHT, 26)
    for day, letter in enumerate("SMTWTFS"):
        x = 324 + day * 138
        if day == 2:
            sheet.polygon([(x, 716), (x + 124, 716), (x + 146, 620), (x + 22, 620)], c.PLUM)
            sheet.box(x, 716, 124, 102, c.LINEN, 14)
            props.capsule(sheet, (x + 46, 778), 66, 20)
            props.tablet(sheet, x + 96, 784, 22, c.PAPER, c.LINE)
        else:
            sheet.box(x, 716, 124, 102, "#d9d3ee", 14)
            sheet.text(x + 62, 767, letter, 50, c.PLUM, anchor="mm", bold=True)


def steadiness() -> Canvas:
    """An older woman on one leg beside a kitchen counter, two fingers resting on it."""
    sheet = Canvas(WIDTH, HEIGHT, "#f3e8da")
    sheet.box(0, 780, WIDTH, 120, c.SAND)
    sheet.box(0, 774, WIDTH, 10, c.SHADOW)
    sheet.box(140, 110, 380, 330, "#fbf4e8", 12)
    sheet.box(160, 130, 340, 290, c.TEAL_LIGHT, 4)
    sheet.circle(420, 220, 54, c.GOLD_LIGHT)
    sheet.shape(
        [(160, 420), (160, 350), (270, 310), (390, 360), (500, 330), (500, 420)], c.LEAF_LIGHT
    )
    sheet.box(140, 412, 380, 46, "#fbf4e8", 12)
    sheet.box(130, 448, 400, 20, c.SAND, 8)
    sheet.box(324, 130, 12, 290, "#fbf4e8")
    sheet.box(160, 268, 340, 12, "#fbf4e8")
    _counter(sheet)
    _woman(sheet)
    return sheet


def _counter(sheet: Canvas) -> None:
    sheet.box(980, 470, 620, 312, c.TEAL)
    for x in (1010, 1218, 1426):
        sheet.box(x, 516, 190, 246, "#0f6272", 10)
        sheet.line([(x + 95 - 26, 544), (x + 95 + 26, 544)], c.GOLD, 8)
    sheet.box(950, 440, 650, 42, c.WOOD, 8)
    sheet.box(950, 472, 650, 12, c.WOOD_DARK)
    sheet.box(1250, 330, 110, 112, c.CLAY, 16)
    for angle, length, fill in (
        (-34, 170, c.LEAF),
        (-8, 210, c.LEAF_DARK),
        (22, 190, c.LEAF),
        (46, 140, c.LEAF_LIGHT),
    ):
        props.leaf(
            sheet,
            (1305, 340),
            length,
            angle,
            fill,
            c.LEAF_LIGHT if fill != c.LEAF_LIGHT else c.LEAF,
        )
    sheet.box(1250, 330, 110, 30, "#ad5d3a", 8)
    sheet.ellipse(1470, 430, 74, 14, c.LINEN)
    sheet.circle(1450, 404, 30, "#b8493f")
    sheet.circle(1494, 406, 28, c.GOLD)


def _woman(sheet: Canvas) -> None:
    props.shadow(sheet, 770, 806, 120, "#d9cdb6")
    # The lifted leg is behind, the standing leg in front.
    sheet.line([(772, 520), (880, 560)], "#33464d", 62)
    sheet.line([(880, 560), (838, 690)], "#33464d", 54)
    sheet.line([(836, 704), (890, 722)], c.LINEN, 34)
    sheet.line([(760, 520), (766, 650), (764, 778)], c.INK_SOFT, 66)
    sheet.line([(758, 794), (812, 794)], c.LINEN, 32)
    # Far arm on the counter.
    sheet.line([(800, 300), (890, 390)], "#a95b39", 46)
    sheet.line([(890, 390), (960, 424)], c.SKIN, 34)
    sheet.line([(958, 422), (986, 434)], c.SKIN, 14)
    sheet.line([(952, 434), (980, 438)], c.SKIN, 13)
    sheet.shape(
        [
            (694, 280),
            (770, 250),
            (826, 286),
            (822, 400),
            (830, 540),
            (766, 566),
            (696, 540),
            (702, 400),
        ],
        c.CLAY,
    )
    sheet.line([(704, 300), (640, 400)], "#b5643f", 50)
    sheet.line([(640, 400), (590, 470)], c.SKIN, 34)
    sheet.circle(584, 482, 22, c.SKIN)
    sheet.line([(764, 252), (768, 216)], c.SKIN_DARK, 42)
    sheet.ellipse(776, 166, 58, 68, c.SKIN)
    sheet.shape(
        [
            (716, 178),
            (708, 120),
            (752, 84),
            (812, 92),
            (836, 132),
            (800, 128),
            (760, 132),
            (748, 170),
            (740, 206),
            (722, 204),
        ],
        c.HAIR,
    )
    sheet.circle(716, 128, 34, c.HAIR)
    sheet.circle(808, 164, 5, c.INK)
    sheet.arc(806, 188, 16, 30, 130, c.SKIN_DARK, 5)
    sheet.line([(834, 170), (840, 182)], c.SKIN, 12)


def label() -> Canvas:
    """A bottle turned to show the panel on its back, and a magnifying glass over one line."""
    sheet = Canvas(WIDTH, HEIGHT, "#f2ead9")
    sheet.circle(760, 430, 400, "#f8f3e7")
    props.table(sheet, 760, c.SAND, c.SHADOW)
    props.shadow(sheet, 700, 842, 300)
    sheet.box(520, 90, 360, 130, c.LINEN, 16)
    for step in range(1, 12):
        sheet.line([(520 + step * 30, 110), (520 + step * 30, 204)], c.SHADOW, 4)
    sheet.box(450, 204, 500, 640, c.TEAL, 62)
    sheet.box(900, 250, 30, 540, c.TEAL_DARK, 15)
    sheet.box(450, 300, 500, 470, c.PAPER)
    sheet.text(486, 346, "Supplement Facts", 44, c.INK, bold=True)
    sheet.box(486, 380, 428, 10, c.INK)
    rows = ("Serving size", "Servings per container", "Magnesium", "Vitamin D", "Zinc")
    for row, words in enumerate(rows):
        y = 420 + row * 64
        sheet.text(486, y, words, 28, c.INK_SOFT)
        sheet.box(820, y - 9, 94, 18, c.LINE, 9)
        sheet.line([(486, y + 32), (914, y + 32)], c.LINE, 3)
    sheet.box(486, 738, 280, 14, c.LINE, 7)
    _magnifier(sheet)
    return sheet


def _magnifier(sheet: Canvas) -> None:
    sheet.line([(1130, 690), (1330, 850)], c.WOOD_DARK, 58)
    sheet.line([(1130, 684), (1328, 842)], c.WOOD, 46)
    sheet.circle(1000, 560, 212, c.GOLD)
    sheet.circle(1000, 560, 184, c.PAPER)
    sheet.text(1000, 506, "Magnesium", 56, c.INK, anchor="mm", bold=True)
    sheet.text(1000, 562, "(as glycinate)", 38, c.INK_SOFT, anchor="mm")
    sheet.box(900, 604, 200, 58, c.TEAL_SOFT, 16)
    sheet.text(1000, 633, "100 mg", 42, c.TEAL, anchor="mm", bold=True)
    sheet.arc(1000, 560, 164, 196, 246, c.TEAL_SOFT, 14)
