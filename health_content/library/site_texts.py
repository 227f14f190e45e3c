"""What a site says on its pages by duty: its disclaimers, its disclosures, and for which markets.

All of it is stored text, and takes one query.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import Error as DatabaseFailure
from django.db.models import CharField, F, IntegerField, Q, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language

from health_content.compliance import Market
from health_content.compliance.disclosure_words import lack_of
from health_content.conf import compliance, default_language
from health_content.edition import Obligation, ObligationKind, Placement
from health_content.library.disclaimers import DisclaimerAddition
from health_content.library.policies import PolicyVersion
from health_content.library.settings import SiteCompliance, says_enough
from health_content.library.wordings import DisclosureWording
from health_content.statutory import AFFILIATE_DEFAULT, FDA_PLURAL, MEDICAL_DEFAULT

logger = logging.getLogger("health_content.obligations")

_MEDICAL, _WORDING, _POLICY = -1, -2, -3
_COLUMNS = ("id", "text_shown", "revision", "language", "order", "market", "locale_pk", "site_pk")

STATUTORY = (
    Obligation.of(FDA_PLURAL, ObligationKind.FDA_DISCLAIMER),
    Obligation.of(MEDICAL_DEFAULT, ObligationKind.MEDICAL_DISCLAIMER),
)
"""Owed by every response of every site, and all that is left when the database is down."""

STANDARD_DISCLOSURE = Obligation.of(
    AFFILIATE_DEFAULT, ObligationKind.AFFILIATE_DISCLOSURE, Placement.BEFORE_FIRST_PAID_LINK
)
"""Owed by whatever has paid links, where no other wording is published."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A published wording of the disclosure that says enough."""

    pk: int
    text: str
    language: str
    locale_pk: int | None
    revision: int
    market: str
    is_of_site: bool

    def is_for(self, page: Any) -> bool:
        """Whether it is in the language of a page; without one, in that of the reader."""
        locale_pk = getattr(page, "locale_id", None)
        if locale_pk is not None:
            return locale_pk == self.locale_pk
        return _same_language(self.language, get_language() or default_language())


@dataclass(frozen=True, slots=True)
class SiteTexts:
    """The texts of one site, and the markets of the policy in force."""

    disclaimers: tuple[Obligation, ...] = STATUTORY
    wordings: tuple[Wording, ...] = ()
    markets: tuple[str, ...] = ()

    @property
    def labels_ads(self) -> bool:
        """Whether titles of what sells say "Ad", as the United Kingdom wants it."""
        return Market.UK in self.markets

    def disclosures(self, page: Any = None) -> tuple[Obligation, ...]:
        """What is said before the first paid link of a page: one wording for each market.

        That of the market, else one for all; of the site, else of all sites; of several the
        newest. The standard words where there is none in the page's language.
        """
        fitting = [wording for wording in self.wordings if wording.is_for(page)]
        chosen: dict[str, Wording] = {}
        for market in self.markets or ("",):
            of_market = [it for it in fitting if it.market in (market, "")]
            if of_market:
                best = max(of_market, key=lambda it: (bool(it.market), it.is_of_site, it.pk))
                chosen.setdefault(best.text, best)
        return tuple(map(_owed, chosen.values())) or (STANDARD_DISCLOSURE,)

    def all_disclosures(self) -> tuple[Obligation, ...]:
        """Every published wording, for whatever page it is."""
        return tuple(map(_owed, self.wordings))


def texts_of_site(site: Any) -> SiteTexts:
    """The texts of a site, of no site where it is ``None``. Raises nothing.

    Where the database does not answer these are the standard ones, and the failure is logged.
    """
    try:
        return _fetched(site.pk if site is not None else None)
    except DatabaseFailure:
        logger.exception("The database did not answer; the standard texts are shown.")
        return SiteTexts(markets=tuple(compliance()["MARKETS"]))


def _fetched(site_pk: int | None) -> SiteTexts:
    medical, additions, wordings = STATUTORY[1], [], []
    markets = tuple(compliance()["MARKETS"])
    for pk, text, revision, language, order, market, locale_pk, of_site in _rows(site_pk):
        text = " ".join(text.split()) if order != _POLICY else text
        if order == _POLICY:
            markets = tuple(json.loads(text))
        elif order == _MEDICAL:
            medical = _medical(text, site_pk) if says_enough(text) else medical
        elif order == _WORDING:
            if lack_of(text, language) is None:
                wordings.append(
                    Wording(pk, text, language, locale_pk, revision or 0, market, bool(of_site))
                )
        elif text:
            additions.append(_addition(pk, text, language, revision))
    return SiteTexts((STATUTORY[0], medical, *additions), tuple(wordings), markets)


def _rows(site_pk: Any) -> Iterable[tuple[Any, ...]]:
    nobody, nowhere = _text(""), Value(None, output_field=IntegerField())
    of_site = Q(site=None) | Q(site_id=site_pk)
    additions = (
        DisclaimerAddition.objects.filter(of_site, live=True)
        .order_by()
        .annotate(
            text_shown=F("text"),
            revision=F("live_revision_id"),
            language=F("locale__language_code"),
            order=Cast("position", IntegerField()),
            locale_pk=F("locale_id"),
            site_pk=F("site_id"),
            market=nobody,
        )
        .values_list(*_COLUMNS)
    )
    wordings = (
        DisclosureWording.objects.filter(of_site, live=True)
        .order_by()
        .annotate(
            text_shown=F("text"),
            revision=F("live_revision_id"),
            language=F("locale__language_code"),
            order=_number(_WORDING),
            locale_pk=F("locale_id"),
            site_pk=F("site_id"),
        )
        .values_list(*_COLUMNS)
    )
    medical = (
        SiteCompliance.objects.filter(site_id=site_pk)
        .order_by()
        .annotate(
            text_shown=F("medical_disclaimer"),
            revision=nowhere,
            language=_text(MEDICAL_DEFAULT.language),
            order=_number(_MEDICAL),
            market=nobody,
            locale_pk=nowhere,
            site_pk=F("site_id"),
        )
        .values_list(*_COLUMNS)
    )
    newest = PolicyVersion.objects.values("pk")[:1]
    policy = (
        PolicyVersion.objects.filter(pk__in=newest)
        .order_by()
        .annotate(
            text_shown=Cast("markets", TextField()),
            revision=nowhere,
            language=nobody,
            order=_number(_POLICY),
            market=nobody,
            locale_pk=nowhere,
            site_pk=nowhere,
        )
        .values_list(*_COLUMNS)
    )
    return additions.union(wordings, medical, policy, all=True).order_by("order", "id")


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())


def _number(value: int) -> Value:
    return Value(value, output_field=IntegerField())


def _owed(wording: Wording) -> Obligation:
    market = f"-{wording.market.lower()}" if wording.market else ""
    return Obligation(
        id=f"{AFFILIATE_DEFAULT.key}{market}",
        kind=ObligationKind.AFFILIATE_DISCLOSURE,
        text=wording.text,
        language=wording.language,
        revision=f"wording-{wording.pk}-revision-{wording.revision}",
        authority=AFFILIATE_DEFAULT.authority,
        placement=Placement.BEFORE_FIRST_PAID_LINK,
    )


def _medical(text: str, site_pk: int | None) -> Obligation:
    return Obligation(
        id=MEDICAL_DEFAULT.key,
        kind=ObligationKind.MEDICAL_DISCLAIMER,
        text=text,
        language=MEDICAL_DEFAULT.language,
        revision=f"site-{site_pk}",
        authority="site setting",
    )


def _addition(pk: int, text: str, language: str, revision: int | None) -> Obligation:
    return Obligation(
        id=f"disclaimer-addition-{pk}",
        kind=ObligationKind.DISCLAIMER_ADDITION,
        text=text,
        language=language,
        revision=f"revision-{revision or 0}",
        authority="site",
    )


def _same_language(one: str, other: str) -> bool:
    return one.split("-")[0].casefold() == other.split("-")[0].casefold()
