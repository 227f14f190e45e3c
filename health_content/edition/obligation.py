"""What must be shown: which words, where, and on whose authority."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from health_content.manuscript import escape
from health_content.statutory import FixedText


class ObligationKind(StrEnum):
    """Disclaimers are owed by every response, disclosures by those with paid links."""

    FDA_DISCLAIMER = "fda-disclaimer"
    MEDICAL_DISCLAIMER = "medical-disclaimer"
    DISCLAIMER_ADDITION = "disclaimer-addition"
    AFFILIATE_DISCLOSURE = "affiliate-disclosure"
    PROGRAM_IDENTIFICATION = "program-identification"

    @property
    def is_disclaimer(self) -> bool:
        return self in _DISCLAIMERS


_DISCLAIMERS = frozenset(
    {
        ObligationKind.FDA_DISCLAIMER,
        ObligationKind.MEDICAL_DISCLAIMER,
        ObligationKind.DISCLAIMER_ADDITION,
    }
)


class Placement(StrEnum):
    """Where an obligation is to be met."""

    BEFORE_FIRST_PAID_LINK = "before-first-paid-link"
    AFTER_CONTENT = "after-content"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One text that must be shown.

    ``id`` is unique among the obligations of a response and is what ``must_render``
    lists; ``text`` is exact; ``revision`` names the version of the wording.
    """

    id: str
    kind: ObligationKind
    text: str
    language: str
    revision: str
    authority: str = ""
    placement: Placement = Placement.AFTER_CONTENT

    @classmethod
    def of(
        cls,
        fixed: FixedText,
        kind: ObligationKind,
        placement: Placement = Placement.AFTER_CONTENT,
    ) -> Obligation:
        """The obligation to show a fixed text."""
        return cls(
            id=fixed.key,
            kind=kind,
            text=fixed.text,
            language=fixed.language,
            revision=fixed.revision,
            authority=fixed.authority,
            placement=placement,
        )

    @property
    def html(self) -> str:
        """The one way this obligation is written in HTML: bold, and marked with its id.

        It needs no style sheet to be bold, readable and visible.
        """
        return (
            f'<p class="hc-obligation hc-obligation--{self.kind.value}" '
            f'data-obligation="{_attribute(self.id)}" lang="{_attribute(self.language)}">'
            f"<strong>{escape(self.text)}</strong></p>"
        )


def _attribute(value: str) -> str:
    return escape(value).replace('"', "&quot;")
