"""Background jobs, for sites that have a worker."""

from __future__ import annotations

from typing import Any

from django_tasks import task

from health_content.auditing.audit import as_data, audit
from health_content.counting import prune_clicks
from health_content.link_health import Busy, check_links
from health_content.link_health.digest import send_digest
from health_content.reference_checks import check_references
from health_content.reference_checks.digest import send_digest as send_reference_digest


@task()
def audit_site_task(fix_by: str = "", with_drafts: bool = False) -> dict[str, Any]:
    """Audit the site, as ``manage.py audit_site`` does; the counts of the run.

    Raises ``ValueError`` where ``fix_by`` is no fix.
    """
    return as_data(audit(fix_by=fix_by, with_drafts=with_drafts))


@task()
def check_links_task(is_all: bool = False, only: int = 0, limit: int = 0) -> dict[str, Any]:
    """Look at the paid links that are due, as ``manage.py check_links`` does; the counts.

    Nothing but ``busy`` where another run is under way.
    """
    try:
        outcome = check_links(is_all=is_all, only=only, limit=limit)
    except Busy:
        return {"busy": True}
    return {**outcome.as_data(), "told": send_digest()}


@task()
def check_references_task(is_all: bool = False, only: int = 0, limit: int = 0) -> dict[str, Any]:
    """Ask what became of the references that are due, as ``manage.py check_references`` does.

    The counts of the run; nothing but ``busy`` where another run is under way.
    """
    try:
        outcome = check_references(is_all=is_all, only=only, limit=limit)
    except Busy:
        return {"busy": True}
    return {**outcome.as_data(), "told": send_reference_digest()}


@task()
def prune_clicks_task() -> int:
    """Delete old counts of clicks, as ``manage.py prune_clicks`` does; how many went."""
    return prune_clicks()
