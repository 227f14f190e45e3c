"""Background jobs, for sites that have a worker."""

from __future__ import annotations

from typing import Any

from django_tasks import task

from health_content.auditing.audit import as_data, audit


@task()
def audit_site_task(fix_by: str = "", with_drafts: bool = False) -> dict[str, Any]:
    """Audit the site, as ``manage.py audit_site`` does; the counts of the run.

    Raises ``ValueError`` where ``fix_by`` is no fix.
    """
    return as_data(audit(fix_by=fix_by, with_drafts=with_drafts))
