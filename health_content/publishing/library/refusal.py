"""What is said where an entry of the library may not be saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext

from health_content.compliance import Finding
from health_content.publishing.errors import ComplianceError, told_of

TOLD_AT_MOST = 25


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """A live page that an entry would get refused, and for what.

    ``is_unjudged`` where it can be judged now, and could not be with the entry.
    """

    page_id: int
    title: str
    findings: tuple[Finding, ...]
    is_unjudged: bool = False


class EntryRefused(ComplianceError):
    """An entry of the library may not be saved; ``pages`` are the live ones it would harm.

    ``own`` are findings in words of the entry that pages show apart from what is judged with
    them. Where ``can_suspend``, it may be saved with the calls to action of its pages suspended.
    """

    def __init__(
        self,
        entry: Any,
        pages: Sequence[RefusedPage],
        own: Sequence[Finding] = (),
        told: Sequence[ValidationError] = (),
    ) -> None:
        self.pages = tuple(pages)
        self.own = tuple(own)
        findings = [*self.own, *(item for page in self.pages for item in page.findings)]
        unique = tuple({(item.code, item.fingerprint): item for item in findings}.values())
        super().__init__(unique, subject=entry, told=[*told, *_told(self.pages, self.own)])

    @property
    def can_suspend(self) -> bool:
        """Whether suspending the pages' calls to action would let it pass."""
        return bool(self.pages) and not self.own


def _told(pages: tuple[RefusedPage, ...], own: tuple[Finding, ...]) -> list[ValidationError]:
    told = [ValidationError(told_of(item), code=item.code) for item in own]
    if not pages:
        return told
    told.append(
        ValidationError(
            ngettext(
                "Not saved: %(count)d live page that shows this would be refused with it.",
                "Not saved: %(count)d live pages that show this would be refused with it.",
                len(pages),
            )
            % {"count": len(pages)},
            code="compliance",
        )
    )
    for page in pages[:TOLD_AT_MOST]:
        for finding in page.findings:
            told.append(ValidationError(_on_page(page, told_of(finding)), code=finding.code))
        if page.is_unjudged:
            told.append(ValidationError(_on_page(page, gettext("It could not be judged."))))
    more = len(pages) - TOLD_AT_MOST
    if more > 0:
        counted = ngettext("%(count)d more page.", "%(count)d more pages.", more)
        told.append(ValidationError(counted % {"count": more}, code="compliance"))
    return told


def _on_page(page: RefusedPage, what: str) -> str:
    return gettext("“%(page)s”: %(what)s") % {"page": page.title, "what": what}
