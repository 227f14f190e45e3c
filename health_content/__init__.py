"""health_content: a Wagtail plugin for health publishers.

This module imports nothing, so that the plain packages below it (``manuscript``,
``readers``, ``edition`` ...) can be used without Django.
"""

__version__ = "0.1.0"
