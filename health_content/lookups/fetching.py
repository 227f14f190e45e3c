"""One request to somebody else's server, with an end to everything.

Nothing here follows a redirect, keeps a cookie, asks a proxy or trusts what a server says of its
length. See :mod:`health_content.lookups.following` for what comes after one answer.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from http.client import HTTPException
from urllib.parse import urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NameResolutionError, SSLError
from urllib3.util.ssl_match_hostname import CertificateError

from health_content.lookups.guard import Network, Refused, Resolver, reachable, resolved

_CHUNK = 16_384
_OURSELVES = "Mozilla/5.0 (compatible; health-content link check)"


class Unreached(OSError):
    """No answer was had; the message says why."""


class Misbehaved(ValueError):
    """An answer that is no use: too slow, too large in its headers, or no HTTP."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. ``body`` ends where the limit is; ``is_cut`` says that it went on."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    is_cut: bool


@dataclass(frozen=True)
class Fetcher:
    """How servers are asked.

    ``total`` is for one request from the question for its host's address to the last byte, in
    seconds, whatever arrives meanwhile. ``max_bytes`` is of the body as it is read, unpacked.
    ``allow`` and ``ports`` are for callers that have a server of their own; ``resolve`` takes the
    place of the machine's resolver, ``trust`` of the usual certificates.
    """

    user_agent: str = _OURSELVES
    connect: float = 10
    read: float = 15
    total: float = 40
    max_bytes: int = 400_000
    max_header_bytes: int = 65_536
    allow: tuple[Network, ...] = ()
    ports: frozenset[int] | None = frozenset({80, 443})
    resolve: Resolver = field(default=resolved)
    trust: ssl.SSLContext | None = None

    def get(self, url: str) -> Answer:
        """Ask for an address as :func:`~health_content.lookups.addresses.spelled` gives it.

        Raises :class:`~health_content.lookups.guard.Refused` where it must not be asked,
        :class:`Unreached` and :class:`Misbehaved`.
        """
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
        if self.ports is not None and port not in self.ports:
            raise Refused(f"Port {port} is not one that shops use.")
        until = time.monotonic() + self.total
        addresses = reachable(self._resolved(host, port), self.allow)
        unreached: Unreached | None = None
        for address in addresses[:3]:
            with _Watched(self._connection(parts.scheme, host, port, address), until) as watched:
                try:
                    watched.connect()
                # A certificate of somebody else is a ValueError to urllib3.
                except (OSError, HTTPError, ValueError) as error:
                    unreached = _why_unreached(error, watched)
                    continue
                return self._answer(watched, url)
        raise unreached or Unreached("The host has no address.")

    @cached_property
    def _context(self) -> ssl.SSLContext:
        return self.trust or ssl.create_default_context()

    def _connection(self, scheme: str, host: str, port: int, address: str) -> HTTPConnection:
        # Connected by number, so that the name is not asked for a second time.
        timeout = min(self.connect, self.total)
        if scheme != "https":
            return HTTPConnection(address, port, timeout=timeout)
        return HTTPSConnection(
            address,
            port,
            timeout=timeout,
            ssl_context=self._context,
            server_hostname=host,
            assert_hostname=host,
        )

    def _resolved(self, host: str, port: int) -> list[str]:
        """The host's addresses, in the time there is: a resolver may take minutes."""
        found: list[list[str]] = []
        problems: list[Exception] = []

        def ask() -> None:
            try:
                found.append(self.resolve(host, port))
            except (OSError, UnicodeError) as error:
                problems.append(error)

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(min(self.connect, self.total))
        if found:
            return found[0]
        raise Unreached(
            f"The name {host} leads to no address." if problems else "The name took too long."
        )

    def _answer(self, watched: _Watched, url: str) -> Answer:
        connection = watched.connection
        parts = urlsplit(url)
        connection.timeout = self.read
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.request(
                "GET",
                target,
                headers={
                    "Host": parts.netloc,
                    "User-Agent": self.user_agent,
                    "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5",
                    "Accept-Language": "en;q=0.8,*;q=0.5",
                    "Accept-Encoding": "gzip",
                    "Connection": "close",
                },
                preload_content=False,
                decode_content=True,
            )
            response = connection.getresponse()
            size = sum(len(name) + len(value) for name, value in response.headers.iteritems())
            if size > self.max_header_bytes:
                raise Misbehaved("The headers are too large.")
            body, is_cut = self._body(response)
        except (OSError, HTTPError, HTTPException, ValueError) as error:
            if watched.is_over:
                raise Misbehaved(f"No whole answer in {self.total:g} seconds.") from error
            if isinstance(error, Misbehaved):
                raise
            raise Misbehaved(_said(error)) from error
        if watched.is_over:
            raise Misbehaved(f"No whole answer in {self.total:g} seconds.")
        headers = {name.lower(): value for name, value in response.headers.iteritems()}
        return Answer(url, response.status, headers, body, is_cut)

    def _body(self, response: urllib3.BaseHTTPResponse) -> tuple[bytes, bool]:
        """At most so many bytes: whatever else there is stays where it is."""
        kept = bytearray()
        while len(kept) <= self.max_bytes:
            piece = response.read(_CHUNK)
            if not piece:
                return bytes(kept), False
            kept += piece
        return bytes(kept[: self.max_bytes]), True


class _Watched:
    """A connection that is cut when its time is over, whatever it is waiting for."""

    def __init__(self, connection: HTTPConnection, until: float) -> None:
        self.connection = connection
        self.is_over = False
        self._held: socket.socket | None = None
        self._timer = threading.Timer(max(0.0, until - time.monotonic()), self._cut)
        self._timer.daemon = True

    def __enter__(self) -> _Watched:
        self._timer.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._timer.cancel()
        self.connection.close()

    def connect(self) -> None:
        """Connect, unless the time is over meanwhile."""
        self.connection.connect()
        # Kept here, for the connection forgets it while the body of its last answer is read.
        self._held = self.connection.sock
        if self.is_over:
            self._cut()

    def _cut(self) -> None:
        self.is_over = True
        held = self._held or self.connection.sock
        if held is not None:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)


def _why_unreached(error: Exception, watched: _Watched) -> Unreached:
    if watched.is_over:
        return Unreached("No connection in the time there is.")
    if isinstance(error, NameResolutionError):
        return Unreached("The name leads to no address.")
    return Unreached(_said(error))


def _said(error: Exception) -> str:
    """What an error means, without the addresses and numbers of its own text."""
    if isinstance(error, ssl.SSLError | SSLError | CertificateError):
        return f"The certificate or its connection is not sound: {str(error)[:200]}"
    if isinstance(error, TimeoutError | urllib3.exceptions.TimeoutError):
        return "The server did not answer in time."
    if isinstance(error, ConnectionRefusedError):
        return "The server takes no connection."
    return f"The connection failed: {str(error)[:200]}"
