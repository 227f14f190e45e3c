"""HTML as a row of tags and texts, in time that grows with the length only.

Python's ``html.parser``, and Beautiful Soup on top of it, take minutes for 400 KB of ``<!--``
that are never closed (3.11, measured 2026-11-23: 240 to 280 s); html5lib walks its stack of
open elements for every tag and opens unclosed formatting again in every paragraph; lxml drops
what stands below a depth of 256. Sources come from strangers, so none of them can be let loose
on one. The rules here are those of https://html.spec.whatwg.org/multipage/parsing.html (read
2026-11-23), with one difference: what a browser would swallow to the end of the file, such as
a comment that is never closed, keeps its words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_MOST_ATTRIBUTES = 100
_NAME = re.compile(r"[A-Za-z][^\s/>]{0,60}")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*)))?")
_END_OF_TAG = re.compile(r"[\s/]*>")
_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
_RAW_WITH_ENTITIES = frozenset({"textarea", "title"})
_ENDS = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW | _RAW_WITH_ENTITIES
}
# Python refuses to make a number of thousands of digits; none of these names a character.
_HUGE_NUMBER = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")


@dataclass(slots=True)
class Token:
    """A tag that opens or closes an element, or a text. ``line`` counts from 1."""

    name: str = ""
    is_end: bool = False
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    line: int = 1


def decoded(text: str) -> str:
    """A text with its character references replaced."""
    if "&" not in text:
        return text
    return html.unescape(_HUGE_NUMBER.sub("\ufffd", text))


def tokens(markup: str) -> Iterator[Token]:
    """The tags and texts of an HTML document or fragment; comments are left out."""
    return _Tokenizer(markup).run()


class _Tokenizer:
    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.position = 0
        self.counted = 0
        self.line = 1
        self.last_end = markup.rfind(">")
        self.missing: set[str] = set()

    def run(self) -> Iterator[Token]:
        markup = self.markup
        while self.position < len(markup):
            start = markup.find("<", self.position)
            if start < 0 or start > self.last_end:
                yield self._text(markup[self.position :])
                return
            if start > self.position:
                yield self._text(markup[self.position : start])
            self.position = start
            yield from self._markup()

    def _text(self, text: str) -> Token:
        return Token(text=decoded(text), line=self._line())

    def _line(self) -> int:
        if self.position > self.counted:
            self.line += self.markup.count("\n", self.counted, self.position)
            self.counted = self.position
        return self.line

    def _found(self, mark: str, start: int) -> int:
        """Where a mark stands next; a mark that was missing once is missing to the end."""
        if mark in self.missing:
            return -1
        found = self.markup.find(mark, start)
        if found < 0:
            self.missing.add(mark)
        return found

    def _markup(self) -> Iterator[Token]:
        markup, start = self.markup, self.position
        after = markup[start + 1 : start + 2]
        if after == "!" or after == "?":
            yield from self._declaration()
        elif after == "/":
            match = _NAME.match(markup, start + 2)
            if match is None:
                self.position = markup.find(">", start) + 1
            else:
                yield from self._tag(match, is_end=True)
        elif match := _NAME.match(markup, start + 1):
            yield from self._tag(match, is_end=False)
        else:
            self.position = start + 1
            yield Token(text="<", line=self._line())

    def _declaration(self) -> Iterator[Token]:
        markup, start = self.markup, self.position
        if markup.startswith("<!--", start):
            if markup.startswith((">", "->"), start + 4):
                self.position = markup.find(">", start) + 1
                return
            end = self._found("-->", start + 4)
            self.position = end + 3 if end >= 0 else start + 4
        elif markup.startswith("<![CDATA[", start):
            end = self._found("]]>", start)
            if end < 0:
                self.position = start + 9
                return
            yield Token(text=markup[start + 9 : end], line=self._line())
            self.position = end + 3
        else:
            self.position = markup.find(">", start) + 1

    def _tag(self, match: re.Match[str], *, is_end: bool) -> Iterator[Token]:
        line = self._line()
        name = match[0].lower()
        attributes: dict[str, str] = {}
        markup, position = self.markup, match.end()
        while (end := _END_OF_TAG.match(markup, position)) is None:
            attribute = _ATTRIBUTE.match(markup, position)
            if attribute is None:
                # The file ends inside the tag.
                yield self._text(markup[self.position :])
                self.position = len(markup)
                return
            position = attribute.end()
            if len(attributes) < _MOST_ATTRIBUTES:
                value = attribute[2] or attribute[3] or attribute[4] or ""
                attributes.setdefault(attribute[1].lower(), decoded(value))
        self.position = end.end()
        yield Token(name, is_end, attributes, line=line)
        if not is_end and name in _ENDS and name not in self.missing:
            yield from self._raw(name)

    def _raw(self, name: str) -> Iterator[Token]:
        end = _ENDS[name].search(self.markup, self.position)
        if end is None:
            self.missing.add(name)
            return
        text = self.markup[self.position : end.start()]
        if name in _RAW_WITH_ENTITIES:
            text = decoded(text)
        yield Token(text=text, line=self._line())
        self.position = end.start()
