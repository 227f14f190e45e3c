"""Marks that travel inside text: bold, raised, linked, a broken line, a literal asterisk.

The recognition works on strings. It splits them, compares them, looks words up in them; a
tree beside them, or offsets into one, would have to follow every such step. So what a source
states about a stretch of text stands in the text, as characters that no source can hold: the
32 noncharacters U+FDD0 to U+FDEF, which Unicode keeps for use inside a program
(The Unicode Standard, 23.7 "Noncharacters", read 2026-11-23). :func:`plain` takes them out,
:func:`render` makes tags of them, :func:`cut` splits a text and keeps both halves whole.
"""

from __future__ import annotations

import re

BOLD, END_BOLD = "\ufdd0", "\ufdd1"
ITALIC, END_ITALIC = "\ufdd2", "\ufdd3"
RAISED, END_RAISED = "\ufdd4", "\ufdd5"
LOWERED, END_LOWERED = "\ufdd6", "\ufdd7"
CITED, END_CITED = "\ufdd8", "\ufdd9"
LINK, LINK_WORDS, END_LINK = "\ufdda", "\ufddb", "\ufddc"
BREAK = "\ufddd"
SPONSORED = "\ufdde"

_LITERAL = {"*": "\ufde0", "_": "\ufde1", "[": "\ufde2"}
_TAGS = {
    BOLD: "<b>",
    END_BOLD: "</b>",
    ITALIC: "<i>",
    END_ITALIC: "</i>",
    RAISED: "<sup>",
    END_RAISED: "</sup>",
    LOWERED: "<sub>",
    END_LOWERED: "</sub>",
    CITED: "<sup>[",
    END_CITED: "]</sup>",
}
_ENDS = {
    BOLD: END_BOLD,
    ITALIC: END_ITALIC,
    RAISED: END_RAISED,
    LOWERED: END_LOWERED,
    CITED: END_CITED,
    LINK: END_LINK,
}
_OPENINGS = {end: opening for opening, end in _ENDS.items()}
_ANY = re.compile("[\ufdd0-\ufdef]")
_TARGET = re.compile(f"{LINK}[^{LINK_WORDS}]*{LINK_WORDS}")
_EMPTY = re.compile(
    "|".join(f"{opening}{end}" for opening, end in _ENDS.items() if opening != LINK)
)
_FOREIGN = dict.fromkeys(range(0xFDD0, 0xFDF0), " ")
_UNLITERAL = {ord(mark): character for character, mark in _LITERAL.items()}
_PLAIN: dict[int, str | None] = dict.fromkeys(range(0xFDD0, 0xFDF0), None)
_PLAIN |= {ord(CITED): "[", ord(END_CITED): "]", ord(BREAK): " "} | _UNLITERAL
_RENDERED = {ord(mark): tag for mark, tag in _TAGS.items()} | _UNLITERAL
_RENDERED |= {ord(BREAK): "<br>", ord(SPONSORED): ""}
_LINKED_TEXT = re.compile(r"\[(?=[^\[\]]{1,300}\]\()")


def without_marks(text: str) -> str:
    """A source's own text, with a space for every character that this module claims."""
    return text.translate(_FOREIGN) if _ANY.search(text) else text


def literal(text: str) -> str:
    """Words in which an asterisk, an underscore and a bracket are no markup."""
    text = text.replace("*", _LITERAL["*"])
    if "__" in text:
        text = text.replace("_", _LITERAL["_"])
    return _LINKED_TEXT.sub(_LITERAL["["], text) if "](" in text else text


def plain(text: str) -> str:
    """The words without the marks. What was literal is the character again."""
    if not _ANY.search(text):
        return text
    return _TARGET.sub("", text).translate(_PLAIN)


def render(text: str) -> str:
    """Escaped text with tags for its marks; links are not rendered here."""
    return text.translate(_RENDERED) if _ANY.search(text) else text


def around(opening: str, text: str) -> str:
    """The text inside a pair of marks, without the spaces at its ends; nothing for nothing."""
    inner = text.strip()
    if not plain(inner).strip():
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{opening}{inner}{_ENDS[opening]}{after}"


def link(target: str, words: str, *, is_sponsored: bool = False) -> str:
    """A link; its words must hold no other link."""
    return f"{LINK}{target}{LINK_WORDS}{SPONSORED if is_sponsored else ''}{words}{END_LINK}"


def without_links(text: str) -> str:
    """The marked text without its links, their words kept."""
    return _TARGET.sub("", text).replace(END_LINK, "").replace(SPONSORED, "")


def whole_bold(text: str) -> str | None:
    """The text without the marks of bold around the whole of it; ``None`` where not all is."""
    inner = text.strip()
    colon = inner.endswith(":") and not inner.endswith(f":{END_BOLD}")
    body = inner[:-1].rstrip() if colon else inner
    if len(body) < 3 or body[0] != BOLD or body[-1] != END_BOLD or BOLD in body[1:]:
        return None
    return body[1:-1] + (":" if colon else "")


def leading_bold(text: str) -> tuple[str, str] | None:
    """The bold words that a text begins with, plain, and the rest; ``None`` without any."""
    if not text.startswith(BOLD) or (end := text.find(END_BOLD)) < 0:
        return None
    return plain(text[1:end]).strip(), text[end + 1 :]


def cut(text: str, length: int) -> tuple[str, str]:
    """Split a marked text after so many plain characters; both halves are well formed."""
    if not _ANY.search(text):
        return text[:length], text[length:]
    open_marks: list[str] = []
    index = seen = 0
    while index < len(text) and seen < length:
        character = text[index]
        if character == LINK:
            end = text.find(LINK_WORDS, index)
            end = len(text) - 1 if end < 0 else end
            open_marks.append(text[index : end + 1])
            index = end
        elif character in _ENDS:
            open_marks.append(character)
        elif character in _OPENINGS and open_marks:
            open_marks.pop()
        seen += len(plain(character)) if character != LINK else 0
        index += 1
    closing = "".join(_ENDS[mark[0]] for mark in reversed(open_marks))
    head, tail = text[:index] + closing, "".join(open_marks) + text[index:]
    return balanced(head), balanced(tail)


def balanced(text: str) -> str:
    """The text without marks that close nothing or are never closed, and empty pairs."""
    if not _ANY.search(text):
        return text
    drop: set[int] = set()
    stack: list[tuple[str, int]] = []
    for match in _ANY.finditer(text):
        mark = match[0]
        if mark in _ENDS:
            stack.append((mark, match.start()))
        elif mark in _OPENINGS:
            if stack and stack[-1][0] == _OPENINGS[mark]:
                stack.pop()
            else:
                drop.add(match.start())
    drop.update(position for _, position in stack)
    for _, position in stack:
        if text[position] == LINK:
            end = text.find(LINK_WORDS, position)
            drop.update(range(position, (end if end >= 0 else position) + 1))
    if drop:
        text = "".join(text[index] for index in range(len(text)) if index not in drop)
    return _EMPTY.sub("", text)
