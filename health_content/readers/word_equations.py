"""Equations of a word processor's document, written out in one line."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from health_content.readers.word_package import q

_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def equation_text(element: Element) -> str:
    """An Office Math equation as a line of text: fractions with a slash, powers raised."""
    return "".join(_written(child) for child in element)


def _written(element: Element) -> str:
    match element.tag:
        case tag if tag in {q("m:t"), q("w:t")}:
            return element.text or ""
        case tag if tag == q("m:f"):
            return f"{_grouped(_part(element, 'm:num'))}/{_grouped(_part(element, 'm:den'))}"
        case tag if tag == q("m:sSup"):
            return _part(element, "m:e") + _shifted(_part(element, "m:sup"), _RAISED, "^")
        case tag if tag == q("m:sSub"):
            return _part(element, "m:e") + _shifted(_part(element, "m:sub"), _LOWERED, "_")
        case tag if tag == q("m:sSubSup"):
            return (
                _part(element, "m:e")
                + _shifted(_part(element, "m:sub"), _LOWERED, "_")
                + _shifted(_part(element, "m:sup"), _RAISED, "^")
            )
        case tag if tag == q("m:rad"):
            return f"{_part(element, 'm:deg')}√{_grouped(_part(element, 'm:e'))}"
        case tag if tag == q("m:d"):
            inner = ", ".join(equation_text(part) for part in element.findall(q("m:e")))
            return f"({inner})"
        case tag if tag == q("m:nary"):
            return (
                f"∑{_shifted(_part(element, 'm:sub'), _LOWERED, '_')}"
                f"{_shifted(_part(element, 'm:sup'), _RAISED, '^')} {_part(element, 'm:e')}"
            )
    return equation_text(element)


def _part(element: Element, name: str) -> str:
    part = element.find(q(name))
    return equation_text(part) if part is not None else ""


def _grouped(text: str) -> str:
    return f"({text})" if len(text) > 1 and not text.replace(".", "").isalnum() else text


def _shifted(text: str, table: dict[int, int], mark: str) -> str:
    shifted = text.translate(table)
    if not text:
        return ""
    known = all(ord(character) in table for character in text)
    return shifted if known else f"{mark}{_grouped(text)}"
