"""Texts that nobody would write but somebody may send, each of any length."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from html import escape

from health_content.compliance.examples import SALE, placed
from health_content.edition import Edition
from health_content.manuscript import Item, KeyPoints, Manuscript, Prose, RichText

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _filled(piece: str) -> Callable[[int], str]:
    return lambda length: (piece * (length // len(piece) + 1))[:length]


def _distinct(length: int) -> str:
    chance = random.Random(1)
    words: list[str] = []
    while length > 0:
        words.append("".join(chance.choices(_LETTERS, k=7)))
        length -= 8
    return " ".join(words)


def _letters(length: int) -> str:
    return "".join(random.Random(2).choices(_LETTERS, k=length))


TEXTS: dict[str, Callable[[int], str]] = {
    "one word": _filled("osteoporosis "),
    "one claim": _filled("Magnesium prevents osteoporosis and cures gout. "),
    "nested brackets": lambda length: "(" * (length // 2) + ")" * (length // 2),
    "brackets and words": _filled("(bone ["),
    "punctuation": _filled(".,;:!?()[]-– "),
    "no spaces": _letters,
    "one letter": _filled("a"),
    "capitals": _filled("MAGNESIUM CURES "),
    "distinct words": _distinct,
    "commas": _filled("gout, cancer, asthma, "),
    "bare commas": _filled(", "),
    "not only but": _filled("not only prevents but also does not "),
    "invisible": _filled("\u200b\u00ad"),
    "accents": _filled("é̀ ﬁ "),
    "hyphens": _filled("bone-"),
    "numbers": _filled("400 mg, 12 IU "),
    "colons": _filled("gout: magnesium: "),
    "hashtags": _filled("#CureCancer "),
    "quotes": _filled("“It cured my gout,” says Ann. "),
    "lines": _filled("Gout\n"),
}
"""By name, a maker of a text with about so many characters."""


def _of_links(length: int) -> Edition:
    link = '<a href="https://www.amazon.com/dp/B00000000{}?tag=a-20">the label</a> and '
    html = "".join(link.format(number % 10) for number in range(length // 14))
    return _edition(Prose(id="text", html=RichText(f"<p>{html}</p>")))


def _of_items(length: int) -> Edition:
    text = RichText.from_text("Magnesium prevents gout in most.")
    items = tuple(Item(id=f"item{number}", html=text) for number in range(length // 32))
    return _edition(KeyPoints(id="points", heading="Bone", items=items))


def _of_blocks(length: int) -> Edition:
    text = RichText.from_text("Magnesium prevents gout in most.")
    blocks = [Prose(id=f"text{number}", html=text) for number in range(length // 32)]
    offers = [SALE] * max(1, len(blocks) // 2)
    return placed(Manuscript(title="Bone", body=(*blocks, *offers)))


def _edition(node: Prose | KeyPoints) -> Edition:
    return placed(Manuscript(title="Bone", body=(node, SALE)))


def editions() -> Iterator[tuple[str, Callable[[int], Edition]]]:
    """By name, a maker of an article with about so many characters."""
    for name, text in TEXTS.items():
        yield (
            name,
            lambda length, text=text: _edition(  # type: ignore[misc]
                Prose(id="text", html=RichText(f"<p>{escape(text(length))}</p>"))
            ),
        )
    yield "links", _of_links
    yield "list items", _of_items
    yield "blocks and offers", _of_blocks
