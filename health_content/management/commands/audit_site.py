"""``manage.py audit_site``: pages that are live and that no door saw. Meant for every night."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from health_content.auditing.audit import Audit, Found, as_data, audit
from health_content.auditing.settling import FIXES, SUSPEND
from health_content.auditing.states import NOT_AS_ADMITTED, REFUSED_TODAY, State
from health_content.compliance import PolicyError

FOUND, USAGE = 1, 2
UNJUDGED, LISTED, NEVER = "unjudged", "listed", "never"
FAIL_ON = (UNJUDGED, LISTED, NEVER)
FORMATS = ("text", "json")

_DONE = {SUSPEND: "calls to action suspended"}


class Command(BaseCommand):
    """Judges what is live, stores what is found and records the run. Admits nothing."""

    help = (
        "Look at every live page, also at those that no door saw: changed by SQL, by update() or "
        "by loaddata. Pages of which nothing moved since the last run are not judged again. "
        "Exit code 0: nothing that --fail-on names; 1: something; 2: wrong usage."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--fix",
            choices=FIXES,
            default="",
            help="What to do about pages that no door admitted and that would be refused: hide "
            "their calls to action, or take them offline.",
        )
        parser.add_argument(
            "--drafts", action="store_true", help="Judge the latest drafts too, for the reports."
        )
        parser.add_argument(
            "--baseline",
            action="store_true",
            help="Take every live page as it is, in the name of --user. It is judged anew when "
            "it changes.",
        )
        parser.add_argument("--user", metavar="USERNAME", help="In whose name the run is recorded.")
        parser.add_argument(
            "--afresh", action="store_true", help="Judge all pages, whether or not they moved."
        )
        parser.add_argument(
            "--verify", action="store_true", help="Prove the chain of records as well."
        )
        parser.add_argument("--format", choices=FORMATS, default="text")
        parser.add_argument(
            "--fail-on",
            choices=FAIL_ON,
            default=UNJUDGED,
            help="What gives exit code 1. unjudged: pages that no door saw, that changed since or "
            "that cannot be judged, and a broken chain; listed: also pages that would be refused "
            "today.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = _user(options)
        told: list[Found] = []
        is_text = options["format"] == "text"
        tell: Callable[[Found], None] = self._tell if is_text else told.append
        try:
            outcome = audit(
                fix_by=options["fix"],
                with_drafts=options["drafts"],
                is_baseline=options["baseline"],
                is_afresh=options["afresh"],
                with_chain=options["verify"],
                user=user,
                tell=tell,
            )
        except PolicyError as problem:
            raise CommandError(str(problem), returncode=USAGE) from problem
        if is_text:
            self.stdout.write("\n".join(_summary(outcome, with_chain=options["verify"])))
        else:
            self.stdout.write(json.dumps(_document(outcome, told), indent=2))
        if complaint := _complaint(outcome, options["fail_on"]):
            raise CommandError(complaint, returncode=FOUND)

    def _tell(self, found: Found) -> None:
        line = f"{found.state.value}: page {found.page_id}, {found.title} ({found.path})"
        if found.rules:
            line += f": {', '.join(found.rules)}"
        if found.fixed:
            line += f"; {_DONE.get(found.fixed, 'taken offline')}"
        self.stdout.write(line)


def _user(options: dict[str, Any]) -> Any:
    name = options["user"]
    if not name:
        if options["baseline"]:
            raise CommandError("Say with --user who takes the pages as they are.", returncode=USAGE)
        return None
    if options["baseline"] and options["fix"]:
        raise CommandError("Give --baseline or --fix, not both.", returncode=USAGE)
    users = get_user_model()
    try:
        return users._default_manager.get_by_natural_key(name)
    except users.DoesNotExist:
        raise CommandError(f"There is no user {name}.", returncode=USAGE) from None


def _summary(outcome: Audit, *, with_chain: bool) -> list[str]:
    states, waivers = outcome.states, outcome.waivers
    lines = [f"{outcome.pages} live pages, {outcome.judged} judged anew."]
    lines += [
        f"{states[state]:>7} {state.value}: {state.label}" for state in State if states[state]
    ]
    if outcome.taken_over:
        lines.append(f"{outcome.taken_over} taken over as they are.")
    if outcome.fixed:
        lines.append(f"{outcome.fixed} suspended or taken offline.")
    if outcome.drafts:
        lines.append(f"{outcome.drafts} drafts judged.")
    if any(waivers.values()):
        lines.append(
            f"Waivers: {waivers['expired']} expired, {waivers['expiring']} expiring, "
            f"{waivers['unused']} unused. See report_waivers."
        )
    lines += outcome.chain
    if with_chain and not outcome.chain:
        lines.append("The chain of records is whole.")
    return [*lines, f"Recorded as number {outcome.record_number}."]


def _document(outcome: Audit, told: list[Found]) -> dict[str, Any]:
    return {
        **as_data(outcome),
        "record": outcome.record_number,
        "found": [
            {
                "page": found.page_id,
                "title": found.title,
                "path": found.path,
                "state": found.state.value,
                "blocking": found.blocking,
                "needs_reason": found.needs_reason,
                "rules": list(found.rules),
                "fixed": found.fixed,
            }
            for found in told
        ],
    }


def _complaint(outcome: Audit, fail_on: str) -> str:
    if fail_on == NEVER:
        return ""
    parts = []
    if bypassed := outcome.count(*NOT_AS_ADMITTED):
        parts.append(f"{bypassed} live pages are not as a door admitted them.")
    if fail_on == LISTED and (listed := outcome.count(*REFUSED_TODAY)):
        parts.append(f"{listed} live pages would be refused today.")
    if outcome.chain:
        parts.append("The chain of records is broken.")
    return " ".join(parts)
