"""The Django app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HealthContentConfig(AppConfig):
    """Connects the parts that Django does not find by itself."""

    name = "health_content"
    label = "health_content"
    verbose_name = _("Health content")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import_module("health_content.checks")
        import_module("health_content.representations.feeds")
        import_module("health_content.signal_handlers")
