"""What goes where in Wagtail's admin. Registrations only."""

from __future__ import annotations

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from health_content.admin.snippets import HealthLibraryViewSetGroup

register_snippet(HealthLibraryViewSetGroup)


@hooks.register("register_log_actions")
def register_log_actions(actions):
    """Give our log entries their words."""
    actions.register_action(
        "health_content.review", "Record a medical review", "Recorded a medical review"
    )
    actions.register_action("health_content.import", "Import an article", "Imported an article")
