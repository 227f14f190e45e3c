"""What somebody found who looked into a product before readers were sent to buy it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from health_content import conf
from health_content.library.products import Product
from health_content.library.waivers import site_day


class Answer(models.TextChoices):
    """What is known. Unknown is never taken for the better answer."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class VettingState(models.TextChoices):
    """How the newest vetting of a product stands on a day."""

    PASSED = "passed", _("Passed")
    DUE_SOON = "due-soon", _("Passed, due soon")
    OVERDUE = "overdue", _("Overdue")
    FAILED = "failed", _("Failed")
    NEVER = "never", _("Never vetted")


SOON = timedelta(days=30)
"""How long before it is due again a vetting is said to be due soon."""


class VettingQuerySet(models.QuerySet):
    """Finds vettings that hold."""

    def holding(self, day: date | None = None) -> VettingQuerySet:
        """Those that were passed and are not due again on a day, today where none is given.

        Ask for a product's newest one apart: an older one that was passed counts for nothing
        where a newer one failed.
        """
        return self.filter(has_passed=True, next_due__gte=day or site_day())


class Vetting(models.Model):
    """One look into a product. The newest one counts; older ones stay for the record.

    ``warning_letter`` says whether the FDA is known to have written to the maker about the
    product, ``claims_looked_at`` whether the claims on its label and shop page were read.
    ``by`` is the key of a :class:`~health_content.library.pseudonyms.Pseudonym`.
    """

    product = models.ForeignKey(
        Product, verbose_name=_("product"), on_delete=models.CASCADE, related_name="vettings"
    )
    third_party_test = models.CharField(
        _("tested by a third party"),
        max_length=7,
        choices=Answer.choices,
        default=Answer.UNKNOWN,
    )
    test_report = models.URLField(_("address of the test report"), max_length=500, blank=True)
    warning_letter = models.CharField(
        _("FDA warning letter known"),
        max_length=7,
        choices=Answer.choices,
        default=Answer.UNKNOWN,
    )
    claims_looked_at = models.BooleanField(_("label claims were read"), default=False)
    note = models.TextField(_("what was found"), blank=True)
    has_passed = models.BooleanField(
        _("may be recommended"),
        default=False,
        help_text=_("Whether a call to action for this product may be shown."),
    )
    vetted_on = models.DateField(_("vetted on"), default=timezone.localdate)
    next_due = models.DateField(_("due again"))
    by = models.CharField(_("by"), max_length=40, blank=True)

    objects = VettingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-vetted_on", "-pk"]
        verbose_name = _("vetting of a product")
        verbose_name_plural = _("vettings of products")

    def __str__(self) -> str:
        return f"{self.product} ({self.vetted_on:%Y-%m-%d})"

    def clean(self) -> None:
        super().clean()
        if self.vetted_on and self.vetted_on > site_day():
            raise ValidationError({"vetted_on": _("That day is still to come.")})
        if self.next_due and self.vetted_on and self.next_due <= self.vetted_on:
            raise ValidationError({"next_due": _("It is due again after the day of this one.")})
        if not self.has_passed:
            return
        if self.warning_letter == Answer.YES:
            told = _("The FDA wrote to the maker about it: it cannot be recommended.")
            raise ValidationError({"has_passed": told})
        if self.warning_letter != Answer.NO:
            raise ValidationError(
                {"warning_letter": _("Look for FDA warning letters before you recommend it.")}
            )
        if not self.claims_looked_at:
            raise ValidationError(
                {"claims_looked_at": _("Read the label’s claims before you recommend it.")}
            )


def unvetted(product_pks: Collection[Any], day: date | None = None) -> set[Any]:
    """The products for which readers get no call to action on a day, for want of a vetting.

    Their newest one failed or is overdue, or there is none. Empty, with no query, on sites that
    require none. One query otherwise.
    """
    if not product_pks or not conf.vetting()["REQUIRED"]:
        return set()
    day = day or site_day()
    made = Vetting.objects.filter(product__in=product_pks).order_by("vetted_on", "pk")
    newest = {
        key: has_passed and next_due >= day
        for key, has_passed, next_due in made.values_list("product_id", "has_passed", "next_due")
    }
    return {key for key in product_pks if not newest.get(key, False)}


def with_vetting(products: QuerySet[Any], product: str = "pk") -> QuerySet[Any]:
    """Rows with ``vetting_passed`` and ``vetting_due`` of a product's newest vetting.

    ``product`` names the product among the fields of other rows.
    """
    newest = Vetting.objects.filter(product=OuterRef(product)).order_by("-vetted_on", "-pk")
    return products.annotate(
        vetting_passed=Subquery(newest.values("has_passed")[:1]),
        vetting_due=Subquery(newest.values("next_due")[:1]),
    )


def state_of(row: Any, day: date | None = None) -> VettingState:
    """How a row of :func:`with_vetting` stands."""
    day = day or site_day()
    if row.vetting_passed is None:
        return VettingState.NEVER
    if not row.vetting_passed:
        return VettingState.FAILED
    if row.vetting_due < day:
        return VettingState.OVERDUE
    return VettingState.DUE_SOON if row.vetting_due <= day + SOON else VettingState.PASSED


def in_state(state: str, day: date | None = None) -> Q:
    """What picks the rows of :func:`with_vetting` that stand in a state."""
    day = day or site_day()
    passed = Q(vetting_passed=True)
    return {
        VettingState.NEVER: Q(vetting_passed=None),
        VettingState.FAILED: Q(vetting_passed=False),
        VettingState.OVERDUE: passed & Q(vetting_due__lt=day),
        VettingState.DUE_SOON: passed & Q(vetting_due__range=(day, day + SOON)),
        VettingState.PASSED: passed & Q(vetting_due__gt=day + SOON),
    }[VettingState(state)]


def wanting() -> Q:
    """What picks the rows of :func:`with_vetting` that have no vetting that holds."""
    never, failed = in_state(VettingState.NEVER), in_state(VettingState.FAILED)
    return never | failed | in_state(VettingState.OVERDUE)


def next_due_after(day: date) -> date:
    """When a product vetted on a day is due again: as many months later as the setting says."""
    months = day.month - 1 + conf.vetting()["MONTHS"]
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
