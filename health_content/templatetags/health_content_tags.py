"""Template tags: the slots that obligations fill, and the body of an article."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from health_content.blocks.links import resolve_links
from health_content.edition import Placement
from health_content.edition.markup import disclaimers_html
from health_content.obligations import obligations_of_request

register = template.Library()

_DISCLOSED = "_health_content_disclosed"


@register.simple_tag(takes_context=True)
def disclosures(context: template.Context) -> SafeString:
    """What has to be said before the first paid link; nothing where there is none."""
    if (request := context.get("request")) is not None:
        setattr(request, _DISCLOSED, True)
    owed = obligations_of_request(context.get("request"), context.get("page"))
    texts = "".join(
        item.html for item in owed if item.placement is Placement.BEFORE_FIRST_PAID_LINK
    )
    if not texts:
        return mark_safe("")
    label = gettext("Affiliate disclosure")
    return mark_safe(  # noqa: S308 -- Obligation.html escapes; the label is ours
        f'<aside class="hc-disclosures" aria-label="{label}">{texts}</aside>'
    )


@register.simple_tag(takes_context=True)
def disclaimers(context: template.Context) -> SafeString:
    """The FDA and the medical disclaimer and a site's additions, in their box.

    Works without a request, and with the database down: then the standard texts stand.
    """
    owed = obligations_of_request(context.get("request"))
    return mark_safe(disclaimers_html(owed, heading=gettext("Disclaimers")))  # noqa: S308


@register.simple_tag(takes_context=True)
def article_body(context: template.Context, body: Any) -> SafeString:
    """An article's stream, the links of all its texts resolved at once.

    A template that has not shown the disclosures before it gets them here.
    """
    resolve_links(body)
    before = "" if getattr(context.get("request"), _DISCLOSED, False) else disclosures(context)
    rendered = body.stream_block.render(body, context=context.flatten())
    return mark_safe(before + rendered)  # noqa: S308 -- blocks escape their own values
