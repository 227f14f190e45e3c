"""How often readers followed paid links: counts, and nothing about who."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from health_content.conf import PAGE_MODEL
from health_content.library.products import PaidLink


class ClickCount(models.Model):
    """Clicks on one link, on one page, at one position, on one day.

    ``position`` is where on the page the link stands: the number of the offer in reading
    order, from 1. No cookie, no address, no time of day and nothing else about a reader is kept.
    """

    link = models.ForeignKey(
        PaidLink, verbose_name=_("paid link"), on_delete=models.CASCADE, related_name="clicks"
    )
    page = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="health_content_clicks",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    day = models.DateField(_("day"), db_index=True)
    count = models.PositiveIntegerField(_("clicks"), default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["link", "page", "position", "day"], name="health_content_clicks_once"
            )
        ]
        verbose_name = _("clicks")
        verbose_name_plural = _("clicks")

    def __str__(self) -> str:
        return f"{self.link_id}, {self.day:%Y-%m-%d}: {self.count}"
