"""A text as an article, so that an example or a single sentence can be judged."""

from __future__ import annotations

from health_content.edition import Channel, Edition, place
from health_content.edition.facts import NOTHING_KNOWN, PageFacts
from health_content.edition.obligation import Obligation, ObligationKind, Placement
from health_content.manuscript import (
    CallToAction,
    Manuscript,
    Node,
    PaidLinkTarget,
    Prose,
    RichText,
)
from health_content.statutory import (
    AFFILIATE_DEFAULT,
    AMAZON_ASSOCIATE,
    FDA_PLURAL,
    MEDICAL_DEFAULT,
)

OBLIGATIONS = (
    Obligation.of(
        AFFILIATE_DEFAULT,
        ObligationKind.AFFILIATE_DISCLOSURE,
        Placement.BEFORE_FIRST_PAID_LINK,
    ),
    Obligation.of(
        AMAZON_ASSOCIATE,
        ObligationKind.PROGRAM_IDENTIFICATION,
        Placement.BEFORE_FIRST_PAID_LINK,
    ),
    Obligation.of(FDA_PLURAL, ObligationKind.FDA_DISCLAIMER),
    Obligation.of(MEDICAL_DEFAULT, ObligationKind.MEDICAL_DISCLAIMER),
)
"""What a page of the web channel owes that has a paid link of Amazon's."""

SALE = CallToAction(
    id="offer",
    text="Read what the label says and compare prices.",
    label="See it on Amazon (paid link)",
    link=PaidLinkTarget(id="link", merchant="Amazon", program="amazon", key="example", market="US"),
)
"""A call to action that has nothing wrong with it."""


def edition_of(example: str | Manuscript | Edition, *, is_commercial: bool = True) -> Edition:
    """An example as the edition that rules judge.

    A string becomes one paragraph of body copy. A call to action follows it where
    ``is_commercial``; a manuscript and an edition stay as they are.
    """
    if isinstance(example, Edition):
        return example
    if isinstance(example, Manuscript):
        return placed(example)
    body: tuple[Node, ...] = (Prose(id="text", html=RichText.from_text(example)),)
    if is_commercial:
        body = (*body, SALE)
    return placed(Manuscript(title="About this supplement", body=body))


def placed(manuscript: Manuscript, facts: PageFacts = NOTHING_KNOWN) -> Edition:
    """A manuscript with what a web page owes."""
    return place(manuscript, OBLIGATIONS, Channel.WEB, facts=facts)
