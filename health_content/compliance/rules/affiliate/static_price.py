"""AFF202: a price, a discount or a stock level typed beside a paid link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.affiliate.authorities import AMAZON_POLICIES
from health_content.compliance.rules.affiliate.offering import (
    are_permitted,
    copies_near_offers,
    selling,
)
from health_content.compliance.wording import Wording

if TYPE_CHECKING:
    from health_content.compliance.material import Material

# A supplement costs less than a thousand; what costs more is told of, not sold here.
_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_PRICE = Wording(
    rf"(?:us|ca|au)?[$£€]\s?{_NUMBER}(?!\s?(?:m|bn|k|million|billion|thousand)\b)(?![.,]?\d)",
    rf"{_NUMBER}\s?(?:€|£)",
    rf"{_NUMBER} (?:dollars|usd|gbp|eur|euros|cents)(?: (?:a|per) \w+)?",
    r"\d{1,2}\s?(?:%|percent|per cent) (?:off|discount|cheaper|"
    r"less than (?:the )?(?:list|usual) price)",
    r"(?:half|reduced|sale) price",
    r"buy one,? get one",
    r"(?:save|saves|saving) (?:up to )?\d{1,3}\s?(?:%|percent|per cent)",
    r"(?:promo|coupon|discount|voucher) codes?",
    r"(?:on sale|in stock|out of stock|free shipping)"
    r"(?: (?:today|now|this week|at amazon|on amazon))",
    r"for (?:under|less than|only|just) [$£€]\s?\d{1,6}",
    cues=(
        "$", "£", "€", "dollar", "usd", "gbp", "eur", "cents", "off", "discount", "price",
        "get one", "sav", "code", "sale", "stock", "shipping",
    ),
)  # fmt: skip


class StaticPrice(Rule):
    """A price that was true on the day it was typed."""

    code = "AFF202"
    name = "static-price"
    why = (
        "A typed price is out of date when the shop changes it. Amazon allows prices only through "
        "its own interface, no older than a day and with the time; what a program’s terms do not "
        "allow counts as not allowed."
    )
    message = "“{quote}” is a price or an offer typed beside a paid link."
    remedy = "Take it out and let the call to action send readers to the current price."
    better = "Compare the price of a daily serving, not of a bottle."
    authority = AMAZON_POLICIES
    criterion = "prices"
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        "A bottle costs $19.99.",
        selling(words="Now 20% off for the first order."),
    )
    passing = (
        "The trial cost $2 million and took four years.",
        "Absorption was 20% lower after a meal.",
        "Look at the price per serving before you choose.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        if are_permitted("prices_allowed", material):
            return
        for copy, start, end in _PRICE.among(copies_near_offers(material)):
            grave = Severity.BLOCKING if copy.role == "commercial" else None
            yield Fault(copy.location, start, end, severity=grave)
