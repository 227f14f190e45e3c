"""Judging what is live already: pages that no door saw, and what another policy would say."""

from health_content.auditing.audit import Audit, Found, audit, baseline
from health_content.auditing.previewing import PageChange, Preview, preview
from health_content.auditing.states import State

__all__ = ["Audit", "Found", "PageChange", "Preview", "State", "audit", "baseline", "preview"]
