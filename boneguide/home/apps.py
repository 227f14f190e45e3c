"""The Django app that holds the site's front page."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Front page of the site, and the command that sets up a demonstration."""

    name = "boneguide.home"
    label = "home"
    default_auto_field = "django.db.models.BigAutoField"
