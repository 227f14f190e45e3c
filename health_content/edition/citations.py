"""Sources cited inside running text, and the numbers that a page's citations have.

A text keeps the key of the entry: ``<a linktype="reference" id="12"
data-passage="quoted words">Groenendijk 2022</a>``; the passage may be missing. In an
:class:`Edition`, and for readers, the number of the entry stands in place of the words, in
brackets: ``[3]``, and of citations that stand together ``[1–3, 5]``.

How numbers are given:

* Where somebody typed numbers that are valid for the page's list, or the page has several
  lists, the lists keep their order. Entries that are cited and not listed follow, in the last
  list, in the order in which they are cited.
* Else entries are numbered in the order in which the page cites them: its texts, and the
  sources of its research notes. Entries of the list that nothing cites follow.
* A page without a list that cites gets one after its body.

Numbers that were typed are never rewritten. What the library has no more gets no number.
"""

from __future__ import annotations

import dataclasses
import html as html_entities
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from health_content.bibliography.citing import CITATION, CONTEXT, Cited, parts_of
from health_content.manuscript import (
    Manuscript,
    Node,
    Reference,
    References,
    ResearchNote,
    RichText,
    descendants,
)

LINK_TYPE = "reference"
UNRESOLVED = "[?]"
"""What stands in an Edition for a citation whose entry the library has no more."""

MARKER = "data-hc-reference"
"""The attribute with the key of the entry, in HTML that is not finished for readers yet."""

# Nothing reaches across the next "<a", so that tags without an end take no longer than others.
_IN_TAG = r"(?:[^<>]|<(?!a\b))*"
_IN_LINK = r"(?:[^<]|<(?!/?a\b))*"
_ONE = rf'<a\b(?={_IN_TAG}\s(?:linktype="{LINK_TYPE}"|{MARKER}=")){_IN_TAG}>{_IN_LINK}</a>'
_BETWEEN = r"(?:\s|&nbsp;|[,;])*+"
_RUN = re.compile(rf"{_ONE}(?:{_BETWEEN}{_ONE})*", re.IGNORECASE)
_WORDS = re.compile(
    rf'<a\b(?={_IN_TAG}\slinktype="{LINK_TYPE}"){_IN_TAG}>({_IN_LINK})</a>', re.IGNORECASE
)
_ELEMENT = re.compile(rf"<a\b({_IN_TAG})>{_IN_LINK}</a>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


class InText(NamedTuple):
    """One citation in a text: the ``key`` of its entry, and the words it quotes of it."""

    key: str
    passage: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Numbering:
    """The entries of a page's lists in the order of their numbers.

    ``lists`` has for each list its entries: the place of one among all entries of the page's
    lists as they were, counted from 0, or the key of one that was added. ``numbers`` are the
    numbers by key; an entry that stands twice has its first.
    """

    lists: tuple[tuple[int | str, ...], ...]
    numbers: Mapping[str, int]


def may_cite(html: str) -> bool:
    """Whether a fragment may have citations in it: a quick look."""
    return f'linktype="{LINK_TYPE}"' in html or f"{MARKER}=" in html


def citations_in(html: str) -> Iterator[InText]:
    """The citations of a fragment, in reading order."""
    if may_cite(html):
        for run in _RUN.finditer(html):
            yield from _citations(run[0])


def rewritten_runs(html: str, written: Callable[[list[InText]], str]) -> str:
    """A fragment with its citations put as ``written`` says, those that stand together at once."""
    if not may_cite(html):
        return html
    return _RUN.sub(lambda run: written(list(_citations(run[0]))), html)


def joined(numbers: Iterable[int]) -> tuple[Cited, ...]:
    """Numbers in order, three or more that follow each other as a range: 1–3, 5."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[tuple[int, int]] = []
    for run in runs:
        parts += [(run[0], run[-1])] if len(run) > 2 else [(one, one) for one in run]
    return tuple(
        Cited(first, last, "–" if last > first else "", ", " if place < len(parts) else "")
        for place, (first, last) in enumerate(parts, start=1)
    )


def arranged(
    listed: Sequence[Sequence[str]], cited: Iterable[str], *, is_typed: bool = False
) -> Numbering:
    """The numbers of a page.

    ``listed`` are the keys of the entries in each of its lists, empty for one that the library
    has no more; ``cited`` the keys of existing entries in the order in which they are cited;
    ``is_typed`` says that somebody typed numbers that are valid for the list.
    """
    flat = [key for keys in listed for key in keys]
    places: dict[str, int] = {}
    for place, key in enumerate(flat):
        if key:
            places.setdefault(key, place)
    order = list(dict.fromkeys(key for key in cited if key))
    added = [key for key in order if key not in places]
    lists: list[list[int | str]] = []
    if not listed:
        lists = [[*added]] if added else []
    elif is_typed or len(listed) > 1 or not order:
        ends = [sum(map(len, listed[: at + 1])) for at in range(len(listed))]
        lists = [[*range(end - len(keys), end)] for end, keys in zip(ends, listed, strict=True)]
        lists[-1] += added
    else:
        first: list[int | str] = [places.get(key, key) for key in order]
        rest = sorted(
            (at for at in range(len(flat)) if at not in first), key=lambda at: not flat[at]
        )
        lists = [[*first, *rest]]
    numbers: dict[str, int] = {}
    for at, entry in enumerate((it for entries in lists for it in entries), start=1):
        key = flat[entry] if isinstance(entry, int) else entry
        if key:
            numbers.setdefault(key, at)
    return Numbering(tuple(map(tuple, lists)), numbers)


def cited_by(nodes: Iterable[Node]) -> Iterator[InText]:
    """What an article cites, in reading order: in its texts, and as a research note's source."""
    for node in nodes:
        for item in dataclasses.fields(node):
            value = getattr(node, item.name)
            if isinstance(value, RichText):
                yield from citations_in(value.html)
            elif isinstance(value, Node):
                yield from cited_by((value,))
            elif isinstance(value, tuple):
                yield from cited_by(it for it in value if isinstance(it, Node))
        if isinstance(node, ResearchNote) and node.reference:
            yield InText(node.reference)


def is_typed_in(nodes: tuple[Node, ...], entries: int) -> bool:
    """Whether somebody typed a number in brackets that is valid for a list of ``entries``."""
    if not entries:
        return False
    for node in descendants(nodes):
        if not isinstance(node, Reference):
            for name, text in node.passages():
                if "[" in text and _has_typed(node, name, text, entries):
                    return True
    return False


def numbering_of(nodes: tuple[Node, ...], known: Iterable[str] = ()) -> Numbering:
    """The numbers of an article. ``known`` are the keys of existing entries that it lists not."""
    lists = _lists(nodes)
    listed = [[entry.key for entry in each.items] for each in lists]
    standing = {key for keys in listed for key in keys} | set(known)
    cited = [it.key for it in cited_by(nodes) if it.key in standing]
    entries = sum(map(len, listed))
    return arranged(listed, cited, is_typed=bool(cited) and is_typed_in(nodes, entries))


def numbered(manuscript: Manuscript, entries: Mapping[str, Reference]) -> Manuscript:
    """An article with numbers for its citations and complete lists in the order of numbers.

    ``entries`` are the entries that it cites, by their keys; what neither they nor its lists
    have is cited as :data:`UNRESOLVED`. Numbering again changes nothing.
    """
    cited = list(cited_by(manuscript.body))
    if not cited:
        return manuscript
    numbering = numbering_of(manuscript.body, entries)
    flat = [entry for each in _lists(manuscript.body) for entry in each.items]
    quoted: dict[str, list[str]] = {}
    for it in cited:
        if it.passage and it.passage not in quoted.setdefault(it.key, []):
            quoted[it.key].append(it.passage)

    def entry_at(place: int | str) -> Reference:
        entry = flat[place] if isinstance(place, int) else _added(entries[place])
        said = "\n".join(quoted.get(entry.key, ()))
        return entry if entry.quoted == said else dataclasses.replace(entry, quoted=said)

    lists = [tuple(map(entry_at, places)) for places in numbering.lists]
    writer = _Writer(numbering.numbers, iter(lists))
    body = tuple(writer.node(node) for node in manuscript.body)
    if lists and not flat and not _lists(manuscript.body):
        body = (*body, References(items=lists[0], id=LINK_TYPE))
    return dataclasses.replace(manuscript, body=body)


def as_plain_numbers(html: str) -> str:
    """A fragment of an edition with bare numbers; nothing of what the library has no more."""
    if not may_cite(html):
        return html
    return _WORDS.sub(lambda it: "" if it[1] == UNRESOLVED else it[1], html)


@dataclasses.dataclass(frozen=True, slots=True)
class _Writer:
    """Puts numbers and lists into nodes, in reading order."""

    numbers: Mapping[str, int]
    lists: Iterator[tuple[Reference, ...]]

    def node(self, node: Any) -> Any:
        if isinstance(node, References):
            items = next(self.lists, node.items)
            return node if items == node.items else dataclasses.replace(node, items=items)
        changes: dict[str, object] = {}
        for item in dataclasses.fields(node):
            value = getattr(node, item.name)
            if isinstance(value, RichText):
                html = rewritten_runs(value.html, self._group)
                put: Any = value if html == value.html else RichText(html)
            elif isinstance(value, Node):
                put = self.node(value)
            elif isinstance(value, tuple):
                put = tuple(self.node(it) if isinstance(it, Node) else it for it in value)
            else:
                continue
            if put != value:
                changes[item.name] = put
        return dataclasses.replace(node, **changes) if changes else node

    def _group(self, run: list[InText]) -> str:
        """Citations that stand together, each an element of its own, also within a range."""
        by_number: dict[int, InText] = {}
        for it in run:
            if at := self.numbers.get(it.key):
                known = by_number.setdefault(at, it)
                by_number[at] = known if known.passage else it
        written, before = [], "["
        parts = joined(by_number)
        for part in parts:
            end = "]" if part is parts[-1] else ""
            for at in part.numbers:
                words = ""
                if at == part.first:
                    words = f"{before}{at}"
                elif at == part.last:
                    words = f"{part.dash}{at}"
                words += end if at == part.last else ""
                written.append(_element(by_number[at], words))
            before = part.separator
        lost = dict.fromkeys(it for it in run if it.key not in self.numbers)
        return "".join((*written, *(_element(it, UNRESOLVED) for it in lost)))


def _element(it: InText, words: str) -> str:
    passage = f' data-passage="{html_entities.escape(it.passage)}"' if it.passage else ""
    key = html_entities.escape(it.key)
    return f'<a{passage} id="{key}" linktype="{LINK_TYPE}">{words}</a>'


def _added(entry: Reference) -> Reference:
    """An entry that no list has: its place is told by its key."""
    return dataclasses.replace(entry, id=f"{LINK_TYPE}-{entry.key}")


def _citations(run: str) -> Iterator[InText]:
    for element in _ELEMENT.finditer(run):
        attributes = {
            name.lower(): html_entities.unescape(value)
            for name, value in _ATTRIBUTE.findall(element[1])
        }
        key = attributes.get(MARKER) or attributes.get("id", "")
        yield InText(key, attributes.get("data-passage", "").strip())


def _lists(nodes: tuple[Node, ...]) -> list[References]:
    return [node for node in descendants(nodes) if isinstance(node, References)]


def _has_typed(node: Node, name: str, text: str, entries: int) -> bool:
    value = getattr(node, name or "html", None)
    is_raised = False
    if isinstance(value, RichText):
        is_raised = "<sup" in value.html
        if may_cite(value.html):
            text = RichText(rewritten_runs(value.html, lambda run: " ")).text
    for match in CITATION.finditer(text):
        before = "" if is_raised else text[max(0, match.start() - CONTEXT) : match.start()]
        if parts_of(match[1], entries, before):
            return True
    return False
