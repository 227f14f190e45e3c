"""What search engines may find: pages, topics, and people who have written something."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap as PageSitemap

from health_content.models import HealthArticlePage, Person, ReviewRecord
from health_content.pages.catalogue import topics_of


class TopicSitemap(Sitemap):
    """Every topic that a live article is filed under."""

    def items(self) -> QuerySet[Any]:
        live = HealthArticlePage.objects.live().public()
        return topics_of(live).order_by("slug")

    def location(self, item: Any) -> str:
        return str(item.get_absolute_url())


class PersonSitemap(Sitemap):
    """Everybody who is named on a live article as its author or last approved one."""

    def items(self) -> QuerySet[Any]:
        live = HealthArticlePage.objects.live().public()
        has_written = Exists(live.filter(author=OuterRef("pk")))
        approved = ReviewRecord.objects.filter(
            reviewer=OuterRef("pk"),
            outcome=ReviewRecord.Outcome.APPROVED,
            page_id__in=live.values("pk"),
        )
        return Person.objects.filter(has_written | Exists(approved)).order_by("slug")

    def location(self, item: Any) -> str:
        return str(item.get_absolute_url())


SITEMAPS = {"pages": PageSitemap, "topics": TopicSitemap, "people": PersonSitemap}


def robots(request: HttpRequest) -> HttpResponse:
    """``robots.txt``: all but the admin and the search, and where the site map is."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
