"""A browser, and the site it reads: set up with the newcomer's command, served by a process of its
own.

The server has a database file of its own, so nothing here touches the database of the other tests,
and requests that a page sends side by side do not share a connection.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.chromium import EXECUTABLE, Chromium
from tests.lookups.bibliographers import Bibliographers

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 60
ACCOUNT = re.compile(r"^ {2}(?P<name>\w+) {2,}.*? (?P<password>\S+)$", re.MULTILINE)


@dataclass(frozen=True)
class Served:
    """A running site: its address, without a slash at the end, and passwords by account name.

    ``environment`` is that of its commands.
    """

    url: str
    passwords: dict[str, str]
    environment: dict[str, str]

    def __add__(self, path: str) -> str:
        return self.url + path


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder as a browser test."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """The browser, started once."""
    if not EXECUTABLE.exists():
        pytest.skip(f"No Chromium at {EXECUTABLE}; install the package “chromium” to run these.")
    browser = Chromium()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def mirror() -> Iterator[str]:
    """The address of PubMed and Crossref on this machine."""
    desk = Bibliographers().start()
    yield desk.at("pubmed").removesuffix("/pubmed/")
    desk.stop()


@pytest.fixture(scope="session")
def served(tmp_path_factory, mirror) -> Iterator[Served]:
    """The demonstration, as ``manage.py demo`` makes it for somebody who has just arrived."""
    folder = tmp_path_factory.mktemp("served")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "boneguide.settings.test",
        "DATABASE_URL": f"sqlite:///{folder / 'site.db'}",
        "CACHE_URL": "locmemcache://",
        "MEDIA_ROOT": str(folder / "media"),
        "SERVE_MEDIA": "true",
        "REFERENCES_MIRROR": mirror,
        "REFERENCES_ALLOW": "127.0.0.0/8",
    }
    manage = [sys.executable, str(ROOT / "manage.py")]
    made = subprocess.run(
        [*manage, "demo", "--no-serve"], env=environment, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stderr
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [*manage, "runserver", "--noreload", f"127.0.0.1:{port}"],
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            wait_for(port, server)
            yield Served(url, dict(ACCOUNT.findall(made.stdout)), environment)
        finally:
            server.terminate()
            server.wait()


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Return as soon as the server answers; fail when it ended or takes too long."""
    latest = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < latest:
        assert server.poll() is None, "The server ended before it answered."
        try:
            with socket.create_connection(("127.0.0.1", port)):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"Port {port} did not answer within {SECONDS_TO_START} seconds.")


ARTICLE = "/articles/magnesium-and-bone-health/"
PAGES = {
    "article": (ARTICLE, 200),
    "front page": ("/", 200),
    "index": ("/articles/", 200),
    "search": ("/search/?query=magnesium", 200),
    "search that finds nothing": ("/search/?query=magnezium", 200),
    "topics": ("/topics/", 200),
    "page not found": ("/no-such-page/", 404),
    "log-in page": ("/_util/login/", 200),
}
