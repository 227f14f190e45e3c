"""What takes calls to action of a page down, as its editor tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from wagtail.fields import StreamField

from health_content.admin.suspensions import LIFT, may_see
from health_content.admin.waivers.telling import names_of_people
from health_content.blocks.links import values_of
from health_content.blocks.offers import OfferValue
from health_content.library.suspensions import Scope, Suspension

_WHOLE = {Scope.PAGE, Scope.RULE}


@dataclass(frozen=True, slots=True)
class Hold:
    """A suspension. ``address`` is empty for somebody who may not read more of it."""

    suspension: Suspension
    is_whole: bool
    by: str
    address: str
    may_lift: bool


def holds_on(page: Any, user: Any) -> Iterator[Hold]:
    """The suspensions of a page, of its rules, and of products and programs among its offers.

    Those of the whole page come first.
    """
    found = sorted(_found(page), key=lambda item: item.scope not in _WHOLE)
    names = names_of_people({item.by for item in found if item.by}) if found else {}
    may_lift = user.has_perm(LIFT)
    for item in found:
        address = reverse("health_content_suspensions") if may_see(user) else ""
        if may_lift:
            address = reverse("health_content_suspension_lift", args=[item.pk])
        yield Hold(item, item.scope in _WHOLE, names.get(item.by, ""), address, may_lift)


def _found(page: Any) -> Iterator[Suspension]:
    concerned = Q(scope__in=(Scope.PRODUCT, Scope.PROGRAM)) | Suspension.objects.on_pages(
        [key for key in (page.pk, page.alias_of_id) if key]
    )
    in_force = Suspension.objects.in_force().select_related("page", "product", "program")
    found = list(in_force.filter(concerned))
    sold = _sold(page) if any(item.scope not in _WHOLE for item in found) else set()
    for item in found:
        if item.scope in _WHOLE or item.subject in sold:
            yield item


def _sold(page: Any) -> set[Any]:
    """The products and programs that are offered on a page as it stands in the form."""
    sold: set[Any] = set()
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for offer in values_of(getattr(page, field.name), OfferValue):
                link = offer["paid_link"]
                sold |= {link.product if link else None, offer.get("product")}
                sold |= {offer.chosen_program, offer.affiliate_program}
    return sold - {None}
