"""What the rules on paid links ask of an edition: who is offered, where, by whose terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from health_content.affiliates import PROGRAMS, ProgramTerms
from health_content.compliance.examples import SALE
from health_content.compliance.rule import Fault
from health_content.manuscript import (
    CallToAction,
    Location,
    Manuscript,
    Node,
    PaidLinkTarget,
    ProductCard,
    Prose,
    RichText,
)

if TYPE_CHECKING:
    from health_content.compliance.finding import Severity
    from health_content.compliance.material import Copy, Material, Offer

NOT_OURS = frozenset({"reference", "quotation", "evidence", "myth", "slug", "file-name"})
"""Roles of words that cite or tell of something; they are no advertising of ours."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A call to action, a product card, or a paid link of the registry inside a text.

    ``field`` names the text a finding points at. Inside a text ``node`` is the call to action that
    its words would be, and ``span`` where they stand there.
    """

    location: Location
    node: CallToAction | ProductCard
    field: str
    span: tuple[int, int] | None = None

    @property
    def link(self) -> PaidLinkTarget:
        return self.node.link

    @property
    def words(self) -> str:
        """All that it says, with the label that its program puts to the link."""
        texts = [text for _, text in self.node.passages()]
        return " \n".join((*texts, self.link.label))

    def fault(self, message: str = "", remedy: str = "", severity: Severity | None = None) -> Fault:
        """A fault of the whole invitation, told at its text."""
        if self.span is not None:
            return Fault(self.location, *self.span, message, remedy, severity)
        text = getattr(self.node, self.field) if self.field else ""
        place = self.location / self.field if self.field else self.location / "link"
        return Fault(place, 0, len(text), message, remedy, severity)


def invitations(material: Material) -> tuple[Invitation, ...]:
    """Every call to action and product card in reading order, then the links inside texts."""
    return material.once("invitations", lambda: tuple(_invitations(material)))


def _invitations(material: Material) -> Iterator[Invitation]:
    for location, node in material.nodes:
        if isinstance(node, CallToAction):
            names: tuple[str, ...] = ("label", "text")
        elif isinstance(node, ProductCard):
            names = ("label", "name", "brand")
        else:
            continue
        yield Invitation(location, node, next((name for name in names if getattr(node, name)), ""))
    texts = {copy.location: copy.text for copy in material.copies}
    for item in material.inline:
        link = item.link
        around = texts.get(item.location, link.text)
        said = CallToAction(around, link.text, item.target)
        yield Invitation(item.location, said, "label", (link.start, link.end))


def terms_by_key(key: str, material: Material) -> ProgramTerms | None:
    """The terms of a program, the site's own before those that ship; ``None``: not known."""
    if not key:
        return None
    registered = material.edition.registered
    for terms in (*registered.programs, *registered.addresses.values(), *PROGRAMS):
        if terms.key == key and not terms.is_template:
            return terms
    return None


def terms_of(offer: Offer, material: Material) -> ProgramTerms | None:
    """The terms that hold for an offer, ``None`` where nothing tells them."""
    if offer.link and (named := terms_by_key(offer.link.program, material)):
        return named
    return offer.recognized.program if offer.recognized else None


def are_permitted(term: str, material: Material) -> bool:
    """Whether the terms of every offer on the page are known to allow something."""
    known: dict[str, bool] = {}
    for offer in material.offers:
        terms = terms_of(offer, material)
        if terms is None:
            return False
        if not known.setdefault(terms.key, terms.permits(term)):
            return False
    return bool(material.offers)


def copies_near_offers(material: Material) -> tuple[Copy, ...]:
    """What the article itself says beside its paid links."""
    if not material.is_commercial:
        return ()
    return material.once(
        "copies near offers",
        lambda: tuple(
            copy
            for copy in material.copies
            if copy.role not in NOT_OURS and material.is_near_offer(copy)
        ),
    )


def typed_paid_links(material: Material) -> Iterator[Fault]:
    """Paid addresses that stand in a text, as a link there, with their place."""
    typed = {offer.address for offer in material.offers if offer.link is None}
    for item in material.links:
        if item.link.target in typed and material.paid(item.link.target):
            yield Fault(item.location, item.link.start, item.link.end)


def selling(
    text: str = "Zinc is a trace element.",
    label: str = "See it on Amazon (paid link)",
    url: str = "",
    *,
    words: str = "Compare what the labels say.",
    merchant: str = "Amazon",
    program: str = "amazon",
    key: str = "example",
    market: str = "US",
    link_label: str = "",
) -> Manuscript:
    """An article of one paragraph with one call to action, for the examples of rules."""
    link = PaidLinkTarget(
        merchant=merchant, program=program, url=url, market=market, key=key, label=link_label
    )
    body: tuple[Node, ...] = (
        Prose(RichText.from_text(text), id="text"),
        CallToAction(words, label, link, id="offer"),
    )
    return Manuscript(title="About this supplement", body=body)


def linking(html: str) -> Manuscript:
    """An article of one paragraph of HTML and a sound call to action."""
    return Manuscript(title="About this supplement", body=(Prose(RichText(html), id="text"), SALE))
