"""Template tags: the slots that obligations fill, and the body of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from types import SimpleNamespace
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import escape, format_html, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from wagtail.rich_text import expand_db_html

from health_content.affiliates.recognition import paid_link
from health_content.affiliates.urls import UnsafeURL, normalize
from health_content.blocks.base import ArticleRichText
from health_content.blocks.citations import link_citations
from health_content.blocks.doses_on_page import match_doses
from health_content.blocks.inline_links import offers_among
from health_content.blocks.library_chooser import fetch_library
from health_content.blocks.links import addresses_in, resolve_links, values_of
from health_content.blocks.offered import offer_of
from health_content.blocks.offers import OfferValue
from health_content.blocks.paid_links import mark_paid_links
from health_content.blocks.reading_order import opening_length
from health_content.blocks.references import own_list_html
from health_content.blocks.registered import registered_among, registered_on
from health_content.blocks.suspended import TOLD, hide_suspended, known_suspended, suspended_on
from health_content.edition import Obligation, Suspended
from health_content.edition.markup import disclaimers_html, disclosures_html
from health_content.library.clicks import is_counting
from health_content.obligations import (
    Leads,
    body_of,
    disclaimers_of_request,
    disclosures_of,
    disclosures_of_page,
    suspended_for,
    texts_of_request,
)
from health_content.pages.advertising import is_ad, is_listed_ad, needs_label
from health_content.pages.telling import place_on
from health_content.statutory import AD_LABEL

register = template.Library()

_DISCLOSED = "_health_content_disclosed"
_TOLD = "_health_content_told"
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


@register.simple_tag(takes_context=True)
def disclosures(context: template.Context) -> SafeString:
    """What has to be said before the page's first paid link; nothing where there is none."""
    page = context.get("page")
    owed = disclosures_of_page(page, said=_said(context, page))
    return _disclosures(context, owed, page, body_of(page))


@register.simple_tag(takes_context=True)
def ad_label(context: template.Context, page: Any, form: str = "") -> SafeString:
    """The word "Ad", to stand before the title of a page that sells, where a market wants that.

    Of the page that is being shown what it says itself decides; of a page in a list, its live
    version. With ``form="plain"`` for places without markup, such as the title of a window.
    """
    if not page or not texts_of_request(context.get("request")).labels_ads:
        return mark_safe("")
    is_own = page is context.get("page")
    sells = is_ad(page) if is_own else is_listed_ad(page)
    if not sells or not needs_label(str(page.title)):
        return mark_safe("")
    if form == "plain":
        return mark_safe(f"{AD_LABEL.text}: ")  # noqa: S308 -- a constant
    own = " hc-ad--page" if is_own else ""
    return format_html('<span class="hc-ad{}">{}</span> ', own, AD_LABEL.text)


@register.simple_tag(takes_context=True)
def disclaimers(context: template.Context) -> SafeString:
    """The FDA and the medical disclaimer and a site's additions, in their box.

    Works without a request, and with the database down: then the standard texts stand.
    """
    owed = disclaimers_of_request(context.get("request"))
    return mark_safe(disclaimers_html(owed, heading=gettext("Disclaimers")))  # noqa: S308


@register.simple_tag(takes_context=True)
def article_body(context: template.Context, body: Any, part: str = "") -> SafeString:
    """An article's stream, the links and citations of all its texts resolved at once.

    Where the template has not shown this stream's disclosures before it, they come
    first here. ``part`` shows it in two steps, with something between them: first the
    "opening", then the "rest".
    """
    if part != "rest":
        fetch_library(body)
        suspended = _suspended(context, body)
        hide_suspended(body, suspended)
        _place(context, body)
        match_doses(body)
        resolve_links(body, suspended)
        link_citations(body)
    before = ""
    if not _is_disclosed(context, body):
        said = _said(context, context.get("page") or context.get("self"))
        before = _disclosures(context, disclosures_of(body, said=said), body)
    within = {**context.flatten(), TOLD: True}
    rendered = body.stream_block.render(_part_of(body, part), context=within)
    if part != "opening":
        rendered += own_list_html(body, within)
    offers = tuple(values_of(body, OfferValue))
    registered = registered_among(addresses_in(body), body)
    marked = mark_paid_links(
        rendered,
        registered,
        {offer.link_label for offer in offers},
        known_suspended(body),
        {offer.href for offer in offers},
    )
    return mark_safe(before + marked)  # noqa: S308 -- blocks escape their own values


@register.simple_tag(takes_context=True)
def rich_text(context: template.Context, value: Any) -> SafeString:
    """A page's own rich text, every paid link in it labelled and marked.

    Where the template has not shown the page's disclosures before it, they come first
    here.
    """
    page, text = context.get("page"), ArticleRichText(str(getattr(value, "source", value) or ""))
    body = body_of(page)
    holder = body if body is not None else page or text
    registered = registered_among(addresses_in(text), holder)
    # What is suspended is known for a page; elsewhere the words of such links stay.
    text.offers = offers_among([text.source], holder)[0] if page is not None else []
    suspended = suspended_for(page)
    if text.offers:
        suspended = suspended_on(page, SimpleNamespace(), text.offers)
    _place(context, text)
    html = mark_paid_links(
        expand_db_html(text.source_for_readers),
        registered,
        [offer.link_label for offer in text.offers],
        suspended,
        {offer.href for offer in text.offers},
    )
    # What the page said for its own texts is not said again; this one may be none of them.
    owed = disclosures_of(None, [text], holder, suspended, said=_said(context, page))
    before = _disclosures(context, owed, page) if owed else ""
    return mark_safe(before + html)  # noqa: S308 -- as Wagtail's own filter


@register.simple_tag(takes_context=True)
def paid_offer(context: template.Context, entry: Any, label: str = "") -> SafeString:
    """A product or a paid link of the library, shown anywhere in a template.

    It carries its own disclosure, and its program's sentence, where they do not stand further
    up on the page. Nothing is shown where readers get no link: where it is suspended, paused,
    dead or not vetted.
    """
    page = context.get("page")
    offer = offer_of(entry, label)
    if offer is None:
        return mark_safe("")
    holder = SimpleNamespace(pk=getattr(page, "pk", None))
    suspended = suspended_on(holder, holder, [offer])
    if not offer.href:
        return mark_safe("")
    leads = Leads((), (offer,))
    said = _said(context, page)
    owed = disclosures_of(None, (), holder, suspended, leads, said=said)
    html = render_to_string("health_content/includes/paid_offer.html", {"offer": offer})
    return mark_safe(_disclosures(context, owed) + html)  # noqa: S308 -- both escape


@register.simple_tag(takes_context=True)
def citable(context: template.Context, address: str) -> str:
    """An address that a source or an attribution may be linked with, else nothing.

    A paid link says nothing of where words come from, and stands nowhere unlabelled;
    what a browser would run is no address.
    """
    page = context.get("page")
    try:
        normalized = normalize(address or "")
    except UnsafeURL:
        return ""
    body = body_of(page)
    known = registered_on(page if body is None else body)
    return "" if paid_link(normalized, known) else str(address)


@register.filter(needs_autoescape=True)
def linked_text(text: str, autoescape: bool = True) -> SafeString:
    """Plain text with its addresses linked, paid links apart: they stay words."""
    html = urlize(str(text or ""), nofollow=True, autoescape=autoescape)
    addresses = [unescape(match[1]) for match in _LINK.finditer(html)]
    registered = registered_among(addresses, SimpleNamespace())

    def unless_paid(match: re.Match[str]) -> str:
        return match[2] if paid_link(unescape(match[1]), registered) else match[0]

    return mark_safe(_LINK.sub(unless_paid, html))  # noqa: S308 -- urlize has escaped it


def _place(context: template.Context, shown: Any) -> None:
    page = context.get("page") or context.get("self")
    is_preview = getattr(context.get("request"), "is_preview", False)
    place_on(page, shown, is_preview=is_preview)


def _said(context: template.Context, page: Any) -> tuple[Obligation, ...]:
    return texts_of_request(context.get("request")).disclosures(page)


def _suspended(context: template.Context, body: Any) -> Suspended:
    page = context.get("page") or context.get("self")
    return suspended_for(page) if body_of(page) is body else known_suspended(body)


def _part_of(body: Any, part: str) -> Any:
    if part == "opening":
        return list(body)[: opening_length(body)]
    return list(body)[opening_length(body) :] if part == "rest" else body


def _is_disclosed(context: template.Context, shown: Any) -> bool:
    return any(other is shown for other in getattr(context.get("request"), _DISCLOSED, []))


def _disclosures(context: template.Context, owed: Iterable[Obligation], *of: Any) -> SafeString:
    owed = list(owed)
    if (request := context.get("request")) is not None:
        # Kept as objects, not as ids: an id may be given again to another stream.
        setattr(request, _DISCLOSED, [*getattr(request, _DISCLOSED, []), *of])
        told = getattr(request, _TOLD, ())
        owed = [item for item in owed if item not in told]
        setattr(request, _TOLD, (*told, *owed))
    box = disclosures_html(owed, label=gettext("Affiliate disclosure"))
    return mark_safe(box + _clicks_script() if box else "")  # noqa: S308 -- it escapes


def _clicks_script() -> str:
    """What counts clicks, for pages with paid links; a browser runs it once."""
    if not is_counting():
        return ""
    return f'<script type="module" src="{escape(static("health_content/clicks.js"))}"></script>'
