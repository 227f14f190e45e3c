"""What holds for every style sheet: fit for right-to-left, in layers, nothing from elsewhere."""

from __future__ import annotations

import re

import pytest

from tests.project.style_sheets import ROOT, declarations, style_sheets

# Physical directions, for which logical ones exist. The disclaimers' box is judged in a
# browser and names every property a host could hide it with.
PHYSICAL_NAME = re.compile(
    r"^(left|right|top|bottom|(min-|max-)?(width|height)"
    r"|(margin|padding|border|inset|scroll-(margin|padding))-(left|right|top|bottom)(-.*)?"
    r"|border-(top|bottom)-(left|right)-radius)$"
)
PHYSICAL_VALUE = re.compile(r"^(left|right)$")
SIDED = {"float", "clear", "text-align", "caption-side"}
HOSTILE = {"disclaimers.css"}
UNLAYERED = {"disclaimers.css"}

SHEETS = {str(path.relative_to(ROOT)): path for path in style_sheets()}
LAYERED = [name for name, path in SHEETS.items() if path.name not in UNLAYERED]


def found_in(name):
    return list(declarations(SHEETS[name].read_text("utf-8")))


@pytest.mark.parametrize("name", [n for n, path in SHEETS.items() if path.name not in HOSTILE])
def test_a_style_sheet_names_no_left_and_no_right(name):
    physical = [
        f"{one.selector} {{ {one.name}: {one.value} }}"
        for one in found_in(name)
        if PHYSICAL_NAME.match(one.name) or (one.name in SIDED and PHYSICAL_VALUE.match(one.value))
    ]
    assert physical == []


@pytest.mark.parametrize("name", LAYERED)
def test_a_style_sheet_stands_in_a_layer(name):
    outside = [
        one.selector
        for one in found_in(name)
        if not one.layer
        and one.selector
        and not one.name.startswith("--")
        and one.selector != ":root"
    ]
    assert outside == []


@pytest.mark.parametrize("name", SHEETS)
def test_a_style_sheet_asks_no_other_server_and_no_font_file(name):
    text = SHEETS[name].read_text("utf-8")
    assert "@import" not in text
    assert "@font-face" not in text
    assert not re.search(r"url\(\s*['\"]?(https?:)?//", text)


@pytest.mark.parametrize("name", SHEETS)
def test_no_size_of_type_is_given_in_pixels(name):
    fixed = [
        f"{one.selector} {one.value}"
        for one in found_in(name)
        if one.name == "font-size" and re.fullmatch(r"[\d.]+px( !important)?", one.value)
    ]
    assert fixed == []


def test_every_token_that_is_used_is_there():
    given, used = set(), set()
    for path in SHEETS.values():
        text = path.read_text("utf-8")
        given |= {one.name for one in declarations(text) if one.name.startswith("--")}
        # A property with a value to fall back on is one that a site may set.
        used |= set(re.findall(r"var\((--[\w-]+)\)", text))
    assert used - given == set()


def test_every_style_sheet_of_the_plugin_is_linked():
    template = ROOT / "health_content/templates/health_content/includes/styles.html"
    linked = set(re.findall(r"health_content/([\w-]+\.css)", template.read_text("utf-8")))
    there = {path.name for path in SHEETS.values() if path.parent.name == "health_content"}
    assert linked == there


def test_the_reading_of_style_sheets_sees_what_it_should():
    css = "/* a { left: 0 } */ @layer x { @media print { .a > b { color: red; left: 1px } } }"
    one, other = declarations(css)
    assert (one.name, one.value, one.selector, one.media, one.layer) == (
        "color",
        "red",
        ".a > b",
        "print",
        "x",
    )
    assert PHYSICAL_NAME.match(other.name)
    with pytest.raises(ValueError, match="Never closed"):
        list(declarations(".a { color: red"))


def test_at_most_six_style_sheets_stand_between_a_reader_and_the_page(client, home):
    links = re.findall(r'<link[^>]*rel="stylesheet"[^>]*>', client.get("/").text)
    assert len([link for link in links if 'media="print"' not in link]) <= 6
    assert len(links) == len(set(links))
