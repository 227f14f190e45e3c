"""The little LaTeX that stands in BibTeX files, as plain text and back.

Not a reader of LaTeX: pylatexenc is one, but takes what follows ``%`` for a comment, which loses
the rest of an address or of "5% of men", and needs milliseconds for a title. Its tables of symbols
are used. One pass, linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pylatexenc.latexencode import get_builtin_uni2latex_dict

_TOKEN = re.compile(
    r"\\(?P<command>[A-Za-z]+)[ \t\r\n]*|\\(?P<sign>.)|(?P<brace>[{}])|(?P<dash>---?)"
    r"|(?P<quote>``|'')|(?P<other>.)",
    re.DOTALL,
)
_ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
_SPELT = {
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "ldots": "…",
    "dots": "…",
    "i": "i",
    "j": "j",
    "newline": " ",
    "aa": "å",
    "AA": "Å",
    "times": "×",
    "degree": "°",
}
_ESCAPED = {sign: f"\\{sign}" for sign in "&%$#_{}"} | {
    "\\": "\\textbackslash{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
}
_TO_ESCAPE = re.compile(r"[&%$#_{}\\~^]|(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')")
_VERBATIM = re.compile(r"\\textbackslash\{\}|\\([&%$#_{}~^])|[{}]")


@cache
def _symbols() -> dict[str, str]:
    """Signs by the names of their commands: ``alpha``, ``ss``, ``o``."""
    found: dict[str, str] = {}
    for code, latex in get_builtin_uni2latex_dict().items():
        if match := re.fullmatch(r"(?:\\ensuremath\{)?\\([A-Za-z]+)\}?", latex):
            found.setdefault(match[1], chr(code))
    return found | _SPELT


def to_text(latex: str) -> str:
    """What a reader would see. Commands that are not known leave their arguments."""
    signs: list[str] = []
    accent = ""
    in_math = False
    for token in _TOKEN.finditer(latex):
        command, sign, other = token["command"], token["sign"], token["other"]
        name = command or sign or ""
        if name in _ACCENTS and (sign or name not in _symbols()):
            accent = _ACCENTS[name]
            continue
        if token["brace"]:
            accent = "" if token["brace"] == "}" else accent
            continue
        if other == "$":
            in_math = not in_math
            continue
        if in_math and other in ("^", "_"):
            continue
        text = _text(token)
        if accent and text:
            text = unicodedata.normalize("NFC", text[0] + accent) + text[1:]
            accent = ""
        signs.append(text)
    return "".join(signs)


def _text(token: re.Match[str]) -> str:
    if token["command"]:
        return _symbols().get(token["command"], "")
    if sign := token["sign"]:
        return {"\\": " ", "-": "", "/": "", ",": " "}.get(sign, sign)
    if token["dash"]:
        return "\u2013" if len(token["dash"]) == 2 else "\u2014"
    if token["quote"]:
        return "\u201c" if token["quote"] == "``" else "\u201d"
    other = token["other"] or ""
    return "\u00a0" if other == "~" else other


def from_text(text: str) -> str:
    """The text so that :func:`to_text` gives it back. Letters of all scripts stay as they are."""
    return _TO_ESCAPE.sub(lambda match: _ESCAPED.get(match[0], "{}"), text)


def verbatim(latex: str) -> str:
    """An address or identifier: only what had to be escaped is read."""
    return _VERBATIM.sub(
        lambda match: "\\" if match[0].startswith("\\text") else match[1] or "", latex
    )


def to_verbatim(text: str) -> str:
    """An address or identifier as it stands in a file."""
    return re.sub(r"[{}\\]", lambda match: _ESCAPED[match[0]], text)
