"""Words with the few marks of plain-text exports, as the HTML an editor would have."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from health_content.manuscript import escape
from health_content.readers import marks
from health_content.readers.lines import BOLD, ITALIC, LINK, bare, link_target, link_words

_ADDRESS = re.compile(r"https?://[^\s<>\"“”" + "\ufdd0-\ufdef]+")
_TRAILING = ".,;:!?)]}’”'*"


def inline(text: str) -> str:
    """One stretch of text: bold, italic, links and bare addresses marked up, the rest escaped."""
    text = marks.balanced(text)
    pieces: list[str] = []
    position = 0
    for match in LINK.finditer(text):
        pieces.append(_addresses(text[position : match.start()]))
        pieces.append(_anchor(link_target(match), _emphasis(link_words(match))))
        position = match.end()
    pieces.append(_addresses(text[position:]))
    return "".join(pieces)


def paragraph(text: str) -> str:
    """A paragraph; empty for empty text."""
    return f"<p>{inline(text)}</p>" if text else ""


def bullets(texts: Iterable[str]) -> str:
    """A bulleted list."""
    return "<ul>" + "".join(f"<li>{inline(text)}</li>" for text in texts) + "</ul>"


def addresses(text: str) -> list[str]:
    """The web addresses in a text, in reading order, each once."""
    found = [link_target(match) for match in LINK.finditer(text)]
    found += [_trimmed(match[0]) for match in _ADDRESS.finditer(LINK.sub(link_words, text))]
    return list(dict.fromkeys(found))


def without_addresses(text: str) -> str:
    """A text without its web addresses and the brackets left empty by that."""
    text = LINK.sub(link_words, text)
    text = _ADDRESS.sub(lambda match: match[0][len(_trimmed(match[0])) :], text)
    return " ".join(text.replace("()", " ").replace("[]", " ").replace("<>", " ").split())


def without_address(text: str, address: str) -> str:
    """A text without this address where it first stands; other links keep theirs in brackets."""
    text = LINK.sub(lambda match: _written_out(match, address), text)
    for match in _ADDRESS.finditer(text) if address else ():
        if _trimmed(match[0]) == address:
            text = text[: match.start()] + text[match.start() + len(address) :]
            break
    return " ".join(text.replace("()", " ").replace("[]", " ").replace("<>", " ").split())


def _written_out(match: re.Match[str], address: str) -> str:
    words, target = link_words(match), link_target(match)
    return words if target in {address, bare(words)} else f"{words} ({target})"


def _addresses(text: str) -> str:
    pieces: list[str] = []
    position = 0
    for match in _ADDRESS.finditer(text):
        address = _trimmed(match[0])
        pieces.append(_emphasis(text[position : match.start()]))
        pieces.append(_anchor(address, escape(address)))
        position = match.start() + len(address)
    pieces.append(_emphasis(text[position:]))
    return "".join(pieces)


def _emphasis(text: str) -> str:
    text = escape(text)
    if "*" in text or "__" in text:
        text = BOLD.sub(lambda match: f"<b>{match[1] or match[2]}</b>", text)
        text = ITALIC.sub(lambda match: f"<i>{match[1]}</i>", text)
    return marks.render(text)


def _anchor(address: str, content: str) -> str:
    return f'<a href="{html.escape(address)}">{content}</a>'


def _trimmed(address: str) -> str:
    trimmed = address.rstrip(_TRAILING)
    if "(" in trimmed and address[len(trimmed) :].startswith(")"):
        trimmed += ")"
    return trimmed
