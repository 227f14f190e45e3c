"""A line that asks the reader to buy, as a call to action with its paid link."""

from __future__ import annotations

from health_content.affiliates.recognition import (
    looks_like_call_to_action,
    merchant_in_text,
    paid_link,
)
from health_content.manuscript import CallToAction, PaidLinkTarget
from health_content.readers import markup
from health_content.readers.lines import LINK, Line, bare
from health_content.readers.pieces import source_of

LONGEST_LABEL = 120


def call_to_action(text: str, lines: list[Line]) -> CallToAction:
    """The call as it stands; what it says after its dash is the words of the link.

    The link has an address only where the text has one.
    """
    link = _link(text)
    words, label = _split(text, link.url)
    return CallToAction(words, label, link, source_text=source_of(lines))


def is_only_address(text: str) -> bool:
    """Whether a line is one web address and nothing else."""
    return text.startswith(("http://", "https://")) and " " not in text


def _split(text: str, address: str) -> tuple[str, str]:
    anchors = [match[1] for match in LINK.finditer(text)]
    if len(anchors) == 1:
        rest = markup.without_address(LINK.sub(" ", text), address)
        rest = bare(rest).strip(" :–—-")
        if any(character.isalnum() for character in rest) and len(anchors[0]) <= LONGEST_LABEL:
            return rest, bare(anchors[0])
    words = bare(markup.without_address(text, address))
    for dash in ("—", " – ", " - "):
        before, _, after = words.rpartition(dash)
        before, after = before.strip(), after.strip()
        if before and after and len(after) <= LONGEST_LABEL and looks_like_call_to_action(after):
            return before, after
    return words, ""


def _link(text: str) -> PaidLinkTarget:
    found = markup.addresses(text)
    recognized = [(address, paid_link(address)) for address in found]
    address, link = next(
        ((address, link) for address, link in recognized if link is not None),
        (found[0] if found else "", None),
    )
    terms = (link.program if link else None) or merchant_in_text(bare(text))
    return PaidLinkTarget(
        merchant=terms.merchant if terms else "",
        program=terms.key if terms else "",
        product=link.product if link else "",
        url=address,
        market=link.market if link else "",
    )
