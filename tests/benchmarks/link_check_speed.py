# ruff: noqa: E402 -- models can be imported when Django is set up, and not before
"""What a run of the link check costs per link, and that its memory does not grow with the links.

    uv run python -m tests.benchmarks.link_check_speed [LINKS ...]

Shops of 40 hosts answer from this process, over real sockets on this machine, so the time holds the
server's share too; hosts are asked without a pause, by eight threads. Memory is Python's own, as
``tracemalloc`` sees it, at its highest during a run and above what there was before it. Measured on
two busy cores (load 7, so read the memory and not the times), SQLite in memory, 2026-11-23:

    500 links:   40.4 s,  80.8 ms each, at most  10.6 MB more
    2000 links:  117.1 s,  58.6 ms each, at most   5.3 MB more
"""

from __future__ import annotations

import os
import sys
import time
import tracemalloc

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boneguide.settings.test")

import django

django.setup()

from django.db import connection
from django.test import override_settings
from django.test.utils import setup_test_environment

from health_content.link_health import check_links
from health_content.models import AffiliateProgram, LinkHealth, PaidLink
from tests.lookups.merchants import Shops

HOSTS = 40
COUNTS = (1_000, 10_000)
PACE = {"LINK_CHECKS": {"HOST_DELAY_SECONDS": 0, "HOSTS_AT_ONCE": 8, "RUN_MINUTES": 120}}


def main(counts: tuple[int, ...]) -> None:
    """Print a line for each number of links."""
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    shops = Shops()
    program = AffiliateProgram.objects.create(
        key="shop",
        name="Shop",
        merchant="Shop",
        hosts={"US": [f"shop{number}.example" for number in range(HOSTS)]},
    )
    for count in counts:
        PaidLink.objects.all().delete()
        PaidLink.objects.bulk_create(
            (
                PaidLink(program=program, url=shops.at(f"shop{n % HOSTS}.example", f"/p/{n}"))
                for n in range(count)
            ),
            batch_size=1_000,
        )
        shops.forget()
        seconds, peak = _measured(shops)
        dead = LinkHealth.objects.exclude(state="ok").count()
        sys.stdout.write(
            f"{count:>7} links: {seconds:6.1f} s, {seconds / count * 1000:5.1f} ms each, "
            f"at most {peak / 1e6:5.1f} MB more, {dead} not ok\n"
        )
    shops.stop()


def _measured(shops: Shops) -> tuple[float, int]:
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    begun = time.perf_counter()
    with override_settings(HEALTH_CONTENT=PACE):
        check_links(fetcher=shops.fetcher())
    seconds = time.perf_counter() - begun
    peak = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    return seconds, peak


if __name__ == "__main__":
    main(tuple(int(argument) for argument in sys.argv[1:]) or COUNTS)
