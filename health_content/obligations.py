"""What a response owes its reader."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import DisallowedHost, ObjectDoesNotExist
from django.db import DatabaseError
from wagtail.models import Site

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
    except (DatabaseError, DisallowedHost):
        return None


def _disclaimers(site: Any) -> Iterator[Obligation]:
    try:
        own_medical = _medical_of(site)
        additions = list(_additions(site))
    except DatabaseError:
        logger.exception("The database did not answer; the standard disclaimers are shown.")
        yield from STATUTORY
        return
    yield STATUTORY[0]
    yield own_medical or STATUTORY[1]
    yield from additions


def _medical_of(site: Any) -> Obligation | None:
    if site is None:
        return None
    try:
        setting = SiteCompliance.objects.get(site_id=site.pk)
    except ObjectDoesNotExist:
        return None
    text = " ".join(setting.medical_disclaimer.split())
    if not text:
        return None
    return Obligation(
        id=MEDICAL_DEFAULT.key,
        kind=ObligationKind.MEDICAL_DISCLAIMER,
        text=text,
        language=MEDICAL_DEFAULT.language,
        revision=f"site-{site.pk}",
        authority="site setting",
    )


def _additions(site: Any) -> Iterator[Obligation]:
    queryset = DisclaimerAddition.objects.filter(live=True).select_related("locale")
    for addition in queryset:
        if addition.site_id is not None and (site is None or addition.site_id != site.pk):
            continue
        yield Obligation(
            id=f"disclaimer-addition-{addition.pk}",
            kind=ObligationKind.DISCLAIMER_ADDITION,
            text=" ".join(addition.text.split()),
            language=addition.locale.language_code,
            revision=f"revision-{addition.live_revision_id or 0}",
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
        sentences = list(_identifications({action.link.program for action in actions}))
    except DatabaseError:
        logger.exception("The database did not answer; the standard disclosure is shown.")
        sentences = []
    yield Obligation.of(
        AFFILIATE_DEFAULT, ObligationKind.AFFILIATE_DISCLOSURE, Placement.BEFORE_FIRST_PAID_LINK
    )
    yield from sentences


def _identifications(keys: set[str]) -> Iterator[Obligation]:
    for program in AffiliateProgram.objects.filter(key__in=keys - {""}).order_by("key"):
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
