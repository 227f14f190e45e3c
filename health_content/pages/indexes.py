"""Lists of articles."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from health_content.pages.catalogue import about, newest_first, page_of, topics_of
from health_content.pages.mixin import HealthPageMixin


class HealthIndexPage(HealthPageMixin, Page):
    """Lists the live pages below it, the newest first, all or those about a topic."""

    introduction = models.TextField(_("introduction"), blank=True)

    template = "health_content/health_index_page.html"
    page_description = _("Lists the articles below it.")
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction")]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("health index")
        verbose_name_plural = _("health indexes")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what the list shows.

        ``articles`` is a page of Django's paginator (``?page=``), ``topics`` are those
        that any of the articles is filed under, with ``article_count`` each, and
        ``selected_topic`` is the one asked for (``?topic=slug``). A topic that none of
        them has shows all of them and sets ``unknown_topic``. ``filter_query`` begins the
        query of every link to another page of the same list.
        """
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        articles = newest_first(self.listed())
        topics = list(topics_of(articles))
        asked = request.GET.get("topic", "")
        selected = next((topic for topic in topics if topic.slug == asked), None)
        if selected is not None:
            articles = about(articles, selected)
        return context | {
            "articles": page_of(articles, request.GET.get("page")),
            "topics": topics,
            "selected_topic": selected,
            "unknown_topic": bool(asked) and selected is None,
            "filter_query": f"{urlencode({'topic': selected.slug})}&" if selected else "",
        }

    def listed(self) -> Any:
        """The live children that whoever may read this page may read as well."""
        closed = PageViewRestriction.objects.filter(page__path__startswith=self.path)
        closed_paths = closed.exclude(page_id=self.pk).values("page__path")
        return self.get_children().live().exclude(path__in=closed_paths)
