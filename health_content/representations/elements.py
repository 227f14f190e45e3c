"""The elements that an article's HTML is written with: escaped, and without a class."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from health_content.affiliates.recognition import Registered, paid_link


def text(words: str) -> str:
    """Words as HTML."""
    return html.escape(words, quote=False)


def attribute(value: str) -> str:
    """The value of an attribute, to stand between double quotes."""
    return html.escape(value)


def element(name: str, content: str) -> str:
    """An element; nothing where there is nothing to stand in it."""
    return f"<{name}>{content}</{name}>" if content else ""


def link(address: str, words: str, rel: str = "") -> str:
    """A link; its words alone where the address is none a reader may be sent to."""
    if not address.startswith(("https://", "http://", "/")):
        return text(words)
    rel = f' rel="{attribute(rel)}"' if rel else ""
    return f'<a href="{attribute(address)}"{rel}>{text(words)}</a>'


def citing(address: str, words: str, registered: Registered) -> str:
    """A link to where words come from. A paid link is no such thing: its words stay."""
    return text(words) if paid_link(address, registered) else link(address, words)


def listed(items: Iterable[str], name: str = "ul") -> str:
    """A list."""
    return element(name, "".join(f"<li>{item}</li>" for item in items))


def source(node: Any, registered: Registered) -> str:
    """Who says so, for a node with ``source`` and ``source_url``."""
    if not (node.source or node.source_url):
        return ""
    words = citing(node.source_url, node.source or node.source_url, registered)
    return element("p", f"<small>{text(gettext('Source:'))} {words}</small>")


def _cells(cells: Iterable[str], heads: int, scope: str) -> str:
    written = "".join(
        f'<th scope="{scope}">{cell}</th>' if place < heads else f"<td>{cell}</td>"
        for place, cell in enumerate(cells)
    )
    return f"<tr>{written}</tr>"


def table(
    caption: str, head: Iterable[str], rows: Iterable[Iterable[str]], row_heads: int = 1
) -> str:
    """A table whose cells are HTML; its caption alone where it has no cell."""
    cells = list(head)
    top = f"<thead>{_cells(cells, len(cells), 'col')}</thead>" if any(cells) else ""
    body = "".join(_cells(row, row_heads, "row") for row in rows)
    return (
        f"<table>{element('caption', text(caption))}{top}<tbody>{body}</tbody></table>"
        if body or top
        else element("p", text(caption))
    )
