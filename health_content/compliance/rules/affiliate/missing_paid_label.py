"""AFF209: a link in a call to action that is not marked as paid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import FTC_ANSWERS
from health_content.compliance.rules.affiliate.offering import invitations, selling
from health_content.compliance.wording import Wording

if TYPE_CHECKING:
    from health_content.compliance.material import Material

_URL = "https://www.amazon.com/dp/B000000001?tag=example-20"
_MARK = Wording(
    r"paid links?",
    r"#(?:ad|commissionsearned)",
    r"(?:ad|advert|advertisement|advertising|anzeige|werbung|sponsored)(?=\s?[:|)\]]|$|\n)",
    r"(?:we|i) (?:may |will )?(?:earn|get|receive) (?:a |an )?(?:\w+ )?commission",
    r"(?:earns|pays) (?:us|me) (?:a )?commission",
    cues=("paid", "#", "ad", "anzeige", "werbung", "sponsored", "commission"),
)


class MissingPaidLabel(Rule):
    """A link that pays us and does not say so on itself.

    Calls to action without an address have no link to mark: AFF211 finds them.
    """

    code = "AFF209"
    name = "missing-paid-label"
    why = (
        "The closer a disclosure stands to the link, the better readers see it; “Paid link” right "
        "beside the link is plain. Every reader meets the link, not every reader the top of the "
        "page."
    )
    message = "“{quote}” leads to a shop that pays us, and does not say so."
    remedy = "Choose the link from the library, which brings its label, or add “(paid link)”."
    better = "Read the label on Amazon (paid link)"
    authority = FTC_ANSWERS
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.NEEDS_REASON
    failing = (
        selling(label="See it on Amazon", url=_URL),
        selling(label="Buy it on Amazon (affiliate link)", url=_URL, program="", key=""),
    )
    passing = (
        selling(label="See it on Amazon (paid link)", url=_URL),
        selling(label="See it on Amazon", url=_URL, link_label="(paid link)"),
        selling(label="Ad: see it on Amazon", url=_URL),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for invitation in invitations(material):
            link = invitation.link
            if link.url and not _MARK.is_in(link.label) and not _MARK.is_in(invitation.words):
                # The block of a known program shows the program's label by itself.
                is_known = bool(link.program or link.key)
                yield invitation.fault(severity=Severity.ADVICE if is_known else None)
