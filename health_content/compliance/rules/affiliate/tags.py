"""What can be wrong with an address of a program: its shop, its market, its tag."""

from __future__ import annotations

from health_content.affiliates import ProgramTerms
from health_content.affiliates.urls import UnsafeURL, host_of, is_at, market_of, tags_in

_NO_TAG = "“{quote}” leads to {program} without a partner tag, so the sale is nobody’s."
_TWO_TAGS = "“{quote}” leads to {program} with more than one partner tag."
_OTHER_TAG = "“{quote}” leads to {program} with a partner tag that is not ours."
_OTHER_MARKET = "“{quote}” is a link for {market} and leads to the shop of another market."
_OTHER_SHOP = "“{quote}” is a link of {program} and leads to another site."


def problem_of(address: str, terms: ProgramTerms, market: str = "") -> str:
    """What is wrong with an address, empty where nothing is known to be."""
    try:
        host = host_of(address)
        if any(is_at(host, name) for name in terms.shorteners):
            return ""
        found = market_of(address, terms)
        tags = tags_in(address, terms.tag_parameter) if terms.tag_parameter else None
    except UnsafeURL:
        return ""
    if found is None:
        has_hosts = any(item.hosts for item in terms.markets)
        return _said(_OTHER_SHOP, terms) if has_hosts else ""
    if market and terms.market(market) and found != market:
        return _OTHER_MARKET.replace("{market}", market)
    if tags is None:
        return ""
    if not tags:
        return _said(_NO_TAG, terms)
    if len(tags) > 1:
        return _said(_TWO_TAGS, terms)
    ours = terms.market(found)
    return _said(_OTHER_TAG, terms) if ours and ours.tag and ours.tag != tags[0] else ""


def _said(message: str, terms: ProgramTerms) -> str:
    return message.replace("{program}", terms.merchant or terms.name)
