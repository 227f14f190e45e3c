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
_CSS_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-z%]*)\Z")
_CSS_FUNCTION = re.compile(r"[a-z-]+\(")
_FAR_OFF = re.compile(r"-\s*\d{3,}")
_TRANSPARENT = re.compile(
    r"transparent|#[0-9a-f]{3}0\Z|#[0-9a-f]{6}00\Z|[,/]\s*(?:0|0?\.0+|0%)\s*\)\Z"
)
_FONT_OF_NO_SIZE = re.compile(r"(?:\A|\s)[+]?(?:0+(?:\.0*)?|\.0+)[a-z%]*(?:\s|/)")
_SCALED_AWAY = re.compile(r"scale[xyz3d]*\(\s*[+-]?0*(?:\.0*)?\s*[,)]")
_DISPLACING = frozenset(
    "bottom inset left margin margin-bottom margin-left margin-right margin-top right "
    "text-indent top transform translate".split()
)
_EXTENT = frozenset("block-size height inline-size max-height max-width width".split())
_LEAST_SIZE = {"px": 6.0, "pt": 4.5, "em": 0.375, "rem": 0.375, "%": 37.5}
"""The smallest legible size: 1/16 inch, which is 6 CSS px (21 CFR 101.93(e))."""


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
    """Whether the declarations of a style attribute hide the element or its text.

    A value that only the browser can compute counts as hiding where a plain one could.
    """
    if "\\" in style:
        return True
    declarations = [
        (name.strip(), value.replace("!important", "").strip())
        for name, _, value in (
            part.partition(":") for part in _CSS_COMMENT.sub(" ", style.lower()).split(";")
        )
    ]
    clipped = any(
        name.startswith("overflow") and value not in {"visible", ""} for name, value in declarations
    )
    return any(_declaration_hides(name, value, clipped) for name, value in declarations)


def _declaration_hides(name: str, value: str, clipped: bool) -> bool:
    match name:
        case "display":
            return value == "none" or bool(_CSS_FUNCTION.match(value))
        case "visibility" | "content-visibility":
            return value in {"hidden", "collapse"} or bool(_CSS_FUNCTION.match(value))
        case "opacity":
            return _less_than(value, {"": 0.1, "%": 10.0})
        case "font-size":
            return _less_than(value, _LEAST_SIZE | {"": 0.1})
        case "font":
            return bool(_FONT_OF_NO_SIZE.search(value))
        case "color" | "-webkit-text-fill-color":
            return bool(_TRANSPARENT.search(value))
        case "clip":
            return value.startswith("rect")
        case "clip-path":
            return value != "none"
        case "filter":
            return "opacity(0" in value.replace(" ", "") or "blur(" in value
        case "scale" | "zoom":
            return _less_than(value.split(" ")[0], {"": 0.1, "%": 10.0})
    if name == "transform" and _SCALED_AWAY.search(value):
        return True
    if name in _DISPLACING:
        return bool(_FAR_OFF.search(value))
    return clipped and name in _EXTENT and _less_than(value, {"": 1.5, "px": 1.5, "%": 0.1})


def _less_than(value: str, least: dict[str, float]) -> bool:
    """Whether a CSS size is below the least of its unit, zero, or not plain to see."""
    number = _CSS_NUMBER.match(value)
    if number is None:
        return bool(_CSS_FUNCTION.match(value))
    size, unit = float(number[1]), number[2]
    return size <= 0 or size < least.get(unit, 0.0)
