"""How the fields of an article stand in the editor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel


class ReviewAdvicePanel(HelpPanel):
    """Says what is advisable about a page's medical review; shown, never in the way."""

    class BoundPanel(HelpPanel.BoundPanel):
        """The advice for one page."""

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            advice = getattr(self.instance, "review_advice", "")
            self.content = format_html("<p>{}</p>", advice) if advice else ""

        def is_shown(self) -> bool:
            """Only where there is something to say."""
            return bool(self.content) and super().is_shown()


HERO_PANEL = MultiFieldPanel(
    [
        FieldPanel("hero_image"),
        FieldPanel("hero_alt"),
        FieldPanel("hero_caption"),
        FieldPanel("hero_credit"),
    ],
    heading=_("Main picture"),
)
PEOPLE_PANEL = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("author"), FieldPanel("fact_checker")]),
        FieldRowPanel([FieldPanel("first_published"), FieldPanel("next_review_due")]),
        ReviewAdvicePanel(),
    ],
    heading=_("People and review dates"),
    help_text=_(
        "Who reviewed the article, and when, is not typed in: a medical reviewer records it with "
        "“Record medical review” in the menu of this page."
    ),
)
CLASSIFICATION_PANEL = MultiFieldPanel(
    [
        FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
        FieldPanel("nutrients", widget=forms.CheckboxSelectMultiple),
    ],
    heading=_("Classification"),
    help_text=_("Topics and nutrients are kept in the Health library."),
)
ATTRIBUTION_PANEL = MultiFieldPanel(
    [FieldPanel("attribution"), FieldPanel("attribution_url")],
    heading=_("First published elsewhere"),
)
