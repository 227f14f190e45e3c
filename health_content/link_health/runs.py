"""One run of the check: takes links that are due, looks, and keeps what it found."""

from __future__ import annotations

import logging
import queue
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from wagtail.models import Site

from health_content.conf import link_checks
from health_content.library.link_health import LinkHealth
from health_content.link_health.due import Job, answering_elsewhere, links_to_check, next_batch
from health_content.link_health.judging import STATES, Pace, judge
from health_content.link_health.lease import Busy, Lease
from health_content.link_health.storing import change
from health_content.link_health.turns import HostTurns, Resting
from health_content.lookups.fetching import Fetcher
from health_content.lookups.links import Look, Verdict, probe

__all__ = ["Busy", "Outcome", "check_links"]

logger = logging.getLogger("health_content.link_health")

_HOSTS_TO_ASK = 3
"""Where no server of a run is reached, so many others that answered before are asked."""


@dataclass(slots=True)
class Outcome:
    """What a run did. ``found`` counts by state what was seen; ``left`` is what it had no time for.

    ``stopped`` is why it ended early, empty where all was done.
    """

    checked: int = 0
    put_off: int = 0
    hidden: int = 0
    found: Counter[str] = field(default_factory=Counter)
    stopped: str = ""
    left: int = 0

    def as_data(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "checked": self.checked,
            "put_off": self.put_off,
            "found": dict(sorted(self.found.items())),
            "dead": self.hidden,
            "left": self.left,
            "stopped": self.stopped,
        }


Seen = Look | Resting | None
Tell = Callable[[Job, Look], None]


def check_links(
    *,
    is_all: bool = False,
    only: int = 0,
    limit: int = 0,
    is_dry: bool = False,
    fetcher: Fetcher | None = None,
    tell: Tell = lambda job, look: None,
) -> Outcome:
    """Look at the links that are due, and keep what was found.

    ``is_all`` takes all that readers may get, ``only`` one; ``limit`` is how many at most.
    ``is_dry`` keeps nothing. What was found is kept link by link, so a run that is cut off is
    carried on by the next. A connection that fails counts only in a run in which some server
    answers, however few hosts there are: what links to one shop alone lead to is never taken for
    dead because nobody is reached. Raises :class:`Busy` while another run is under way.
    """
    lease = Lease()
    lease.take()
    run = _Run(fetcher or site_fetcher(), is_dry=is_dry, tell=tell)
    try:
        run.go(lease, is_all=is_all, only=only, limit=limit)
    except BaseException:
        run.outcome.stopped = run.outcome.stopped or "broken off"
        raise
    finally:
        lease.give_back(run.outcome.as_data())
    return run.outcome


def site_fetcher() -> Fetcher:
    """How this site asks: with its own name, and with the limits of the setting."""
    given = link_checks()
    site = Site.objects.filter(is_default_site=True).first()
    name = f"{site.site_name or site.hostname}" if site else "health-content"
    about = f"; +{site.root_url}" if site else ""
    agent = f"Mozilla/5.0 (compatible; {name} link check{about})"
    return Fetcher(
        # A header is ASCII, and a site's name need not be.
        user_agent=agent.encode("ascii", "ignore").decode().replace("\n", " "),
        connect=given["CONNECT_SECONDS"],
        read=given["READ_SECONDS"],
        total=given["TOTAL_SECONDS"],
        max_bytes=given["MAX_BYTES"],
    )


def pace() -> Pace:
    """How often links are looked at here."""
    given = link_checks()
    return Pace(
        interval=timedelta(days=given["INTERVAL_DAYS"]),
        retry=timedelta(hours=given["RETRY_HOURS"]),
        failures=given["FAILURES"],
    )


class _Run:
    def __init__(self, fetcher: Fetcher, *, is_dry: bool, tell: Tell) -> None:
        given = link_checks()
        self.outcome = Outcome()
        self._fetcher = fetcher
        self._is_dry = is_dry
        self._is_online = False
        self._tell = tell
        self._pace = pace()
        self._turns = HostTurns(given["HOST_DELAY_SECONDS"])
        self._workers = int(given["HOSTS_AT_ONCE"])
        self._until = time.monotonic() + given["RUN_MINUTES"] * 60

    def go(self, lease: Lease, *, is_all: bool, only: int, limit: int) -> None:
        links = links_to_check(timezone.now(), is_all=is_all, only=only)
        after = 0
        with ThreadPoolExecutor(self._workers, thread_name_prefix="links") as pool:
            try:
                while not self.outcome.stopped:
                    left = limit - self.outcome.checked - self.outcome.put_off if limit else 0
                    if limit and left <= 0:
                        break
                    batch = next_batch(links, after, min(left, 200) if left else 200)
                    if not batch:
                        break
                    # What is kept is not due any more; what is not kept would come again.
                    after = batch[-1].link if self._is_dry else 0
                    self._work(pool, batch)
                    if not lease.renew():
                        self.outcome.stopped = "another run has begun"
            finally:
                # Whoever waits for a host does not wait any longer.
                self._turns.stopping.set()
        if self.outcome.stopped or limit:
            self.outcome.left = links.filter(pk__gt=after).count()

    def _work(self, pool: ThreadPoolExecutor, batch: list[Job]) -> None:
        unreached: list[tuple[Job, Look]] = []
        for job, seen in self._looks(pool, batch):
            self._is_online |= _is_answered(seen)
            if isinstance(seen, Look) and seen.verdict == Verdict.UNREACHED:
                unreached.append((job, seen))
                continue
            self._keep(job, seen)
        if unreached and not self._reaches_others({job.host for job, _ in unreached}):
            self.outcome.stopped = "no server could be reached; nothing of that was counted"
            return
        for job, seen in unreached:
            self._keep(job, seen)

    def _reaches_others(self, hosts: set[str]) -> bool:
        """Whether any server but these can be reached: else it may be our own network."""
        for job in answering_elsewhere(hosts, _HOSTS_TO_ASK):
            if self._is_online:
                break
            self._is_online = _is_answered(self._look(job))
        return self._is_online

    def _looks(self, pool: ThreadPoolExecutor, batch: list[Job]) -> Iterator[tuple[Job, Seen]]:
        """What was seen, as it comes. One thread has all links of a host."""
        by_host: dict[str, list[Job]] = defaultdict(list)
        for job in batch:
            by_host[job.host].append(job)
        seen: queue.SimpleQueue[tuple[Job, Seen] | None] = queue.SimpleQueue()
        for jobs in by_host.values():
            pool.submit(self._look_at, jobs, seen)
        ended = 0
        while ended < len(by_host):
            item = seen.get()
            if item is None:
                ended += 1
            else:
                yield item
        if time.monotonic() > self._until:
            self.outcome.stopped = "the time of a run was over"

    def _look_at(self, jobs: list[Job], seen: queue.SimpleQueue[Any]) -> None:
        """In a thread, which asks the database nothing."""
        try:
            for job in jobs:
                if self._turns.stopping.is_set() or time.monotonic() > self._until:
                    break
                seen.put((job, self._look(job)))
        finally:
            seen.put(None)

    def _look(self, job: Job) -> Seen:
        if not job.merchants:
            return None
        try:
            look = probe(job.address, job.merchants, self._fetcher, self._turns)
        except Resting as resting:
            return resting
        except Exception:
            # Nothing that a server does should come to that; it stops no other link.
            logger.exception("Link %s could not be looked at.", job.link)
            return Resting(self._pace.retry.total_seconds())
        if look.wait:
            self._turns.rest(urlsplit(look.final).hostname or job.host, look.wait)
        return look

    def _keep(self, job: Job, seen: Seen) -> None:
        if isinstance(seen, Look):
            self.outcome.checked += 1
            self.outcome.found[STATES[seen.verdict].value] += 1
            self._tell(job, seen)
        else:
            self.outcome.put_off += 1
        if self._is_dry:
            return
        health = change(job.link, job.address, lambda row: self._note(row, job, seen))
        if health is not None and health.is_dead:
            self.outcome.hidden += 1

    def _note(self, row: LinkHealth, job: Job, seen: Seen) -> None:
        now = timezone.now()
        if isinstance(seen, Look):
            judge(row, job.address, seen, self._pace, now)
            return
        if row.address != job.address:
            row.address, row.state, row.failures = job.address, "unchecked", 0
        row.checked_at = now
        if isinstance(seen, Resting):
            row.due_at = now + timedelta(seconds=max(seen.seconds, 60))
            return
        row.due_at = now + self._pace.interval
        row.detail = "The program names no host of the shop, so nobody can say whose the end is."


def _is_answered(seen: Seen) -> bool:
    """Whether some server said something: the last one, or one that led on to another.

    An address that must not be asked was asked of nobody.
    """
    if not isinstance(seen, Look):
        return False
    silent = {Verdict.UNREACHED, Verdict.REFUSED}
    return seen.verdict not in silent or len(seen.chain) > 1
