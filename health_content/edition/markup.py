"""Obligations as HTML."""

from __future__ import annotations

from collections.abc import Iterable

from health_content.edition.obligation import Obligation
from health_content.manuscript import escape


def disclaimers_html(
    obligations: Iterable[Obligation],
    *,
    heading: str = "Disclaimers",
    heading_id: str = "hc-disclaimers-heading",
) -> str:
    """The box with the disclaimers among ``obligations``; empty when there are none.

    A page that shows two boxes gives the second a ``heading_id`` of its own.
    """
    texts = "".join(item.html for item in obligations if item.kind.is_disclaimer)
    if not texts:
        return ""
    return (
        f'<aside class="hc-disclaimers" aria-labelledby="{heading_id}">'
        f'<h2 class="hc-disclaimers__heading" id="{heading_id}">{escape(heading)}</h2>'
        f"{texts}</aside>"
    )


def disclosures_html(obligations: Iterable[Obligation], *, label: str) -> str:
    """The box with what is said before paid links; empty when there is nothing to say."""
    texts = "".join(item.html for item in obligations)
    name = escape(label).replace('"', "&quot;")
    return f'<aside class="hc-disclosures" aria-label="{name}">{texts}</aside>' if texts else ""
