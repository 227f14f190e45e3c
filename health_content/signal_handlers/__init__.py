"""What follows from what happens elsewhere."""

from health_content.signal_handlers import library, pages, people, references, workflows

__all__ = ["library", "pages", "people", "references", "workflows"]
