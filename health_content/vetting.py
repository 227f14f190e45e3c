"""Vetting products, and what that does to the live pages which sell them.

What a vetting is told in :mod:`health_content.library.vetting`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from wagtail.models import Page

from health_content import conf
from health_content.library.caches import forget_on_commit
from health_content.library.ledger import ComplianceRecord, Event, Outcome
from health_content.library.products import Product
from health_content.library.pseudonyms import Pseudonym
from health_content.library.usage import live_pages_showing
from health_content.library.vetting import Vetting, VettingState, in_state, with_vetting
from health_content.lifting import judge_around
from health_content.recording.ledger import Entry, append, hold

LAPSED = "vetting-lapsed"
_TOLD = (
    "third_party_test",
    "test_report",
    "warning_letter",
    "claims_looked_at",
    "has_passed",
    "vetted_on",
    "next_due",
    "note",
)


def vet(made: Vetting, *, user: Any) -> Vetting:
    """Save a vetting and record it, with the live pages that show the product.

    Where vettings are required these pages gain or lose calls to action by it: they are judged
    with it, and caches forget them. Raises ``ValidationError`` where the vetting is not sound, and
    :class:`~health_content.publishing.ComplianceError` where a page would sell again that may not.
    """
    made.by = Pseudonym.of(user)
    made.full_clean()
    pages = pages_selling(made.product)
    with transaction.atomic():
        hold()
        if conf.vetting()["REQUIRED"]:
            judge_around(pages, made.save, may_refuse=made.has_passed)
            forget_on_commit([page.pk for page in pages])
        else:
            made.save()
        _note(made.product, "vetted", user, pages, vetting=as_data(made))
    return made


def note_lapsed(day: date | None = None) -> list[Product]:
    """Record the products whose vetting has run out by a day, once, and let caches forget them.

    Readers get no call to action for them by then, as of the day itself. Does nothing where
    vettings are not required. The products are returned.
    """
    if not conf.vetting()["REQUIRED"]:
        return []
    overdue = with_vetting(Product.objects.all()).filter(in_state(VettingState.OVERDUE, day))
    lapsed = [product for product in overdue if not _is_noted(product)]
    for product in lapsed:
        pages = pages_selling(product)
        with transaction.atomic():
            hold()
            judge_around(pages, lambda: None, may_refuse=False)
            _note(product, LAPSED, None, pages, next_due=product.vetting_due)
            forget_on_commit([page.pk for page in pages])
    return lapsed


def _is_noted(product: Any) -> bool:
    told = {"payload__action": LAPSED, "payload__next_due": product.vetting_due.isoformat()}
    kept = ComplianceRecord.objects.filter(
        subject_type=Product._meta.label_lower, subject_id=str(product.pk), **told
    )
    return kept.exists()


def pages_selling(product: Product) -> list[Page]:
    """The live pages that show a product, and their aliases."""
    keys = live_pages_showing(product)
    live = Page.objects.live()
    return list(live.filter(pk__in=keys) | live.filter(alias_of__in=keys))


def as_data(made: Vetting) -> dict[str, Any]:
    """A vetting as JSON."""
    return {"id": made.pk, "by": made.by, **{name: getattr(made, name) for name in _TOLD}}


def _note(product: Product, action: str, user: Any, pages: list[Page], **told: Any) -> None:
    append(
        Entry(
            event=Event.LIBRARY_CHANGE,
            outcome=Outcome.DONE,
            subject=product,
            user=user,
            payload={"action": action, **told, "pages": [page.pk for page in pages]},
        )
    )
