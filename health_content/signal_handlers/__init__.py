"""What follows from what happens elsewhere."""

from health_content.signal_handlers import library, pages

__all__ = ["library", "pages"]
