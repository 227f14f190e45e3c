"""Shops to look at: a server on this machine that answers for any name, as its paths say."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
import time
from collections import Counter
from contextlib import suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from health_content.lookups.fetching import Fetcher

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)

PAGE = "<title>{title}</title><h1>{title}</h1><p>Magnesium glycinate, 120 capsules.</p>{more}"
OUT = '<script type="application/ld+json">{"offers": [{"availability": "%s"}]}</script>'


@cache
def bomb() -> bytes:
    """Twenty million bytes in twenty thousand."""
    return gzip.compress(b"\0" * 20_000_000)


class _Shop(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Shops

    def log_message(self, *args: object) -> None:
        """Says nothing."""

    def handle(self) -> None:
        # Whoever asks hangs up in the middle of things.
        with suppress(OSError):
            super().handle()

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        with self.server.noting(self.headers["Host"] + path, dict(self.headers)):
            name = path.strip("/").split("/")[0].replace("-", "_") or "front"
            getattr(self, f"be_{name}", self.be_product)()

    def answer(self, body: str | bytes = "", status: int = 200, **headers: str) -> None:
        sent = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in {"Content-Type": "text/html", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(sent)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(sent)

    def page(self, title: str = "Magnesium", more: str = "", status: int = 200) -> None:
        self.answer(PAGE.format(title=title, more=more), status)

    def be_product(self) -> None:
        self.page()

    be_front = be_product

    def be_to(self) -> None:
        """/to/301?url=…"""
        status = int(self.path.split("?")[0].rpartition("/")[2])
        self.answer(status=status, Location=parse_qs(urlsplit(self.path).query)["url"][0])

    def be_refresh(self) -> None:
        target = parse_qs(urlsplit(self.path).query)["url"][0]
        self.page("Wait", f'<meta http-equiv="Refresh" content="0; URL=\'{target}\'">')

    def be_script(self) -> None:
        target = parse_qs(urlsplit(self.path).query)["url"][0]
        self.answer(f"<script>window.location.replace('{target}');</script>")

    def be_circle(self) -> None:
        self.answer(status=302, Location="/circle")

    def be_stairs(self) -> None:
        step = int(self.path.rpartition("/")[2] or 0)
        self.answer(status=302, Location=f"/stairs/{step + 1}")

    def be_gone(self) -> None:
        self.page("Sorry", status=404)

    def be_failing(self) -> None:
        self.page("Sorry", status=500)

    def be_soft(self) -> None:
        self.page("Page Not Found")

    def be_out(self) -> None:
        self.page(more=OUT % "https://schema.org/OutOfStock")

    def be_partly_out(self) -> None:
        self.page(more=OUT % "OutOfStock" + OUT % "https://schema.org/InStock")

    def be_captcha(self) -> None:
        self.page("One moment", "<p>Type the characters you see in this image:</p>")

    def be_challenge(self) -> None:
        self.answer("<title>Just a moment</title>", 403, cf_mitigated="challenge")

    def be_login(self) -> None:
        self.page("Welcome back", "<form><input type=password></form>")

    def be_busy(self) -> None:
        self.answer(status=429, Retry_After="7200")

    def be_huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while not self.server.is_closing:
            self.wfile.write(b"<p>" + b"x" * 65_000)

    def be_bomb(self) -> None:
        self.answer(bomb(), Content_Encoding="gzip")

    def be_headers(self) -> None:
        self.answer(**{f"X_{number}": "y" * 30_000 for number in range(5)})

    def be_silent(self) -> None:
        self.server.closing.wait(5)

    def be_dripping(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self.drip(b"X-Drip: y\r\n")

    def be_dripping_body(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        self.drip(b"x")

    def be_dripping_page(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        self.drip(b"x")

    def be_dripping_chunks(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        self.drip(b"1\r\nx\r\n")

    def drip(self, drop: bytes) -> None:
        self.close_connection = True
        for _ in range(60):
            if self.server.closing.wait(0.05):
                break
            self.wfile.write(drop)


class Shops(ThreadingHTTPServer):
    """All shops at once. ``asked`` counts by host and path; ``most`` is at once for one host."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Shop)
        self.asked: Counter[str] = Counter()
        self.headers: dict[str, str] = {}
        self.closing = threading.Event()
        self.times: list[tuple[str, float, float]] = []
        self._lock = threading.Lock()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def is_closing(self) -> bool:
        return self.closing.is_set()

    def noting(self, address: str, headers: dict[str, str]) -> _Noting:
        return _Noting(self, address, headers)

    def note(self, address: str, headers: dict[str, str]) -> None:
        with self._lock:
            self.asked[address] += 1
            self.headers = headers

    def forget(self) -> None:
        self.asked.clear()
        self.times.clear()

    def at(self, host: str, path: str = "/") -> str:
        return f"http://{host}:{self.server_port}{path}"

    def stop(self) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()

    def fetcher(self, **more: object) -> Fetcher:
        """One that finds every shop here, and nothing that is not allowed."""
        given = {
            "allow": LOOPBACK,
            "ports": None,
            "resolve": lambda host, port: ["127.0.0.1"],
            **more,
        }
        return Fetcher(**given)  # type: ignore[arg-type]


class _Noting:
    def __init__(self, shops: Shops, address: str, headers: dict[str, str]) -> None:
        self.shops, self.address, self.headers = shops, address, headers

    def __enter__(self) -> None:
        self.begun = time.monotonic()
        self.shops.note(self.address, self.headers)

    def __exit__(self, *raised: object) -> None:
        self.shops.times.append((self.address, self.begun, time.monotonic()))


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
