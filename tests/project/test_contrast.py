"""Every pair of colors that meets on a page keeps its contrast, in each of the four schemes."""

from __future__ import annotations

import re

import pytest

from tests.project.style_sheets import ROOT, declarations

TOKENS = ROOT / "health_content" / "static" / "health_content" / "tokens.css"
SITE = ROOT / "boneguide" / "static" / "boneguide" / "site.css"

# WCAG 2.2, 1.4.6 (AAA) for what is read at length, 1.4.3 (AA) for other text, 1.4.11 for what
# is no text but says something; https://www.w3.org/TR/WCAG22/, read 2026-11-23.
BODY, TEXT, SHAPE = 7.0, 4.5, 3.0

DARK, MORE = "prefers-color-scheme: dark", "prefers-contrast: more"
SCHEMES = {
    "light": frozenset(),
    "dark": frozenset({DARK}),
    "light, more contrast": frozenset({MORE}),
    "dark, more contrast": frozenset({DARK, MORE}),
}

GROUNDS = (
    "paper",
    "ground",
    "surface",
    "accent-soft",
    "note-soft",
    "paid-soft",
    "myth-soft",
    "fact-soft",
    "danger-soft",
    "caution-soft",
    "info-soft",
    "success-soft",
)
PAIRS = (
    *(("ink", ground, BODY) for ground in GROUNDS),
    *(("ink-soft", ground, TEXT) for ground in GROUNDS),
    ("ink-soft", "paper", BODY),
    *(("accent", ground, TEXT) for ground in GROUNDS),
    *(("accent-strong", ground, TEXT) for ground in GROUNDS),
    *(("focus", ground, SHAPE) for ground in GROUNDS),
    *((name, "paper", TEXT) for name in ("note", "paid", "myth", "fact", "danger", "caution")),
    *((name, "surface", TEXT) for name in ("myth", "fact", "danger", "caution")),
    *(
        (name, f"{name}-soft", TEXT)
        for name in ("note", "paid", "myth", "fact", "danger", "caution", "info", "success")
    ),
    ("accent-ink", "accent", TEXT),
    ("accent-ink", "accent-strong", TEXT),
    ("info-ink", "info", TEXT),
    ("danger-ink", "danger", TEXT),
    ("caution-ink", "caution", TEXT),
    ("paid-button-ink", "paid-button", TEXT),
    ("line-strong", "paper", SHAPE),
    ("line-strong", "surface", SHAPE),
)


def colors(scheme: frozenset[str]) -> dict[str, str]:
    """The color tokens as they stand in a scheme, later rules over earlier ones."""
    found: dict[str, str] = {}
    for one in declarations(TOKENS.read_text("utf-8")):
        asked = set(re.findall(r"\((prefers-[^)]*)\)", one.media))
        if one.name.startswith("--hc-") and asked <= scheme:
            found[one.name.removeprefix("--hc-")] = one.value
    return found


def hexadecimal(name: str, tokens: dict[str, str]) -> str:
    """A token's color, through whatever tokens it names."""
    value = tokens[name]
    while named := re.fullmatch(r"var\(--hc-([\w-]+)\)", value):
        value = tokens[named[1]]
    assert re.fullmatch(r"#[0-9a-f]{6}", value), f"--hc-{name} is {value}, not six hex digits."
    return value


def luminance(color: str) -> float:
    """Relative luminance (WCAG 2.2, definition)."""
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colors, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_pair_of_colors_keeps_its_contrast(scheme):
    tokens = colors(SCHEMES[scheme])
    faint = {}
    for ink, ground, lowest in PAIRS:
        ratio = contrast(hexadecimal(ink, tokens), hexadecimal(ground, tokens))
        if ratio < lowest:
            faint[ink, ground] = f"{ratio:.2f}, and {lowest} is asked"
    assert faint == {}


@pytest.mark.parametrize("scheme", [name for name in SCHEMES if "more" in name])
def test_more_contrast_is_more(scheme):
    plain = colors(SCHEMES[scheme.split(",")[0]])
    more = colors(SCHEMES[scheme])
    for ink in ("ink-soft", "accent", "danger", "caution", "paid", "fact", "note", "line"):
        before = contrast(hexadecimal(ink, plain), hexadecimal("paper", plain))
        after = contrast(hexadecimal(ink, more), hexadecimal("paper", more))
        assert after > before, ink


def test_black_on_white_is_21_to_1_and_a_color_on_itself_1():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#0b5563", "#0b5563") == 1


def test_the_schemes_are_four_different_ones():
    papers = [(tokens["paper"], tokens["accent"]) for tokens in map(colors, SCHEMES.values())]
    assert len(set(papers)) == len(SCHEMES)


def test_the_site_adds_no_color_of_its_own():
    written = [
        f"{one.selector} {one.name}: {one.value}"
        for one in declarations(SITE.read_text("utf-8"))
        if re.search(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", one.value)
    ]
    assert written == []
