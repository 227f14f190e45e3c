"""A line that asks the reader to buy, as a call to action with its paid link."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from health_content.affiliates.recognition import (
    Recognized,
    looks_like_call_to_action,
    merchant_in_text,
    paid_link,
)
from health_content.manuscript import CallToAction, PaidLinkTarget
from health_content.readers import marks, markup
from health_content.readers.lines import LINK, Line, bare, link_target, link_words
from health_content.readers.pieces import Kind, Piece, Role, source_of
from health_content.readers.reading import Remark, RemarkKind

LONGEST_LABEL = 120
_LONGEST_OFFER = 2_400
_LONGEST_WORDS = 200
_ARROWS = " :–—-=>→⇒➜➡»👉\ufe0f"
_POINTS_AT = ("->", "=>", "→", "⇒", "➜", "➡", "»", ">", "👉")
_BARE = re.compile(
    r"(?<![\w/.@:%=?&-])(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,6}/[^\s<>()\[\]\"“”]{1,2000}",
    re.IGNORECASE,
)
_ORPHAN_STOP = re.compile(r"(?:\s+|(?<=[.!?…]))[.,;]$")
"""What ended the sentence that a link was the end of."""
_ORDER = re.compile(
    r"\W{0,4}(?:(?:please|simply|just|click\shere\sto)\s)?(?:shop|order|buy|purchase|get|grab|check|view|"
    r"see|find|try|browse|compare|discover|pick\sup|click)\b",
    re.IGNORECASE,
)
_IN_TEXT = (
    "An affiliate link stands in the text; make it a call to action with a managed paid link."
)
_NO_TAG = "This Amazon address carries no partner tag."


def call_to_action(text: str, lines: list[Line]) -> CallToAction:
    """The call as it stands; what it says after its dash is the words of the link.

    The link has an address only where the text has one.
    """
    text = _completed(text)
    link = _link(text)
    words, label = _split(text, link.url)
    if link.url:
        words = words.rstrip(_ARROWS) or words
    return CallToAction(words, label, link, source_text=source_of(lines))


def joined_call(piece: Piece, following: Sequence[Piece]) -> tuple[CallToAction, int]:
    """The call together with the line below it that only gives its link.

    That is an address, a marked link, or an offer ("Zinc Lozenges -> https://..."). The
    number says how many of the pieces in ``following`` were taken.
    """
    alone = call_to_action(piece.text, piece.lines)
    taken = next(
        (index for index, part in enumerate(following) if part.role is not Role.REPEATED),
        len(following),
    )
    if alone.link.url or taken == len(following):
        return alone, 0
    below = following[taken]
    if below.kind is not Kind.PARAGRAPH or below.role not in {Role.BODY, Role.CALL_TO_ACTION}:
        return alone, 0
    lines = [*piece.lines, *below.lines]
    if is_only_address(below.text):
        return call_to_action(f"{piece.text} {below.text}", lines), taken + 1
    if not is_linked_offer(below.text):
        return alone, 0
    offer = call_to_action(below.text, below.lines)
    said = " ".join(filter(None, (offer.text, offer.label)))
    text, label = alone.text, alone.label
    if not label and len(said) <= LONGEST_LABEL:
        label = said
    else:
        text = " ".join(filter(None, (text, said)))
    link = replace(
        offer.link,
        merchant=offer.link.merchant or alone.link.merchant,
        program=offer.link.program or alone.link.program,
    )
    return CallToAction(text, label, link, source_text=source_of(lines)), taken + 1


def is_only_address(text: str) -> bool:
    """Whether a line is one web address and nothing else but an arrow or brackets."""
    words = _completed(text).strip(_ARROWS + "<>()[]")
    return words.startswith(("http://", "https://")) and " " not in words


def is_linked_offer(text: str) -> bool:
    """Whether a line names what to buy and ends in its paid link."""
    if len(text) > _LONGEST_OFFER:
        return False
    if match := LINK.fullmatch(text.strip(_ARROWS)):
        return marks.SPONSORED in text or paid_link(link_target(match)) is not None
    text = _completed(text)
    found = markup.addresses(text)
    if len(found) != 1 or paid_link(found[0]) is None:
        return False
    before, _, after = text.partition(found[0])
    before = before.rstrip(" <([")
    if any(character.isalnum() for character in after) or len(before) > _LONGEST_WORDS:
        return False
    if not any(character.isalnum() for character in before) or ". " in before:
        return False
    return before.endswith(_POINTS_AT) or bool(_ORDER.match(before))


def link_remarks(pieces: Sequence[Piece], in_calls: Container[int]) -> Iterator[Remark]:
    """What to do about paid links that stand in the text, by position of their piece."""
    for index, piece in enumerate(pieces):
        if index in in_calls or piece.role is Role.REPEATED:
            continue
        for line in piece.lines:
            for address in markup.addresses(_completed(line.text)):
                if (link := paid_link(address)) is not None:
                    message = f"{_IN_TEXT} {_NO_TAG}" if _lacks_tag(link) else _IN_TEXT
                    yield Remark(RemarkKind.UNPLACED, message, line.number, line.raw)


def call_remark(call: CallToAction, piece: Piece) -> Remark | None:
    """What is missing from the link of a call to action."""
    message = ""
    if not call.link.url:
        message = "The address of this paid link did not come with the text. Choose the link."
    elif (link := paid_link(call.link.url)) is not None and _lacks_tag(link):
        message = f"{_NO_TAG} Choose a managed paid link."
    if not message:
        return None
    return Remark(RemarkKind.MISSING, message, piece.first.number, source_of(piece.lines))


def _lacks_tag(link: Recognized) -> bool:
    return link.network == "amazon" and not link.tag and not link.is_shortened


def _completed(text: str) -> str:
    """The text with "https://" before paid links that were typed without it."""
    return _BARE.sub(lambda match: f"https://{match[0]}" if paid_link(match[0]) else match[0], text)


def _split(text: str, address: str) -> tuple[str, str]:
    anchors = [link_words(match) for match in LINK.finditer(text)]
    if len(anchors) == 1:
        rest = markup.without_address(LINK.sub(" ", text), address)
        rest = _ORPHAN_STOP.sub("", bare(rest).strip(" :–—-"))
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
