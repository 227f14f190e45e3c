"""What a page of a shop says about itself, as far as a few bytes of it tell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

_DEEPEST = 40
_LONGEST_TEXT = 60_000
_REFRESH = re.compile(
    r"^\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?['\"]?\s*([^'\"\s>]+)", re.I
)
_LOCATION = re.compile(
    r"(?:^|[;{}\s(])(?:(?:window|document|top|self|parent)\s*\.\s*)?location\s*"
    r"(?:\.\s*href\s*=|\.\s*(?:replace|assign)\s*\(|=)\s*(['\"])([^'\"<>\s]{1,2000})\1"
)
_LONGEST_SCRIPT = 2_000
_IS_OUT = re.compile(r"(?:out[\s_-]?of[\s_-]?stock|sold[\s_-]?out|discontinued)$", re.I)


@dataclass(frozen=True, slots=True)
class Markup:
    """A page as a program sees it.

    ``title`` is the title and the first headings; ``text`` what a reader sees, both folded to
    lower case with single spaces. ``sends_to`` is where the page itself leads a browser at once,
    as it is written there. ``stock`` has an entry for each offer that names its availability.
    """

    title: str = ""
    text: str = ""
    sends_to: str = ""
    stock: tuple[bool, ...] = ()
    asks_password: bool = False

    @property
    def is_out_of_stock(self) -> bool:
        """Whether every offer that says so is out."""
        return bool(self.stock) and not any(self.stock)


NOTHING_SAID = Markup()


def read(body: bytes, content_type: str = "") -> Markup:
    """What the beginning of a page says. Empty for what is no HTML."""
    if "html" not in content_type.lower() and b"<" not in body[:2_000]:
        return NOTHING_SAID
    match = re.search(r"charset=[\"']?([\w.:-]{1,40})", content_type, re.I)
    try:
        parser = etree.HTMLParser(
            encoding=match[1] if match else None, no_network=True, huge_tree=False, recover=True
        )
    except LookupError:
        parser = etree.HTMLParser(no_network=True, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(body, parser=parser)
    except (etree.LxmlError, ValueError):
        return NOTHING_SAID
    if root is None:
        return NOTHING_SAID
    return Markup(
        title=folded(" | ".join(_texts(root, "title", "h1"))),
        text=folded(_visible(root)),
        sends_to=_sent_to(root, is_short=len(body) < 20_000),
        stock=tuple(_stock(root)),
        asks_password=bool(root.xpath("boolean(//input[@type='password'])")),
    )


def folded(text: str) -> str:
    """Lower case, single spaces, straight quotes."""
    return " ".join(text.replace("’", "'").split()).lower()


def _texts(root: Any, *names: str) -> Iterator[str]:
    for name in names:
        for element in root.iter(name):
            yield "".join(element.itertext())[:500]


def _visible(root: Any) -> str:
    pieces, size = [], 0
    for element in root.iter():
        is_hidden = not isinstance(element.tag, str) or element.tag in {
            *("script", "style", "noscript", "template")
        }
        for piece in (None if is_hidden else element.text, element.tail):
            if piece and piece.strip():
                pieces.append(piece)
                size += len(piece)
        if size > _LONGEST_TEXT:
            break
    return " ".join(pieces)


def _sent_to(root: Any, *, is_short: bool) -> str:
    """Where a page leads at once: its refresh, or a script of one that has little else."""
    for element in root.iter("meta"):
        if element.get("http-equiv", "").strip().lower() != "refresh":
            continue
        match = _REFRESH.match(element.get("content", ""))
        if match and int(match[1]) <= 10:
            return str(match[2])
    # Long pages have scripts that lead somewhere when a reader does something.
    if not is_short or len(_visible(root)) > 400:
        return ""
    for element in root.iter("script"):
        script = element.text or ""
        if len(script) <= _LONGEST_SCRIPT and (match := _LOCATION.search(script)):
            return str(match[2]).replace("\\/", "/")
    return ""


def _stock(root: Any) -> Iterator[bool]:
    """For each offer that names its availability, whether there is some. schema.org/availability
    and the "product:availability" of Open Graph, both read 2026-11-23."""
    for element in root.iter("script"):
        if element.get("type", "").strip().lower() == "application/ld+json":
            try:
                yield from _availability(json.loads(element.text or "", strict=False), 0)
            except (ValueError, RecursionError):
                continue
    for element in root.xpath("//*[@itemprop='availability']"):
        said = element.get("href") or element.get("content") or ""
        if said:
            yield not _IS_OUT.search(said.strip())
    for element in root.iter("meta"):
        if element.get("property") in {"product:availability", "og:availability"}:
            yield not _IS_OUT.search(element.get("content", "").strip())


def _availability(value: Any, level: int) -> Iterator[bool]:
    if level > _DEEPEST:
        return
    if isinstance(value, list):
        for inner in value:
            yield from _availability(inner, level + 1)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name == "availability" and isinstance(inner, str):
                yield not _IS_OUT.search(inner.strip())
            else:
                yield from _availability(inner, level + 1)
