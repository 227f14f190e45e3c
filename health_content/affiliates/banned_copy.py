"""Words that programs forbid their partners, as data, each with where it was read."""

from __future__ import annotations

from collections.abc import Mapping

from health_content.affiliates.terms import Certainty, Source

BANNED_COPY: Mapping[str, tuple[str, ...]] = {
    "awin": ("miracle cure", "miracle cures"),
}
"""Phrases in lower case by the network that pays, as recognition names it.

What a program forbids in general words, such as misleading health claims, is for the rules on
claims.
"""

BANNED_COPY_SOURCES: Mapping[str, Source] = {
    "awin": Source(
        "Awin merchant terms 117847, 61715 and 96087",
        "https://ui.awin.com/merchant-profile-terms/117847",
        certainty=Certainty.READ,
    ),
}
