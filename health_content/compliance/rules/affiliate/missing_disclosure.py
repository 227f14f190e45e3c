"""AFF212: paid links on a page that does not say that they are paid for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.examples import OBLIGATIONS
from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import CONNECTION
from health_content.compliance.rules.affiliate.offering import invitations, selling, terms_of
from health_content.edition import Channel, Edition, ObligationKind, Placement, place
from health_content.edition.obligation import Obligation
from health_content.manuscript import Manuscript

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_NO_DISCLOSURE = "This page has paid links, and nothing on it discloses that we earn by them."
_LATE = "The affiliate disclosure comes after the first paid link."
_NO_IDENTIFICATION = "This page has links of {program}, and lacks the sentence that it asks for."


def _owing(*kinds: ObligationKind, manuscript: Manuscript | None = None) -> Edition:
    owed = [item for item in OBLIGATIONS if item.kind in kinds]
    return place(manuscript or selling(), owed, Channel.WEB)


class MissingDisclosure(Rule):
    """Offers without the disclosure, or without the sentence that identifies the partner."""

    code = "AFF212"
    name = "missing-disclosure"
    why = (
        "That we earn when readers buy may change what they think of a recommendation, so it has "
        "to be said, and before the first link. The page computes it from its paid links; where "
        "it is missing, something took it out."
    )
    message = _NO_DISCLOSURE
    remedy = "Restore the obligations of the page; nobody has to type a disclosure."
    better = "This page contains paid links. If you buy through one of them, we earn a commission."
    authority = CONNECTION
    severity = Severity.BLOCKING
    severity_elsewhere = Severity.BLOCKING
    is_locked = True
    failing = (
        _owing(ObligationKind.FDA_DISCLAIMER),
        _owing(ObligationKind.AFFILIATE_DISCLOSURE),
    )
    passing = (
        _owing(ObligationKind.AFFILIATE_DISCLOSURE, ObligationKind.PROGRAM_IDENTIFICATION),
        _owing(ObligationKind.FDA_DISCLAIMER, manuscript=Manuscript(title="On zinc")),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        if material.offers and (lacking := list(_lacking(material))):
            yield _told(material, " ".join(lacking))


def _lacking(material: Material) -> Iterator[str]:
    obligations = material.edition.obligations
    disclosures = _of(obligations, ObligationKind.AFFILIATE_DISCLOSURE)
    if not disclosures:
        yield _NO_DISCLOSURE
    elif all(item.placement is not Placement.BEFORE_FIRST_PAID_LINK for item in disclosures):
        yield _LATE
    said = _of(obligations, ObligationKind.PROGRAM_IDENTIFICATION)
    asked: set[str] = set()
    for offer in material.offers:
        terms = terms_of(offer, material)
        if terms is None or terms.key in asked:
            continue
        asked.add(terms.key)
        sentences = {item.text.text for item in terms.identifications}
        if sentences and not any(
            item.text in sentences or _is_of(terms.key, item) for item in said
        ):
            yield _NO_IDENTIFICATION.replace("{program}", terms.name)


def _of(obligations: tuple[Obligation, ...], kind: ObligationKind) -> list[Obligation]:
    return [item for item in obligations if item.kind is kind]


def _is_of(key: str, obligation: Obligation) -> bool:
    """Whether a sentence is a program's; several of one program are numbered."""
    name = f"program-identification-{key}"
    number = obligation.id.removeprefix(name)
    return obligation.id.startswith(name) and (not number or number[1:].isdecimal())


def _told(material: Material, message: str) -> Fault:
    """The fault at the first invitation, at the first paid link where there is none."""
    for invitation in invitations(material):
        return invitation.fault(message)
    return Fault(material.offers[0].location, 0, 0, message)
