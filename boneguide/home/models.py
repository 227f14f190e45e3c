"""The site's front page, and its plain pages."""

from typing import Any

from django.db import models
from django.db.models import F, QuerySet
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, Site
from wagtail.search import index

from health_content.models import HealthPageMixin
from health_content.pages.catalogue import open_articles_below, topics_of
from health_content.pages.listings import listed, open_pages

ARTICLES_SHOWN = 6
TOPICS_SHOWN = 12


class HomePage(HealthPageMixin, Page):
    """The front page: a tagline, an introduction, topics, and the newest articles below it."""

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
        """Adds ``articles``, the newest ones below, and ``topics``, what most of them are about."""
        context = super().get_context(request, *args, **kwargs)
        context["articles"] = self.newest_articles()
        context["topics"] = self.topics()
        return context

    def newest_articles(self) -> list[Any]:
        """At most ``ARTICLES_SHOWN`` articles that anyone may read, each once, the newest first."""
        return listed(open_articles_below(self)[:ARTICLES_SHOWN])

    def topics(self) -> list[Any]:
        """The ``TOPICS_SHOWN`` topics with the most articles below, by name."""
        topics: list[Any] = list(topics_of(open_articles_below(self)))
        most = sorted(topics, key=lambda topic: -topic.article_count)[:TOPICS_SHOWN]
        return sorted(most, key=lambda topic: topic.name.casefold())


class StandardPage(HealthPageMixin, Page):
    """A plain page: who runs the site, how it works, how to get in touch."""

    body = RichTextField(features=["h2", "h3", "bold", "italic", "link", "ul", "ol"])
    tells_how_we_work = models.BooleanField(
        "tells how we work",
        default=False,
        help_text="Every article leads to this page from “How we reviewed this article”, as the "
        "place that says how to report a mistake. It has to be shown in menus.",
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("body"),
        FieldPanel("tells_how_we_work"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    page_description = "A page of text, such as “About” or “How we work”. In menus: in the footer."
    template = "home/standard_page.html"

    class Meta:
        verbose_name = "plain page"


def pages_in_menus(request: HttpRequest) -> QuerySet[Page]:
    """The pages right below the front page that are shown in menus and that anyone may read.

    Each has ``tells_how_we_work``, which is ``None`` for all but plain pages. One query.
    """
    site = Site.find_for_request(request)
    if site is None:
        return Page.objects.none()
    root = site.root_page
    below = {"path__startswith": root.path, "depth": root.depth + 1, "show_in_menus": True}
    pages = open_pages(root.url_path).filter(**below).order_by("path")
    return pages.annotate(tells_how_we_work=F("standardpage__tells_how_we_work"))
