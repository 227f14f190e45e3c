"""Template tags: the slots that obligations fill, and the body of an article."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from health_content.blocks.citations import link_citations
from health_content.blocks.library_chooser import fetch_library
from health_content.blocks.links import resolve_links
from health_content.blocks.reading_order import opening_length
from health_content.edition.markup import disclaimers_html
from health_content.obligations import body_of, disclaimers_of_request, disclosures_of

register = template.Library()

_DISCLOSED = "_health_content_disclosed"


@register.simple_tag(takes_context=True)
def disclosures(context: template.Context) -> SafeString:
    """What has to be said before the page's first paid link; nothing where there is none."""
    return _disclosures(context, body_of(context.get("page")))


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
        resolve_links(body)
        link_citations(body)
    shown = getattr(context.get("request"), _DISCLOSED, [])
    is_disclosed = any(other is body for other in shown)
    before = "" if is_disclosed else _disclosures(context, body)
    rendered = body.stream_block.render(_part_of(body, part), context=context.flatten())
    return mark_safe(before + rendered)  # noqa: S308 -- blocks escape their own values


def _part_of(body: Any, part: str) -> Any:
    if part == "opening":
        return list(body)[: opening_length(body)]
    return list(body)[opening_length(body) :] if part == "rest" else body


def _disclosures(context: template.Context, body: Any) -> SafeString:
    if (request := context.get("request")) is not None:
        # Kept as objects, not as ids: an id may be given again to another stream.
        setattr(request, _DISCLOSED, [*getattr(request, _DISCLOSED, []), body])
    texts = "".join(item.html for item in disclosures_of(body))
    if not texts:
        return mark_safe("")
    label = escape(gettext("Affiliate disclosure"))
    return mark_safe(  # noqa: S308 -- Obligation.html escapes
        f'<aside class="hc-disclosures" aria-label="{label}">{texts}</aside>'
    )
