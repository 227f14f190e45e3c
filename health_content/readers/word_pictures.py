"""Drawings of a word processor's document: text boxes taken out, pictures made plain."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from health_content.readers.word_package import q
from health_content.readers.word_told import Matter, Told

_DRAWINGS = (q("w:drawing"), q("w:pict"), q("w:object"))


def removed_boxes(paragraph: Element) -> list[list[Element]]:
    """The blocks of every text box attached to a paragraph, taken out of it."""
    boxes: list[list[Element]] = []
    for box in list(paragraph.iter(q("w:txbxContent"))):
        blocks = list(box)
        box[:] = []
        if blocks:
            boxes.append(blocks)
    return boxes


def plain_pictures(run: Element, told: Told) -> None:
    """Put pictures, and nothing else, where a run has drawings."""
    replaced: list[Element] = []
    for child in run:
        if child.tag not in _DRAWINGS:
            replaced.append(child)
            continue
        replaced.extend(_lettering(child))
        if child.tag == q("w:object"):
            told.tell(Matter.OBJECT, _description(child))
            continue
        pictures = list(_pictures(child, told))
        replaced.extend(pictures)
        description = _description(child)
        if not pictures and description and not _is_box(child):
            told.tell(Matter.DRAWING, description)
    run[:] = replaced


def _pictures(drawing: Element, told: Told) -> list[Element]:
    found = []
    alternative = _description(drawing)
    for picture in [*drawing.iter(q("a:blip")), *drawing.iter(q("v:imagedata"))]:
        inside = picture.get(q("r:embed")) or picture.get(q("r:id"))
        if not inside:
            told.tell(Matter.PICTURE_ELSEWHERE, alternative)
            continue
        found.append(_plain(drawing, inside, alternative))
    return found


def _plain(drawing: Element, relationship: str, alternative: str) -> Element:
    plain = Element(q("w:drawing"))
    inline = SubElement(plain, q("wp:inline"))
    properties = SubElement(inline, q("wp:docPr"), {"descr": alternative} if alternative else {})
    link = next(drawing.iter(q("a:hlinkClick")), None)
    if link is not None and link.get(q("r:id")):
        SubElement(properties, q("a:hlinkClick"), {q("r:id"): link.get(q("r:id"), "")})
    data = SubElement(SubElement(inline, q("a:graphic")), q("a:graphicData"))
    fill = SubElement(SubElement(data, q("pic:pic")), q("pic:blipFill"))
    SubElement(fill, q("a:blip"), {q("r:embed"): relationship})
    return plain


def _description(drawing: Element) -> str:
    for name, keys in (
        ("wp:docPr", ("descr", "title")),
        ("pic:cNvPr", ("descr",)),
        ("v:shape", ("alt",)),
        ("v:imagedata", (q("o:title"),)),
    ):
        for element in drawing.iter(q(name)):
            for key in keys:
                if words := element.get(key, "").strip():
                    return words
    return ""


def _lettering(drawing: Element) -> list[Element]:
    """Words drawn as shapes (WordArt), as words."""
    found = []
    for path in drawing.iter(q("v:textpath")):
        if words := path.get("string", "").strip():
            text = Element(q("w:t"))
            text.text = f" {words} "
            found.append(text)
    return found


def _is_box(drawing: Element) -> bool:
    return next(drawing.iter(q("w:txbxContent")), None) is not None
