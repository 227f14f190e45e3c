"""What a tree says by its shape: a caption below a picture, a box twice, notes, an accordion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from health_content.readers import wording
from health_content.readers.inline import PICTURES
from health_content.readers.reading import Remark, RemarkKind
from health_content.readers.tree import HEADINGS, SILENT, Element

_LONGEST_CAPTION = 200
_LONGEST_BOX = 400
_CAPTIONED = re.compile(r"(?:^|[-_\s])caption(?:$|[-_\s])", re.I)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.I)
_NOTES_OF_WORD = re.compile(r"mso-element\s*:\s*(?:foot|end)note-list", re.I)
_NOTE_OF_WORD = re.compile(r"mso-element\s*:\s*(?:foot|end)note\s*(?:;|$)", re.I)
_HOLDERS = PICTURES | {"p", "div", "a", "span", "center", "b", "strong"}


@dataclass(slots=True)
class _Inside:
    """What stands in an element: how many characters, whether a picture, whether a link."""

    length: int = 0
    has_picture: bool = False
    has_link: bool = False


def _insides(root: Element) -> dict[int, _Inside]:
    """What stands in every element, by its id, found from the inside out."""
    found: dict[int, _Inside] = {}
    for element in reversed([root, *root.walk()]):
        inside = found.setdefault(id(element), _Inside())
        inside.has_picture |= element.name in PICTURES
        inside.has_link |= bool(element.name == "a" and element.get("href"))
        if element.name not in SILENT:
            inside.length += sum(len(c.strip()) for c in element.children if isinstance(c, str))
        if element.parent is not None:
            above = found.setdefault(id(element.parent), _Inside())
            above.length += inside.length
            above.has_picture |= inside.has_picture
            above.has_link |= inside.has_link
    return found


def take_captions(root: Element) -> None:
    """Let an italic line right below a picture, or one called so, be the picture's caption."""
    insides = _insides(root)
    for parent in [root, *root.walk()]:
        if parent.name in {"figure", "picture", "tr"} | SILENT:
            continue
        if not insides[id(parent)].has_picture:
            continue
        says = [part for part in parent.children if _says(part, insides)]
        for index, holder in enumerate(says[:-1]):
            caption = says[index + 1]
            if not isinstance(holder, Element) or not isinstance(caption, Element):
                continue
            inside = insides[id(holder)]
            is_picture = inside.has_picture and not inside.length and holder.name in _HOLDERS
            if not is_picture or insides[id(caption)].length > _LONGEST_CAPTION:
                continue
            # In a paragraph that goes on, italics may only stress its first words.
            if _is_caption(caption) and (parent.name != "p" or index + 2 == len(says)):
                _wrap(holder, caption)


def _says(part: Element | str, insides: dict[int, _Inside]) -> bool:
    if isinstance(part, str):
        return bool(part.strip())
    inside = insides.get(id(part), _Inside())
    return bool(inside.length or inside.has_picture or part.name in {"hr", "table"})


def _is_caption(element: Element) -> bool:
    words = element.text
    if not words or len(words) > _LONGEST_CAPTION or element.find(*HEADINGS, *PICTURES):
        return False
    if element.name == "figcaption" or _CAPTIONED.search(element.get("class")):
        return True
    if _says_of_the_page(words) or element.name not in {"p", "div", "center", "span", "i", "em"}:
        return False
    parts = [element, *element.walk()]
    italic = (p for p in parts if p.name in {"i", "em"} or _ITALIC_STYLE.search(p.get("style")))
    return any(part.text == words for part in italic)


def _says_of_the_page(words: str) -> bool:
    """Whether italics are a disclosure, a disclaimer or a byline, which often open an article."""
    if wording.DISCLOSURE.search(words) or wording.disclaimer(words) is not None:
        return True
    return any(pattern.match(words) for pattern in (wording.BYLINE, wording.DATED))


def _wrap(holder: Element, caption: Element) -> None:
    parent = holder.parent
    if parent is None or caption.parent is not parent:
        return
    figure = Element("figure", parent=parent, line=holder.line)
    words = Element("figcaption", children=[caption], parent=figure, line=caption.line)
    inner = [child for child in caption.children if isinstance(child, Element)]
    if len(inner) == 1 and inner[0].name in {"i", "em"} and inner[0].text == caption.text:
        # A caption is set apart by itself.
        words.children = inner[0].children
    elif caption.name in {"i", "em"}:
        words.children = caption.children
    else:
        caption.parent = words
    for child in words.elements:
        child.parent = words
    figure.children = [holder, words]
    parent.children[parent.children.index(holder)] = figure
    parent.children.remove(caption)
    holder.parent = figure
    if holder.name == "p":
        # A paragraph in a figure would be text beside the picture.
        holder.name = "div"


def drop_copies(root: Element) -> Iterator[Remark]:
    """Let a box with a link go that says only what the box just before it says."""
    insides = _insides(root)
    for element in [root, *root.walk()]:
        before: Element | None = None
        for child in element.elements:
            if child.name in SILENT:
                continue
            if before is not None and _is_copy(child, before, insides):
                words, line = child.text, child.line
                child.drop()
                yield Remark(
                    RemarkKind.DUPLICATE_REMOVED,
                    "The same call to action stands just before; this copy was removed.",
                    line,
                    words,
                )
            else:
                before = child


def _is_copy(box: Element, before: Element, insides: dict[int, _Inside]) -> bool:
    inside = insides.get(id(box), _Inside())
    if box.name not in {"div", "section", "aside"} or inside != insides.get(id(before)):
        return False
    if not inside.has_link or not 0 < inside.length <= _LONGEST_BOX:
        return False
    return box.text == before.text and _links(box) == _links(before)


def _links(element: Element) -> list[str]:
    links = element.all("a") + ([element] if element.name == "a" else [])
    return [link.get("href") for link in links if link.get("href")]


def name_notes_of_word(root: Element) -> None:
    """Footnotes as Word writes them into pages, as the list of notes they are."""
    for element in root.all("div"):
        if not _NOTES_OF_WORD.search(element.get("style")):
            continue
        notes = [part for part in element.all("div") if _NOTE_OF_WORD.search(part.get("style"))]
        if not notes or any(note.parent is not element for note in notes):
            continue
        items = Element("ol", parent=element, line=element.line)
        for note in notes:
            element.children.remove(note)
            note.name, note.parent = "li", items
            items.children.append(note)
        element.children.append(items)
        element.name = "section"
        element.attributes["class"] = "footnotes"


def open_accordions(root: Element) -> None:
    """Sections of an AMP accordion as details: what follows the last is no part of it."""
    for section in root.all("section"):
        if section.parent is None or section.parent.name != "amp-accordion":
            continue
        first = next(iter(section.elements), None)
        if first is not None and first.name in HEADINGS:
            section.name, first.name = "details", "summary"
