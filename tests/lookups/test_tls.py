"""Whoever answers must prove to be the host that was asked for."""

from __future__ import annotations

import ssl
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from health_content.lookups.links import Verdict, probe
from tests.lookups.merchants import _Shop

# For shop.example alone, signed by itself, valid until 2126; nobody else uses its key.
CERTIFICATE = Path(__file__).with_name("shop.pem")


@pytest.fixture
def port(shops):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Shop)
    server.noting = shops.noting
    server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_a_certificate_must_be_trusted_and_name_the_host_that_was_asked_for(shops, port):
    known = shops.fetcher(trust=ssl.create_default_context(cafile=CERTIFICATE))

    def look(host, fetcher):
        found = probe(f"https://{host}:{port}/p", {"shop.example", "other.example"}, fetcher)
        return found.verdict

    assert look("shop.example", known) == Verdict.WORKS
    assert look("other.example", known) == Verdict.UNREACHED
    assert look("shop.example", shops.fetcher()) == Verdict.UNREACHED
