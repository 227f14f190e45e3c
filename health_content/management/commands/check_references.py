"""``manage.py check_references``: what has become of cited sources. Meant for every night."""

from __future__ import annotations

from typing import Any

from health_content.bibliography.status import GRAVITY, WorkStatus
from health_content.library.references import Reference
from health_content.management.checking import CheckCommand
from health_content.reference_checks import Outcome, check_references
from health_content.reference_checks.digest import send_digest


class Command(CheckCommand):
    """Asks for notices on sources, keeps what it is told, and writes to those whose work it is."""

    help = (
        "Ask what has become of the references that are due: whether they were corrected, "
        "questioned, retracted or withdrawn. Run it as often as you like: a reference is asked "
        "for when it is due, and a run that was cut off is carried on. Exit code 0: nothing "
        "worse than before was told; 1: of some reference it was; 2: wrong usage; 3: another run "
        "is under way."
    )
    model = Reference
    option = "reference"
    all_help = "All references, due or not."
    dry_help = "Ask and tell, and keep nothing."

    def check_now(self, **wanted: Any) -> Outcome:
        self._worse = 0
        return check_references(**wanted, tell=self._tell)

    def send(self) -> int:
        return send_digest()

    def bad_news(self, outcome: Outcome, *, is_dry: bool) -> str:
        return f"There is bad news of {self._worse} references." if self._worse else ""

    def summary(self, outcome: Outcome) -> list[str]:
        lines = [f"Reference {key} {why}." for key, why in outcome.unclear]
        lines.append(
            f"{outcome.checked + outcome.not_found + outcome.put_off} references were due."
        )
        lines.append(f"{outcome.checked} checked.")
        lines += [
            f"{outcome.found[status.value]:>7} {status.value}: {status.label}"
            for status in Reference.Status
            if outcome.found[status.value]
        ]
        for count, words in (
            (
                outcome.not_found,
                "lead nowhere, or not to what is cited alone; nothing was learned of them.",
            ),
            (outcome.put_off, "put off, for nobody could be asked; their status stays."),
            (outcome.refused, "are better than before and were refused: pages need what was."),
            (outcome.raised, "tasks were raised on pages."),
            (outcome.settled, "tasks settled themselves."),
        ):
            if count:
                lines.append(f"{count} {words}")
        return lines

    def _tell(self, reference: Reference, before: str) -> None:
        now = WorkStatus(reference.status)
        self._worse += GRAVITY[now] > GRAVITY[WorkStatus(before)]
        if self.is_text:
            self.stdout.write(f"{now}, was {before}: reference {reference.pk}, {reference}")
