"""Tell what another policy would change, over all live pages. Changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from health_content.assessment import in_force, policy_problems
from health_content.auditing import PageChange, Preview, preview
from health_content.library.policies import Mode
from health_content.switching import as_given

DEFAULT = "default"


class Command(BaseCommand):
    """Judges every live page by the policy in force and by the one that the options make of it.

    ``manage.py preview_policy --mode enforce --market EU --rule CLM301=blocking``
    """

    help = "Tell which live pages another policy would refuse, or refuse no longer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mode", choices=Mode.values, help="As in force where left out.")
        parser.add_argument(
            "--market",
            action="append",
            metavar="MARKET",
            help="US, UK, EU, AU or CA; may be given several times. As in force where left out.",
        )
        parser.add_argument(
            "--rule",
            action="append",
            default=[],
            metavar="CODE=SEVERITY",
            help="blocking, needs-reason, advice, off, or default: as the rule is by itself.",
        )
        parser.add_argument(
            "--threshold",
            action="append",
            default=[],
            metavar="NAME=NUMBER",
            help="For example REVIEW_MONTHS=6.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what would change. Raises ``CommandError`` for a policy that must not be."""
        given = drafted(options)
        if problems := policy_problems(given):
            raise CommandError("\n".join(problems))
        found = preview(given)
        self.stdout.write(f"Policy: {_told(given)}")
        self.stdout.write(f"{found.pages_judged} live pages judged, {found.unchanged} as before.")
        if found.not_judged:
            pages = ", ".join(map(str, found.not_judged))
            self.stderr.write(f"Could not be judged (see the log): pages {pages}.")
        for line in told(found):
            self.stdout.write(line)


def drafted(options: dict[str, Any]) -> dict[str, Any]:
    """The policy in force with what the options change. Raises ``CommandError``."""
    given = as_given(in_force())
    given["MODE"] = options["mode"] or given["MODE"]
    given["MARKETS"] = [name.upper() for name in options["market"] or given["MARKETS"]]
    for code, value in _pairs(options["rule"]):
        if value == DEFAULT:
            given["RULES"].pop(code, None)
        else:
            given["RULES"][code] = value
    for name, value in _pairs(options["threshold"]):
        given["THRESHOLDS"][name] = int(value) if value.isdecimal() else value
    return given


def told(found: Preview) -> Iterator[str]:
    """What would become of the pages, in lines."""
    fates = (
        ("Newly refused", found.newly_refused, "added"),
        ("No longer refused", found.no_longer_refused, "removed"),
        ("Refused all the same, for other findings", found.refused_otherwise, "added"),
    )
    for heading, pages, side in fates:
        yield f"{heading}: {len(pages)}"
        counted = Counter(code for page in pages for code in _codes(page, side))
        if counted:
            yield "  " + ", ".join(f"{code} ({number})" for code, number in counted.most_common())
        for page in pages:
            yield f"  {page.page_id} {page.title}"
            yield from (f"    + {code}" for code in _codes(page, "added"))
            yield from (f"    - {code}" for code in _codes(page, "removed"))


def _codes(page: PageChange, side: str) -> list[str]:
    return sorted({finding.code for finding in getattr(page, side)})


def _pairs(given: list[str]) -> Iterator[tuple[str, str]]:
    for item in given:
        name, equals, value = item.partition("=")
        if not equals:
            raise CommandError(f"{item!r} is not of the form NAME=VALUE.")
        yield name.strip().upper(), value.strip()


def _told(given: dict[str, Any]) -> str:
    parts = [given["MODE"], *given["MARKETS"]]
    parts += [
        f"{name}={value}" for key in ("RULES", "THRESHOLDS") for name, value in given[key].items()
    ]
    return " ".join(parts)
