"""Lists of articles."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from health_content.pages.mixin import HealthPageMixin

PAGE_SIZE = 20


class HealthIndexPage(HealthPageMixin, Page):
    """Lists the live pages below it, the newest first."""

    introduction = models.TextField(_("introduction"), blank=True)

    template = "health_content/health_index_page.html"
    page_description = _("Lists the articles below it.")
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction")]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("health index")
        verbose_name_plural = _("health indexes")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        articles = self.listed().order_by("-first_published_at", "-pk")
        context["articles"] = Paginator(articles, PAGE_SIZE).get_page(request.GET.get("page"))
        return context

    def listed(self) -> Any:
        """The live children that whoever may read this page may read as well."""
        closed = PageViewRestriction.objects.filter(page__path__startswith=self.path)
        closed_paths = closed.exclude(page_id=self.pk).values("page__path")
        return self.get_children().live().exclude(path__in=closed_paths)
