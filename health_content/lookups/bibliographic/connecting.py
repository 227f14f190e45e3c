"""Connections of httpx that lead to public addresses only, and end when their time is over.

A name is resolved once and the connection goes to the very address that was judged, by number; the
certificate is still asked for by name. Proxies that the environment names are not used.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable, Iterator

import httpcore
import httpx

from health_content.lookups.guard import Network, Refused, Resolver, reachable

_SocketOption = (
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
)


class Transport(httpx.BaseTransport):
    """One request's way to a server.

    ``until`` is when all must be over, by :func:`time.monotonic`. Raises
    :class:`~health_content.lookups.guard.Refused` where the server must not be reached, and the
    errors of httpcore.
    """

    def __init__(
        self, *, trust: ssl.SSLContext, allow: tuple[Network, ...], resolve: Resolver, until: float
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=trust,
            max_connections=1,
            max_keepalive_connections=0,
            network_backend=_Guarded(allow, resolve, until),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request that has no body."""
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _Guarded(httpcore.NetworkBackend):
    """Connects by number to what a name leads to, if that is public."""

    def __init__(self, allow: tuple[Network, ...], resolve: Resolver, until: float) -> None:
        self._allow, self._resolve, self._until = allow, resolve, until
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[_SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        given = _left(self._until, timeout)
        addresses = reachable(self._resolved(host, port, given), self._allow)
        unreached: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in addresses[:3]:
            try:
                stream = self._plain.connect_tcp(
                    address, port, _left(self._until, timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                unreached = error
                continue
            return _Timed(stream, self._until)
        raise unreached or httpcore.ConnectError("The host has no address.")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[_SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        raise Refused("A socket of this machine is not asked.")

    def _resolved(self, host: str, port: int, seconds: float) -> list[str]:
        """The host's addresses, in the time there is: a resolver may take minutes."""
        found: list[list[str]] = []
        problems: list[Exception] = []

        def ask() -> None:
            try:
                found.append(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                problems.append(error)

        asking = threading.Thread(target=ask, daemon=True)
        asking.start()
        asking.join(seconds)
        if found:
            return found[0]
        if problems:
            raise httpcore.ConnectError("The name leads to no address.")
        raise httpcore.ConnectTimeout("The name took too long.")


class _Timed(httpcore.NetworkStream):
    """A stream on which nothing lasts beyond the end, however slowly it drips."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream, self._until = stream, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._until, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._until, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(self._until, timeout)
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, left), self._until)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(until: float, timeout: float | None) -> float:
    """Seconds that something may take. Raises ``httpcore.ReadTimeout`` where none is left."""
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("The time is over.")
    return left if timeout is None else min(left, timeout)
