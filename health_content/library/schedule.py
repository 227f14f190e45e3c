"""What the log calls the publication of what was due."""

SCHEDULED = "wagtail.publish.scheduled"
"""What Wagtail's ``publish_scheduled`` calls its action."""

BLOCKED = "health_content.publish_blocked"
"""What we call it where something was due and may not go live."""
