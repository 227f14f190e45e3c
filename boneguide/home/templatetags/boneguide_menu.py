"""The pages that the site's header and footer lead to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import template

from boneguide.home.models import pages_in_menus

register = template.Library()
KEPT_AS = "_boneguide_menu"


@dataclass
class Menu:
    """What the site's own parts of a page lead to: each a page with its address."""

    header: list[Any] = field(default_factory=list)
    footer: list[Any] = field(default_factory=list)
    how_we_work: Any = None


@register.simple_tag(takes_context=True)
def site_menu(context: template.Context) -> Menu:
    """The pages in menus, plain ones for the footer and all others for the header.

    One query a request. Without a request, as in a preview of a block, there are none.
    """
    request = context.get("request")
    if request is None:
        return Menu()
    if not hasattr(request, KEPT_AS):
        setattr(request, KEPT_AS, _menu(request))
    menu: Menu = getattr(request, KEPT_AS)
    return menu


def _menu(request: Any) -> Menu:
    menu = Menu()
    for page in pages_in_menus(request):
        is_plain = page.tells_how_we_work is not None
        (menu.footer if is_plain else menu.header).append(page)
        if page.tells_how_we_work and menu.how_we_work is None:
            menu.how_we_work = page
    return menu
