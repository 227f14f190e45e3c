"""What somebody found who looked into a product before readers were sent to buy it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from health_content.library.products import Product
from health_content.library.waivers import site_day


class Answer(models.TextChoices):
    """What is known. Unknown is never taken for the better answer."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


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
        if self.next_due and self.vetted_on and self.next_due <= self.vetted_on:
            raise ValidationError({"next_due": _("It is due again after the day of this one.")})
        if not self.has_passed:
            return
        if self.warning_letter != Answer.NO:
            raise ValidationError(
                {"warning_letter": _("Look for FDA warning letters before you recommend it.")}
            )
        if not self.claims_looked_at:
            raise ValidationError(
                {"claims_looked_at": _("Read the label’s claims before you recommend it.")}
            )
