"""``manage.py check_compliance``: what the rules find in pages."""

from __future__ import annotations

import dataclasses
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page, Site, get_page_models

from health_content.assessment import assess, policy
from health_content.compliance import Policy, PolicyError, policy_for
from health_content.compliance.render import (
    FAIL_ON,
    FORMATS,
    STRUCTURED,
    Checked,
    Terminal,
    fails,
    finding_text,
    summary,
)

FOUND, USAGE = 1, 2
_BATCH = 100


class Command(BaseCommand):
    """Judges pages as they are stored, and changes nothing."""

    help = (
        "Judge pages by the rules. Exit code 0: nothing as grave as --fail-on; 1: something; "
        "2: wrong usage."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        chosen = parser.add_argument_group("which pages")
        chosen.add_argument("--page", type=int, action="append", default=[], metavar="ID")
        chosen.add_argument(
            "--path",
            action="append",
            default=[],
            metavar="/A/B/",
            help="The path of a page's address on any site.",
        )
        chosen.add_argument("--all", action="store_true", help="Every live page with an article.")
        parser.add_argument(
            "--draft",
            action="store_true",
            help="Judge the latest draft of each page instead of what readers see.",
        )
        parser.add_argument("--format", choices=FORMATS, default="text")
        parser.add_argument(
            "--fail-on",
            choices=FAIL_ON,
            default=FAIL_ON[0],
            help="The least grave severity that gives exit code 1.",
        )
        parser.add_argument(
            "--market",
            action="append",
            metavar="US,UK",
            help="Whose law counts, instead of the markets in the settings.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = _policy(options["market"])
        except PolicyError as problem:
            raise CommandError(str(problem), returncode=USAGE) from problem
        keys = _keys(options)
        terminal = Terminal.of(self.stdout)
        if options["no_color"] or options["force_color"]:
            terminal = dataclasses.replace(terminal, has_color=options["force_color"])
        is_text = options["format"] == "text"
        checked: list[Checked] = []
        told: set[str] = set()
        for name, page in _pages(keys, is_draft=options["draft"]):
            one = Checked.of(name, assess(page, by=by))
            checked.append(one)
            if is_text:
                for finding, place in one.placed:
                    shown = finding_text(one.name, finding, place, terminal, told)
                    self.stdout.write(f"{shown}\n")
        if is_text:
            self.stdout.write(summary(checked))
        else:
            self.stdout.write(STRUCTURED[options["format"]](checked, ()))
        if fails(checked, options["fail_on"]):
            raise CommandError(
                f"There are findings as grave as {options['fail_on']}.", returncode=FOUND
            )


def _policy(markets: list[str] | None) -> Policy:
    of_site = policy()
    if not markets:
        return of_site
    named = [part.strip() for value in markets for part in value.split(",") if part.strip()]
    return dataclasses.replace(of_site, markets=policy_for(named).markets)


def _keys(options: dict[str, Any]) -> list[int]:
    """The ids of the pages asked for, each once."""
    if not (options["page"] or options["path"] or options["all"]):
        raise CommandError("Name pages with --page or --path, or give --all.", returncode=USAGE)
    pages = Page.objects.filter(depth__gt=1)
    keys: list[int] = []
    for key in options["page"]:
        if not pages.filter(pk=key).exists():
            raise CommandError(f"There is no page {key}.", returncode=USAGE)
        keys.append(key)
    for path in options["path"]:
        roots = [root.root_path for root in Site.get_site_root_paths()]
        ending = f"{path.strip('/')}/".lstrip("/")
        found = list(
            pages.filter(url_path__in=[f"{root}{ending}" for root in roots]).values_list(
                "pk", flat=True
            )
        )
        if not found:
            raise CommandError(f"There is no page at {path}.", returncode=USAGE)
        keys += found
    if options["all"]:
        types = [model for model in get_page_models() if getattr(model, "manuscript_body", "")]
        live = pages.live().type(*types) if types else pages.none()
        keys += live.order_by("path").values_list("pk", flat=True)
    return list(dict.fromkeys(keys))


def _pages(keys: list[int], *, is_draft: bool) -> Iterator[tuple[str, Any]]:
    """Each page as its own type, with the name it is told by, a batch from the database at once."""
    has_many_sites = len(Site.get_site_root_paths()) > 1
    for start in range(0, len(keys), _BATCH):
        batch = Page.objects.filter(pk__in=keys[start : start + _BATCH])
        for page in batch.order_by("path").specific():
            yield _name(page, has_many_sites), _draft_of(page) if is_draft else page


def _draft_of(page: Any) -> Any:
    return page.latest_revision.as_object() if page.latest_revision_id else page


def _name(page: Any, has_many_sites: bool) -> str:
    parts = page.get_url_parts()
    if parts is None:
        return str(page.url_path)
    _, host, path = parts
    return f"{host}{path}" if has_many_sites else str(path)
