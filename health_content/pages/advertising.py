"""Which pages are advertising, so that a title can say it where a market wants that."""

from __future__ import annotations

import logging
from typing import Any

from django.db import Error as DatabaseFailure

from health_content.affiliates.recognition import paid_link
from health_content.compliance.rules.affiliate.uk_ad_label import begins_as_ad
from health_content.library.standings import Standing, Version, listed_with
from health_content.obligations import disclosures_of_page, leads_of, registered_for
from health_content.statutory import AD_LABEL

logger = logging.getLogger("health_content.obligations")

_SELLS = "_health_content_sells"


def is_ad(page: Any) -> bool:
    """Whether a page sells as it stands in memory, for the page that is being shown."""
    known: bool | None = getattr(page, _SELLS, None)
    if known is None:
        facts = getattr(page, "page_facts", None)
        known = bool(getattr(facts, "sells", False) or disclosures_of_page(page))
        setattr(page, _SELLS, known)
    return known


def is_listed_ad(page: Any) -> bool:
    """Whether the live version of a page sells, for lists. One query for the whole list.

    A page that was never judged counts by its paid links. Where the database does not answer
    it counts as one that sells.
    """
    known: bool | None = getattr(page, _SELLS, None)
    if known is None:
        for other, sells in _of_list(listed_with(page)):
            setattr(other, _SELLS, sells)
        known = getattr(page, _SELLS, True)
    return known


def needs_label(title: str) -> bool:
    """Whether a title does not say by itself that it is an ad."""
    return not begins_as_ad(title)


def titled(page: Any) -> str:
    """The title of a page as it is told where a market wants what sells to say so."""
    title = str(page.title)
    return f"{AD_LABEL.text}: {title}" if is_ad(page) and needs_label(title) else title


def _of_list(pages: list[Any]) -> list[tuple[Any, bool]]:
    try:
        found = dict(
            Standing.objects.filter(
                page_id__in=[page.pk for page in pages], version=Version.LIVE
            ).values_list("page_id", "is_commercial")
        )
        return [
            (page, found[page.pk] if page.pk in found else _has_paid_links(page)) for page in pages
        ]
    except DatabaseFailure:
        logger.exception("The database did not answer; what is listed counts as advertising.")
        return [(page, True) for page in pages]


def _has_paid_links(page: Any) -> bool:
    specific = page.specific
    leads = leads_of(specific)
    registered = registered_for(specific, leads=leads)
    return bool(leads.offers) or any(paid_link(it, registered) for it in leads.addresses)
