"""Sections under construction: where the next node belongs."""

from __future__ import annotations

from dataclasses import dataclass, field

from health_content.manuscript import Node, Prose, RichText, Section
from health_content.readers import wording
from health_content.readers.lines import Line
from health_content.readers.pieces import source_of


@dataclass(slots=True)
class OpenSection:
    """A section that still takes content."""

    heading: str
    level: int
    lines: list[Line]
    content: list[Node] = field(default_factory=list)

    def closed(self) -> Section:
        return Section(
            heading=self.heading,
            level=self.level,
            aspect=wording.aspect(self.heading),
            content=tuple(self.content),
            source_text=source_of(self.lines),
        )


class Outline:
    """The article so far. Paragraphs and lists in a row become one piece of prose."""

    def __init__(self) -> None:
        self.body: list[Node] = []
        self.section: OpenSection | None = None
        self.subsection: OpenSection | None = None
        self._html: list[str] = []
        self._lines: list[Line] = []

    def headings(self) -> tuple[str, ...]:
        """The headings that stand above the next node, nearest first."""
        return tuple(here.heading for here in (self.subsection, self.section) if here is not None)

    def open(self, heading: str, level: int, lines: list[Line]) -> None:
        """Begin a section; one of level 3 begins inside the open section of level 2."""
        self.close(level)
        opened = OpenSection(heading, level if self.section else 2, list(lines))
        if opened.level == 3:
            self.subsection = opened
        else:
            self.section = opened

    def close(self, level: int = 2) -> None:
        """End the open sections of this level and below."""
        self._end_prose()
        if self.subsection is not None and self.section is not None:
            self.section.content.append(self.subsection.closed())
            self.subsection = None
        if level == 2 and self.section is not None:
            self.body.append(self.section.closed())
            self.section = None

    def add(self, node: Node) -> None:
        """Put a node where the text stands now."""
        self._end_prose()
        self._here().append(node)

    def add_at_top(self, node: Node) -> None:
        """End all sections and put the node after them."""
        self.close()
        self.body.append(node)

    def add_text(self, html: str, lines: list[Line]) -> None:
        """Go on with the running text."""
        self._html.append(html)
        self._lines.extend(lines)

    def finish(self) -> tuple[Node, ...]:
        """The whole body."""
        self.close()
        return tuple(self.body)

    def _here(self) -> list[Node]:
        here = self.subsection or self.section
        return self.body if here is None else here.content

    def _end_prose(self) -> None:
        if self._html:
            html = RichText("".join(self._html))
            self._here().append(Prose(html, source_text=source_of(self._lines)))
            self._html, self._lines = [], []
