"""Pictures on top of the articles about food and nutrients."""

from __future__ import annotations

from math import pi, sin

from boneguide.demo.drawing import palette as c
from boneguide.demo.drawing import props
from boneguide.demo.drawing.canvas import Canvas

WIDTH, HEIGHT = 1600, 900


def _sheet(ground: str) -> Canvas:
    return Canvas(WIDTH, HEIGHT, ground)


def magnesium() -> Canvas:
    """A thigh bone among greens, and a bowl of nuts and seeds."""
    sheet = _sheet(c.TEAL_SOFT)
    sheet.circle(800, 430, 390, c.GROUND)
    props.table(sheet, 740)
    for base, length, angle, fill in (
        ((610, 800), 470, -52, c.LEAF_DARK),
        ((640, 805), 560, -30, c.LEAF),
        ((705, 800), 430, -14, c.LEAF_LIGHT),
        ((985, 800), 520, 34, c.LEAF_DARK),
        ((945, 805), 590, 16, c.LEAF),
        ((1010, 800), 400, 56, c.LEAF_LIGHT),
    ):
        vein = c.LEAF_LIGHT if fill != c.LEAF_LIGHT else c.LEAF
        props.leaf(sheet, base, length, angle, fill, vein)
    props.shadow(sheet, 810, 812, 170)
    props.long_bone(sheet, (800, 440), 730, 4)
    props.shadow(sheet, 1290, 838, 200)
    _nuts(sheet, 1290, 700)
    props.bowl(sheet, 1290, 700, 190, c.TEAL, c.TEAL_DARK)
    props.shadow(sheet, 330, 836, 190)
    for x, y, tilt in ((230, 815, -18), (310, 822, 10), (395, 808, 28), (340, 775, -30)):
        props.almond(sheet, x, y, 62, tilt)
    return sheet


def _nuts(sheet: Canvas, x: float, rim: float) -> None:
    for across, up, tilt in (
        (-120, 8, 20),
        (-62, 30, -24),
        (0, 44, 12),
        (64, 28, 34),
        (118, 8, -8),
    ):
        props.almond(sheet, x + across, rim - up, 66, tilt)
    for across, up in ((-90, 52), (-28, 78), (36, 74), (92, 46)):
        sheet.ellipse(x + across, rim - up, 26, 15, c.LEAF_LIGHT, across / 3)
        sheet.ellipse(x + across - 3, rim - up - 3, 15, 6, c.LINEN, across / 3)


def vitamin_d() -> Canvas:
    """A low sun over hills; a fish, a glass of milk and one softgel in front."""
    sheet = _sheet(c.GOLD_LIGHT)
    for radius, fill in ((470, "#f7e2b2"), (350, "#f5d68f"), (235, c.GOLD)):
        sheet.circle(800, 430, radius, fill)
    sheet.shape(
        [(-80, 640), (250, 470), (620, 600), (900, 560), (900, 960), (-80, 960)], c.TEAL_LIGHT
    )
    sheet.shape(
        [(560, 640), (960, 520), (1320, 440), (1700, 600), (1700, 960), (560, 960)], c.TEAL_MID
    )
    sheet.shape(
        [(-90, 720), (420, 610), (900, 690), (1300, 620), (1700, 700), (1700, 960), (-90, 960)],
        c.TEAL,
    )
    props.table(sheet, 770, c.SAND, c.SHADOW)
    props.shadow(sheet, 470, 838, 320)
    sheet.ellipse(470, 826, 350, 46, c.LINEN)
    sheet.ellipse(470, 820, 300, 34, c.TEAL_SOFT)
    props.fish(sheet, (470, 782), 560, -3, c.TEAL_MID, c.TEAL_DARK)
    props.shadow(sheet, 1080, 842, 110)
    sheet.polygon([(990, 520), (1170, 520), (1148, 842), (1012, 842)], "#eef3f2")
    sheet.polygon([(997, 590), (1163, 590), (1147, 836), (1013, 836)], c.PAPER)
    sheet.ellipse(1080, 590, 83, 13, "#f2efe6")
    sheet.line([(1014, 546), (1028, 800)], c.PAPER, 7)
    props.shadow(sheet, 1340, 846, 90)
    sheet.ellipse(1340, 815, 92, 40, c.GOLD, -12)
    sheet.ellipse(1338, 826, 76, 22, "#d59d38", -12)
    sheet.ellipse(1312, 800, 40, 11, c.LINEN, -12)
    return sheet


def calcium() -> Canvas:
    """A balance: milk, kale, sardines and almonds on one pan, a small bottle on the other."""
    sheet = _sheet(c.GROUND)
    sheet.box(0, 0, WIDTH, 760, c.TEAL_SOFT)
    sheet.circle(800, 360, 300, "#e8f2f1")
    props.table(sheet, 760)
    props.shadow(sheet, 800, 838, 240)
    sheet.box(650, 806, 300, 34, c.TEAL_DARK, 14)
    sheet.polygon([(784, 240), (816, 240), (838, 810), (762, 810)], c.TEAL)
    sheet.line([(330, 300), (1270, 210)], c.TEAL_DARK, 18)
    sheet.circle(800, 254, 34, c.GOLD)
    sheet.circle(800, 254, 14, c.TEAL_DARK)
    for x, top, pan in ((330, 300, 640), (1270, 210, 550)):
        for side in (-190, 190):
            sheet.line([(x, top), (x + side, pan)], c.TEAL_MID, 5)
        sheet.circle(x, top, 15, c.GOLD)
    _calcium_foods(sheet, 330, 640)
    props.bottle(sheet, 1270, 552, 120, 190, c.CLAY, "#ad5d3a")
    props.tablet(sheet, 1370, 528, 30, c.PAPER, c.LINE)
    for x, pan in ((330, 640), (1270, 550)):
        sheet.shape(
            [
                (x - 215, pan),
                (x, pan + 8),
                (x + 215, pan),
                (x + 120, pan + 62),
                (x, pan + 78),
                (x - 120, pan + 62),
            ],
            c.GOLD,
        )
        sheet.box(x - 222, pan - 9, 444, 20, "#cf9b3e", 10)
    return sheet


def _calcium_foods(sheet: Canvas, x: float, pan: float) -> None:
    for shift, length, angle, fill in (
        (-110, 270, -30, c.LEAF_DARK),
        (-50, 290, -8, c.LEAF),
        (-140, 190, -52, c.LEAF_LIGHT),
    ):
        props.kale(
            sheet,
            (x + shift, pan),
            length,
            angle,
            fill,
            c.LEAF_LIGHT if fill != c.LEAF_LIGHT else c.LEAF,
        )
    sheet.shape(
        [
            (x + 20, pan),
            (x + 20, pan - 150),
            (x + 38, pan - 205),
            (x + 38, pan - 268),
            (x + 102, pan - 268),
            (x + 102, pan - 205),
            (x + 120, pan - 150),
            (x + 120, pan),
        ],
        c.PAPER,
    )
    sheet.box(x + 20, pan - 150, 100, 150, c.PAPER, 10)
    sheet.box(x + 34, pan - 285, 72, 28, c.TEAL, 8)
    sheet.box(x + 20, pan - 120, 100, 62, c.TEAL_LIGHT)
    sheet.box(x + 90, pan - 56, 116, 54, c.CLAY, 18)
    sheet.ellipse(x + 148, pan - 56, 58, 16, c.CLAY_LIGHT)
    for dy in (-60, -52):
        sheet.line([(x + 108, pan + dy), (x + 186, pan + dy)], c.TEAL_MID, 5)
    for dx, tilt in ((-60, 10), (-8, -20)):
        props.almond(sheet, x + dx, pan - 18, 52, tilt)


def vitamin_k() -> Canvas:
    """A level scale with greens on one pan and a week of pill boxes on the other."""
    sheet = _sheet("#e7efe2")
    sheet.circle(800, 400, 360, "#f1f5ec")
    props.table(sheet, 760)
    props.shadow(sheet, 800, 842, 300)
    sheet.shape([(560, 842), (620, 690), (800, 660), (980, 690), (1040, 842)], c.TEAL)
    sheet.box(556, 800, 488, 44, c.TEAL, 16)
    sheet.circle(800, 752, 62, c.LINEN)
    sheet.ring(800, 752, 62, c.TEAL_DARK, 6)
    for step in range(-3, 4):
        x = 800 + step * 15
        sheet.line([(x, 712 + abs(step) * 3), (x, 722 + abs(step) * 3)], c.INK_SOFT, 3)
    sheet.line([(800, 770), (800, 716)], c.CLAY, 6)
    sheet.box(780, 560, 40, 120, c.TEAL_DARK)
    sheet.box(340, 548, 920, 26, c.TEAL_DARK, 12)
    for x in (430, 1170):
        sheet.polygon([(x - 30, 560), (x + 30, 560), (x + 16, 520), (x - 16, 520)], c.TEAL_DARK)
    for shift, length, angle, fill in (
        (-110, 320, -46, c.LEAF_DARK),
        (105, 310, 44, c.LEAF_DARK),
        (-60, 380, -22, c.LEAF),
        (62, 370, 24, c.LEAF),
        (0, 400, 2, c.LEAF_LIGHT),
        (-90, 210, -44, c.LEAF_LIGHT),
        (90, 200, 42, c.LEAF_LIGHT),
    ):
        props.kale(
            sheet,
            (430 + shift * 0.35, 492),
            length,
            angle,
            fill,
            c.LEAF if fill == c.LEAF_LIGHT else c.LEAF_LIGHT,
        )
    sheet.box(396, 452, 68, 40, c.CLAY, 12)
    _week(sheet, 1170, 500)
    for x in (430, 1170):
        sheet.box(x - 250, 500, 500, 26, c.GOLD, 12)
    return sheet


def _week(sheet: Canvas, x: float, base: float) -> None:
    left = x - 224
    sheet.box(left, base - 96, 448, 96, c.PLUM_LIGHT, 14)
    for day, letter in enumerate("SMTWTFS"):
        at = left + 10 + day * 62
        is_open = day == 3
        if is_open:
            sheet.polygon(
                [
                    (at, base - 92),
                    (at + 56, base - 92),
                    (at + 66, base - 158),
                    (at + 12, base - 158),
                ],
                c.PLUM,
            )
            sheet.box(at, base - 88, 56, 78, c.LINEN, 8)
            sheet.circle(at + 22, base - 42, 13, c.CLAY)
            sheet.circle(at + 38, base - 28, 11, c.PAPER)
        else:
            sheet.box(at, base - 88, 56, 78, "#d9d3ee", 8)
            sheet.text(at + 28, base - 49, letter, 34, c.PLUM, anchor="mm", bold=True)


def small_minerals() -> Canvas:
    """A spoon with seeds and beans, an oyster shell, almonds and an apple."""
    sheet = _sheet("#f3e6d8")
    sheet.box(0, 0, WIDTH, 900, "#f6eadc")
    sheet.circle(1290, 250, 420, "#f9f1e6")
    sheet.ellipse(600, 560, 402, 212, c.SHADOW, -8)
    sheet.line([(930, 520), (1530, 330)], c.WOOD_DARK, 54)
    sheet.line([(930, 512), (1528, 322)], c.WOOD, 46)
    sheet.ellipse(600, 540, 400, 210, c.WOOD_DARK, -8)
    sheet.ellipse(600, 530, 384, 192, c.WOOD, -8)
    sheet.ellipse(600, 545, 335, 152, c.WOOD_DARK, -8)
    kinds = ((c.LEAF_LIGHT, 34, 17), (c.CLAY, 44, 27), (c.INK_SOFT, 20, 12), (c.GOLD_LIGHT, 26, 24))
    for index in range(70):
        column, row = index % 10, index // 10
        across = -290 + column * 62 + (row % 2) * 30 + (index * 37 % 17)
        down = -105 + row * 34 + (index * 53 % 13)
        if (across / 325) ** 2 + (down / 140) ** 2 > 0.86:
            continue
        fill, wide, high = kinds[(index * 7 + row) % 4]
        x, y = 600 + across, 540 + down - across * 0.14
        sheet.ellipse(x, y + 4, wide, high, "#7a5837", index * 47 % 180)
        sheet.ellipse(x, y, wide, high, fill, index * 47 % 180)
        if fill == c.CLAY:
            sheet.ellipse(x - 8, y - 8, 12, 5, c.CLAY_LIGHT, index * 47 % 180)
    _apple(sheet, 1230, 660)
    _oyster(sheet, 250, 210)
    for x, y, tilt in ((930, 790, 20), (820, 820, -25), (1020, 835, -8)):
        sheet.ellipse(x + 4, y + 12, 58, 22, c.SHADOW, tilt)
        props.almond(sheet, x, y, 92, tilt)
    return sheet


def _apple(sheet: Canvas, x: float, y: float) -> None:
    sheet.ellipse(x + 16, y + 138, 150, 28, c.SHADOW)
    sheet.shape(
        [
            (x, y - 112),
            (x + 80, y - 138),
            (x + 150, y - 60),
            (x + 128, y + 60),
            (x + 60, y + 136),
            (x, y + 120),
            (x - 60, y + 136),
            (x - 128, y + 60),
            (x - 150, y - 60),
            (x - 80, y - 138),
        ],
        "#b8493f",
    )
    sheet.shape(
        [
            (x + 70, y - 120),
            (x + 150, y - 60),
            (x + 128, y + 60),
            (x + 60, y + 134),
            (x + 96, y + 30),
            (x + 108, y - 50),
        ],
        "#973830",
    )
    sheet.ellipse(x - 82, y - 48, 22, 44, "#d0776a", 18)
    sheet.curve([(x, y - 108), (x + 6, y - 150), (x + 26, y - 186)], c.WOOD_DARK, 12)
    props.leaf(sheet, (x + 14, y - 150), 120, 62, c.LEAF, c.LEAF_LIGHT)


def _oyster(sheet: Canvas, x: float, y: float) -> None:
    sheet.ellipse(x + 10, y + 128, 190, 26, c.SHADOW)
    sheet.shape(
        [
            (x - 190, y + 40),
            (x - 150, y - 70),
            (x - 30, y - 120),
            (x + 110, y - 90),
            (x + 196, y + 10),
            (x + 150, y + 100),
            (x, y + 128),
            (x - 130, y + 108),
        ],
        "#8b9aa0",
    )
    sheet.shape(
        [
            (x - 160, y + 36),
            (x - 124, y - 50),
            (x - 24, y - 92),
            (x + 96, y - 66),
            (x + 164, y + 12),
            (x + 122, y + 78),
            (x, y + 100),
            (x - 108, y + 84),
        ],
        "#c5cfd2",
    )
    sheet.shape(
        [
            (x - 128, y + 30),
            (x - 92, y - 32),
            (x - 12, y - 64),
            (x + 84, y - 42),
            (x + 132, y + 14),
            (x + 92, y + 58),
            (x, y + 72),
            (x - 86, y + 62),
        ],
        c.LINEN,
    )
    sheet.shape(
        [
            (x - 84, y + 22),
            (x - 40, y - 26),
            (x + 46, y - 26),
            (x + 88, y + 10),
            (x + 50, y + 42),
            (x - 50, y + 44),
        ],
        "#d8cfc0",
    )
    sheet.ellipse(x - 14, y + 2, 40, 10, c.PAPER, -10)


def protein() -> Canvas:
    """Lentils, two eggs and a fish on a table; a bone as a braided rope above them."""
    sheet = _sheet("#f3e4da")
    sheet.circle(800, 300, 420, "#f8eee6")
    _braid(sheet)
    props.table(sheet, 690)
    props.shadow(sheet, 330, 822, 240)
    for index in range(46):
        across = -205 + (index * 61 % 410)
        up = 4 + (index * 29 % 44) * (1 - abs(across) / 235)
        fill = (c.CLAY, "#b5643f", c.CLAY_LIGHT)[index % 3]
        sheet.ellipse(330 + across, 640 - up, 21, 11, fill, index * 31 % 60 - 30)
    props.bowl(sheet, 330, 640, 240, c.TEAL, c.TEAL_DARK)
    props.shadow(sheet, 1130, 810, 360)
    sheet.ellipse(1130, 796, 390, 56, c.LINEN)
    sheet.ellipse(1130, 790, 330, 40, c.TEAL_SOFT)
    props.fish(sheet, (1130, 742), 620, 2, c.TEAL_MID, c.TEAL_DARK)
    for x, y, fill, side in ((690, 770, "#f3ddc4", "#e2c4a2"), (792, 792, c.LINEN, "#e9dfcb")):
        props.shadow(sheet, x, y + 66, 76)
        props.egg(sheet, x, y, 74, fill, side)
    return sheet


def _braid(sheet: Canvas) -> None:
    ends = ((390, 245), (390, 355), (1210, 245), (1210, 355))
    for x, y in ends:
        sheet.circle(x, y, 82, c.BONE)
    sheet.box(390, 236, 820, 128, c.BONE)
    for x, y in ends:
        sheet.circle(x - 14 if x < 800 else x + 14, y, 50, c.LINEN)
    half_waves = 10
    strands = ((c.CLAY, 0.0), (c.GOLD, 2 / 3), (c.TEAL_MID, 4 / 3))
    starts = [(piece + phase, fill, phase) for piece in range(-2, 12) for fill, phase in strands]
    for start, fill, phase in sorted(starts):
        # Each half wave of a strand lies over the one before it.
        steps = [start - 0.5 + step / 16 for step in range(17)]
        path = [
            (440 + 720 * step / half_waves, 300 - 46 * sin(pi * (step - phase)))
            for step in steps
            if 0 <= step <= half_waves
        ]
        if len(path) > 1:
            sheet.line(path, c.BONE, 46)
            sheet.line(path, fill, 34)
