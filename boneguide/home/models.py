"""The site's front page."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from health_content.models import HealthPageMixin
from health_content.pages.catalogue import open_articles_below
from health_content.pages.listings import listed

ARTICLES_SHOWN = 6


class HomePage(HealthPageMixin, Page):
    """The front page: a tagline, an introduction, and the newest articles below it."""

    tagline = models.CharField(
        max_length=200, blank=True, help_text="One line under the site's name."
    )
    introduction = RichTextField(
        blank=True,
        features=["bold", "italic", "link", "ul", "ol"],
        help_text="What this site is and who stands behind it.",
    )

    content_panels = [*Page.content_panels, FieldPanel("tagline"), FieldPanel("introduction")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("tagline"),
        index.SearchField("introduction"),
    ]
    max_count_per_parent = 1
    template = "home/home_page.html"

    class Meta:
        verbose_name = "front page"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``articles``, the newest ones below, and ``sections``, the children in menus."""
        context = super().get_context(request, *args, **kwargs)
        context["articles"] = self.newest_articles()
        context["sections"] = self.get_children().live().public().in_menu()
        return context

    def newest_articles(self) -> list[Any]:
        """At most ``ARTICLES_SHOWN`` articles that anyone may read, each once, the newest first."""
        return listed(open_articles_below(self)[:ARTICLES_SHOWN])
