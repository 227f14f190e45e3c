"""The one exception of the gate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

if TYPE_CHECKING:
    from health_content.compliance import Finding


class ComplianceError(ValidationError):
    """Something may not go live; ``findings`` are those that refuse it.

    Always made with a dict, because Wagtail's API reads ``message_dict`` and other packages
    ``error_dict``. What is said is ``told``, else a line for each finding.
    """

    def __init__(
        self,
        findings: Sequence[Finding] = (),
        *,
        subject: Any = None,
        message: str = "",
        told: Sequence[ValidationError] | None = None,
    ) -> None:
        self.findings = tuple(findings)
        self.subject = subject
        if told is None:
            told = [ValidationError(told_of(item), code=item.code) for item in self.findings]
        told = list(told)
        if message:
            told.insert(0, ValidationError(message, code="compliance"))
        super().__init__({NON_FIELD_ERRORS: told})


def told_of(finding: Finding) -> str:
    """A finding in one line: what it is, what to do, by which rule."""
    return f"{finding.message} {finding.remedy} ({finding.code})".strip()
