"""Chromium for tests, kept in a thread of its own.

Playwright's synchronous interface runs an event loop in the thread that starts it, and Django
refuses database work in a thread with a running loop. So the browser lives in a worker thread:
a test prepares its data as usual and hands the worker a function that drives a page.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

EXECUTABLE = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESKTOP = 375, 1280
HEIGHT = 900
# Only what fails takes so long; a busy machine takes its time.
TIMEOUT_MILLISECONDS = 60_000
expect.set_options(timeout=TIMEOUT_MILLISECONDS)

Answer = TypeVar("Answer")


class Chromium:
    """One browser for the whole run; every visit has a fresh context, so no cookie stays."""

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="chromium")
        self._playwright: Any = None
        self._browser: Browser | None = None
        self._worker.submit(self._start).result()

    def visit(
        self,
        address: str,
        drive: Callable[[Page], Answer],
        *,
        width: int = DESKTOP,
        color_scheme: str = "light",
        allowed_status: int = 200,
        expected_error: str = "",
    ) -> Answer:
        """Open ``address`` and return what ``drive`` makes of the page.

        Raises ``AssertionError`` when the page reports an error of any kind, above all a breach
        of its Content-Security-Policy, or answers with another status than ``allowed_status``.
        ``expected_error`` is how an error begins that is none.
        """
        return self._worker.submit(
            self._visit, address, drive, width, color_scheme, allowed_status, expected_error
        ).result()

    def close(self) -> None:
        """End the browser and its thread."""
        self._worker.submit(self._stop).result()
        self._worker.shutdown()

    def _start(self) -> None:
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(
            executable_path=str(EXECUTABLE), args=ARGUMENTS
        )

    def _stop(self) -> None:
        if self._browser is not None:
            self._browser.close()
        self._playwright.stop()

    def _visit(
        self,
        address: str,
        drive: Callable[[Page], Answer],
        width: int,
        color_scheme: Any,
        allowed_status: int,
        expected_error: str,
    ) -> Answer:
        assert self._browser is not None
        complaints: list[str] = []

        def listen(message: ConsoleMessage) -> None:
            is_own_status = allowed_status != 200 and f"status of {allowed_status}" in message.text
            is_expected = expected_error and message.text.startswith(expected_error)
            if message.type == "error" and not is_own_status and not is_expected:
                complaints.append(f"{message.text} {message.location.get('url', '')}".strip())

        with self._browser.new_context(
            viewport={"width": width, "height": HEIGHT}, color_scheme=color_scheme
        ) as context:
            context.set_default_timeout(TIMEOUT_MILLISECONDS)
            context.on("console", listen)
            context.on("weberror", lambda error: complaints.append(str(error.error)))
            page = context.new_page()
            response = page.goto(address)
            assert response is not None
            assert response.status == allowed_status, f"{address} answered {response.status}"
            answer = drive(page)
        assert complaints == [], f"{address} complains at {width} px: {complaints}"
        return answer
