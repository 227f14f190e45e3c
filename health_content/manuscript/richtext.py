"""HTML fragments as an editor writes them: their text, their links, their offsets."""

from __future__ import annotations

import html as html_entities
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

BLOCK_TAGS = frozenset(
    {"address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "table", "td"}
    | {"th", "tr", "ul"}
)
SILENT_TAGS = frozenset({"script", "style", "template", "noscript"})
_INLINE_TAGS = ("b", "i", "em", "strong", "sup", "sub")
_SIMPLE_TAG = re.compile(f"<((?:/?(?:{'|'.join(_INLINE_TAGS)}|h[2-4]|li|[ou]l|p))|br)/?>")
_BREAKING = {"br"} | {f"{slash}{tag}" for slash in ("", "/") for tag in BLOCK_TAGS}
_SPACES = re.compile(r"[ \t\r\n\f\v\u00a0]+")


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside rich text.

    ``target`` is the address, or ``<linktype>:<id>`` for a link that the CMS resolves
    (``page:3``). ``start`` and ``end`` count characters of the fragment's text. ``entry`` is
    ``<linktype>:<id>`` of such a link, also where its address was put to it.
    """

    target: str
    text: str
    start: int
    end: int
    entry: str = ""


@dataclass(frozen=True, slots=True)
class RichText:
    """A fragment of HTML with the few tags an editor may use.

    Equality is equality of the HTML. Use :meth:`from_text` for plain paragraphs.
    """

    html: str = ""

    @classmethod
    def from_text(cls, text: str) -> RichText:
        """One paragraph a blank-line-separated piece of ``text``, escaped."""
        pieces = [piece.strip() for piece in re.split(r"\n\s*\n", text) if piece.strip()]
        return cls("".join(f"<p>{escape(piece)}</p>" for piece in pieces))

    @property
    def text(self) -> str:
        """What a reader sees: entities decoded, block elements on lines of their own."""
        return extracted(self.html)[0]

    @property
    def links(self) -> tuple[Link, ...]:
        """The fragment's links in reading order."""
        return extracted(self.html)[1]

    def __bool__(self) -> bool:
        return bool(self.text)


def escape(text: str) -> str:
    """Escape text for use between tags. Quotes stay as they are."""
    return html_entities.escape(text, quote=False)


@lru_cache(maxsize=4096)
def extracted(html: str) -> tuple[str, tuple[Link, ...]]:
    """The text of a fragment and its links. The same fragments are asked for again and again."""
    extractor = _Extractor()
    if not extractor.read_simple(html):
        extractor.feed(html)
        extractor.close()
    while extractor.open_links:
        extractor.handle_endtag("a")
    return extractor.finish()


class _Parser(HTMLParser):
    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Pass over "<![...>" as a browser does; the parser's own way fails on most of them."""
        return self.parse_bogus_comment(i, report)


class _Extractor(_Parser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.marks: list[tuple[int, str]] = []
        self.open_links: list[tuple[int, tuple[str, str]]] = []
        self.links: list[tuple[int, int, tuple[str, str]]] = []
        self.silent = 0

    def read_simple(self, html: str) -> bool:
        """Read a fragment of bare tags without the parser; False, and nothing read, if it is more.

        Most fragments are such, and the parser takes twenty times as long.
        """
        pieces = _SIMPLE_TAG.split(html)
        texts = pieces[::2]
        if any("<" in text for text in texts):
            return False
        for number, piece in enumerate(pieces):
            if number % 2:
                if piece in _BREAKING:
                    self.pieces.append("\n")
            elif piece:
                text = html_entities.unescape(piece) if "&" in piece else piece
                self.pieces.append(_SPACES.sub(" ", text))
        return True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT_TAGS:
            self.silent += 1
        elif tag == "br" or tag in BLOCK_TAGS:
            self.pieces.append("\n")
        elif tag == "a":
            self.open_links.append((len(self.pieces), _target(dict(attrs))))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in SILENT_TAGS:
            self.handle_starttag(tag, attrs)
            if tag == "a":
                self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT_TAGS:
            self.silent = max(0, self.silent - 1)
        elif tag in BLOCK_TAGS:
            self.pieces.append("\n")
        elif tag == "a" and self.open_links:
            start, target = self.open_links.pop()
            self.links.append((start, len(self.pieces), target))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            # A piece that is one line break stands for an element that breaks the line.
            self.pieces.append(_SPACES.sub(" ", data))

    def finish(self) -> tuple[str, tuple[Link, ...]]:
        written: list[str] = []
        offsets, length, last = [0], 0, ""
        for piece in self.pieces:
            if piece == "\n":
                addition = "\n" if last and last != "\n" else ""
                if last == " ":
                    written[-1] = written[-1][:-1]
                    length -= 1
            else:
                addition = piece
                if last in {"", " ", "\n"}:
                    addition = addition.removeprefix(" ")
            if addition:
                written.append(addition)
                length += len(addition)
                last = addition[-1]
            offsets.append(length)
        text = "".join(written).rstrip()
        return text, tuple(self._placed_links(text, offsets))

    def _placed_links(self, text: str, offsets: list[int]) -> Iterator[Link]:
        for first, last, target in sorted(self.links):
            start, end = min(offsets[first], len(text)), min(offsets[last], len(text))
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            yield Link(target[0], text[start:end], start, end, target[1])


def _target(attributes: dict[str, str | None]) -> tuple[str, str]:
    linktype, address = attributes.get("linktype"), attributes.get("href") or ""
    entry = f"{linktype}:{attributes.get('id') or ''}" if linktype else ""
    return address or entry, entry


_SAME_TAG = {"strong": "b", "em": "i"}
_KEPT = frozenset({"alt", "data-passage", "embedtype", "format", "href", "id", "linktype", "url"})


@lru_cache(maxsize=1024)
def canonical(html: str) -> str:
    """The same string for every way an editor's software may write one text.

    Attributes that only serve the editor go, tags of one meaning get one name, entities
    and spaces one form, and a text without a paragraph gets one.
    """
    writer = _Canonical()
    writer.feed(html)
    writer.close()
    whole = "".join(writer.pieces).strip()
    starts_as_block = whole.startswith("<") and re.match(r"<([a-z0-9]+)", whole)
    if whole and not (starts_as_block and starts_as_block[1] in BLOCK_TAGS):
        whole = f"<p>{whole}</p>"
    return whole


class _Canonical(_Parser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # The address of an entry is the entry's.
        names = _KEPT - {"href"} if "linktype" in dict(attrs) else _KEPT
        kept = sorted((name, value or "") for name, value in attrs if name in names)
        written = "".join(f' {name}="{html_entities.escape(value)}"' for name, value in kept)
        self.pieces.append(f"<{_SAME_TAG.get(tag, tag)}{written}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.pieces.append(f"</{_SAME_TAG.get(tag, tag)}>")

    def handle_data(self, data: str) -> None:
        self.pieces.append(escape(_SPACES.sub(" ", data)))
