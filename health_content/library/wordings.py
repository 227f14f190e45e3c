"""How a site words its affiliate disclosure. It can be worded; it cannot be switched off."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, PublishingPanel

from health_content.compliance import Market
from health_content.compliance.disclosure_words import LONGEST, SHORTEST, Lack, lack_of
from health_content.library.approved_texts import ApprovedText
from health_content.statutory import AFFILIATE_DEFAULT

INSTEAD = _(
    "Write for example: “We earn a commission if you buy through the links on this page, at no "
    "extra cost to you.”"
)
_TOLD: dict[Lack, str | Promise] = {
    Lack.NOTHING: _("A disclosure cannot be empty."),
    Lack.HIDDEN: _("It holds characters that readers cannot see. Type the words anew."),
    Lack.SHORT: _("It takes %(shortest)d different words at least to say who earns, and by what."),
    Lack.LONG: _("It is longer than %(longest)d characters, and readers would skip it."),
    Lack.WEAK: _(
        "“Affiliate link” means little to readers, and “may contain” leaves open what is so."
    ),
    Lack.UNCLEAR: _("It does not say in plain words that we earn when readers buy."),
}


class DisclosureWording(ApprovedText):
    """What is said before a page's first paid link, by market and language.

    Where none is published, and where one says too little, the standard words are shown.
    """

    market = models.CharField(
        _("market"),
        max_length=2,
        blank=True,
        choices=[(item.value, item.value) for item in Market],
        help_text=_("Leave empty for every market that has no wording of its own."),
    )

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("text"),
        FieldPanel("market"),
        FieldPanel("site"),
        HelpPanel(
            content=format_html("<p>{}</p>", AFFILIATE_DEFAULT.text), heading=_("Standard text")
        ),
        PublishingPanel(),
    ]
    preview_box: ClassVar[str] = "hc-disclosures"
    shown_fields: ClassVar = ("text", "market", "site", "locale", "live")

    class Meta(ApprovedText.Meta):
        ordering: ClassVar = ["name", "pk"]
        verbose_name = _("disclosure wording")
        verbose_name_plural = _("disclosure wordings")

    def clean(self) -> None:
        """Refuse words that would not do, and say which would."""
        lack = lack_of(self.text, self._language)
        if lack is not None:
            told: Any = _TOLD[lack] % {"shortest": SHORTEST, "longest": LONGEST}
            raise ValidationError({"text": f"{told} {INSTEAD}"})
        super().clean()

    @property
    def _language(self) -> str:
        return self.locale.language_code if self.locale_id else "en"
