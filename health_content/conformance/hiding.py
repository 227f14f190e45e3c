"""What keeps text in an HTML document from being seen, as far as the document itself tells.

Style sheets are outside what can be judged here; a browser test has to look at those.
Wherever a case is doubtful the answer is that the text is hidden: a disclaimer shown twice
is a blemish, one that nobody can see is missing.
"""

from __future__ import annotations

import re
from html import unescape

HIDING_TAGS = frozenset(
    "applet audio blink canvas datalist del fencedframe marquee math meter "
    "noscript object optgroup option portal progress rp s select strike svg template "
    "video".split()
)
"""Elements whose content is not rendered, is rendered struck through, or does not stay put."""

HIDING_CLASSES = frozenset(
    {
        "d-none",
        "hidden",
        "is-hidden",
        "screen-reader-text",
        "sr-only",
        "u-hidden",
        "visually-hidden",
        "visuallyhidden",
    }
)
"""Class names that hide by the convention of widespread CSS frameworks."""

SPACE = "\t\n\f\r "
"""White space as HTML counts it between attributes."""

ATTRIBUTE_PATTERN = (
    r"[^\t\n\f\r />][^\t\n\f\r />=]*+"
    r"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+"
    r"(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|(?![\"'])[^\t\n\f\r >]*+))?+"
)
"""One attribute, as the HTML standard's tokenizer reads it. It never backtracks."""

_ATTRIBUTE = re.compile(
    r"([^\t\n\f\r />][^\t\n\f\r />=]*+)"
    r"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+"
    r"(?:\"([^\"]*+)\"?|'([^']*+)'?|(?![\"'])([^\t\n\f\r >]*+)))?+"
)
SUSPICIOUS = (
    "hidden",
    "inert",
    "style",
    "popover",
    "sr-only",
    "d-none",
    "screen-reader",
    "shadowrootmode",
)
"""One of these stands in every start tag that hides by an attribute; most that match do not."""

_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_IMPORTANT = re.compile(r"\s*!\s*important\s*\Z")
_SIZE = re.compile(r"\+?(\d+\.?\d*|\.\d+)([a-z]*|%)\Z")
_CUSTOM_PROPERTY = re.compile(r"--[a-z0-9_-]+\Z")
_PLAIN_VALUE = re.compile(r"[\w .,/#%+'\"\t\n-]*+\Z")
_FAR_OFF = re.compile(r"\d{4}|(?<![\w#-])-(?!1\b)[\d.]")
_PICTURE = re.compile(r"(?:url|linear-gradient|radial-gradient)\([^()]*\)")
_RGB = r"rgba?\(\s*\d{1,3}(?:\s*,\s*|\s+)\d{1,3}(?:\s*,\s*|\s+)\d{1,3}\s*"
_ANY_RGB = re.compile(_RGB + r"(?:[,/]\s*[\d.]+%?\s*)?\)")
_OPAQUE_COLOR = re.compile(
    _RGB + r"(?:[,/]\s*(?:1(?:\.0+)?|100%)\s*)?\)\Z|#(?:[0-9a-f]{3}|[0-9a-f]{6})\Z|"
    r"(?:aqua|black|blue|brown|crimson|currentcolor|fuchsia|gray|green|grey|indigo|lime|maroon|"
    r"midnightblue|navy|olive|orange|purple|red|silver|teal|white|yellow|"
    r"dark(?:blue|gr[ae]y|green|red)|dimgr[ae]y|slategr[ae]y)\Z"
)
_WHITE = frozenset({"white", "#fff", "#ffffff"})
_UNDERLINE = re.compile(r"[a-z -]*(?:\b[0-9](?:\.\d+)?(?:px)?)?[a-z -]*(?:#[0-9a-f]{3,6})?\Z")
_INHERITED = frozenset({"inherit", "initial", "revert", "unset"})

_Range = dict[str, tuple[float, float]]

_FONT_SIZES: _Range = {
    "px": (6, 100), "pt": (4.5, 75), "em": (0.6, 6), "rem": (0.5, 6), "%": (60, 600)
}  # fmt: skip
"""Legible sizes: 1/16 inch, the least, is 6 CSS px (21 CFR 101.93(e)).

The least of a relative size is higher, because nested ones multiply.
"""
_LINE_HEIGHTS: _Range = {
    "": (0.8, 4), "px": (8, 100), "pt": (6, 75), "em": (0.8, 4), "rem": (0.8, 6), "%": (80, 400)
}  # fmt: skip
_SPACES: _Range = {
    "": (0, 0), "px": (0, 400), "pt": (0, 300), "em": (0, 25), "rem": (0, 25), "ch": (0, 40),
    "%": (0, 40), "vw": (0, 40), "vh": (0, 40),
}  # fmt: skip
_WIDTHS: _Range = {
    "px": (120, 9999), "pt": (90, 9999), "em": (8, 400), "rem": (8, 400), "ch": (16, 400),
    "%": (25, 100), "vw": (25, 100),
}  # fmt: skip
"""From the narrowest column in which a sentence is still read."""

_FONT_WORDS = frozenset(
    "xx-small x-small small medium large x-large xx-large smaller larger".split()
)
_WIDTH_WORDS = frozenset({"auto", "none", "fit-content", "max-content"})
_SCROLLING = frozenset({"visible", "auto", "scroll"})
_CHOICES = {
    "display": frozenset(
        "block inline inline-block flow-root flex inline-flex grid inline-grid list-item table "
        "inline-table table-row-group table-header-group table-footer-group table-row "
        "table-cell table-caption".split()
    ),
    "position": frozenset({"static", "relative"}),
    "visibility": frozenset({"visible"}),
    "overflow": _SCROLLING,
    "overflow-x": _SCROLLING,
    "overflow-y": _SCROLLING,
    "opacity": frozenset({"1", "1.0", "100%"}),
    "height": frozenset({"auto"}),
    "vertical-align": frozenset(
        "baseline sub super top text-top middle bottom text-bottom".split()
    ),
}
"""Properties of which only these words are harmless."""

_HARMLESS = frozenset(
    "text-align font-weight font-family font-style font-variant box-sizing float clear "
    "white-space word-break word-wrap overflow-wrap hyphens cursor columns column-count "
    "column-width column-rule color-scheme scroll-behavior text-size-adjust table-layout "
    "-webkit-text-size-adjust caption-side orphans widows order".split()
)
_HARMLESS_FAMILIES = (
    "border", "list-style", "flex", "justify-", "align-", "place-", "grid", "break-", "page-break-"
)  # fmt: skip
"""Properties of which no plain value near at hand hides a text."""


def attributes_of(source: str) -> list[tuple[str, str, int, int]]:
    """The attributes in a start tag: name in lower case, value, start, end in ``source``."""
    return [
        (
            match[1].lower(),
            unescape(match[2] or match[3] or match[4] or ""),
            match.start(),
            match.end(),
        )
        for match in _ATTRIBUTE.finditer(source)
    ]


def hiding_attributes(tag: str, source: str) -> list[tuple[int, int]]:
    """Where in a start tag's attributes stands something that hides the element.

    ``tag`` is the name in lower case, ``source`` what follows the name. ``html`` and
    ``body`` are not judged by their class: site themes use such names on them freely.
    """
    if tag == "details" or tag == "dialog":
        names = {name for name, *_ in attributes_of(source)}
        if "open" not in names or (tag == "details" and "name" in names):
            return [(0, len(source))]
    lowered = source.lower()
    if not any(word in lowered for word in SUSPICIOUS):
        return []
    root = tag in {"html", "body"}
    return [
        (start, end)
        for name, value, start, end in attributes_of(source)
        if name in {"hidden", "inert", "popover"}
        or (name == "aria-hidden" and value.strip().lower() != "false")
        or (name == "style" and style_hides(value))
        or (name == "class" and not root and not HIDING_CLASSES.isdisjoint(value.split()))
    ]


def style_hides(style: str) -> bool:
    """Whether the declarations of a style attribute may hide the element or its text.

    CSS has more ways to hide than anyone can list. So the harmless declarations are listed,
    and whatever is not among them counts as hiding; so does a value that only the browser
    can compute.
    """
    style = style.lower()
    if "\\" in style:
        return True
    if "/*" in style:
        # In a string or an address it begins no comment.
        if any(sign in style for sign in "\"'("):
            return True
        style = _CSS_COMMENT.sub(" ", style)
    declarations = [part.partition(":") for part in style.split(";") if part.strip()]
    judged = [(name.strip(), _IMPORTANT.sub("", value).strip()) for name, _, value in declarations]
    return not all(_is_harmless(name, value) for name, value in judged) or _is_white(judged)


def _is_harmless(name: str, value: str) -> bool:
    if name.startswith("--"):
        return bool(_CUSTOM_PROPERTY.match(name)) and "{" not in value and "}" not in value
    if name == "color":
        return value == "inherit" or bool(_OPAQUE_COLOR.match(value))
    if name.startswith("background"):
        rest = _ANY_RGB.sub("", _PICTURE.sub("", value))
        return bool(_PLAIN_VALUE.match(rest)) and "text" not in rest
    if name.startswith("border"):
        value = _ANY_RGB.sub("", value)
    if not value or not _PLAIN_VALUE.match(value):
        return False
    if name in _CHOICES:
        return value in _CHOICES[name] or value in _INHERITED
    if name == "font":
        return _is_legible_font(value)
    if name == "font-size":
        return value in _FONT_WORDS or value in _INHERITED or _within(value, _FONT_SIZES)
    if name == "line-height":
        return value == "normal" or value in _INHERITED or _within(value, _LINE_HEIGHTS)
    if name.startswith(("margin", "padding")) or name in {"gap", "row-gap", "column-gap"}:
        return all(part == "auto" or _within(part, _SPACES) for part in value.split())
    if name in {"width", "max-width"}:
        return value in _WIDTH_WORDS or _within(value, _WIDTHS)
    if name == "min-width" or name == "min-height":
        return value == "auto" or _within(value, _SPACES | {"%": (0, 100), "vh": (0, 100)})
    if name.startswith("text-decoration"):
        return "through" not in value and bool(_UNDERLINE.match(value))
    if _FAR_OFF.search(value):
        return False
    return name in _HARMLESS or name.startswith(_HARMLESS_FAMILIES)


def _is_legible_font(value: str) -> bool:
    before_family = value.split(",")[0].split()
    sizes = [part for part in before_family if part[0].isdigit() or part[0] in ".+"]
    if sizes and sizes[0].isdigit():
        sizes = sizes[1:]
    size, _, line_height = sizes[0].partition("/") if len(sizes) == 1 else ("", "", "")
    return _within(size, _FONT_SIZES) and (not line_height or _within(line_height, _LINE_HEIGHTS))


def _is_white(declarations: list[tuple[str, str]]) -> bool:
    """Whether the text has the color of its background, or of paper without another one."""
    backgrounds = [value for name, value in declarations if name.startswith("background")]
    return any(
        name == "color" and (value in backgrounds or (value in _WHITE and not backgrounds))
        for name, value in declarations
    )


def _within(value: str, limits: _Range) -> bool:
    size = _SIZE.match(value)
    if size is None:
        return False
    number, unit = float(size[1]), size[2]
    if number == 0 and not unit:
        return limits.get("px", (1, 0))[0] <= 0
    least, most = limits.get(unit, (1, 0))
    return least <= number <= most
