"""The last line of the disclosure guarantee: what stands before the paid links of a finished page.

A template may render an article's stream without any slot, and a component of another package
may bring paid links of its own. Here nobody's word is taken for it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from itertools import chain
from typing import Any

from django.utils.translation import gettext
from wagtail.rich_text import RichText

from health_content.affiliates.recognition import paid_link
from health_content.affiliates.urls import followed
from health_content.blocks.suspended import is_by_other_ways
from health_content.compliance.rules.affiliate.uk_ad_label import begins_as_ad
from health_content.conformance import missing
from health_content.conformance.hiding import ATTRIBUTE_PATTERN, attributes_of
from health_content.edition import Obligation, ObligationKind, Placement
from health_content.edition.markup import disclosures_html
from health_content.library.site_texts import STANDARD_DISCLOSURE, SiteTexts
from health_content.obligations import disclosures_of, texts_of_request
from health_content.statutory import AD_LABEL

_UNSEEN = re.compile(
    r"<!--.*?-->|<(script|style|template|textarea|title)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE
)
_LEADS = re.compile(
    r"<(?:a|area|form|iframe|button|input)(?=[\t\n\f\r />])((?:[\t\n\f\r /]++|"
    + ATTRIBUTE_PATTERN
    + r")*+)>",
    re.IGNORECASE,
)
_ADDRESSES = ("href", "xlink:href", "action", "formaction", "src")
_ODD = re.compile(r"[\\\\&]|sponsored", re.IGNORECASE)
_OFFERS = "hc-call-to-action__"
_OFFER = re.compile(r'<[a-z0-9]+\b[^>]*\bclass="[^"]*\bhc-call-to-action__(?:label|link-label)\b')
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_AD = Obligation.of(AD_LABEL, ObligationKind.AFFILIATE_DISCLOSURE, Placement.BEFORE_FIRST_PAID_LINK)
_STARTS = re.compile(r"<body\b[^>]*>|</head\s*>", re.IGNORECASE)


OWN_AD_LABEL = "hc-ad--page"
"""The class of the label before the title of the page that is shown."""


def undisclosed(request: Any, html: str, *, xml: bool = False) -> tuple[Obligation, ...]:
    """What has to be said before a page's first paid link and is not; mostly nothing.

    Any published wording will do. A paid link is one that says so by ``rel="sponsored"``, leads
    to a known affiliate address, or is an offer of ours, with an address or without.
    """
    if _OFFERS not in html and not any(map(_is_paid, _LEADS.findall(html))):
        return ()
    plain = _UNSEEN.sub(_blank, html)
    leads = [match for match in _LEADS.finditer(plain) if _is_paid(match[1])]
    offer = _OFFER.search(plain)
    places = [match.start() for match in (*leads[:1], *((offer,) if offer else ()))]
    if not places:
        return ()
    texts, before = texts_of_request(request), html[: min(places)]
    ad = (_AD,) if texts.labels_ads and not _is_labeled(before) else ()
    addresses = tuple(chain.from_iterable(_led_to(it[1]) for it in leads))
    is_said = _is_said(before, texts, xml)
    if is_said and not (is_by_other_ways(request) or _lacks_shipped(addresses, html, xml)):
        return ad
    links = RichText("".join(map(_link, addresses)))
    said = texts.disclosures()
    owed = disclosures_of(None, [links], links, said=said)
    if not is_said:
        return (*ad, *(owed or said))
    # What stands above one link may be said for others: each program's own sentence counts.
    sentences = tuple(it for it in owed if it.kind is ObligationKind.PROGRAM_IDENTIFICATION)
    return (*ad, *missing(html, sentences, xml=xml))


def disclosed(html: str, box: str) -> str:
    """``html`` with a box before everything that is shown."""
    # With both marks the later one is where the body begins.
    ends = [match.end() for match in _STARTS.finditer(_UNSEEN.sub(_blank, html))]
    at = ends[min(1, len(ends) - 1)] if ends else 0
    return f"{html[:at]}{box}{html[at:]}"


def disclosure_box(owed: tuple[Obligation, ...]) -> str:
    """What is put in."""
    return disclosures_html(owed, label=gettext("Affiliate disclosure"))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _is_said(before: str, texts: SiteTexts, xml: bool) -> bool:
    known = {item.text: item for item in (*texts.all_disclosures(), STANDARD_DISCLOSURE)}
    return len(missing(before, known.values(), xml=xml)) < len(known)


def _lacks_shipped(addresses: tuple[str, ...], html: str, xml: bool) -> bool:
    """Whether a page lacks a sentence that ships with the program of one of its links."""
    programs = {found.program for it in addresses if (found := paid_link(it)) and found.program}
    texts = {item.text for program in programs for item in program.identifications}
    owed = [
        Obligation.of(text, ObligationKind.PROGRAM_IDENTIFICATION, Placement.BEFORE_FIRST_PAID_LINK)
        for text in texts
    ]
    return bool(owed and missing(html, owed, xml=xml))


def _is_labeled(before: str) -> bool:
    """Whether the page calls itself an ad: by its own label, or by a title that says so."""
    if OWN_AD_LABEL in before:
        return True
    return any(begins_as_ad(_TAG.sub("", words).strip()) for words in _TITLE.findall(before))


@lru_cache(maxsize=4096)
def _is_paid(attributes: str) -> bool:
    """Whether a tag with these attributes leads somewhere for money. Pages repeat their links."""
    # Where there is neither, nothing leads to another site.
    if ":" not in attributes and "//" not in attributes and not _ODD.search(attributes):
        return False
    found = _read(attributes)
    if "sponsored" in found.get("rel", "").casefold().split():
        return True
    return any(paid_link(address) for address in _led_to(attributes))


def _led_to(attributes: str) -> list[str]:
    """The other sites' addresses to which a tag leads."""
    found = _read(attributes)
    return [one for name in _ADDRESSES if (one := followed(found.get(name, "")))]


def _read(attributes: str) -> dict[str, str]:
    """The attributes of a tag; where one stands twice, browsers take the first."""
    return {name: value for name, value, *_ in reversed(attributes_of(attributes))}


def _link(address: str) -> str:
    return f'<a href="{escape(address)}"></a>'
