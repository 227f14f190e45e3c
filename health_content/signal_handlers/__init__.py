"""What follows from what happens elsewhere."""

from health_content.signal_handlers import library, pages, people, workflows

__all__ = ["library", "pages", "people", "workflows"]
