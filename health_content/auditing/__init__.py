"""Judging what is live already: pages that no door saw, and what another policy would say."""

from health_content.auditing.previewing import PageChange, Preview, preview

__all__ = ["PageChange", "Preview", "preview"]
