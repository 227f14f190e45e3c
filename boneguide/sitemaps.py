"""What search engines may find: pages, topics, and people who worked on articles."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap as PageSitemap

from health_content.models import Person, ReviewRecord
from health_content.pages.catalogue import article_types, open_articles, reviewed_by, topics_of


class OfSite(PageSitemap):
    """Entries of the library that the request's site has a public page for."""

    _urls = Sitemap._urls  # type: ignore[attr-defined]
    lastmod = None

    def location(self, item: Any) -> str:
        return str(item.get_absolute_url())


class TopicSitemap(OfSite):
    """Every topic that an article anyone may read is filed under."""

    def items(self) -> QuerySet[Any]:
        return topics_of(open_articles(self.get_wagtail_site())).order_by("slug")


class PersonSitemap(OfSite):
    """Everybody who wrote or checked an article anyone may read, or approved it when last asked."""

    def items(self) -> list[Person]:
        articles = open_articles(self.get_wagtail_site())
        keys = articles.order_by().values("pk")
        named: set[int] = set()
        for model in article_types():
            articles_of_type = model._default_manager.filter(pk__in=keys).order_by()
            for role in ("author", "fact_checker"):
                naming = articles_of_type.filter(**{f"{role}__isnull": False})
                named |= set(naming.values_list(role, flat=True))
        reviewers = ReviewRecord.objects.order_by().values("reviewer").distinct()
        for person in Person.objects.filter(pk__in=reviewers).exclude(pk__in=named):
            if reviewed_by(articles, person).exists():
                named.add(person.pk)
        return list(Person.objects.filter(pk__in=named).order_by("slug"))


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
