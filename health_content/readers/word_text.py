"""The words of a piece of a word processor's document."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from health_content.readers.word_equations import equation_text
from health_content.readers.word_package import q

_SPOKEN = {q("w:t"), q("m:t"), q("a:t")}
_SPACES = {
    q("w:tab"): "\t",
    q("w:ptab"): "\t",
    q("w:br"): "\n",
    q("w:cr"): "\n",
    q("w:noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
}
_GONE = {q("w:del"), q("w:moveFrom"), q("w:instrText"), q("w:rPr"), q("w:pPr"), q("w:delInstrText")}
_BLOCKS = {q("w:p"), q("w:tc"), q("w:tr")}
_ALTERNATIVES = q("mc:AlternateContent")


def text_of(element: Element, *, deleted: bool = False) -> str:
    """The words inside an element, a new line for every paragraph; of alternatives the fullest.

    ``deleted`` is for words that tracked changes took out.
    """
    parts: list[str] = []
    _collect(element, parts, deleted, nested=True)
    return "".join(parts)


def own_text(element: Element) -> str:
    """The words of a paragraph or run itself, without those of text boxes in it."""
    parts: list[str] = []
    _collect(element, parts, False, nested=False)
    return "".join(parts)


def _collect(element: Element, parts: list[str], deleted: bool, *, nested: bool) -> None:
    for child in element:
        tag = child.tag
        if tag in _SPOKEN or (deleted and tag == q("w:delText")):
            parts.append(child.text or "")
        elif tag in _SPACES:
            parts.append(_SPACES[tag])
        elif tag == q("m:oMath"):
            parts.append(equation_text(child))
        elif tag == q("v:textpath"):
            parts.append(child.get("string", ""))
        elif tag == _ALTERNATIVES:
            texts = []
            for branch in child:
                found: list[str] = []
                _collect(branch, found, deleted, nested=nested)
                texts.append("".join(found))
            parts.append(max(texts, key=lambda text: len(text.split()), default=""))
        elif (tag not in _GONE or (deleted and tag in {q("w:del"), q("w:moveFrom")})) and (
            nested or tag != q("w:txbxContent")
        ):
            _collect(child, parts, deleted, nested=nested)
            if tag in _BLOCKS:
                parts.append("\n")
