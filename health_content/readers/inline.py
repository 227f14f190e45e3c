"""The inside of a paragraph: words with marks, and what must stand beside it."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urljoin, urlsplit

from health_content.readers import marks
from health_content.readers.lines import plain_spaces
from health_content.readers.tree import SILENT, Element

_MARKED = {
    "b": marks.BOLD,
    "strong": marks.BOLD,
    "i": marks.ITALIC,
    "em": marks.ITALIC,
    "sup": marks.RAISED,
    "sub": marks.LOWERED,
}
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_NORMAL_STYLE = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.I)
_SUPER_STYLE = re.compile(r"vertical-align\s*:\s*super", re.I)
_SUB_STYLE = re.compile(r"vertical-align\s*:\s*sub\b", re.I)
_ARROWS = re.compile(
    r"[\s↩↑↵⤴^\ufe0e\ufe0f⬆⇧]+$|back(?:\sto\s(?:top|text|content|article))?$", re.I
)
_NUMBERS = re.compile(r"\[?\(?\s*([0-9]{1,3}(?:\s*[,;–-]\s*[0-9]{1,3})*)\s*\)?\]?$")
_CITED = f"{marks.CITED}([0-9 ,–-]*){marks.END_CITED}"
_ONLY_CITED = re.compile(rf"[\s\[\](,;]*{_CITED}(?:[\s\[\](),;–-]*{_CITED})*[\s\[\]),;]*$")
_JOINED_CITED = re.compile(_CITED)
_AROUND_BREAKS = re.compile(f"[ \u00a0]*{marks.BREAK}[ \u00a0]*")
_UNSEEN = SILENT | {"input", "select", "textarea", "wbr", "source", "track", "param", "area"}
PICTURES = frozenset({"img", "picture", "amp-img"})
SHOWN_ELSEWHERE = frozenset(
    {"iframe", "video", "audio", "object", "embed", "amp-youtube", "lite-youtube"}
)


class Inline:
    """Reads the words of one paragraph after the other.

    ``beside`` collects the elements met in the words that are no words: pictures, videos,
    tables. ``lost`` collects the words of links that lead nowhere outside the source.
    """

    def __init__(self, base: str = "") -> None:
        self.base = base
        self.beside: list[Element] = []
        self.lost: list[str] = []

    def text(self, nodes: list[Element | str]) -> str:
        """The words with their marks, on one line, without space at the ends."""
        text = plain_spaces("".join(self._node(node, "") for node in nodes))
        return marks.balanced(_AROUND_BREAKS.sub(marks.BREAK, text).strip(f" {marks.BREAK}"))

    def _node(self, node: Element | str, open_marks: str) -> str:
        if isinstance(node, str):
            return marks.literal(marks.without_marks(node))
        if node.name in _UNSEEN:
            return ""
        if node.name == "br":
            return marks.BREAK
        if node.name in PICTURES or node.name in SHOWN_ELSEWHERE or node.name == "table":
            self.beside.append(node)
            return ""
        if node.name == "a":
            return self._link(node, open_marks)
        mark = _mark_of(node)
        if not mark or mark in open_marks:
            words = self._children(node, open_marks)
            return f"“{words.strip()}”" if node.name == "q" and words.strip() else words
        words = self._children(node, open_marks + mark)
        if mark == marks.RAISED and _ONLY_CITED.match(words.strip()):
            numbers = [found.strip() for found in _JOINED_CITED.findall(words)]
            return f"{marks.CITED}{', '.join(numbers)}{marks.END_CITED}"
        return marks.around(mark, words)

    def _children(self, node: Element, open_marks: str) -> str:
        return "".join(self._node(child, open_marks) for child in node.children)

    def _link(self, node: Element, open_marks: str) -> str:
        beside = len(self.beside)
        words = self._children(node, open_marks)
        said = marks.plain(words).strip()
        target, is_inside = self._target(node.get("href"))
        if is_inside:
            if _ARROWS.match(said) or node.get("role") == "doc-backlink":
                return ""
            if match := _NUMBERS.match(said):
                return f"{marks.CITED}{match[1].replace(';', ',')}{marks.END_CITED}"
            return words
        if not said or not target:
            if said and node.get("href"):
                self.lost.append(f"{said} ({node.get('href')[:300]})")
            for picture in self.beside[beside:]:
                if target and not _is_picture(target):
                    picture.attributes.setdefault("data-linked", target)
            return words
        is_sponsored = "sponsored" in node.get("rel").lower().split()
        if "\ufdd8" in words:
            words = marks.literal(said)
        inner = words.strip()
        before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        return f"{before}{marks.link(target, inner, is_sponsored=is_sponsored)}{after}"

    def _target(self, href: str) -> tuple[str, bool]:
        """The address of a link, empty where it has none on the web; whether it is inside."""
        href = "".join(marks.without_marks(href).split())
        if not href or href.startswith("#"):
            return "", bool(href)
        if href.startswith(("mailto:", "tel:")):
            return href, False
        address = absolute(href, self.base)
        if address and "#" in address and urldefrag(address)[0] == urldefrag(self.base)[0]:
            return "", True
        return address, False


def absolute(href: str, base: str) -> str:
    """The address on the web that a link leads to; empty where it leads to none."""
    try:
        address = urljoin(base, href)
        parts = urlsplit(address)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    return address if is_web and len(address) <= 2_000 else ""


def _is_picture(address: str) -> bool:
    path = address.split("?", 1)[0].lower()
    return path.endswith((".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"))


def _mark_of(node: Element) -> str:
    style = node.get("style")
    mark = _MARKED.get(node.name, "")
    if not style:
        return mark
    if mark == marks.BOLD and _NORMAL_STYLE.search(style):
        return ""
    if not mark and _BOLD_STYLE.search(style):
        return marks.BOLD
    if not mark and _SUPER_STYLE.search(style):
        return marks.RAISED
    return marks.LOWERED if not mark and _SUB_STYLE.search(style) else mark
