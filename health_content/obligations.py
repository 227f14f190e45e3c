"""What a response owes its reader."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import DisallowedHost
from django.db import Error as DatabaseFailure
from django.db.models import CharField, F, IntegerField, Q, Value
from django.db.models.functions import Cast
from wagtail.models import Site

from health_content.blocks.affiliate_call_to_action import CallToActionValue
from health_content.blocks.links import values_of
from health_content.conversion import manuscript_of
from health_content.edition import (
    Channel,
    Obligation,
    ObligationKind,
    Placement,
    calls_to_action,
)
from health_content.library.disclaimers import DisclaimerAddition
from health_content.library.programs import AffiliateProgram
from health_content.library.settings import SiteCompliance
from health_content.statutory import AFFILIATE_DEFAULT, FDA_PLURAL, MEDICAL_DEFAULT

logger = logging.getLogger("health_content.obligations")

_MEDICAL_FIRST = -1
_ATTRIBUTE = "_health_content_obligations"

STATUTORY = (
    Obligation.of(FDA_PLURAL, ObligationKind.FDA_DISCLAIMER),
    Obligation.of(MEDICAL_DEFAULT, ObligationKind.MEDICAL_DISCLAIMER),
)
"""Owed by every response of every site, and all that is left when the database is down."""


def obligations_for(
    site: Any, page: Any = None, channel: Channel = Channel.WEB
) -> tuple[Obligation, ...]:
    """The texts owed by a response: disclaimers always, disclosures with paid links.

    ``site`` and ``page`` may be ``None``. The FDA sentence is a constant. The medical
    text is the site's wording if it has one. When the database does not answer, the
    standard texts are returned and the failure is logged; nothing is raised.
    """
    del channel  # Until a program's own rules tell channels apart, all owe the same.
    return (*_disclosures(page), *_disclaimers(site))


def obligations_of_request(request: Any, page: Any = None) -> tuple[Obligation, ...]:
    """:func:`obligations_for` the site a request is for, worked out once a request.

    Without a request nothing is looked up: the standard texts are owed.
    """
    if request is None:
        return STATUTORY
    known: dict[Any, tuple[Obligation, ...]] = request.__dict__.setdefault(_ATTRIBUTE, {})
    key = page.pk if page is not None else None
    if key not in known:
        disclaimers = known.get(None)
        if disclaimers is None:
            disclaimers = known[None] = tuple(_disclaimers(_site_of(request)))
        known[key] = (*_disclosures(page), *disclaimers)
    return known[key]


def _site_of(request: Any) -> Any:
    try:
        return Site.find_for_request(request)
    except (DatabaseFailure, DisallowedHost):
        return None


def _disclaimers(site: Any) -> Iterator[Obligation]:
    try:
        own_medical, additions = _own_texts(site)
    except DatabaseFailure:
        logger.exception("The database did not answer; the standard disclaimers are shown.")
        yield from STATUTORY
        return
    yield STATUTORY[0]
    yield own_medical or STATUTORY[1]
    yield from additions


def _own_texts(site: Any) -> tuple[Obligation | None, list[Obligation]]:
    """A site's medical wording and its additions, from one query."""
    site_pk = site.pk if site is not None else None
    columns = ("id", "text_shown", "revision_shown", "language", "order")
    additions = (
        DisclaimerAddition.objects.filter(live=True)
        .filter(Q(site=None) | Q(site_id=site_pk))
        .order_by()
        .annotate(
            text_shown=F("text"),
            revision_shown=F("live_revision_id"),
            language=F("locale__language_code"),
            order=Cast("position", IntegerField()),
        )
        .values_list(*columns)
    )
    wording = (
        SiteCompliance.objects.filter(site_id=site_pk)
        .order_by()
        .annotate(
            text_shown=F("medical_disclaimer"),
            revision_shown=Value(None, output_field=IntegerField()),
            language=Value(MEDICAL_DEFAULT.language, output_field=CharField()),
            order=Value(_MEDICAL_FIRST, output_field=IntegerField()),
        )
        .values_list(*columns)
    )
    own_medical, found = None, []
    rows = additions.union(wording, all=True).order_by("order", "id")
    for pk, text, revision, language, order in rows:
        text = " ".join(text.split())
        if order == _MEDICAL_FIRST:
            own_medical = _medical(text, site_pk) if text else None
        elif text:
            found.append(_addition(pk, text, language, revision))
    return own_medical, found


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


def _disclosures(page: Any) -> Iterator[Obligation]:
    """One disclosure for all paid links, and a sentence for each program that wants one."""
    if page is None or not getattr(page, "manuscript_body", ""):
        return
    try:
        actions = calls_to_action(manuscript_of(page))
        if not actions:
            return
        programs = _programs_on(page, {action.link.program for action in actions} - {""})
        sentences = [item for program in programs for item in _identifications(program)]
    except DatabaseFailure:
        logger.exception("The database did not answer; the standard disclosure is shown.")
        sentences = []
    yield Obligation.of(
        AFFILIATE_DEFAULT, ObligationKind.AFFILIATE_DISCLOSURE, Placement.BEFORE_FIRST_PAID_LINK
    )
    yield from sentences


def _programs_on(page: Any, keys: set[str]) -> list[AffiliateProgram]:
    """The programs with these keys; those that the body brings along take no query."""
    body = getattr(page, page.manuscript_body)
    known = {
        value.affiliate_program.key: value.affiliate_program
        for value in values_of(body, CallToActionValue)
        if value.affiliate_program
    }
    if missing := keys - known.keys():
        known |= {row.key: row for row in AffiliateProgram.objects.filter(key__in=missing)}
    return [known[key] for key in sorted(keys & known.keys())]


def _identifications(program: AffiliateProgram) -> Iterator[Obligation]:
    for number, sentence in enumerate(program.identification_sentences(), start=1):
        yield Obligation(
            id=f"program-identification-{program.key}-{number}",
            kind=ObligationKind.PROGRAM_IDENTIFICATION,
            text=sentence["text"],
            language=sentence.get("language") or "en-US",
            revision=f"program-{program.key}",
            authority=program.name,
            placement=Placement.BEFORE_FIRST_PAID_LINK,
        )
