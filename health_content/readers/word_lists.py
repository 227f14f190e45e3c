"""Lists that an author typed: a bullet or a number in front of every paragraph or line."""

from __future__ import annotations

import copy
import re
from xml.etree.ElementTree import Element, SubElement

from health_content.readers.word_package import q
from health_content.readers.word_text import own_text
from health_content.readers.word_told import Matter, Told

_BULLET = re.compile(r"\s*([•●▪◦‣○■□➤➢✓✔✅☑\u2043\u2219·\uf0b7\uf0a7]\ufe0f?)\s*(?=\S)")
_DASH = re.compile(r"\s*([-*–—+→]|o(?=\t))[ \t\u00a0]+(?=\S)")
_NUMBER = re.compile(
    r"\s*(?:\(?([0-9]{1,3})[.)](?:[ \t\u00a0]+|(?=[A-Z“]))|\[([0-9]{1,3})\]\s*)(?=\S)"
)
_DEEP = re.compile(r"[ \t\u00a0]{2,}|\t")

Marks = dict[int, tuple[str, str]]


def split_typed_lines(parent: Element) -> None:
    """Paragraphs whose lines begin with bullets or numbers, as a paragraph for each line."""
    replaced: list[Element] = []
    for child in parent:
        if child.tag == q("w:p") and "\n" in (text := own_text(child)):
            lines = text.split("\n")
            marked = sum(bool(_BULLET.match(line) or _NUMBER.match(line)) for line in lines)
            if marked >= 2:
                replaced.extend(_lines(child))
                continue
        replaced.append(child)
    parent[:] = replaced


def apply_typed_lists(stretches: list[list[Element]], told: Told) -> Marks:
    """The list styles of paragraphs with typed marks, by the paragraph's identity.

    The marks are taken out of the paragraphs. A lone number or dash is no list.
    """
    found: Marks = {}
    for stretch in stretches:
        texts = [own_text(paragraph) for paragraph in stretch]
        for index, (paragraph, text) in enumerate(zip(stretch, texts, strict=True)):
            before = texts[index - 1] if index else ""
            after = texts[index + 1] if index + 1 < len(texts) else ""
            mark = _mark(text, before, after)
            if mark is None:
                continue
            length, style = mark
            deeper = _DEEP.match(text) is not None and any(
                _mark(other, "", "") and not _DEEP.match(other) for other in texts
            )
            level = 2 if deeper and index else 1
            found[id(paragraph)] = (f"{style[0]}{level}", style[1])
            told.tell(Matter.TYPED_LIST, text[:length])
            _shorten(paragraph, length)
    return found


def _mark(text: str, before: str, after: str) -> tuple[int, tuple[str, str]] | None:
    if match := _BULLET.match(text):
        return match.end(), ("HcUL", "")
    if match := _DASH.match(text):
        others = [_DASH.match(before), _DASH.match(after)]
        same = any(other is not None and other[1] == match[1] for other in others)
        return (match.end(), ("HcUL", "")) if same or "\t" in match[0] else None
    if match := _NUMBER.match(text):
        number = _number(match)
        earlier, later = _NUMBER.match(before), _NUMBER.match(after)
        follows = earlier is not None and _number(earlier) == number - 1
        goes_on = later is not None and _number(later) == number + 1
        if follows or goes_on:
            return match.end(), ("HcOL", f"number-{number}")
    return None


def _number(match: re.Match[str]) -> int:
    return int(match[1] or match[2])


def _shorten(paragraph: Element, length: int) -> None:
    """Take this many characters from the start of a paragraph."""
    for run in paragraph.iter(q("w:r")):
        for child in list(run):
            if length <= 0:
                return
            if child.tag == q("w:t"):
                text = child.text or ""
                child.text = text[length:]
                length -= len(text)
            elif child.tag in {q("w:tab"), q("w:br")}:
                run.remove(child)
                length -= 1


def _lines(paragraph: Element) -> list[Element]:
    properties = paragraph.find(q("w:pPr"))

    def fresh() -> Element:
        line = Element(q("w:p"))
        if properties is not None:
            line.append(copy.deepcopy(properties))
        return line

    lines = [fresh()]
    for child in paragraph:
        if child.tag == q("w:pPr"):
            continue
        if child.tag != q("w:r"):
            lines[-1].append(child)
            continue
        for position, part in enumerate(_run_lines(child)):
            if position:
                lines.append(fresh())
            lines[-1].append(part)
    return lines


def _run_lines(run: Element) -> list[Element]:
    properties = run.find(q("w:rPr"))
    parts: list[Element] = []
    for child in [None, *run]:
        if child is None or child.tag == q("w:br"):
            part = Element(q("w:r"))
            if properties is not None:
                part.append(copy.deepcopy(properties))
            parts.append(part)
        elif child.tag == q("w:t") and "\n" in (child.text or ""):
            SubElement(parts[-1], q("w:t")).text = (child.text or "").replace("\n", " ")
        elif child.tag != q("w:rPr"):
            parts[-1].append(child)
    return parts
