"""How soon the demonstration's article is there on a phone with a slow line.

    uv run python -m tests.benchmarks.page_speed [ADDRESS]

Serves the demonstration from a database of its own (or reads ADDRESS), with Chromium slowed down
as Lighthouse's "slow 4G" phone: 1.6 Mbit/s down, 150 ms of latency, a processor four times slower
(https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md, read 2026-11-23). Prints
the largest contentful paint, the layout shift and the bytes received, and the same for a bare page
of one paragraph from the same server in the same run: read the ratio, not the times.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, EXECUTABLE

ROOT = Path(__file__).parents[2]
ARTICLE, BARE = "/articles/magnesium-and-bone-health/", "/robots.txt"
ROUNDS = 5
PHONE = {"width": 375, "height": 812}
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
MEASURE = """() => new Promise(resolve => {
    let paint = 0, shift = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) paint = entry.startTime;
    }).observe({type: "largest-contentful-paint", buffered: true});
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
    }).observe({type: "layout-shift", buffered: true});
    const bytes = () => [
        ...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource"),
    ].reduce((sum, entry) => sum + entry.transferSize, 0);
    setTimeout(() => resolve({paint, shift, bytes: bytes()}), 3000);
})"""


def measured(browser: Browser, address: str) -> dict[str, float]:
    """One visit with an empty cache."""
    with browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True) as context:  # type: ignore[arg-type]
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LINE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(address)
        answer: dict[str, float] = page.evaluate(MEASURE)
        return answer


def report(name: str, rounds: list[dict[str, float]]) -> dict[str, float]:
    """Print the medians of several visits, and return them."""
    medians = {key: statistics.median(item[key] for item in rounds) for key in rounds[0]}
    print(  # noqa: T201 -- a benchmark prints
        f"{name:8} LCP {medians['paint']:7.0f} ms   CLS {medians['shift']:.4f}   "
        f"{medians['bytes'] / 1024:6.1f} KB received   ({len(rounds)} visits, medians)"
    )
    return medians


def served(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """The demonstration, with the test settings and a database in ``folder``."""
    environment: dict[str, Any] = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "boneguide.settings.test",
        "DATABASE_URL": f"sqlite:///{folder / 'site.db'}",
        "MEDIA_ROOT": str(folder / "media"),
        "SERVE_MEDIA": "true",
    }
    subprocess.run(
        [sys.executable, "manage.py", "demo", "--no-serve"],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            time.sleep(0.2)
    return server, f"http://127.0.0.1:{port}"


def main() -> None:
    """Measure the article and the bare page in turns."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("address", nargs="?", help="a running site, without a slash at the end")
    address = parser.parse_args().address
    with tempfile.TemporaryDirectory() as folder:
        server = None
        if not address:
            server, address = served(Path(folder))
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=str(EXECUTABLE), args=ARGUMENTS
                )
                measured(browser, address + ARTICLE)
                visits = [
                    (measured(browser, address + BARE), measured(browser, address + ARTICLE))
                    for _ in range(ROUNDS)
                ]
                browser.close()
        finally:
            if server is not None:
                server.terminate()
                server.wait()
    bare = report("bare", [visit[0] for visit in visits])
    article = report("article", [visit[1] for visit in visits])
    print(f"ratio    LCP {article['paint'] / bare['paint']:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
