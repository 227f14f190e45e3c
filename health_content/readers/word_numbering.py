"""The lists of a word processor's document: bullet or number, and which number."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from health_content.readers.word_package import q
from health_content.readers.word_styles import Styles

_UNORDERED = frozenset({"bullet", "none"})
_MOST_LINKS = 5


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Where a paragraph stands in its list. ``number`` is 0 for a bullet; levels count from 1."""

    level: int
    number: int
    list_id: str


@dataclass(frozen=True, slots=True)
class _Level:
    is_ordered: bool
    start: int


class Numbering:
    """Counts the paragraphs of every list as the word processor would."""

    def __init__(self, tree: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        for element in tree if tree is not None else ():
            if element.tag == q("w:abstractNum"):
                self._abstract.setdefault(element.get(q("w:abstractNumId"), ""), element)
            elif element.tag == q("w:num"):
                self._nums.setdefault(element.get(q("w:numId"), ""), element)
        self._counts: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()

    def place(self, numbering: tuple[str, int] | None) -> ListPlace | None:
        """The place of the next paragraph of this list and level, counted once a call.

        ``None`` where the paragraph is in no list, or in one that the document does not have.
        """
        if numbering is None:
            return None
        list_id, level = numbering
        num = self._nums.get(list_id)
        if num is None:
            return None
        abstract_id = self._abstract_id(num)
        known = self._level(num, abstract_id, level)
        if known is None:
            return None
        if not known.is_ordered:
            return ListPlace(level + 1, 0, list_id)
        counts = self._counts.setdefault(abstract_id, {})
        restart = self._override(num, level)
        if restart is not None and (list_id, level) not in self._restarted:
            self._restarted.add((list_id, level))
            counts[level] = restart
        else:
            counts[level] = counts[level] + 1 if level in counts else known.start
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return ListPlace(level + 1, counts[level], abstract_id)

    def _abstract_id(self, num: Element) -> str:
        for _ in range(_MOST_LINKS):
            abstract_id = _value(num, "w:abstractNumId")
            abstract = self._abstract.get(abstract_id)
            link = _value(abstract, "w:numStyleLink") if abstract is not None else ""
            numbering = self._styles.style(link).numbering if link else None
            linked = self._nums.get(numbering[0]) if numbering else None
            if linked is None:
                break
            num = linked
        return abstract_id

    def _level(self, num: Element, abstract_id: str, level: int) -> _Level | None:
        abstract = self._abstract.get(abstract_id)
        overrides = [
            inner
            for override in num.findall(q("w:lvlOverride"))
            for inner in override.findall(q("w:lvl"))
        ]
        levels = [*overrides, *(abstract.findall(q("w:lvl")) if abstract is not None else ())]
        for element in levels:
            if element.get(q("w:ilvl"), "0") == str(level):
                start = _value(element, "w:start")
                return _Level(
                    _value(element, "w:numFmt") not in _UNORDERED,
                    int(start) if start.isdecimal() and len(start) < 6 else 1,
                )
        return None

    def _override(self, num: Element, level: int) -> int | None:
        for override in num.findall(q("w:lvlOverride")):
            if override.get(q("w:ilvl"), "0") == str(level):
                start = _value(override, "w:startOverride")
                return int(start) if start.isdecimal() and len(start) < 6 else None
        return None


def _value(parent: Element, name: str) -> str:
    element = parent.find(q(name))
    return element.get(q("w:val"), "") if element is not None else ""
