"""The site's addresses with Wagtail's API v3."""

from django.urls import path
from wagtail.api.v3.urls import api

from boneguide.urls import urlpatterns as site

urlpatterns = [path("api/v3/", api.urls), *site]
