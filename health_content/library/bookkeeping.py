"""What Wagtail writes into a page's own row for itself."""

from __future__ import annotations

BOOKKEEPING = frozenset(
    {
        "draft_title",
        "expire_at",
        "expired",
        "go_live_at",
        "has_unpublished_changes",
        "last_published_at",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        "owner",
    }
)
"""Fields of a page, by name, that may change while readers see the same."""
