"""``manage.py make_groups``: the groups of the people who work on a site."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Page, Site

from health_content.groups import ROLES, Made, make_group


class Command(BaseCommand):
    """Makes what is missing, takes nothing away, and says what it did."""

    help = (
        "Make the groups Editors, Medical reviewers and Compliance officers, or give them the "
        "permissions that they lack. Nothing is taken away, and nobody is put into a group."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which pages the groups work on."""
        parser.add_argument(
            "--page",
            type=int,
            action="append",
            metavar="ID",
            help="the page below which they work, again for more (default: each site's front page)",
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make the groups and report."""
        roots = roots_of(options["page"])
        try:
            made = [make_group(role, roots) for role in ROLES]
        except Permission.DoesNotExist as error:
            raise CommandError("Permissions are missing. Run manage.py migrate first.") from error
        named = ", ".join(f"“{page.title}” ({page.pk})" for page in roots)
        self.stdout.write(f"Pages: {named} and all below.")
        for item in made:
            self.stdout.write(told_of(item))


def roots_of(chosen: list[int] | None) -> list[Page]:
    """The pages that were chosen, else every site's front page. Raises ``CommandError``."""
    if not chosen:
        front = Site.objects.order_by("pk").values_list("root_page", flat=True)
        roots = list(Page.objects.filter(pk__in=list(front)).order_by("path"))
        if not roots:
            raise CommandError("There is no site. Make one, or name a page with --page.")
        return roots
    roots = list(Page.objects.filter(pk__in=chosen).order_by("path"))
    if missing := set(chosen) - {page.pk for page in roots}:
        raise CommandError(f"There is no page {min(missing)}.")
    return roots


def told_of(made: Made) -> str:
    """What was done about a group, in a line."""
    name = made.group.name
    if made.is_new:
        return f"{name}: made, {made.added} permissions given."
    if made.added:
        return f"{name}: {made.added} permission{'s' * (made.added > 1)} added."
    return f"{name}: nothing was missing."
