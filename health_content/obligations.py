"""What a response owes its reader."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import DisallowedHost
from django.db import Error as DatabaseFailure
from wagtail.fields import RichTextField
from wagtail.models import Site
from wagtail.rich_text import RichText

from health_content.affiliates.recognition import Recognized, Registered, paid_link
from health_content.blocks.base import ArticleRichText
from health_content.blocks.inline_links import inline_targets, offers_among
from health_content.blocks.library_chooser import fetch_library
from health_content.blocks.links import addresses_in, values_of
from health_content.blocks.offers import OfferValue, shown_target
from health_content.blocks.registered import registered_among, with_entries
from health_content.blocks.suspended import known_suspended, suspended_on
from health_content.conversion import numbered_manuscript_of
from health_content.edition import (
    NOTHING_SUSPENDED,
    Channel,
    Edition,
    Obligation,
    ObligationKind,
    Placement,
    Suspended,
    place,
    with_permitted_links,
)
from health_content.edition.inline import with_addresses
from health_content.edition.linking import unpermitted
from health_content.edition.permissions import Permissions
from health_content.library.programs import AffiliateProgram, Elsewhere
from health_content.library.site_texts import STANDARD_DISCLOSURE, SiteTexts, texts_of_site
from health_content.manuscript import Manuscript, PaidLinkTarget, descendants

logger = logging.getLogger("health_content.obligations")

_ATTRIBUTE = "_health_content_obligations"
COUNTRY = "_health_content_country"
_STANDARD = SiteTexts()
_STANDARD_DISCLOSURES = (STANDARD_DISCLOSURE,)


@dataclass(frozen=True, slots=True)
class Leads:
    """Where a page leads: the addresses in its article and texts, and its calls to action.

    To find them takes a walk over every value of the article, so whoever asks several questions
    about a page takes :func:`leads_of` it once. Where it ``is_as_chosen``, calls to action count
    as an editor chose them, whatever readers get in their place today.
    """

    addresses: tuple[str, ...]
    offers: tuple[OfferValue, ...]
    is_as_chosen: bool = False

    def owing(self) -> Iterator[OfferValue]:
        """The offers that owe a disclosure: all but words of a text that link nowhere now."""
        for offer in self.offers:
            if self.is_as_chosen or not offer.is_worded_for_shop or offer.shown_link:
                yield offer

    def program_of(self, offer: OfferValue) -> Any:
        """The program of one of the offers, ``None`` where it is not known."""
        return offer.chosen_program if self.is_as_chosen else offer.affiliate_program

    def shown_targets(self) -> dict[str, PaidLinkTarget]:
        """Where the offers lead readers, by the keys of the links chosen; not those in texts."""
        if self.is_as_chosen:
            return {}
        offers = (it for it in self.offers if it["paid_link"] and not it.is_worded_for_shop)
        targets = map(shown_target, offers)
        return {target.key: target for target in targets if target.key}


def leads_of(page: Any) -> Leads:
    """Where a page leads, as it stands in memory."""
    return _leads(body_of(page), texts_of(page))


def obligations_for(
    site: Any,
    page: Any = None,
    channel: Channel = Channel.WEB,
    *,
    suspended: Suspended | None = None,
    leads: Leads | None = None,
) -> tuple[Obligation, ...]:
    """The texts owed by a response: disclaimers always, disclosures with paid links.

    ``site`` and ``page`` may be ``None``. The FDA sentence is a constant. The medical
    text is the site's wording if it has one, the disclosure the wording published for it.
    All channels owe the same. When the database does not answer, the standard texts are
    returned and the failure is logged; nothing is raised.
    """
    del channel
    texts = texts_of_site(site)
    said = texts.disclosures(page)
    return (*disclosures_of_page(page, suspended, leads, said), *texts.disclaimers)


def edition_of(
    page: Any,
    site: Any,
    channel: Channel,
    *,
    also: Iterable[str] = (),
    suspended: Suspended | None = None,
    leads: Leads | None = None,
) -> Edition:
    """A page with its obligations placed, for one channel.

    Outside the web a paid link keeps its address only where its program is known to
    allow that channel, and may keep it without our tag where the program says so: then it is no
    paid link there, and nothing is owed for it. ``also`` are addresses beside the article, to be
    looked up with its own. What is ``suspended`` has no address anywhere; it is looked up where
    it is not given.
    """
    manuscript = numbered_manuscript_of(page)
    leads = leads_of(page) if leads is None else leads
    suspended = suspended_for(page, leads) if suspended is None else suspended
    shown = leads.shown_targets()
    may = _permissions(channel)
    inline = {
        key: target if may.permits(target.program) else unpermitted(target, may.untagged)
        for key, target in _inline_targets(leads, suspended).items()
    }
    also = (*also, *(target.url for target in inline.values() if target.url))
    registered = with_entries(registered_for(page, also, leads), inline.values())
    manuscript = with_addresses(manuscript, inline)
    if channel is not Channel.WEB or suspended != NOTHING_SUSPENDED or shown or registered.withheld:
        manuscript = with_permitted_links(
            manuscript, may.permits, may.among(registered), suspended, shown, may.untagged
        )
    unpaid = may.unpaid(suspended, (*_targets_in(manuscript), *inline.values()))
    owed = obligations_for(site, page, channel, suspended=unpaid, leads=leads)
    edition = place(manuscript, owed, channel, may.among(registered))
    return dataclasses.replace(edition, inline=inline)


def _inline_targets(leads: Leads, suspended: Suspended) -> dict[str, PaidLinkTarget]:
    return inline_targets(leads.offers, suspended, is_as_chosen=leads.is_as_chosen)


def _permissions(channel: Channel) -> Permissions:
    if channel is Channel.WEB:
        return Permissions(channel)
    programs = {program.key: program for program in AffiliateProgram.objects.all()}
    terms = {key: program.terms() for key, program in programs.items()}
    return Permissions(
        channel,
        frozenset(key for key, known in terms.items() if known.allows_channel(channel)),
        {key: terms[key] for key, it in programs.items() if it.elsewhere == Elsewhere.NO_TAG},
    )


def _targets_in(manuscript: Manuscript) -> Iterator[PaidLinkTarget]:
    for node in descendants(manuscript.nodes):
        if isinstance(node, PaidLinkTarget):
            yield node


def disclaimers_of_request(request: Any) -> tuple[Obligation, ...]:
    """The disclaimers of the site a request is for, worked out once a request.

    Without a request nothing is looked up: the standard texts are owed.
    """
    return texts_of_request(request).disclaimers


def texts_of_request(request: Any) -> SiteTexts:
    """The texts of the site a request is for, worked out once a request.

    Without a request nothing is looked up.
    """
    if request is None:
        return _STANDARD
    known: SiteTexts | None = getattr(request, _ATTRIBUTE, None)
    if known is None:
        known = texts_of_site(_site_of(request))
        setattr(request, _ATTRIBUTE, known)
    return known


def body_of(page: Any) -> Any:
    """The stream of a page that has an article, else ``None``."""
    field = getattr(page, "manuscript_body", "")
    return getattr(page, field, None) if field else None


def texts_of(page: Any) -> tuple[RichText, ...]:
    """The rich texts that a page shows besides its article.

    Those of the fields that its type names in ``rich_text_fields``; of every
    ``RichTextField`` where it names none.
    """
    if page is None:
        return ()
    names = getattr(page, "rich_text_fields", None)
    if names is None:
        fields = page._meta.get_fields() if hasattr(page, "_meta") else ()
        names = [field.name for field in fields if isinstance(field, RichTextField)]
    found = [ArticleRichText(text) for name in names if (text := getattr(page, name, ""))]
    for text, offers in zip(
        found, offers_among((it.source for it in found), _holder(page)), strict=True
    ):
        text.offers = offers
        for offer in offers:
            offer.country = getattr(page, COUNTRY, "")
    return tuple(found)


def tell_country(page: Any, country: str) -> None:
    """Let all offers of a page know where its reader is."""
    setattr(page, COUNTRY, country)
    for offer in leads_of(page).offers:
        offer.country = country


def registered_for(page: Any, also: Iterable[str] = (), leads: Leads | None = None) -> Registered:
    """What the library knows as paid among all addresses of a page, in one query at most.

    ``also`` are addresses that stand neither in its article nor in its rich texts.
    """
    leads = leads_of(page) if leads is None else leads
    addresses = [*leads.addresses, *also, getattr(page, "attribution_url", "") or ""]
    return registered_among(addresses, _holder(page))


def suspended_for(page: Any, leads: Leads | None = None) -> Suspended:
    """What is suspended of what a page sells; nothing is asked where it sells nothing.

    Where the database does not answer nothing is suspended, and the failure is logged.
    """
    if page is None:
        return NOTHING_SUSPENDED
    try:
        leads = leads_of(page) if leads is None else leads
        registered = registered_for(page, leads=leads)
        addresses = (*leads.addresses, getattr(page, "attribution_url", "") or "")
        sells = leads.offers or any(paid_link(address, registered) for address in addresses)
        offers = leads.offers
        return suspended_on(page, _holder(page), offers) if sells else NOTHING_SUSPENDED
    except DatabaseFailure:
        logger.exception("The database did not answer; nothing is known to be suspended.")
        return NOTHING_SUSPENDED


def found_suspended(page: Any) -> Suspended:
    """What was found suspended on a page when that was asked last. Asks nothing."""
    return known_suspended(_holder(page))


def disclosures_of_page(
    page: Any,
    suspended: Suspended | None = None,
    leads: Leads | None = None,
    said: tuple[Obligation, ...] = _STANDARD_DISCLOSURES,
) -> tuple[Obligation, ...]:
    """What has to be said before the paid links of a page: of its article and its texts.

    Nothing for those that are ``suspended``, which is looked up where it is not given.
    ``said`` is how the site words the disclosure; the standard one is owed without it.
    """
    body, texts = body_of(page), texts_of(page)
    if body is not None:
        try:
            leads = _leads(body, texts) if leads is None else leads
            registered_for(page, leads=leads)
        except DatabaseFailure:
            logger.exception("The database did not answer; known programs alone count.")
    if suspended is None:
        suspended = suspended_for(page, leads)
    return disclosures_of(body, texts, page, suspended, leads, said=said)


def disclosures_of(
    body: Any,
    texts: Iterable[RichText] = (),
    holder: Any = None,
    suspended: Suspended | None = None,
    leads: Leads | None = None,
    *,
    said: tuple[Obligation, ...] = _STANDARD_DISCLOSURES,
) -> tuple[Obligation, ...]:
    """What has to be said before the paid links of an article's stream and of other texts.

    One disclosure for all of them, in the words ``said``, and a sentence for each program
    that wants one. Every call to action and product card counts, with an address or without,
    wherever in the stream it stands, and every paid link that somebody typed. Those that are
    ``suspended`` do not count; where that is not given, what was found out for the holder
    before. Where the database does not answer, the disclosure is owed: the links may be there.
    """
    sentences: list[Obligation] = []
    try:
        leads = _leads(body, texts) if leads is None else leads
        if body is None and not leads.addresses and not leads.offers:
            return ()
        on = holder if body is None else body
        registered = registered_among(leads.addresses, on)
        hidden = known_suspended(on) if suspended is None else suspended
        offers = [offer for offer in leads.owing() if not offer.is_in(hidden)]
        typed = [
            found
            for it in leads.addresses
            if (found := paid_link(it, registered))
            and not registered.withholds(it)
            and not hidden.holds_address(it, found)
        ]
        if not offers and not typed:
            return ()
        sentences += _identifications(map(leads.program_of, offers), typed)
    except DatabaseFailure:
        logger.exception("The database did not answer; the standard disclosure is shown.")
    return (*said, *sentences)


def _site_of(request: Any) -> Any:
    try:
        return Site.find_for_request(request)
    except (DatabaseFailure, DisallowedHost):
        return None


def _leads(body: Any, texts: Iterable[RichText]) -> Leads:
    fetch_library(body)
    return Leads(
        addresses=tuple(it for value in (*texts, body) for it in addresses_in(value)),
        offers=tuple(it for value in (*texts, body) for it in values_of(value, OfferValue)),
    )


def _holder(page: Any) -> Any:
    """What keeps the answers about a page: its article, where it has one."""
    body = body_of(page)
    return page if body is None else body


def _identifications(programs: Iterable[Any], typed: list[Recognized]) -> Iterator[Obligation]:
    """The sentences of all programs of offers and typed links, each program once, by key.

    A program that the library does not have speaks with the words that ship.
    """
    rows = {program.key: program for program in programs if program}
    shipped = {link.program.key: link.program for link in typed if link.program}
    if missing := shipped.keys() - rows.keys():
        rows |= {row.key: row for row in AffiliateProgram.objects.filter(key__in=missing)}
    shipped_rows = {key: AffiliateProgram.from_terms(terms) for key, terms in shipped.items()}
    for _, program in sorted((shipped_rows | rows).items()):
        yield from _sentences(program)


def _sentences(program: AffiliateProgram) -> Iterator[Obligation]:
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
