"""The site's one app."""

from django.apps import AppConfig


class ExtensionConfig(AppConfig):
    """Holds page types of the site's own."""

    name = "tests.extension"
    label = "extension"
    default_auto_field = "django.db.models.BigAutoField"
