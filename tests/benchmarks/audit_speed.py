# ruff: noqa: E402 -- models can be imported when Django is set up, and not before
"""What a nightly audit takes, measured against a loop that only reads the pages' streams.

    uv run python -m tests.benchmarks.audit_speed [PAGES ...]

The yardstick gets every page from the database, as many at a time as the audit, and turns all
blocks of all its StreamFields into Python values, in the same run. Read the ratios, not the times.
Every page is the real article of ``compliance_speed`` with other words in each of its sentences,
so that nothing that was remembered of one page helps with the next.

*nothing moved* is the audit of a night after which no page and nothing it shows has changed.
*ten pages moved* has other words in ten of them. *everything anew* judges every page, as
``audit_site --afresh`` does and as the first audit after a change of the rules; all that was read
before is forgotten first, as in a new process. That takes long, and ``AFRESH`` pages at most: on a
larger site it is left out. Memory is the highest that the process held above what it held when the
run began. On SQLite the database is in the same memory, so what the audit writes counts too.
``DATABASE_URL`` chooses the database; the plain run is on SQLite in memory.
"""

from __future__ import annotations

import gc
import json
import os
import re
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boneguide.settings.test")

import django

django.setup()

from django.db import connection
from django.db.models import TextField, Value
from django.test import override_settings
from django.test.runner import DiscoverRunner
from django.test.utils import CaptureQueriesContext
from wagtail.fields import StreamField
from wagtail.models import Page

from health_content.auditing import audit
from health_content.auditing.pages import BATCH, fetched, live_batches
from health_content.auditing.stored import Stored
from health_content.blocks.links import values_of
from health_content.library.standings import Standing, Version
from health_content.models import HealthArticlePage
from tests.benchmarks.compliance_speed import forget_words, show
from tests.benchmarks.publish_speed import filled

SIZES = (1_000, 10_000)
AFRESH = 1_000
ROUNDS = 3
AT_MOST = 2
_SENTENCE_END = re.compile(r"(?<=[a-z])\.(?=[ <])")


def site(home: Page, size: int) -> None:
    """Only these live articles, each with its own words, and their standings as after an audit."""
    Page.objects.filter(pk__in=HealthArticlePage.objects.values("pk")).update(live=False)
    page = filled(home, size)
    body = HealthArticlePage._meta.get_field("body")
    text = json.dumps(body.get_prep_value(page.body))
    siblings = list(page.get_siblings().values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {HealthArticlePage._meta.db_table} SET body = %s WHERE page_ptr_id = %s",  # noqa: S608 -- a name of our own
            ((_SENTENCE_END.sub(f" in case {key}.", text), key) for key in siblings),
        )
    stored = Stored()
    for model, keys in live_batches():
        hashes = stored.hashes(model, keys)
        standings = list(Standing.objects.filter(page_id__in=keys, version=Version.LIVE))
        for standing in standings:
            standing.stored_hash, standing.is_admitted = str(hashes[standing.page_id]), True
        Standing.objects.bulk_update(standings, ["stored_hash", "is_admitted"])


def read_all() -> None:
    """The yardstick: every value of every stream of every page."""
    for model, keys in live_batches():
        streams = [field.name for field in model._meta.fields if isinstance(field, StreamField)]
        for _, page in fetched(model, keys):
            for name in streams:
                deque(values_of(getattr(page, name), object), maxlen=0)


def move_ten() -> None:
    """Other words in ten pages."""
    keys = HealthArticlePage.objects.live().order_by("pk").values_list("pk", flat=True)[:10]
    title = Value(f"Another title {time.perf_counter_ns()}", TextField())
    Page.objects.filter(pk__in=list(keys)).update(title=title)


def memory(name: str) -> int:
    """What the process holds now (``VmRSS``) or has held at most (``VmHWM``), in kB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(rf"{name}:\s+(\d+)", status)[1])  # type: ignore[index]


def run(action: Callable[[], Any]) -> tuple[float, float]:
    """How long an action takes in seconds, and the memory it takes at most in MB."""
    # SQLite works in this process: its time is told by the processor's clock, whoever else is busy.
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before, start = memory("VmRSS"), clock()
    action()
    return clock() - start, (memory("VmHWM") - before) / 1024


def measure(size: int, home: Page) -> float:
    """All audits of a site of one size; the ratio of the one after which nothing moved."""
    start = time.perf_counter()
    site(home, size)
    show(f"\n{size} articles ({time.perf_counter() - start:.0f} s to make), {BATCH} at a time")
    show(f"{'':>16} {'reading':>10} {'audit':>10} {'ratio':>7} {'a page':>10}   memory, queries")
    plain, ours = [run(read_all)], []
    for _ in range(ROUNDS if size <= AFRESH else 1):
        ours.append(run(audit))
        plain.append(run(read_all))
    reading, held = min(plain)[0], max(it[1] for it in plain)
    _row("nothing moved", size, reading, min(ours)[0], max(it[1] for it in ours), held, audit)
    move_ten()
    taken = run(audit)
    _row("ten pages moved", size, reading, *taken, held, None)
    if size <= AFRESH:
        forget_words()
        taken = run(lambda: audit(is_afresh=True))
        _row("everything anew", size, reading, *taken, held, None)
    return min(ours)[0] / reading


def _row(
    name: str,
    size: int,
    reading: float,
    taken: float,
    most: float,
    held: float,
    counted: Callable[[], Any] | None,
) -> None:
    told = ""
    if counted is not None:
        with CaptureQueriesContext(connection) as queries:
            counted()
        told = f", {len(queries)} queries"
    show(
        f"{name:>16} {reading:8.2f} s {taken:8.2f} s {taken / reading:6.2f}×"
        f" {taken / size * 1e3:7.2f} ms   {most:.0f} MB, reading {held:.0f} MB{told}"
    )


def main() -> None:
    """Measure on sites of all sizes, in a database of our own."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        with override_settings(HEALTH_CONTENT={"COMPLIANCE": {"MODE": "report"}}, DEBUG=False):
            home = Page.objects.get(depth=2)
            worst = max(measure(size, home) for size in sizes)
            show(f"\nworst where nothing moved {worst:.2f}×, at most {AT_MOST}× wanted")
    finally:
        runner.teardown_databases(databases)
        runner.teardown_test_environment()


if __name__ == "__main__":
    main()
