"""A caution that stands out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import ArticleBlock, ArticleRichTextBlock, code_of, rich_text
from health_content.blocks.sources import (
    PublishingChecks,
    SourcedValue,
    source_block,
    source_problems,
    source_url_block,
)
from health_content.manuscript import SafetyCard, SafetyKind


@dataclass(frozen=True)
class CardLook:
    """How a kind of card is named, headed where no heading is typed, and drawn.

    ``icon`` is the path of an outline in a square of 24 by 24.
    """

    label: str | Promise
    heading: str | Promise
    icon: str


LOOKS = {
    SafetyKind.WARNING: CardLook(
        _("Warning"), _("Warning"), "M12 3 22.5 21h-21Z M12 10v5 M12 17.9v.1"
    ),
    SafetyKind.INTERACTION: CardLook(
        _("Interaction"),
        _("Interactions"),
        "M3 8h15 M14 4l4 4-4 4 M21 16H6 M10 12l-4 4 4 4",
    ),
    SafetyKind.SIDE_EFFECTS: CardLook(
        _("Side effects"), _("Side effects"), "M2 13h4l3-8 5 15 3-7h5"
    ),
    SafetyKind.NOT_SUITABLE: CardLook(
        _("Not suitable for everyone"),
        _("Who should not take it"),
        "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18Z M5.7 5.7l12.6 12.6",
    ),
    SafetyKind.SEEK_HELP: CardLook(
        _("Seek help"),
        _("When to get medical help"),
        "M5 3h4l2 5-2.5 2a12 12 0 0 0 5.5 5.5l2-2.5 5 2v4a2 2 0 0 1-2 2A17 17 0 0 1 3 5"
        "a2 2 0 0 1 2-2Z",
    ),
    SafetyKind.EMERGENCY: CardLook(
        _("Emergency"),
        _("In an emergency"),
        "M8 2.5h8L21.5 8v8L16 21.5H8L2.5 16V8Z M12 7v6 M12 16.4v.1",
    ),
}


class SafetyCardValue(SourcedValue):
    """A card, and how its kind looks. A kind that nobody knows counts as a warning."""

    @property
    def kind(self) -> SafetyKind:
        return code_of(SafetyKind, self["card"]) or SafetyKind.WARNING

    @property
    def look(self) -> CardLook:
        return LOOKS[self.kind]

    @property
    def title(self) -> str:
        """The heading; without one typed, the one that itself names the kind."""
        return str(self["heading"] or self.look.heading)

    @property
    def accessible_name(self) -> str:
        return f"{self.look.label}: {self['heading']}" if self["heading"] else self.title


class SafetyCardBlock(PublishingChecks, ArticleBlock):
    """A warning, an interaction, whom it does not suit, when to seek help."""

    node_type = SafetyCard

    card = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[(kind.value, look.label) for kind, look in LOOKS.items()],
        default=SafetyKind.WARNING.value,
    )
    heading = blocks.CharBlock(
        label=_("Heading"),
        required=False,
        default="",
        max_length=255,
        help_text=_("Left empty, readers see a heading that goes with the kind."),
    )
    html = ArticleRichTextBlock(label=_("Text"))
    source = source_block()
    source_url = source_url_block()

    class Meta:
        icon = "warning"
        label = _("Safety card (warning, when to seek help)")
        label_format = "{card}: {heading}"
        description = _("A warning, side effects, whom it does not suit, when to seek help.")
        template = "health_content/blocks/safety_card.html"
        value_class = SafetyCardValue
        preview_value = {
            "card": SafetyKind.NOT_SUITABLE.value,
            "heading": "Ask first if your kidneys do not work well",
            "html": (
                "<p>Healthy kidneys pass surplus magnesium into the urine. When they work less "
                "well, it can build up in the blood. Take a supplement only if your kidney "
                "doctor agrees:</p><ul><li>if you have kidney disease or kidney failure,</li>"
                "<li>if a blood test has shown reduced kidney function,</li>"
                "<li>if you already take a laxative or an antacid with magnesium.</li></ul>"
            ),
            "source": "American Family Physician 2009;80:157",
            "source_url": "https://pubmed.ncbi.nlm.nih.gov/19621856/",
        }

    def problems(self, value: Any) -> dict[str, ValidationError]:
        found = source_problems(value)
        if not rich_text(value["html"]):
            found["html"] = ValidationError(translate("Write what readers should know or do."))
        return found

    def to_node(self, value: Any, node_id: str) -> SafetyCard:
        return SafetyCard(
            value.kind,
            value["heading"] or "",
            rich_text(value["html"]),
            value["source"] or "",
            value["source_url"] or "",
            id=node_id,
        )

    def from_node(self, node: SafetyCard) -> dict[str, Any]:
        return {
            "card": node.card.value,
            "heading": node.heading,
            "html": node.html.html,
            "source": node.source,
            "source_url": node.source_url,
        }
