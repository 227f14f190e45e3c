"""Calls to action and their links, however the export parted them."""

from __future__ import annotations

import pytest

from health_content.manuscript import CallToAction, walk
from health_content.readers import Reading, RemarkKind, read

OPENING = (
    "Zinc Through the Year\n\nZinc is a mineral that the body needs in small amounts, "
    "and most people get it from food.\n\nWhat Zinc Does\n\nIt helps enzymes work.\n\n"
)
CALL = "Shop Zinc Lozenges on Amazon today!"
ADDRESS = "https://www.amazon.com/dp/B000EXAMPL?tag=our-20"


def reading_of(text: str) -> Reading:
    return read((OPENING + text).encode(), "article.txt")


def calls(reading: Reading) -> list[CallToAction]:
    return [node for _, node in walk(reading.manuscript) if isinstance(node, CallToAction)]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "line", [ADDRESS, f"<{ADDRESS}>", f"-> {ADDRESS}", ADDRESS.removeprefix("https://")]
)
def test_a_link_on_the_line_below_belongs_to_the_call(line, gap):
    reading = reading_of(f"{CALL}{gap}{line}\n\nIt keeps well.\n")
    (call,) = calls(reading)
    assert call.link.url == ADDRESS
    assert call.text == CALL
    assert reading.remarks == ()


def test_a_link_below_a_doubled_call_belongs_to_it():
    reading = reading_of(f"{CALL}\n\n{CALL}\n\n{ADDRESS}\n")
    (call,) = calls(reading)
    assert call.link.url == ADDRESS
    assert [item.kind for item in reading.remarks] == [RemarkKind.DUPLICATE_REMOVED]


@pytest.mark.parametrize(
    "line",
    [
        f"Buy NOW Foods Zinc Lozenges -> {ADDRESS}",
        f"NOW Foods Zinc Lozenges → {ADDRESS}",
        f"Get the lozenges here: {ADDRESS}",
        f"[Buy NOW Foods Zinc Lozenges]({ADDRESS})",
        "NOW Foods Zinc Lozenges -> amazon.com/dp/B000EXAMPL?tag=our-20",
    ],
)
def test_an_offer_with_its_paid_link_is_a_call(line):
    reading = reading_of(f"{line}\n\nIt keeps well.\n")
    (call,) = calls(reading)
    assert call.link.url.removeprefix("https://www.") == ADDRESS.removeprefix("https://www.") or (
        call.link.url == "https://amazon.com/dp/B000EXAMPL?tag=our-20"
    )
    assert "http" not in call.text + call.label
    assert not call.text.endswith((">", "→", ":"))
    assert call.link.product == "B000EXAMPL"
    assert reading.remarks == ()


def test_an_offer_below_a_call_without_a_link_gives_it_link_and_label():
    reading = reading_of(f"{CALL}\n\nBuy NOW Foods Zinc Lozenges -> {ADDRESS}\n\nIt keeps.\n")
    (call,) = calls(reading)
    assert (call.text, call.label) == (CALL, "Buy NOW Foods Zinc Lozenges")
    assert call.link.url == ADDRESS
    assert reading.remarks == ()


def test_two_offers_with_links_are_two_calls():
    other = "https://www.amazon.com/dp/B000EXAMPM?tag=our-20"
    reading = reading_of(f"Buy Zinc -> {ADDRESS}\n\nBuy Copper -> {other}\n")
    assert [call.link.url for call in calls(reading)] == [ADDRESS, other]


@pytest.mark.parametrize(
    "text",
    [
        f"I like the ones at {ADDRESS} for travel, and they keep well in a bag.",
        f"These [lozenges]({ADDRESS}) keep well, and they are small enough for a bag.",
        f"Some keep well in a bag:\n\n- lozenges, {ADDRESS}\n- tablets",
        "The ones at amzn.to/3AbCdEf keep well, and they are small enough for a bag.",
    ],
)
def test_a_paid_link_in_the_text_is_told(text):
    reading = reading_of(f"{text}\n")
    assert calls(reading) == []
    (remark,) = reading.remarks
    assert remark.kind is RemarkKind.UNPLACED
    assert "make it a call to action" in remark.message
    assert "tag" not in remark.message
    assert remark.line >= 9


def test_an_amazon_link_without_a_tag_is_told_in_text_and_in_a_call():
    address = "https://www.amazon.com/dp/B000EXAMPL"
    reading = reading_of(f"The ones at {address} keep well in a bag.\n\nBuy Zinc -> {address}\n")
    in_text, in_call = reading.remarks
    assert "carries no partner tag" in in_text.message
    assert "make it a call to action" in in_text.message
    assert in_call.kind is RemarkKind.MISSING
    assert "carries no partner tag" in in_call.message


def test_another_link_in_the_text_is_none_to_tell():
    reading = reading_of("Read https://ods.od.nih.gov/factsheets/Zinc-Consumer/ and dine well.\n")
    assert reading.remarks == ()
    assert calls(reading) == []
