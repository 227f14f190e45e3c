"""Putting obligations where they have to stand."""

from __future__ import annotations

from collections.abc import Iterable

from health_content.affiliates.recognition import NOTHING_REGISTERED, Registered
from health_content.edition.channels import Channel
from health_content.edition.edition import Edition
from health_content.edition.facts import NOTHING_KNOWN, PageFacts
from health_content.edition.obligation import Obligation, Placement
from health_content.manuscript import Manuscript, Node


def place(
    manuscript: Manuscript,
    obligations: Iterable[Obligation],
    channel: Channel,
    registered: Registered = NOTHING_REGISTERED,
    facts: PageFacts = NOTHING_KNOWN,
) -> Edition:
    """Place obligations among an article's top-level nodes.

    Disclosures stand before everything else, and so before the first paid link
    wherever that is; disclaimers stand after the last node. Every obligation given is
    placed, and each once.
    """
    owed = tuple(dict.fromkeys(obligations))
    first = tuple(item for item in owed if item.placement is Placement.BEFORE_FIRST_PAID_LINK)
    last = tuple(item for item in owed if item.placement is not Placement.BEFORE_FIRST_PAID_LINK)
    sequence: tuple[Node | Obligation, ...] = (*first, *manuscript.body, *last)
    return Edition(manuscript, channel, sequence, registered, facts)
