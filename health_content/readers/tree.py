"""Tags and texts as a tree of bounded depth and size, whatever was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from health_content.readers.reading import UnreadableSource
from health_content.readers.tags import Token, tokens

DEEPEST = 100
"""Elements nested deeper than this are not opened; their words stay where they are."""
MOST_ELEMENTS = 200_000

VOID = frozenset(
    "area base br col embed frame hr img input link meta param source track wbr".split()
)
SILENT = frozenset(
    {"#dropped", "script", "style", "template", "head", "title", "datalist", "svg", "math"}
)
"""Elements that show no words, or none that are part of a text."""
_ENDS_A_PARAGRAPH = frozenset(
    "address article aside blockquote details dialog div dl fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section table ul".split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SCOPES = frozenset({"table", "td", "th", "caption", "template", "object"})
_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"})
_IN_TABLES = _TABLE_PARTS | {"colgroup", "col", "script", "style", "template"}
_CELLS = frozenset({"td", "th"})
_GROUPS = frozenset({"tbody", "thead", "tfoot"})
_ROW_PARTS = _GROUPS | {"table", "tr"}
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    # What an opening tag ends, and where the search for it stops.
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"}) | _SCOPES),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"}) | _SCOPES),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"}) | _SCOPES),
    "td": (_CELLS, frozenset({"tr", "table"})),
    "th": (_CELLS, frozenset({"tr", "table"})),
    "tr": (frozenset({"tr"}), _GROUPS | {"table"}),
    "thead": (_GROUPS, frozenset({"table"})),
    "tbody": (_GROUPS, frozenset({"table"})),
    "tfoot": (_GROUPS, frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select", "datalist"})),
    "a": (frozenset({"a"}), _SCOPES),
}
_ONCE = frozenset({"html", "body"})
_IN_HEAD = frozenset("base link meta title style script noscript template".split())


@dataclass(slots=True, eq=False)
class Element:
    """An element with its texts and elements in order. ``line`` counts from 1."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)
    parent: Element | None = field(default=None, repr=False)
    line: int = 0

    def get(self, name: str) -> str:
        """An attribute, empty where there is none."""
        return self.attributes.get(name, "")

    @property
    def elements(self) -> list[Element]:
        """The elements directly inside."""
        return [child for child in self.children if isinstance(child, Element)]

    def walk(self) -> Iterator[Element]:
        """Every element inside that was not dropped, in the order of the document."""
        stack = self.elements[::-1]
        while stack:
            element = stack.pop()
            if element.name == "#dropped":
                continue
            yield element
            stack.extend(element.elements[::-1])

    def find(self, *names: str) -> Element | None:
        """The first element inside that has one of these names."""
        return next((element for element in self.walk() if element.name in names), None)

    def all(self, *names: str) -> list[Element]:
        """The elements inside that have one of these names."""
        return [element for element in self.walk() if element.name in names]

    def ancestors(self) -> Iterator[Element]:
        """What it stands in, from the inside out."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    @property
    def text(self) -> str:
        """All words inside that are meant to be read, on one line."""
        pieces: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                pieces.append(node)
            elif node is self or node.name not in SILENT:
                if node.name in _BREAKING:
                    pieces.append(" ")
                    stack.append(" ")
                stack.extend(reversed(node.children))
        return " ".join("".join(pieces).split())

    def drop(self) -> None:
        """Let it say nothing from now on."""
        self.name = "#dropped"


_BREAKING = _ENDS_A_PARAGRAPH | {"br", "li", "dt", "dd", "td", "th", "tr", "button", "option"}


def parse(markup: str, name: str) -> Element:
    """The tree of an HTML document or fragment; ``name`` is the source's, for messages.

    Elements that need no closing tag end where they must. Raises :class:`UnreadableSource`
    above ``MOST_ELEMENTS``.
    """
    builder = _Builder(name)
    for token in tokens(markup):
        builder.take(token)
    return builder.root


class _Builder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.root = Element("#root")
        self.stack = [self.root]
        self.count = 0
        self.unopened: Counter[str] = Counter()
        self.loose: dict[int, Element] = {}

    def take(self, token: Token) -> None:
        if not token.name:
            # A space parts loose words too, where there are any already.
            is_loose = self.stack[-1].name in _ROW_PARTS and (
                bool(self.loose) or not token.text.isspace()
            )
            (self._beside_table() if is_loose else self.stack[-1]).children.append(token.text)
        elif token.is_end:
            self._end(token)
        else:
            self._start(token)

    def _start(self, token: Token) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise UnreadableSource(
                f"{self.name} has more than {MOST_ELEMENTS:,} elements. "
                "Save only the article, or split it."
            )
        name = token.name
        if name in _ONCE and any(tag.name == name for tag in self.stack):
            return
        if self.stack[-1].name == "head" and name not in _IN_HEAD:
            self.stack.pop()
        if name in _CLOSES:
            self._end_nearest(*_CLOSES[name])
        elif name in _ENDS_A_PARAGRAPH:
            self._end_nearest(frozenset({"p"}), _SCOPES | {"button", "li", "div"})
            if name in HEADINGS and self.stack[-1].name in HEADINGS:
                self.stack.pop()
        if len(self.stack) > DEEPEST and name not in VOID:
            self.unopened[name] += 1
            return
        is_loose = self.stack[-1].name in _ROW_PARTS and name not in _IN_TABLES
        parent = self._beside_table() if is_loose else self.stack[-1]
        element = Element(name, token.attributes, parent=parent, line=token.line)
        parent.children.append(element)
        if name not in VOID:
            self.stack.append(element)

    def _beside_table(self) -> Element:
        """Where what stands in a table but in no cell of it belongs: before the table."""
        table = next((tag for tag in reversed(self.stack) if tag.name == "table"), None)
        if table is None:
            return self.stack[-1]
        beside = self.loose.get(id(table))
        if beside is None:
            parent = table.parent or self.root
            beside = Element("div", parent=parent, line=table.line)
            # The table is the last child of its parent, or close to it, while it is open.
            parent.children.insert(len(parent.children) - 1, beside)
            self.loose[id(table)] = beside
        return beside

    def _end(self, token: Token) -> None:
        name = token.name
        if self.unopened[name]:
            self.unopened[name] -= 1
            return
        stops = frozenset[str]() if name in _TABLE_PARTS else _SCOPES
        for index in range(len(self.stack) - 1, 0, -1):
            if self.stack[index].name == name:
                del self.stack[index:]
                return
            if self.stack[index].name in stops:
                break
        if name == "p":
            self.stack[-1].children.append(Element("p", parent=self.stack[-1], line=token.line))

    def _end_nearest(self, names: frozenset[str], stops: frozenset[str]) -> None:
        # The stack is never deeper than DEEPEST.
        for index in range(len(self.stack) - 1, 0, -1):
            if self.stack[index].name in names:
                del self.stack[index:]
                return
            if self.stack[index].name in stops:
                return
