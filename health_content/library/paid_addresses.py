"""What an address must be to be stored as a paid link of a program, and putting it right."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.models import Site

from health_content.affiliates.programs import PROGRAMS
from health_content.affiliates.recognition import paid_link
from health_content.affiliates.terms import ProgramMarket, ProgramTerms
from health_content.affiliates.urls import (
    UnsafeURL,
    host_of,
    is_at,
    is_same_market,
    normalize,
    shops_at,
    with_tag,
)

NAMED_AT_MOST = 8


def corrected(url: str, terms: ProgramTerms, market: str = "") -> tuple[str, str]:
    """The address in its one spelling with our tag, and the market it belongs to.

    A market that is left empty is read off the address, where only one market has its host. Raises
    ``ValidationError`` on ``url``, ``market`` or ``program`` where the address is unsafe, is not
    the program's shop in that market, hides where it leads though the program does not say that
    it may, or where our tag is not known. A program that names no hosts takes any address that
    belongs to no other program that ships.
    """
    try:
        url = normalize(url)
    except UnsafeURL as error:
        raise ValidationError({"url": str(error)}) from error
    host = host_of(url)
    if any(is_at(host, domain) for domain in terms.shorteners):
        return url, _of_shortener(host, terms, market)
    if terms.cloaking_allowed is True and _is_ours(host):
        return url, market
    shops = [shop for shop in terms.markets if shop.hosts]
    if not shops:
        _refuse_foreign(url, host, terms)
        return url, market
    shop = _shop_of(host, terms, shops, market)
    market = market or shop.market
    return _tagged(url, terms, shop, market), market


def _of_shortener(host: str, terms: ProgramTerms, market: str) -> str:
    if terms.shortening_allowed is not True:
        told = _(
            "%(host)s hides where the link leads and whose tag it carries, and %(program)s is "
            "not known to allow that. Open it, and paste the address of the product itself."
        )
        raise ValidationError({"url": told % {"host": host, "program": terms.name}})
    return market


def _is_ours(host: str) -> bool:
    return host in set(Site.objects.values_list("hostname", flat=True))


def _refuse_foreign(url: str, host: str, terms: ProgramTerms) -> None:
    if any(label.startswith("xn--") for label in host.split(".")):
        told = _(
            "%(host)s is written in letters that may look like another site’s. If it is the shop, "
            "name it among the hosts of %(program)s."
        )
        raise ValidationError({"url": told % {"host": host, "program": terms.name}})
    found = paid_link(url)
    if found is None:
        return
    if found.is_shortened and terms.shortening_allowed is not True:
        _of_shortener(host, terms, "")
    if found.program and found.program.key != terms.key and found.program in PROGRAMS:
        told = _(
            "%(host)s is a shop of %(other)s, not of %(program)s. Choose that program, or name "
            "the host in this one."
        )
        names = {"host": host, "other": found.program.name, "program": terms.name}
        raise ValidationError({"url": told % names})


def _shop_of(
    host: str, terms: ProgramTerms, shops: list[ProgramMarket], market: str
) -> ProgramMarket:
    """The shop that an address leads to; one without a market serves all."""
    fitting = shops_at(host, terms)
    asked = [shop for shop in shops if not market or _serves(shop, market)]
    found = [shop for shop in fitting if shop in asked]
    if not found:
        raise ValidationError({"url": _not_a_shop(host, terms, asked, fitting, market)})
    markets = {shop.market for shop in found}
    if not market and len(markets) > 1:
        told = _("%(host)s is the shop of several markets: %(markets)s. Say which one is meant.")
        listed = get_text_list(sorted(markets - {""}), _("and"))
        raise ValidationError({"market": told % {"host": host, "markets": listed}})
    return sorted(found, key=lambda shop: shop.market == "")[0]


def _serves(shop: ProgramMarket, market: str) -> bool:
    return not shop.market or is_same_market(shop.market, market)


def _not_a_shop(
    host: str,
    terms: ProgramTerms,
    asked: list[ProgramMarket],
    fitting: list[ProgramMarket],
    market: str,
) -> str:
    names = {"host": host, "program": terms.name, "market": market}
    if market and fitting:
        others = get_text_list(sorted({shop.market for shop in fitting}), _("and"))
        told = _("%(host)s is the shop of %(program)s in %(others)s, not in %(market)s.")
        return told % {**names, "others": others}
    if market and not asked:
        known = get_text_list(sorted(shop.market for shop in terms.markets), _("and"))
        told = _("%(program)s has no hosts in %(market)s; known markets are %(known)s.")
        return told % {**names, "known": known}
    hosts = [domain for shop in asked for domain in shop.hosts]
    listed = get_text_list(hosts[:NAMED_AT_MOST], _("and"))
    if market:
        told = _("%(host)s is not a shop of %(program)s in %(market)s. Its hosts there: %(hosts)s.")
    else:
        told = _("%(host)s is not a shop of %(program)s. Its hosts are %(hosts)s.")
    if more := len(hosts) - NAMED_AT_MOST:
        listed = f"{listed} …" if more > 0 else listed
    return told % {**names, "hosts": listed}


def _tagged(url: str, terms: ProgramTerms, shop: ProgramMarket, market: str) -> str:
    if not terms.tag_parameter:
        return url
    own = (item.tag for item in terms.markets if is_same_market(item.market, market))
    tag = next(own, "") or shop.tag
    if not tag:
        where = _(" in %(market)s") % {"market": market} if market else ""
        told = _("Set our tag for %(program)s%(where)s first: a link without it earns nothing.")
        raise ValidationError({"program": told % {"program": terms.name, "where": where}})
    return with_tag(url, terms, shop.market, tag)
