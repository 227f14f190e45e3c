"""Manuscript and obligations together: the only form in which an article leaves."""

from health_content.edition.beside import Beside
from health_content.edition.channels import Channel
from health_content.edition.edition import Edition
from health_content.edition.facts import NOTHING_KNOWN, PageFacts, ReviewState
from health_content.edition.linking import with_permitted_links
from health_content.edition.obligation import Obligation, ObligationKind, Placement
from health_content.edition.placing import place
from health_content.edition.suspended import NOTHING_SUSPENDED, Suspended

__all__ = [
    "NOTHING_KNOWN",
    "NOTHING_SUSPENDED",
    "Beside",
    "Channel",
    "Edition",
    "Obligation",
    "ObligationKind",
    "PageFacts",
    "Placement",
    "ReviewState",
    "Suspended",
    "place",
    "with_permitted_links",
]
