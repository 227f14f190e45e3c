"""Signs by which a page shows that it is not the product's page: data, read from ``phrases/``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from health_content.lookups.domains import registrable_domain
from health_content.lookups.fetching import Answer
from health_content.lookups.markup import Markup, folded

ROBOT_CHECK, GONE, OUT_OF_STOCK = "robot-check", "gone", "out-of-stock"

_SHORT = 20_000
_SOURCE, _HEADER = "source: ", "header: "
_LOG_IN_PATHS = frozenset(
    "login log-in signin sign-in logon sso authenticate account/login".split()
)


@dataclass(frozen=True, slots=True)
class Sign:
    """One line of a file. ``merchant`` is the first name of its domain, empty for everybody."""

    words: str
    merchant: str = ""


@cache
def signs(kind: str) -> tuple[Sign, ...]:
    """The signs of one kind."""
    text = (files(__package__) / "phrases" / f"{kind}.txt").read_text(encoding="utf-8")
    return tuple(_signs(text))


def _signs(text: str) -> Iterator[Sign]:
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        merchant, bar, words = line.partition(" | ")
        yield Sign(folded(words), merchant.strip().lower()) if bar else Sign(folded(line))


def robot_check(answer: Answer, markup: Markup) -> str:
    """The sign of a page that asks whether a person is there; empty where there is none."""
    is_short = len(answer.body) < _SHORT or not 200 <= answer.status < 300
    source = answer.body.decode("latin-1").lower() if is_short else ""
    for sign in _for(answer, ROBOT_CHECK):
        if sign.words.startswith(_HEADER):
            name, _, value = sign.words.removeprefix(_HEADER).partition(": ")
            if folded(answer.headers.get(name, "")) == value:
                return sign.words
        elif sign.words.startswith(_SOURCE):
            if sign.words.removeprefix(_SOURCE) in source:
                return sign.words
        elif sign.words in markup.title or sign.words in markup.text:
            return sign.words
    return ""


def said(kind: str, answer: Answer, markup: Markup) -> str:
    """The phrase by which a page says that it is gone or out of stock; empty where it does not."""
    for sign in _for(answer, kind):
        if sign.words in markup.title or (sign.merchant and sign.words in markup.text):
            return sign.words
    return ""


def asks_to_log_in(answer: Answer, markup: Markup) -> bool:
    """Whether a page is a door and not what lies behind it."""
    path = urlsplit(answer.url).path.strip("/").lower()
    is_door = path in _LOG_IN_PATHS or path.rpartition("/")[2] in _LOG_IN_PATHS
    return answer.status == 401 or (markup.asks_password and is_door)


def _for(answer: Answer, kind: str) -> Iterator[Sign]:
    domain = registrable_domain(urlsplit(answer.url).hostname or "")
    merchant = domain.partition(".")[0]
    return (sign for sign in signs(kind) if sign.merchant in {"", merchant, domain})
