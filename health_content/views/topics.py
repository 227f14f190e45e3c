"""All topics, and one topic with its articles."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from health_content.library.topics import Topic
from health_content.pages.catalogue import about, open_articles, page_of, topics_of
from health_content.views.finding import canonical_of, entry_of, site_of


def topics(request: HttpRequest) -> HttpResponse:
    """List what the articles of this site are about.

    The template gets ``topics`` and ``nutrients``, by name, each with ``article_count``.
    What has no article that anyone may read is not listed.
    """
    site = site_of(request)
    found = list(topics_of(open_articles(site)))
    context = {
        "topics": [topic for topic in found if topic.kind == Topic.Kind.TOPIC],
        "nutrients": [topic for topic in found if topic.kind == Topic.Kind.NUTRIENT],
        "noindex": not found,
        "canonical_url": canonical_of(site, reverse("health_content:topics")),
    }
    return TemplateResponse(request, "health_content/topic_list.html", context)


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a topic with the articles of this site about it, the newest first.

    The template gets ``topic`` and ``articles`` (a page of Django's paginator,
    ``?page=``), and ``noindex`` where there is no article yet. Raises ``Http404`` for a
    slug no topic has; a slug in capitals leads to the one in small letters.
    """
    site = site_of(request)
    found = entry_of(Topic.objects.all(), slug)
    if found.slug != slug:
        return redirect(found, permanent=True)
    articles = page_of(about(open_articles(site), found), request.GET.get("page"))
    context = {
        "topic": found,
        "articles": articles,
        "noindex": not articles,
        "canonical_url": canonical_of(site, found.get_absolute_url(), articles.number),
    }
    return TemplateResponse(request, "health_content/topic.html", context)
