"""What stands at the end of a paid link."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from urllib.parse import urlsplit

from health_content.lookups import signs
from health_content.lookups.addresses import depth
from health_content.lookups.domains import registrable_domain
from health_content.lookups.fetching import Answer, Fetcher
from health_content.lookups.following import Journey, Turns, follow

_LONGEST_WAIT = 86_400
_TRIED_AGAIN = frozenset({408, 425, 500, 502, 504})


class Verdict(StrEnum):
    """What one look found. What follows from it is for the caller to say."""

    WORKS = "works"
    MOVED = "moved"
    GONE = "gone"
    OUT_OF_STOCK = "out-of-stock"
    OTHER_MERCHANT = "other-merchant"
    ROBOT_CHECK = "robot-check"
    LOG_IN = "log-in"
    REFUSED = "refused"
    FAILED = "failed"
    UNREACHED = "unreached"


@dataclass(frozen=True, slots=True)
class Look:
    """The result of one look at a link.

    ``chain`` has all addresses, the first and the last included. ``detail`` is one sentence.
    ``status`` is the last answer's, ``None`` where there was none. ``wait`` is how many seconds
    the server wants to be left alone.
    """

    verdict: Verdict
    detail: str
    chain: tuple[str, ...]
    status: int | None = None
    wait: int = 0

    @property
    def final(self) -> str:
        """Where the way ended."""
        return self.chain[-1] if self.chain else ""


def probe(
    address: str,
    merchants: Collection[str],
    fetcher: Fetcher,
    turns: Turns = lambda host: nullcontext(),
) -> Look:
    """Look where an address leads, and whether that is a page of one of its merchant's domains.

    ``merchants`` are host names of the shop in any country; by their registrable domains the end
    is known. Any host may stand in between. Raises nothing for what servers do.
    """
    journey = follow(address, fetcher, turns)
    answer = journey.answer
    if answer is None:
        return _without_answer(journey)
    wait = _wait(answer)
    verdict, detail = _verdict(journey, answer, {registrable_domain(host) for host in merchants})
    return Look(verdict, detail, journey.chain, answer.status, wait)


def _without_answer(journey: Journey) -> Look:
    if journey.is_refused:
        verdict = Verdict.REFUSED
    elif journey.is_unreached:
        verdict = Verdict.UNREACHED
    else:
        verdict = Verdict.GONE if journey.is_lost else Verdict.FAILED
    return Look(verdict, journey.problem, journey.chain)


def _verdict(journey: Journey, answer: Answer, merchants: set[str]) -> tuple[Verdict, str]:
    status, markup = answer.status, journey.markup
    if sign := signs.robot_check(answer, markup):
        return Verdict.ROBOT_CHECK, f"The page asks for a person: “{sign}”."
    if status in {429, 503}:
        return Verdict.ROBOT_CHECK, f"The server wants to be left alone: {status}."
    if status == 403:
        return Verdict.ROBOT_CHECK, "The server shows nothing to programs: 403."
    if status in _TRIED_AGAIN:
        return Verdict.FAILED, f"The server failed: {status}."
    if signs.asks_to_log_in(answer, markup):
        return Verdict.LOG_IN, "The page asks for an account."
    if not 200 <= status < 300:
        return Verdict.GONE, f"The page is not there: {status}."
    domain = registrable_domain(urlsplit(answer.url).hostname or "")
    if domain not in merchants:
        return Verdict.OTHER_MERCHANT, f"The link ends at {domain or 'no registered domain'}."
    if sign := signs.said(signs.GONE, answer, markup):
        return Verdict.GONE, f"The page says that it is not there: “{sign}”."
    if _ends_at_front_page(journey, domain):
        return Verdict.GONE, "The shop leads to its front page in place of the product."
    if sign := signs.said(signs.OUT_OF_STOCK, answer, markup):
        return Verdict.OUT_OF_STOCK, f"The page says: “{sign}”."
    if markup.is_out_of_stock:
        return Verdict.OUT_OF_STOCK, "The page's data say that no offer is in stock."
    if _is_elsewhere(journey, domain):
        return Verdict.MOVED, "The shop leads to another of its pages for good."
    return Verdict.WORKS, ""


def _ends_at_front_page(journey: Journey, domain: str) -> bool:
    """Whether a deeper address of the same shop led to its front page, of any language."""
    final = journey.chain[-1]
    name = urlsplit(final).path.strip("/")
    is_front = depth(final) == 0 or (depth(final) == 1 and _is_locale(name))
    if not is_front or urlsplit(final).query:
        return False
    return any(
        registrable_domain(urlsplit(url).hostname or "") == domain and depth(url) > depth(final)
        for url in journey.chain[:-1]
    )


def _is_locale(name: str) -> bool:
    """``en``, ``en-us`` or ``de_AT``."""
    parts = name.replace("_", "-").split("-")
    return len(parts) <= 2 and all(len(part) == 2 and part.isalpha() for part in parts)


def _is_elsewhere(journey: Journey, domain: str) -> bool:
    first = urlsplit(journey.chain[0])
    if not journey.is_permanent or registrable_domain(first.hostname or "") != domain:
        return False
    return _place(journey.chain[0]) != _place(journey.chain[-1])


def _place(url: str) -> tuple[str, str]:
    """An address without what changes and still names the same page."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")


def _wait(answer: Answer) -> int:
    """Seconds that ``Retry-After`` asks for; a day at most."""
    value = answer.headers.get("retry-after", "").strip()
    if value.isdigit():
        return min(int(value[:9]), _LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return 0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    seconds = (until - datetime.now(UTC)).total_seconds()
    return max(0, min(int(seconds), _LONGEST_WAIT))
