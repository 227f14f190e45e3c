"""Paid links of the registry inside running text: ``<a linktype="paid-link" id="5">words</a>``.

A text keeps the link's id alone. In an :class:`Edition` the same element carries besides where
the link leads now, what it says to search engines and the words that mark it as paid.
"""

from __future__ import annotations

import dataclasses
import html as html_entities
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from health_content.edition.beside import Beside
from health_content.edition.linking import SUSPENDED
from health_content.manuscript import Manuscript, Node, PaidLinkTarget, RichText

LINK_TYPE = "paid-link"

_MARK = f'linktype="{LINK_TYPE}"'
_ELEMENT = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclasses.dataclass(frozen=True, slots=True)
class Inline:
    """One such element. ``words`` are its HTML, ``whole`` the element as it stands."""

    key: str
    words: str
    attributes: Mapping[str, str]
    whole: str


def inline_links(html: str) -> Iterator[Inline]:
    """The paid links of the registry in a fragment, in reading order."""
    if _MARK in html:
        for match in _ELEMENT.finditer(html):
            if found := _inline(match):
                yield found


def rewritten(html: str, written: Callable[[Inline], str]) -> str:
    """A fragment with each of its paid links of the registry put as ``written`` says."""
    if _MARK not in html:
        return html

    def put(match: re.Match[str]) -> str:
        found = _inline(match)
        return match[0] if found is None else written(found)

    return _ELEMENT.sub(put, html)


def anchor(words: str, href: str, rel: str, label: str, more: Mapping[str, str]) -> str:
    """A paid link for readers, its label among its words; the words alone without address.

    ``words`` are HTML, the others plain text; ``more`` are further attributes.
    """
    if not href:
        return words
    attributes = {"href": href, "rel": rel, **more}
    written = "".join(
        f' {name}="{html_entities.escape(value)}"' for name, value in attributes.items() if value
    )
    label = f" {html_entities.escape(label, quote=False)}" if label else ""
    return f"<a{written}>{words}{label}</a>"


def with_addresses(manuscript: Manuscript, targets: Mapping[str, PaidLinkTarget]) -> Manuscript:
    """The article with addresses at its paid links, where ``targets`` has one for their id.

    Of what is withheld the words stay. An element whose link is not known, or has no address
    now, stays as it is: it leads nowhere.
    """
    return dataclasses.replace(
        manuscript,
        body=tuple(_addressed(node, targets) for node in manuscript.body),
        hero=_addressed(manuscript.hero, targets),
    )


def beside_with_addresses(
    beside: Iterable[Beside], targets: Mapping[str, PaidLinkTarget]
) -> tuple[Beside, ...]:
    """What is beside an article, with addresses at its paid links in the same way."""
    return tuple(
        dataclasses.replace(thing, said=_value(thing.said, targets)) if targets else thing
        for thing in beside
    )


def for_readers(html: str) -> str:
    """A fragment of an edition with plain links in place of the registry's, each labelled."""
    return rewritten(
        html,
        lambda it: anchor(
            it.words,
            it.attributes.get("href", ""),
            it.attributes.get("rel", ""),
            it.attributes.get("data-label", ""),
            {},
        ),
    )


def _inline(match: re.Match[str]) -> Inline | None:
    attributes = {
        name.lower(): html_entities.unescape(value) for name, value in _ATTRIBUTE.findall(match[1])
    }
    if attributes.get("linktype") != LINK_TYPE:
        return None
    return Inline(attributes.get("id", ""), match[2], attributes, match[0])


def _addressed(node: Any, targets: Mapping[str, PaidLinkTarget]) -> Any:
    if not targets:
        return node
    changes: dict[str, object] = {}
    for item in dataclasses.fields(node):
        value = getattr(node, item.name)
        if (put := _value(value, targets)) != value:
            changes[item.name] = put
    return dataclasses.replace(node, **changes) if changes else node


def _value(value: Any, targets: Mapping[str, PaidLinkTarget]) -> Any:
    if isinstance(value, RichText):
        html = rewritten(value.html, lambda it: _with_address(it, targets.get(it.key)))
        return value if html == value.html else RichText(html)
    if isinstance(value, Node):
        return _addressed(value, targets)
    if isinstance(value, tuple):
        return tuple(_addressed(it, targets) if isinstance(it, Node) else it for it in value)
    return value


def _with_address(inline: Inline, target: PaidLinkTarget | None) -> str:
    if target is None:
        return inline.whole
    if target.withheld == SUSPENDED:
        return inline.words
    if not target.url:
        return inline.whole
    attributes = {
        "linktype": LINK_TYPE,
        "id": inline.key,
        "href": target.url,
        "rel": target.rel,
        "data-label": target.label,
    }
    written = "".join(
        f' {name}="{html_entities.escape(value)}"' for name, value in attributes.items()
    )
    return f"<a{written}>{inline.words}</a>"
