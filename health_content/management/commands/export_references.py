"""``manage.py export_references --format FORMAT``: the library's references, or one page's."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from wagtail.models import Page

from health_content.bibliography.formats import Format
from health_content.interchange.references import exported_references, references_of
from health_content.library.references import Reference
from health_content.pages.mixin import HealthPageMixin


class Command(BaseCommand):
    """Writes to standard output, in UTF-8."""

    help = "Write references as BibTeX, RIS or CSL-JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=[*Format], required=True)
        parser.add_argument(
            "--page", help="The number of a page or its address: what that cites, in its order."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        references: Any = Reference.objects.order_by("pk")
        if options["page"]:
            references = references_of(_page(options["page"]))
        text = exported_references(references, Format(options["format"]))
        self.stdout.write(text, ending="")


def _page(named: str) -> Any:
    pages: QuerySet[Page] = Page.objects.all()
    if named.isdecimal():
        found = pages.filter(pk=int(named)).first()
    else:
        tail = f"/{named.strip('/')}/"
        found = next(
            (page for page in pages.filter(url_path__endswith=tail) if _is_at(page, tail)), None
        )
    if found is None:
        raise CommandError(f"There is no page {named!r}.")
    page = found.specific
    if not isinstance(page, HealthPageMixin):
        raise CommandError(f"{page} is no article: it cites nothing.")
    return page


def _is_at(page: Page, path: str) -> bool:
    """Whether a page answers at a path: ``url_path`` has the root of its site before that."""
    return page.get_url() == path or page.url_path == path
