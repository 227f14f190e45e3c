"""Approved text that a site adds to its disclaimers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PublishingPanel

from health_content.library.approved_texts import ApprovedText


class DisclaimerAddition(ApprovedText):
    """A paragraph shown with the FDA and the medical disclaimer, never instead of them."""

    position = models.PositiveSmallIntegerField(_("position"), default=0)

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("text"),
        FieldPanel("site"),
        FieldPanel("position"),
        PublishingPanel(),
    ]
    preview_box: ClassVar[str] = "hc-disclaimers"
    shown_fields: ClassVar = ("text", "site", "position", "locale", "live")

    class Meta(ApprovedText.Meta):
        ordering: ClassVar = ["position", "pk"]
        verbose_name = _("disclaimer addition")
        verbose_name_plural = _("disclaimer additions")
