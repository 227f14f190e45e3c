"""Where an address leads a reader in the end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from urllib.parse import urlsplit

from health_content.lookups.addresses import leads_to, spelled
from health_content.lookups.fetching import Answer, Fetcher, Misbehaved, Unreached
from health_content.lookups.guard import Refused
from health_content.lookups.markup import NOTHING_SAID, Markup, read

MOST_REDIRECTS = 10

Turns = Callable[[str], AbstractContextManager[object]]
"""Waits until a host may be asked; whoever holds it is the only one that asks it."""


@dataclass(frozen=True, slots=True)
class Journey:
    """The way from an address to its end.

    ``chain`` has all addresses, the first and the last included. ``is_permanent`` where some
    redirect said that it is for good. ``answer`` is the last one; ``None`` where there was none,
    and then ``problem`` is why. ``is_refused`` where the next address must not be asked,
    ``is_lost`` where redirects had no end.
    """

    chain: tuple[str, ...]
    answer: Answer | None = None
    markup: Markup = NOTHING_SAID
    is_permanent: bool = False
    is_refused: bool = False
    is_lost: bool = False
    is_unreached: bool = False
    problem: str = ""


def follow(
    url: str,
    fetcher: Fetcher,
    turns: Turns = lambda host: nullcontext(),
    most: int = MOST_REDIRECTS,
) -> Journey:
    """Ask for an address and for every address it leads to. Raises nothing for what servers do."""
    chain: list[str] = []
    is_permanent = False
    try:
        here = spelled(url)
        while True:
            chain.append(here)
            with turns(urlsplit(here).hostname or ""):
                answer = fetcher.get(here)
            markup = read(answer.body, answer.headers.get("content-type", ""))
            there = _next(answer, markup)
            if not there:
                return Journey(tuple(chain), answer, markup, is_permanent)
            is_permanent |= answer.status in {301, 308}
            here = leads_to(here, there)
            if here in chain or len(chain) > most:
                return Journey(
                    (*chain, here),
                    is_lost=True,
                    problem="The redirects lead in a circle."
                    if here in chain
                    else f"More than {most} redirects.",
                )
    except Refused as error:
        return Journey(tuple(chain) or (url,), is_refused=True, problem=str(error))
    except Unreached as error:
        return Journey(tuple(chain), is_unreached=True, problem=str(error))
    except Misbehaved as error:
        return Journey(tuple(chain), problem=str(error))


def _next(answer: Answer, markup: Markup) -> str:
    if answer.status in {301, 302, 303, 307, 308}:
        return answer.headers.get("location", "")
    return markup.sends_to if answer.status == 200 else ""
