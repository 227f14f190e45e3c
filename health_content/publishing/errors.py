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
        self._names_subject = told is None and subject is not None
        self._has_heading = bool(message)
        if told is None:
            told = [ValidationError(told_of(item), code=item.code) for item in self.findings]
        told = list(told)
        if message:
            told.insert(0, ValidationError(message, code="compliance"))
        super().__init__({NON_FIELD_ERRORS: told})

    @property
    def named_messages(self) -> list[str]:
        """What is said with the title of what it is about, for screens that do not show it."""
        if not self._names_subject:
            return list(self.messages)
        named = 1 if self._has_heading else len(self.messages)
        title = str(self.subject)
        return [
            f"{title}: {message}" if at < named else message
            for at, message in enumerate(self.messages)
        ]


def together(errors: Sequence[ComplianceError]) -> ComplianceError:
    """Several refusals in one, each with the title of what it is about."""
    if len(errors) == 1:
        return errors[0]
    told = [
        ValidationError(message, code="compliance")
        for error in errors
        for message in error.named_messages
    ]
    return ComplianceError([item for error in errors for item in error.findings], told=told)


def told_of(finding: Finding) -> str:
    """A finding in one line: what it is, what to do, by which rule."""
    return f"{finding.message} {finding.remedy} ({finding.code})".strip()
