"""``manage.py check_links``: where paid links lead. Meant for every hour or every night."""

from __future__ import annotations

from typing import Any

from health_content.library.link_health import DEAD, LinkState
from health_content.library.products import PaidLink
from health_content.link_health import Outcome, check_links
from health_content.link_health.digest import send_digest
from health_content.link_health.due import Job
from health_content.link_health.judging import STATES
from health_content.lookups.links import Look
from health_content.management.checking import CheckCommand


class Command(CheckCommand):
    """Looks at paid links, keeps what it finds, and writes to those whose work it is."""

    help = (
        "Follow the paid links that are due and keep what is found. Run it as often as you like: "
        "a link is looked at when it is due, and a run that was cut off is carried on. "
        "Exit code 0: no link looked at is dead; 1: some are; 2: wrong usage; 3: another run is "
        "under way."
    )
    model = PaidLink
    option = "link"
    all_help = "All links that readers may get, due or not."
    dry_help = "Look and tell, and keep nothing."
    tells_all = False

    def execute(self, *args: Any, **options: Any) -> Any:
        self.tells_all = int(options.get("verbosity") or 1) > 1
        return super().execute(*args, **options)

    def check_now(self, **wanted: Any) -> Outcome:
        self._bad = 0
        return check_links(**wanted, tell=self._tell)

    def send(self) -> int:
        return send_digest()

    def bad_news(self, outcome: Outcome, *, is_dry: bool) -> str:
        dead = self._bad if is_dry else outcome.hidden
        return f"{dead} links are dead." if dead else ""

    def summary(self, outcome: Outcome) -> list[str]:
        lines = [f"{outcome.checked} links looked at."]
        lines += [
            f"{outcome.found[state.value]:>7} {state.value}: {state.label}"
            for state in LinkState
            if outcome.found[state.value]
        ]
        if outcome.put_off:
            lines.append(f"{outcome.put_off} put off.")
        if outcome.hidden:
            lines.append(f"Readers do not get {outcome.hidden} of them.")
        return lines

    def _tell(self, job: Job, look: Look) -> None:
        state = STATES[look.verdict]
        self._bad += state in DEAD
        if self.is_text and (state != LinkState.OK or self.tells_all):
            self.stdout.write(f"{state.value}: link {job.link}, {job.address}: {look.detail}")
