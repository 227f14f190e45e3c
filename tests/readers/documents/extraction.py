"""The words of a document, found without the readers: what they are measured against."""

from __future__ import annotations

import html
import re
import zipfile
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from defusedxml import ElementTree

from tests.readers.words import words

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WORD_PARTS = ("document", "footnotes", "endnotes", "comments")
_UNSEEN = frozenset({"head", "title", "script", "style", "noscript", "template", "svg"})
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_INLINE = frozenset("a abbr b em font i s small span strong sub sup u".split())

_FRONT_MATTER = re.compile(r"\A(-{3}|\+{3})\n(.*?)\n\1\n", re.DOTALL)
_TOLD_IN_FRONT = re.compile(
    r"^\s*(?:title|description|summary|author|name|reviewer|reviewed_by)\s*[:=]\s*(\S.*)$", re.M
)
_CODE_OF_A_MACHINE = re.compile(
    r"\{%-?.*?-?%\}|\{\{.*?\}\}|\{::?.*?\}|\{#.*?\}|<!--.*?-->|^(?:import|export)\s.*?$|</?[A-Za-z][^>]*>",
    re.DOTALL | re.M,
)
_DEFINITION = re.compile(r"^\[(?!\^)[^\]]+\]:\s.*$", re.M)
_NOTE = re.compile(r"\[\^[^\]]+\]:?")
_TARGET = re.compile(r"\]\((?:[^()\"]|\([^()]*\))*(?:\"[^\"]*\")?\)")
_SECOND_LABEL = re.compile(r"\]\[[^\]]*\]")
_NUMBER = re.compile(r"^[\s>]*[0-9]{1,3}[.)]\s|(?<=\s)[0-9]{1,2}\.(?=\s[A-Z])", re.M)
_TXT_NUMBER = re.compile(r"^\s*(?:\[?[0-9]{1,3}[.)\]]|Step [0-9]:)\s", re.M)
_LABEL = re.compile(r"^[*\s]*(?:Q|A|Myth|Fact):", re.M)


def words_of_document(path: Path) -> Counter[str]:
    """How often each word stands in a document that people would see or hear read out."""
    return {"txt": _plain, "md": _markdown, "html": _page, "docx": _word_file}[path.suffix[1:]](
        path
    )


def _plain(path: Path) -> Counter[str]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    return words(_LABEL.sub("", _TXT_NUMBER.sub("", text)))


def _markdown(path: Path) -> Counter[str]:
    text = path.read_text(encoding="utf-8")
    front = ""
    if match := _FRONT_MATTER.match(text):
        front = " ".join(_TOLD_IN_FRONT.findall(match[2]))
        text = text[match.end() :]
    for syntax in (_CODE_OF_A_MACHINE, _DEFINITION, _NOTE, _TARGET, _SECOND_LABEL):
        text = syntax.sub(" ", text)
    return words(html.unescape(f"{front}\n{_NUMBER.sub('', _LABEL.sub('', text))}"))


def _page(path: Path) -> Counter[str]:
    data = path.read_bytes()
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:2_000])
    page = _Page()
    page.feed(data.decode(declared[1].decode() if declared else "utf-8"))
    return words("".join(page.texts))


class _Page(HTMLParser):
    """All text of the body; whether a style sheet hides it is not asked."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            self.unseen.clear()
        if tag in _UNSEEN and tag not in _VOID:
            self.unseen.append(tag)
        if tag not in _INLINE:
            self.texts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unseen:
            while self.unseen.pop() != tag:
                pass
        if tag not in _INLINE:
            self.texts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.texts.append(data)


def _word_file(path: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    with zipfile.ZipFile(path) as archive:
        for part in _WORD_PARTS:
            if (name := f"word/{part}.xml") in archive.namelist():
                root = ElementTree.fromstring(archive.read(name))
                found += words("".join(_runs(root)))
    return found


def _runs(element: Any) -> list[str]:
    if element.tag == _FALLBACK:
        return []
    if element.tag == f"{_W}t":
        return [element.text or ""]
    if element.tag in {f"{_W}tab", f"{_W}br"}:
        return [" "]
    texts = [text for child in element for text in _runs(child)]
    return [*texts, "\n"] if element.tag == f"{_W}p" else texts
