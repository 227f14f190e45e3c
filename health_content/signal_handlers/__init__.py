"""What follows from what happens elsewhere."""

from health_content.signal_handlers import pages

__all__ = ["pages"]
