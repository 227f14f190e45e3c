"""Other articles for whoever has read one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, OuterRef, Value
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.library_chooser import ArticlePageChooserBlock
from health_content.library.standings import together
from health_content.pages.listings import (
    Filing,
    filings,
    listed,
    number_of,
    open_pages,
    site_path_of,
)

MOST_CHOSEN = 6
MOST_COMPUTED = 4


class RelatedPagesBlock(blocks.StreamBlock):
    """Pages that an editor chose to stand below an article."""

    article = ArticlePageChooserBlock(label=_("Article"), icon="doc-full")

    class Meta:
        max_num = MOST_CHOSEN
        required = False


def chosen_keys(page: Any) -> list[int]:
    """The primary keys of the pages an editor chose, each once, in order."""
    keys = (entry.get("value") for entry in page.related.raw_data if isinstance(entry, dict))
    return list(dict.fromkeys(key for key in keys if isinstance(key, int)))


def refuse_itself(page: Any) -> None:
    """Raises ``ValidationError`` where an article names itself as related to itself."""
    if page.pk is not None and page.pk in chosen_keys(page):
        raise ValidationError(
            {"related": _("An article is not related to itself. Remove it from this list.")}
        )


def related_to(page: Any) -> list[Any]:
    """What to read next: live pages of the same site that anyone may read, never itself.

    Those an editor chose, where any of them is still there; else up to
    ``MOST_COMPUTED`` articles of the same type and language that share the most
    nutrients and topics, the newest first among equals.
    """
    return _chosen(page) or _computed(page)


def _chosen(page: Any) -> list[Any]:
    keys = [key for key in chosen_keys(page) if key != page.pk]
    if not keys:
        return []
    found = {
        found.pk: found for found in listed(open_pages(site_path_of(page)).filter(pk__in=keys))
    }
    return [found[key] for key in keys if key in found][:MOST_CHOSEN]


def _computed(page: Any) -> list[Any]:
    """One query for the articles, and those that their pictures take."""
    model = type(page)
    shared: Any = Value(0)
    for filing in filings(model):
        alike = filing.rows.filter(
            **{filing.page: OuterRef("pk"), f"{filing.topic}__in": _topic_keys(page, filing)}
        )
        shared = shared + number_of(alike, filing.page)
    found = (
        open_pages(site_path_of(page), model)
        .exclude(pk__in=[key for key in (page.pk, page.alias_of_id) if key])
        .filter(locale_id=page.locale_id, alias_of=None)
        .annotate(shared=shared)
        .filter(shared__gt=0)
        .order_by("-shared", F("first_published_at").desc(nulls_last=True), "-pk")
        .select_related(*model.listing_select_related)
        .prefetch_related(*model.listing_prefetch_related)
    )
    return together(list(found[:MOST_COMPUTED]))


def _topic_keys(page: Any, filing: Filing) -> Any:
    """The topics of a page: as stored, or as they stand in a draft or the editor."""
    if filing.field in getattr(page, "_cluster_related_objects", {}) or page.pk is None:
        return [topic.pk for topic in getattr(page, filing.field).all()]
    return filing.rows.filter(**{filing.page: page.pk}).values(filing.topic)
