"""Template tags for what a page says to machines in its head."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from health_content.blocks.citations import ReferencesValue, cited_entries
from health_content.blocks.doses_on_page import dosage_tables
from health_content.blocks.library_chooser import fetch_library
from health_content.blocks.links import values_of
from health_content.blocks.registered import registered_on
from health_content.edition import Channel, place
from health_content.manuscript import Manuscript
from health_content.obligations import body_of, disclaimers_of_request
from health_content.representations.cited_works import cited_works as works_of
from health_content.representations.dose_schedules import as_data_block
from health_content.representations.dose_schedules import dose_schedules as schedules_of

register = template.Library()


@register.simple_tag(takes_context=True)
def dose_schedules(context: template.Context, page: Any) -> SafeString:
    """The sourced doses of an article's tables as JSON-LD; nothing where it has none.

    The element holds data: a browser does not run it, and a policy against inline scripts
    lets it stand.
    """
    body = body_of(page)
    tables = dosage_tables(body) if body is not None else ()
    if not tables:
        return mark_safe("")
    owed = disclaimers_of_request(context.get("request"))
    manuscript = Manuscript(str(page.title), tables)
    return _element(schedules_of(place(manuscript, owed, Channel.WEB, registered_on(body))))


@register.simple_tag
def cited_works(page: Any) -> SafeString:
    """The works that an article cites as JSON-LD; nothing where it cites none.

    The article's library is fetched with it here, if nobody did before, and no query is added.
    """
    body = body_of(page)
    if body is None:
        return mark_safe("")
    fetch_library(body)
    lists = values_of(body, ReferencesValue)
    cited = {entry.pk: entry for value in lists for entry in _listed(value)}
    cited.update((entry.pk, entry) for entry in cited_entries(body).values())
    return _element(works_of(str(page.title), cited.values(), registered_on(body)))


def _listed(value: ReferencesValue) -> list[Any]:
    """The entries of a list that the library still has."""
    return [entry for entry in value["items"] if entry is not None]


def _element(data: dict[str, Any]) -> SafeString:
    """Data in a ``script`` element that no browser runs."""
    if not data:
        return mark_safe("")
    block = f'<script type="application/ld+json">{as_data_block(data)}</script>'
    return mark_safe(block)  # noqa: S308 -- no text in it can end the element
