"""What a program reported that it paid."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from health_content.conf import PAGE_MODEL
from health_content.library.products import PaidLink
from health_content.library.programs import AffiliateProgram


class Earning(models.Model):
    """One row of a program's commission report.

    ``amount`` is in ``currency`` and may be negative, for what was sent back. ``link`` and
    ``page`` are set where the row tells which it was. ``row_key`` names the row in its report, so
    that a report read twice counts once.
    """

    program = models.ForeignKey(
        AffiliateProgram,
        verbose_name=_("program"),
        on_delete=models.CASCADE,
        related_name="earnings",
    )
    link = models.ForeignKey(
        PaidLink,
        verbose_name=_("paid link"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="earnings",
    )
    page = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="health_content_earnings",
    )
    day = models.DateField(_("day"), db_index=True)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    orders = models.PositiveIntegerField(_("orders"), default=0)
    row_key = models.CharField(_("row"), max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["program", "row_key"], name="health_content_earnings_once"
            )
        ]
        verbose_name = _("earning")
        verbose_name_plural = _("earnings")

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}: {self.amount} {self.currency}"
