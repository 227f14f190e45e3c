"""What a site may say about its own disclaimers."""

from __future__ import annotations

import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from health_content.library.shown import ShownEntry
from health_content.statutory import MEDICAL_DEFAULT

MINIMUM_WORDS = 8
# The Hangul fillers are letters that show nothing.
_VISIBLE = re.compile("[^\u115f\u1160\u3164\uffa0]")


def says_enough(text: str) -> bool:
    """Whether a text has enough different words, of letters that can be seen."""
    words = {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", text)}
    return len({word for word in words if _VISIBLE.search(word)}) >= MINIMUM_WORDS


@register_setting(icon="warning")
class SiteCompliance(ShownEntry, BaseSiteSetting):
    """A site's wording of the medical disclaimer. The FDA's is not anybody's to word."""

    medical_disclaimer = models.TextField(
        _("medical disclaimer"),
        blank=True,
        help_text=_("Leave empty for the standard text, which is shown below."),
    )

    panels: ClassVar = [
        FieldPanel("medical_disclaimer"),
        HelpPanel(
            content=format_html("<p>{}</p>", MEDICAL_DEFAULT.text), heading=_("Standard text")
        ),
    ]

    shown_fields: ClassVar = ("medical_disclaimer", "site")
    worded_fields: ClassVar = ("medical_disclaimer",)
    apart_fields: ClassVar = ("medical_disclaimer",)
    is_on_every_page: ClassVar = True

    class Meta:
        verbose_name = _("compliance texts")

    def clean(self) -> None:
        super().clean()
        if self.medical_disclaimer.strip() and not says_enough(self.medical_disclaimer):
            raise ValidationError(
                {
                    "medical_disclaimer": _(
                        "This is too short to tell readers that the page is not medical advice. "
                        "Write at least %(count)d words, or leave it empty for the standard text."
                    )
                    % {"count": MINIMUM_WORDS}
                }
            )
