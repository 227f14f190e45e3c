"""Asking one service politely: not too often, not too long, not for ever.

Numbers of requests: NCBI takes 3 in a second, 10 with a key
(https://www.ncbi.nlm.nih.gov/books/NBK25497/); Crossref was seen on 2026-10-03 to take 5 in a
second for single works and 1 for lists, one at a time.
"""

from __future__ import annotations

import logging
import random
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache as remembered
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
from django.utils.translation import gettext as _

from health_content.lookups.bibliographic.connecting import Transport
from health_content.lookups.bibliographic.fuses import Fuse
from health_content.lookups.guard import Network, Refused, Resolver, resolved

T = TypeVar("T")

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which it is worth asking again."""


class Unanswered(Exception):
    """No usable answer was had; the message says why, in words.

    ``is_passing``: it may be otherwise in a moment. ``wait``: seconds the server asks for.
    ``is_ours``: the question was at fault, which says nothing of the service.
    """

    def __init__(
        self, message: str, *, is_passing: bool = False, wait: float = 0, is_ours: bool = False
    ) -> None:
        super().__init__(message)
        self.is_passing, self.wait, self.is_ours = is_passing, wait, is_ours


_TOLD_TO_THEM = ("api_key", "email", "mailto")


def _discreet(record: logging.LogRecord) -> bool:
    """A line of httpx about a request, without the key and the address of who asks."""
    if isinstance(record.args, tuple):
        record.args = tuple(map(_without_secrets, record.args))
    return True


def _without_secrets(value: object) -> object:
    if not isinstance(value, httpx.URL):
        return value
    for name in _TOLD_TO_THEM:
        if name in value.params:
            value = value.copy_remove_param(name)
    return value


logging.getLogger("httpx").addFilter(_discreet)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said, whole."""

    status: int
    content_type: str
    body: bytes


def unexpected(answer: Answer) -> Unanswered:
    """The fault of an answer whose status is none that means anything here."""
    told = _("It answers %(status)s.") % {"status": answer.status}
    return Unanswered(told, is_ours=answer.status < 500)


@dataclass(frozen=True)
class Patience:
    """How long is waited, in seconds, and how often a question is repeated.

    ``total`` is for one request, ``question`` for all tries of a question with the pauses between
    them. A pause is ``first_pause``, then twice that, and so on, each shortened by chance to half
    at most. A server that asks for more than ``longest_pause`` is left alone for so long.
    """

    connect: float = 5
    read: float = 10
    total: float = 20
    question: float = 40
    tries: int = 3
    first_pause: float = 1
    longest_pause: float = 10


@dataclass
class Service:
    """One server and how it is asked.

    ``base`` is its address with a slash at the end; only its host, and those of ``hosts``, are
    followed to by redirects. ``gap`` is between two requests, in seconds. ``max_bytes`` is of a
    body as unpacked. The fields from ``allow`` on are for whoever keeps a server of their own.
    """

    name: str
    base: str
    gap: float
    user_agent: str
    hosts: frozenset[str] = frozenset()
    max_bytes: int = 8_000_000
    patience: Patience = field(default_factory=Patience)
    allow: tuple[Network, ...] = ()
    resolve: Resolver = field(default=resolved)
    trust: ssl.SSLContext | None = None
    sleep: Callable[[float], None] = field(default=time.sleep)
    clock: Callable[[], float] = field(default=time.time)
    chance: Callable[[], float] = field(default=random.random)

    def __post_init__(self) -> None:
        self.fuse = Fuse(self.name, self.base, self.clock)
        self._turn = threading.Lock()
        self._next_at = 0.0

    def ask(self, address: str, read: Callable[[Answer], T], *, gap: float = 0) -> T:
        """What ``read`` makes of the answer to an address below ``base``.

        ``read`` raises :class:`Unanswered` for an answer that is no use. Raises
        :class:`Unanswered` where there is none.
        """
        if problem := self.fuse.problem():
            raise Unanswered(problem)
        until = self.clock() + self.patience.question
        if not self._turn.acquire(timeout=self.patience.question):
            raise Unanswered(_("%(name)s is being asked too much else.") % {"name": self.name})
        try:
            result = self._tried(urljoin(self.base, address), read, until, max(gap, self.gap))
        except Unanswered as error:
            if error.is_ours:
                self.fuse.worked()
            else:
                self.fuse.failed(error.wait)
            told = f"{self.name}: {error}"
            raise Unanswered(told, wait=error.wait, is_ours=error.is_ours) from error
        except Refused as error:
            raise Unanswered(f"{self.name}: {error}") from error
        else:
            self.fuse.worked()
            return result
        finally:
            self._turn.release()

    def _tried(self, url: str, read: Callable[[Answer], T], until: float, gap: float) -> T:
        for number in range(1, self.patience.tries + 1):
            self._pace(gap)
            try:
                return read(self._got(url))
            except Unanswered as error:
                pause = self._pause(number, error.wait)
                is_last = number == self.patience.tries or self.clock() + pause > until
                if not error.is_passing or is_last or pause > self.patience.longest_pause:
                    raise
                self.sleep(pause)
        raise Unanswered(_("It was not asked."))

    def _pace(self, gap: float) -> None:
        wait = min(gap, self._next_at - self.clock())
        if wait > 0:
            self.sleep(wait)
        self._next_at = self.clock() + gap

    def _pause(self, number: int, wanted: float) -> float:
        doubled = self.patience.first_pause * 2.0 ** (number - 1)
        return max(wanted, min(doubled, self.patience.longest_pause) * (1 - self.chance() / 2))

    def _got(self, url: str) -> Answer:
        """One answer, after redirects. Raises :class:`Unanswered` and ``Refused``."""
        until = time.monotonic() + self.patience.total
        for _hop in range(4):
            with self._client(until) as client:
                try:
                    with client.stream("GET", url) as response:
                        if response.status_code not in _REDIRECTS:
                            return self._judged(response)
                        url = self._followed(url, response.headers.get("location", ""))
                except _FAILING as error:
                    raise Unanswered(_said(error), is_passing=True) from error
        raise Unanswered(_("It redirects again and again."))

    def _client(self, until: float) -> httpx.Client:
        transport = Transport(
            trust=self.trust or _usual_trust(), allow=self.allow, resolve=self.resolve, until=until
        )
        timeout = httpx.Timeout(self.patience.read, connect=self.patience.connect)
        headers = {"User-Agent": self.user_agent, "Accept-Encoding": "gzip"}
        return httpx.Client(transport=transport, timeout=timeout, headers=headers, trust_env=False)

    def _followed(self, url: str, location: str) -> str:
        try:
            target = urljoin(url, location)
            here, there = urlsplit(url), urlsplit(target)
            there_port = there.port
        except ValueError as error:
            raise Unanswered(_("It redirects to no address.")) from error
        is_same = (here.hostname, here.port) == (there.hostname, there_port)
        is_known = there.hostname in self.hosts and there_port in (None, 443)
        is_lowered = here.scheme == "https" and there.scheme != "https"
        if not location or is_lowered or not (is_same or is_known):
            raise Unanswered(
                _("It redirects to %(host)s, which is not asked.") % {"host": there.hostname or "…"}
            )
        return target

    def _judged(self, response: httpx.Response) -> Answer:
        status = response.status_code
        if status == 429:
            wait = self._wait_asked_for(response)
            told = _("It asks to be left alone.")
            if wait:
                told = _("It asks to be left alone for %(wait)d seconds.") % {"wait": wait}
            raise Unanswered(told, is_passing=True, wait=wait)
        if status in _PASSING:
            wait = self._wait_asked_for(response)
            told = _("It is out of order (%(status)s).") % {"status": status}
            raise Unanswered(told, is_passing=True, wait=wait)
        if status in (401, 403, 407, 451):
            raise Unanswered(_("It refuses to answer (%(status)s).") % {"status": status})
        content_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Answer(status, content_type, self._body(response))

    def _body(self, response: httpx.Response) -> bytes:
        """The whole body, unpacked by ourselves: a small one may unpack to a large one."""
        packing = response.headers.get("content-encoding", "identity").strip().lower()
        if packing not in ("identity", "", "gzip", "x-gzip"):
            raise Unanswered(_("It answers in a packing that was not asked for."))
        unpacking = zlib.decompressobj(wbits=31) if "gzip" in packing else None
        kept = bytearray()
        for piece in response.iter_raw():
            room = self.max_bytes - len(kept) + 1
            kept += unpacking.decompress(piece, room) if unpacking else piece
            if len(kept) > self.max_bytes:
                raise Unanswered("Its answer is too long.")
        if unpacking and not unpacking.eof:
            raise Unanswered("Its answer breaks off.", is_passing=True)
        return bytes(kept)

    def _wait_asked_for(self, response: httpx.Response) -> float:
        """Seconds that ``Retry-After`` asks for; an hour at most."""
        value = response.headers.get("retry-after", "").strip()
        seconds = 0.0
        if value.isascii() and value.isdigit():
            seconds = float(value[:9])
        else:
            with suppress(ValueError, TypeError):
                at = parsedate_to_datetime(value)
                at = at if at.tzinfo else at.replace(tzinfo=UTC)
                seconds = (at - datetime.fromtimestamp(self.clock(), UTC)).total_seconds()
        return min(max(0.0, seconds), 3600.0)


_FAILING = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    OSError,
    zlib.error,
)


@remembered
def _usual_trust() -> ssl.SSLContext:
    # Reading all certificates takes longer than most requests.
    return ssl.create_default_context()


def _said(error: Exception) -> str:
    """What an error means, without the numbers of its own text."""
    if isinstance(error, httpcore.TimeoutException | httpx.TimeoutException | TimeoutError):
        return _("It did not answer in time.")
    if isinstance(error, httpcore.ConnectError):
        cause = error.__cause__ or error.__context__
        if isinstance(cause, ssl.SSLError):
            return _("Its certificate or the connection is not sound.")
        return _("It could not be reached.")
    if isinstance(error, httpcore.RemoteProtocolError | httpcore.ReadError | zlib.error):
        return _("Its answer breaks off.")
    return _("The connection failed.")
