"""An article written out again: as a web page, as Markdown, as a word processor's document."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from io import BytesIO

from bs4 import BeautifulSoup, NavigableString, Tag
from docx import Document

from health_content.edition import Channel, place
from health_content.library.site_texts import STATUTORY
from health_content.manuscript import Manuscript
from health_content.representations.article_html import article_html

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_ESCAPED = str.maketrans({character: f"\\{character}" for character in "\\`*_[]<>#|"})
_LISTS = ("ul", "ol")


def as_html(manuscript: Manuscript) -> bytes:
    """A whole page with the article as the site writes it for other places."""
    title = escape(manuscript.title)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><main><article><h1>{title}</h1>{_article(manuscript)}</article></main></body></html>"
    ).encode()


def as_markdown(manuscript: Manuscript) -> bytes:
    """The same article in Markdown."""
    blocks = [f"# {manuscript.title.translate(_ESCAPED)}", *_markdown(_parsed(manuscript))]
    return "\n\n".join(blocks).encode()


def as_docx(manuscript: Manuscript) -> bytes:
    """The same article as Word would save it, with its styles."""
    document = Document()
    document.add_heading(manuscript.title, 0)
    for block in _parsed(manuscript).children:
        _word(document, block)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def _article(manuscript: Manuscript) -> str:
    return article_html(place(manuscript, STATUTORY, Channel.WEB))


def _parsed(manuscript: Manuscript) -> BeautifulSoup:
    return BeautifulSoup(_article(manuscript), "html.parser")


def _level(name: str | None) -> int:
    return int(name[1]) if name and len(name) == 2 and name[0] == "h" and name[1].isdigit() else 0


def _rows(table: Tag) -> list[list[Tag]]:
    return [row.find_all(["td", "th"]) for row in table.find_all("tr")]


# Markdown


def _markdown(parent: Tag) -> Iterator[str]:
    for node in parent.children:
        if isinstance(node, NavigableString):
            if node.strip():
                yield node.strip().translate(_ESCAPED)
            continue
        if level := _level(node.name):
            yield f"{'#' * level} {_inline(node)}"
        elif node.name in _LISTS:
            yield _items(node, "")
        elif node.name == "blockquote":
            yield "\n>\n".join(
                "\n".join(f"> {line}" for line in block.split("\n")) for block in _markdown(node)
            )
        elif node.name == "table":
            if node.caption:
                yield _inline(node.caption)
            rows = [[" ".join(_inline(cell).split()) for cell in row] for row in _rows(node)]
            width = max(map(len, rows), default=0)
            rows = [row + [""] * (width - len(row)) for row in rows]
            rows.insert(1, ["---"] * width)
            yield "\n".join(f"| {' | '.join(row)} |" for row in rows)
        elif node.find(["p", "table", *_LISTS]):
            yield from _markdown(node)
        elif words := _inline(node):
            yield words


def _items(items: Tag, indent: str) -> str:
    lines = []
    for number, item in enumerate(items.find_all("li", recursive=False), start=1):
        mark = f"{number}. " if items.name == "ol" else "- "
        below = [part.extract() for part in item.find_all(_LISTS, recursive=False)]
        lines.append(f"{indent}{mark}{' '.join(_inline(item).split())}")
        lines += [_items(part, f"{indent}{' ' * len(mark)}") for part in below]
    return "\n".join(lines)


def _inline(node: Tag) -> str:
    written = ""
    for part in node.children:
        if isinstance(part, NavigableString):
            written += str(part).translate(_ESCAPED)
            continue
        words = _inline(part)
        mark = _MARKS.get(part.name, "")
        if part.name == "a" and words.strip():
            written += f"[{words}]({part['href']})"
        elif mark and words.strip():
            written += f"{mark}{words.strip()}{mark}"
        elif part.name in {"sup", "sub"}:
            written += f"<{part.name}>{words}</{part.name}>"
        else:
            written += f"{words} " if part.name in {"p", "br"} else words
    return written.strip()


# Word


def _word(document: Document, node: Tag | NavigableString) -> None:
    if isinstance(node, NavigableString):
        if node.strip():
            document.add_paragraph(node.strip())
    elif level := _level(node.name):
        document.add_heading(node.get_text(), level - 1)
    elif node.name in _LISTS:
        style = "List Number" if node.name == "ol" else "List Bullet"
        for item in node.find_all("li"):
            for part in item.find_all(_LISTS):
                part.extract()
            _runs(document.add_paragraph(style=style), item)
    elif node.name == "table":
        if node.caption:
            document.add_paragraph(node.caption.get_text(), style="Caption")
        rows = _rows(node)
        table = document.add_table(len(rows), max(map(len, rows)))
        for place_, row in zip(table.rows, rows, strict=True):
            for target, cell in zip(place_.cells, row, strict=False):
                _runs(target.paragraphs[0], cell)
    elif node.find(["p", "table", *_LISTS]):
        for part in node.children:
            _word(document, part)
    elif node.get_text().strip():
        _runs(document.add_paragraph(), node)


def _runs(paragraph: object, node: Tag) -> None:
    for words in node.find_all(string=True):
        run = paragraph.add_run(str(words))
        names = {above.name for above in words.parents}
        run.bold = bool(names & {"b", "strong"}) or None
        run.italic = bool(names & {"i", "em"}) or None
        run.font.superscript = "sup" in names or None
        if words.parent.name == "p" and words.parent.find_next_sibling("p"):
            paragraph.add_run(" ")
