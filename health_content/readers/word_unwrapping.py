"""The text of a word processor's document, freed from what is wrapped around it.

What is left holds paragraphs, runs, tables, links, notes and plain pictures only: tracked
changes are followed, content controls and fields opened, text boxes put after their
paragraph, equations written out.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from health_content.readers.word_equations import equation_text
from health_content.readers.word_fields import field_link
from health_content.readers.word_package import q
from health_content.readers.word_pictures import plain_pictures, removed_boxes
from health_content.readers.word_styles import PLAIN, Look, Styles, look_of
from health_content.readers.word_text import own_text, text_of
from health_content.readers.word_told import Matter, Told

_OPENED = frozenset(
    map(
        q,
        "w:ins w:moveTo w:customXml w:smartTag w:dir w:bdo w:sdtContent".split(),
    )
)
_DROPPED = frozenset(
    map(
        q,
        "w:proofErr w:bookmarkStart w:bookmarkEnd w:commentRangeStart w:commentRangeEnd "
        "w:commentReference w:permStart w:permEnd w:lastRenderedPageBreak w:annotationRef "
        "w:moveFromRangeStart w:moveFromRangeEnd w:moveToRangeStart w:moveToRangeEnd "
        "w:footnoteRef w:endnoteRef w:separator w:continuationSeparator w:sectPr w:pgNum "
        "w:tblPrEx w:dayShort w:dayLong w:monthShort w:monthLong w:yearShort w:yearLong".split(),
    )
)
_PICTURES = frozenset({q("a:blip"), q("v:imagedata")})
_ALTERNATIVES = q("mc:AlternateContent")
_PLACEHOLDER = f"{q('w:sdtPr')}/{q('w:showingPlcHdr')}"
_GALLERY = f"{q('w:sdtPr')}/{q('w:docPartObj')}/{q('w:docPartGallery')}"


class Unwrapping:
    """Unwraps the trees of one document."""

    def __init__(self, styles: Styles, told: Told) -> None:
        self._styles = styles
        self._told = told
        self._handlers: dict[str, Callable[[Element], list[Element]]] = {
            _ALTERNATIVES: self._alternatives,
            q("w:del"): self._deleted,
            q("w:moveFrom"): self._deleted,
            q("w:ins"): self._inserted,
            q("w:moveTo"): self._opened,
            q("w:sdt"): self._control,
            q("w:fldSimple"): self._field,
            q("w:hyperlink"): self._hyperlink,
            q("w:ruby"): self._ruby,
            q("w:p"): self._paragraph,
            q("w:r"): self._run,
            q("w:tr"): self._row,
            q("m:oMath"): self._equation,
            q("m:oMathPara"): self._equation,
            q("w:altChunk"): self._chunk,
            q("w:subDoc"): self._chunk,
        }

    def unwrap(self, element: Element) -> None:
        """Unwrap everything inside an element, in place."""
        replaced: list[Element] = []
        for child in list(element):
            replaced.extend(self._replaced(child))
        element[:] = replaced

    def _replaced(self, child: Element) -> list[Element]:
        if not isinstance(child.tag, str) or child.tag in _DROPPED:
            return []
        handler = self._handlers.get(child.tag)
        if handler is not None:
            return handler(child)
        if child.tag in _OPENED:
            return self._opened(child)
        self.unwrap(child)
        return [child]

    def _opened(self, element: Element) -> list[Element]:
        self.unwrap(element)
        return list(element)

    def _alternatives(self, element: Element) -> list[Element]:
        branches = list(element)
        if not branches:
            return []

        def worth(branch: Element) -> tuple[int, bool]:
            has_picture = any(part.tag in _PICTURES for part in branch.iter())
            return len(text_of(branch).split()), has_picture

        return self._opened(max(branches, key=worth))

    def _deleted(self, element: Element) -> list[Element]:
        matter = Matter.DELETED
        if element.tag == q("w:del") or text_of(element).strip():
            self._told.tell(matter, text_of(element, deleted=True))
        return []

    def _inserted(self, element: Element) -> list[Element]:
        self._told.tell(Matter.INSERTED, text_of(element))
        return self._opened(element)

    def _control(self, element: Element) -> list[Element]:
        gallery = element.find(_GALLERY)
        content = element.find(q("w:sdtContent"))
        if content is None:
            return []
        if gallery is not None and "contents" in gallery.get(q("w:val"), "").casefold():
            self._told.tell(Matter.CONTENTS, text_of(content))
            return []
        if element.find(_PLACEHOLDER) is not None:
            self._told.tell(Matter.PLACEHOLDER, text_of(content))
            return []
        return self._opened(content)

    def _field(self, element: Element) -> list[Element]:
        address = field_link(element.get(q("w:instr"), ""))
        children = self._opened(element)
        if not address:
            return children
        link = Element(q("w:hyperlink"), {"address": address})
        link.extend(children)
        return [link]

    def _hyperlink(self, element: Element) -> list[Element]:
        children = self._opened(element)
        if not element.get(q("r:id")):
            # A link to a place in the document; the page has other places.
            return children
        return [element]

    def _ruby(self, element: Element) -> list[Element]:
        base, reading = element.find(q("w:rubyBase")), element.find(q("w:rt"))
        found = self._opened(base) if base is not None else []
        words = text_of(reading).strip() if reading is not None else ""
        return [*found, text_run(f" ({words})")] if words else found

    def _row(self, element: Element) -> list[Element]:
        if element.find(f"{q('w:trPr')}/{q('w:del')}") is not None:
            self._told.tell(Matter.DELETED, text_of(element, deleted=True))
            return []
        self.unwrap(element)
        return [element]

    def _equation(self, element: Element) -> list[Element]:
        words = equation_text(element)
        self._told.tell(Matter.EQUATION, words)
        return [text_run(words)]

    def _chunk(self, element: Element) -> list[Element]:
        self._told.tell(Matter.CHUNK, "")
        return []

    def _paragraph(self, element: Element) -> list[Element]:
        self.unwrap(element)
        _lift_nested_runs(element)
        boxes = removed_boxes(element)
        for box in boxes:
            words = "\n".join(text_of(block) for block in box)
            if words.strip():
                self._told.tell(Matter.TEXT_BOX, words)
        for drawing in [found for found in element.iter() if found.tag == q("w:r")]:
            plain_pictures(drawing, self._told)
        return [element, *(block for box in boxes for block in box)]

    def _run(self, element: Element) -> list[Element]:
        properties = element.find(q("w:rPr"))
        look = self._look(properties)
        if properties is not None:
            element.remove(properties)
        if look.hidden and own_text(element).strip():
            self._told.tell(Matter.HIDDEN, own_text(element))
            return []
        self.unwrap(element)
        for child in element:
            _respell(child)
        if look.struck and own_text(element).strip():
            self._told.tell(Matter.STRUCK, own_text(element))
        is_note = any(
            child.tag in {q("w:footnoteReference"), q("w:endnoteReference")} for child in element
        )
        element.insert(0, _properties(look, is_note))
        return [element]

    def _look(self, properties: Element | None) -> Look:
        style = properties.find(q("w:rStyle")) if properties is not None else None
        below = self._styles.style(style.get(q("w:val"), "")).look if style is not None else PLAIN
        return look_of(properties).over(below)


def text_run(text: str) -> Element:
    """A run that says this."""
    run = Element(q("w:r"))
    SubElement(run, q("w:t")).text = text
    return run


def _lift_nested_runs(paragraph: Element) -> None:
    """Runs that an opened wrapper left inside a run go beside it."""
    found: list[Element] = []
    for child in paragraph:
        found.append(child)
        if child.tag != q("w:r"):
            continue
        inner = [part for part in child if part.tag in {q("w:r"), q("w:hyperlink")}]
        for part in inner:
            child.remove(part)
        found.extend(inner)
    paragraph[:] = found


def _properties(look: Look, is_note: bool) -> Element:
    properties = Element(q("w:rPr"))
    if look.bold is not None:
        SubElement(properties, q("w:b"), {} if look.bold else {q("w:val"): "0"})
    if look.italic:
        SubElement(properties, q("w:i"))
    if look.raised in {"superscript", "subscript"} and not is_note:
        SubElement(properties, q("w:vertAlign"), {q("w:val"): look.raised or ""})
    if look.size:
        SubElement(properties, q("w:sz"), {q("w:val"): str(look.size)})
    return properties


def _respell(element: Element) -> None:
    """Characters with an element of their own, as the ones the converter knows."""
    if element.tag == q("w:cr"):
        element.tag = q("w:br")
    elif element.tag == q("w:ptab"):
        element.tag = q("w:tab")
    elif element.tag == q("w:noBreakHyphen"):
        element.tag, element.text = q("w:t"), "\N{NON-BREAKING HYPHEN}"
    elif element.tag == q("w:softHyphen"):
        element.tag, element.text = q("w:t"), ""
