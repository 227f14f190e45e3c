"""PubMed, the converter of PubMed Central and Crossref on this machine, with faults on demand.

``python -m tests.lookups.bibliographers PORT [FOLDER]`` serves them by hand: works of
:mod:`tests.lookups.bibliographic_answers` and, from a folder of recorded answers, those there.
"""

from __future__ import annotations

import gzip
import ipaddress
import json
import sys
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.lookups.bibliographic_answers import (
    WORKS,
    article,
    message,
    recorded_articles,
    recorded_messages,
)
from tests.lookups.merchants import bomb

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<PubmedArticleSet>&b;</PubmedArticleSet>"
)
OUTSIDE = (
    '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
    "<PubmedArticleSet>&file;</PubmedArticleSet>"
)
FAULTY: dict[str, tuple[int, str, str]] = {
    "500": (500, "text/plain", "Internal error"),
    "503": (503, "text/html", "<html>Down</html>"),
    "403": (403, "text/plain", "Forbidden"),
    "page": (200, "text/html", "<!DOCTYPE html><html><p>Maintenance</html>"),
    "broken-xml": (200, "text/xml", "<PubmedArticleSet><PubmedArticle>"),
    "broken-json": (200, "application/json", '{"status": "ok", "message": {'),
    "root": (200, "text/xml", "<eFetchResult><ERROR>Something failed</ERROR></eFetchResult>"),
    "list": (200, "application/json", "[1, 2]"),
    "types": (200, "application/json", '{"status": "ok", "message": 7, "records": null}'),
    "deep": (200, "application/json", "[" * 100_000),
    "laughs": (200, "text/xml", LAUGHS),
    "outside": (200, "text/xml", OUTSIDE),
    "empty": (200, "text/xml", ""),
    "proxy": (400, "text/xml", "<eFetchResult><ERROR>proxy_stream(): 502</ERROR></eFetchResult>"),
    "bad-request": (400, "text/plain", "Error: not understood"),
    "no-ids": (400, "text/plain", "ID list is empty! Possibly it has no correct IDs."),
}
ELSEWHERE = {
    "to-private": "http://10.0.0.7/works/",
    "to-link-local": "http://169.254.169.254/latest/meta-data/",
    "to-other": "http://example.org/",
    "to-file": "file:///etc/passwd",
    "to-nonsense": "http://[::1",
}


class _Desk(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Bibliographers

    def log_message(self, *args: object) -> None:
        """Says nothing."""

    def handle(self) -> None:
        # Whoever asks hangs up in the middle of things.
        with suppress(OSError):
            super().handle()

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        service, _, rest = parts.path.strip("/").partition("/")
        self.server.note(service, self.path, dict(self.headers))
        fault = self.server.fault_of(service)
        if fault:
            self.be_faulty(fault)
        elif service in ("pubmed", "idconv", "crossref"):
            getattr(self, f"be_{service}")(rest, parse_qs(parts.query))
        else:
            self.answer("Nothing here.", 404)

    def answer(
        self, body: str | bytes, status: int = 200, kind: str = "text/plain", **headers: str
    ) -> None:
        sent = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in {"Content-Type": kind, **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", headers.get("Claimed", str(len(sent))))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(sent)
        self.close_connection = True

    def json(self, told: object, status: int = 200) -> None:
        self.answer(json.dumps(told), status, "application/json")

    def be_pubmed(self, rest: str, asked: dict[str, list[str]]) -> None:
        if rest == "efetch.fcgi":
            ids = asked.get("id", [""])[0].split(",")
            found = "".join(self.server.articles.get(pmid, "") for pmid in ids)
            self.answer(
                f'<?xml version="1.0" ?><!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD '
                f'PubMedArticle, 1st January 2025//EN" "https://dtd.nlm.nih.gov/pubmed.dtd">'
                f"<PubmedArticleSet>{found}</PubmedArticleSet>",
                kind="text/xml; charset=UTF-8",
            )
        else:
            doi = asked.get("term", [""])[0].partition('"')[2].partition('"')[0]
            pmid = self.server.pmids.get(doi.lower(), "")
            found_ids = [pmid] if pmid else []
            count = str(len(found_ids))
            self.json({"header": {}, "esearchresult": {"count": count, "idlist": found_ids}})

    def be_idconv(self, rest: str, asked: dict[str, list[str]]) -> None:
        wanted = asked.get("ids", [""])[0]
        record = self.server.conversions.get(wanted)
        if self.server.is_old_shape:
            failed = {"pmcid": wanted, "live": "false", "status": "error", "errmsg": "invalid"}
            versions = [{"pmcid": f"{wanted}.1", "current": "true"}]
            told = {**record, "versions": versions} if record else failed
            self.json({"status": "ok", "responseDate": "2022-11-09", "records": [told]})
            return
        missing = {"status": "error", "errmsg": "Identifier not found in PMC"}
        told = {**(record or {"pmcid": wanted, **missing}), "requested-id": wanted}
        if record:
            # As it is now: a number, not its digits.
            told["pmid"] = int(record["pmid"])
        self.json({"status": "ok", "response-date": "2026-07-03", "request": {}, "records": [told]})

    def be_crossref(self, rest: str, asked: dict[str, list[str]]) -> None:
        doi = unquote(rest.partition("/")[2])
        if doi:
            told = self.server.messages.get(doi.lower())
            if told is None:
                self.answer("Resource not found.", 404)
            else:
                self.json({"status": "ok", "message-type": "work", "message": told})
            return
        wanted = [part.partition(":")[2] for part in asked.get("filter", [""])[0].split(",")]
        items = [self.server.messages[doi] for doi in wanted if doi in self.server.messages]
        self.json({"status": "ok", "message-type": "work-list", "message": {"items": items}})

    def be_faulty(self, fault: str) -> None:
        if fault in FAULTY:
            status, kind, body = FAULTY[fault]
            self.answer(body, status, kind)
        elif fault in ELSEWHERE:
            self.answer("", 302, Location=ELSEWHERE[fault])
        elif fault.startswith("429"):
            wait = fault.partition(":")[2]
            self.answer("", 429, **({"Retry_After": wait} if wait else {}))
        else:
            getattr(self, f"be_{fault.replace('-', '_')}")()

    def be_circle(self) -> None:
        self.answer("", 302, Location=self.path)

    def be_moved(self) -> None:
        self.server.faults.clear()
        self.answer("", 301, Location=self.path)

    def be_slow(self) -> None:
        self.server.closing.wait(5)

    def be_dripping(self) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")
        for _ in range(100):
            if self.server.closing.wait(0.03):
                break
            self.wfile.write(b"<")

    def be_truncated(self) -> None:
        self.answer("<PubmedArticleSet>", kind="text/xml", Claimed="5000")

    def be_endless(self) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while not self.server.closing.is_set():
            self.wfile.write(b" " * 65_000)

    def be_bomb(self) -> None:
        self.answer(bomb(), Content_Encoding="gzip")

    def be_cut_gzip(self) -> None:
        self.answer(gzip.compress(b"<PubmedArticleSet/>")[:-9], Content_Encoding="gzip")


class Bibliographers(ThreadingHTTPServer):
    """All three at one port. ``asked`` are the addresses in order, ``headers`` those of the last.

    ``faults`` names what goes wrong at a service, and how often; below 0 it never ends.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int = 0, folder: Path | None = None) -> None:
        super().__init__(("127.0.0.1", port), _Desk)
        self.articles = {work["pmid"]: article(work) for work in WORKS if "pmid" in work}
        self.messages = {work["doi"]: message(work) for work in WORKS}
        self.pmids = {work["doi"]: work["pmid"] for work in WORKS if "pmid" in work}
        self.conversions = {
            work["pmcid"]: {name: work[name] for name in ("pmcid", "pmid", "doi")}
            for work in WORKS
            if "pmcid" in work
        }
        if folder is not None:
            self.articles |= recorded_articles(folder)
            self.messages |= recorded_messages(folder)
            self.pmids["10.1016/s0140-6736(97)11096-0"] = "9500320"
            self.conversions["PMC2883744"] = {
                "pmcid": "PMC2883744",
                "pmid": "20495566",
                "doi": "10.1038/ng.590",
            }
        self.is_old_shape = False
        self.faults: dict[str, tuple[str, int]] = {}
        self.asked: list[str] = []
        self.headers: dict[str, str] = {}
        self.closing = threading.Event()
        self._lock = threading.Lock()

    def start(self) -> Bibliographers:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def stop(self) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()

    def forget(self) -> None:
        """As it was when it began."""
        self.faults.clear()
        self.asked.clear()
        self.is_old_shape = False

    def fail(self, service: str, fault: str, times: int = -1) -> None:
        """Have a service go wrong from now on, so many times."""
        self.faults[service] = (fault, times)

    def fault_of(self, service: str) -> str:
        with self._lock:
            fault, times = self.faults.get(service, ("", 0))
            if times > 0:
                self.faults[service] = (fault, times - 1)
            return fault if times else ""

    def note(self, service: str, path: str, headers: dict[str, str]) -> None:
        with self._lock:
            self.asked.append(path.lstrip("/"))
            self.headers = headers

    def at(self, service: str, host: str = "127.0.0.1") -> str:
        """The base address of "pubmed", "idconv" or "crossref"."""
        return f"http://{host}:{self.server_port}/{service}/"

    def settings(self, **more: Any) -> dict[str, Any]:
        """``HEALTH_CONTENT["REFERENCES"]`` of a site that asks here."""
        return {
            "PUBMED_URL": self.at("pubmed"),
            "IDCONV_URL": self.at("idconv"),
            "CROSSREF_URL": self.at("crossref"),
            "ALLOW": ["127.0.0.0/8"],
            **more,
        }


def main() -> None:
    """Serve until interrupted."""
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    default = Path(__file__).resolve().parents[3] / "shared" / "data" / "bibliographic-responses"
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else default
    running = Bibliographers(port, folder if folder.is_dir() else None).start()
    for service in ("pubmed", "idconv", "crossref"):
        sys.stdout.write(f"{running.at(service)}\n")
    sys.stdout.flush()
    with suppress(KeyboardInterrupt):
        while True:
            time.sleep(3600)
    running.stop()


if __name__ == "__main__":
    main()
