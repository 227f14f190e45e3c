"""One plain spelling of a text, so that nothing hides a word.

Zero-width characters, soft hyphens and accents vanish; ligatures, full-width and
mathematical letters become plain ones; Cyrillic and Greek letters that look Latin become
the Latin letters they look like (the letter pairs are those of Unicode's confusables data,
https://www.unicode.org/Public/security/latest/confusables.txt, read 2026-11-23); quotes,
dashes and spaces of all kinds become one. Positions lead back to the text as written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LOOKALIKES = dict(
    zip(
        "аеорсухіїјѕԁԛԝһкмтвнгьοαερυχικντηɡıց",
        "aeopcyxiijsdqwhkmtbhrboaepuxikvtngig",
        strict=True,
    )
)
_SINGLE = {
    "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u2032": "'", "`": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2043": "-", "\u2212": "-",
    "\u03c2": "\u03c3",
    "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u3000": " ",
}  # fmt: skip
_TABLE = {ord(key): value for key, value in (_SINGLE | _LOOKALIKES).items()}
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_INVISIBLE = frozenset({"\u00ad", "\u034f", "\u061c", "\u115f", "\u1160", "\u17b4", "\u17b5"})


@dataclass(frozen=True, slots=True)
class Folded:
    """The plain text, and where each of its characters stood; ``None``: where it stands now."""

    text: str
    origins: tuple[int, ...] | None = None

    def origin(self, position: int) -> int:
        """The place in the text as written of a place between characters of this one."""
        return position if self.origins is None else self.origins[position]

    def end(self, position: int) -> int:
        """Where, in the text as written, what ends at ``position`` here ends."""
        if self.origins is None or position == 0:
            return position
        return self.origins[position - 1] + 1


def fold(text: str) -> Folded:
    """The text in lower case and plain letters. The time is linear in its length."""
    if text.isascii():
        if _CONTROLS.search(text):
            return _letter_by_letter(text)
        return Folded(text.lower().replace("`", "'"))
    lowered = text.translate(_TABLE).lower()
    if len(lowered) == len(text) and not any(map(_is_odd, set(lowered))):
        return Folded(lowered.translate(_TABLE))
    return _letter_by_letter(text)


@lru_cache(maxsize=4096)
def _is_odd(character: str) -> bool:
    """Whether a character stands for none or several, or for one with an accent."""
    return _is_invisible(character) or (
        not character.isascii() and unicodedata.normalize("NFKD", character) != character
    )


def _letter_by_letter(text: str) -> Folded:
    pieces: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(text):
        for letter in _plain(character):
            pieces.append(letter)
            origins.append(position)
    origins.append(len(text))
    return Folded("".join(pieces), tuple(origins))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if _is_invisible(character):
        return ""
    plain = unicodedata.normalize("NFKD", character.translate(_TABLE)).translate(_TABLE).lower()
    return "".join(letter for letter in plain.translate(_TABLE) if not _is_invisible(letter))


def _is_invisible(character: str) -> bool:
    if character in "\n\r\t":
        return False
    return character in _INVISIBLE or unicodedata.category(character) in {"Cf", "Mn", "Me", "Cc"}
