"""The site's addresses. Wagtail's pages come last, because they answer to anything."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from boneguide.search import search
from boneguide.sitemaps import SITEMAPS, robots

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("search/", search, name="search"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("", include("health_content.urls")),
    path("", include(wagtail_urls)),
]
if settings.SERVE_MEDIA:
    media = settings.MEDIA_URL.lstrip("/")
    sent = {"document_root": settings.MEDIA_ROOT}
    urlpatterns.insert(0, re_path(rf"^{media}(?P<path>.*)$", serve, sent))
