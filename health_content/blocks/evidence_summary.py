"""What is known, outcome by outcome, and how sure it is."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import (
    ArticleBlock,
    ArticleRichTextBlock,
    CompleteStructBlock,
    code_of,
    items_of,
    list_item,
    rich_text,
)
from health_content.blocks.sources import PublishingChecks
from health_content.manuscript import EvidenceCertainty, EvidenceOutcome, EvidenceSummary

# The four levels are GRADE's; the words that explain them are our own.
CERTAINTIES: dict[EvidenceCertainty, tuple[str | Promise, str | Promise]] = {
    EvidenceCertainty.HIGH: (
        _("High certainty"),
        _("The true effect is very likely close to what the studies found."),
    ),
    EvidenceCertainty.MODERATE: (
        _("Moderate certainty"),
        _("The true effect is probably close to what was found, but may clearly differ from it."),
    ),
    EvidenceCertainty.LOW: (
        _("Low certainty"),
        _("The true effect may be quite different from what was found."),
    ),
    EvidenceCertainty.VERY_LOW: (
        _("Very low certainty"),
        _("What was found says little; the true effect is likely to be quite different."),
    ),
    EvidenceCertainty.UNRATED: (
        _("Not rated"),
        _("Nobody has rated how sure this is. It may be weak: do not read it as established."),
    ),
}


class EvidenceOutcomeValue(blocks.StructValue):
    """An outcome. A certainty that nobody knows counts as not rated."""

    @property
    def rating(self) -> EvidenceCertainty:
        return code_of(EvidenceCertainty, self["certainty"]) or EvidenceCertainty.UNRATED

    @property
    def rating_class(self) -> str:
        return self.rating.value or "unrated"

    @property
    def rating_label(self) -> str:
        return str(CERTAINTIES[self.rating][0])


class EvidenceSummaryValue(blocks.StructValue):
    """A summary, and what the words for certainty in it mean."""

    @property
    def legend(self) -> list[tuple[str, str]]:
        """The words used and their meaning, from the surest down."""
        used = {outcome.rating for outcome in self["outcomes"]}
        return [
            (str(label), str(meaning))
            for rating, (label, meaning) in CERTAINTIES.items()
            if rating in used
        ]


class EvidenceOutcomeBlock(PublishingChecks, CompleteStructBlock):
    """One outcome that was studied."""

    outcome = blocks.CharBlock(label=_("Outcome"), max_length=255)
    finding = ArticleRichTextBlock(label=_("What was found"))
    certainty = blocks.ChoiceBlock(
        label=_("Certainty of the evidence"),
        choices=[
            (rating.value, label) for rating, (label, meaning) in CERTAINTIES.items() if rating
        ],
        required=False,
        default="",
        help_text=_("As the review rated it with GRADE. Left empty, readers see “Not rated”."),
    )
    studies = blocks.CharBlock(
        label=_("Studies and people"),
        required=False,
        default="",
        max_length=255,
        help_text=_("For instance: 12 trials, 3,400 people."),
    )

    class Meta:
        icon = "doc-full-inverse"
        label = _("Outcome")
        label_format = "{outcome}"
        value_class = EvidenceOutcomeValue

    def problems(self, value: Any) -> dict[str, ValidationError]:
        if rich_text(value["finding"]):
            return {}
        return {"finding": ValidationError(translate("Write what was found."))}


class EvidenceSummaryBlock(ArticleBlock):
    """What is known, outcome by outcome, with GRADE's words and what they mean."""

    node_type = EvidenceSummary

    heading = blocks.CharBlock(label=_("Heading"), required=False, default="", max_length=255)
    introduction = ArticleRichTextBlock(label=_("Introduction"), required=False)
    outcomes = blocks.ListBlock(EvidenceOutcomeBlock(), label=_("Outcomes"), min_num=1)

    class Meta:
        icon = "table"
        label = _("Evidence summary")
        label_format = "{heading}"
        description = _("What is known, outcome by outcome, and how sure it is.")
        template = "health_content/blocks/evidence_summary.html"
        value_class = EvidenceSummaryValue
        preview_value = {
            "heading": "Magnesium intake and bone in later life",
            # Groenendijk et al. 2022, abstract read 2026-11-23. The ratings are examples.
            "introduction": (
                "<p>A review of studies in adults aged 60 and older "
                '(<a href="https://doi.org/10.1016/j.bone.2021.116233">Groenendijk and others, '
                "2022</a>). How sure each finding is, is our own rating.</p>"
            ),
            "outcomes": [
                {
                    "outcome": "Density of the hip bone",
                    "finding": (
                        "<p>People who took in more magnesium had slightly denser hips. The "
                        "studies observed them; none gave magnesium to see what follows.</p>"
                    ),
                    "certainty": EvidenceCertainty.VERY_LOW.value,
                    "studies": "4 studies pooled",
                },
                {
                    "outcome": "Fractures",
                    "finding": "<p>No link was found; there was little research.</p>",
                    "certainty": EvidenceCertainty.UNRATED.value,
                },
            ],
        }

    def to_node(self, value: Any, node_id: str) -> EvidenceSummary:
        return EvidenceSummary(
            heading=value["heading"] or "",
            introduction=rich_text(value["introduction"]),
            outcomes=tuple(
                EvidenceOutcome(
                    outcome["outcome"] or "",
                    rich_text(outcome["finding"]),
                    outcome.rating,
                    outcome["studies"] or "",
                    id=outcome_id,
                )
                for outcome_id, outcome in items_of(value["outcomes"])
            ),
            id=node_id,
        )

    def from_node(self, node: EvidenceSummary) -> dict[str, Any]:
        return {
            "heading": node.heading,
            "introduction": node.introduction.html,
            "outcomes": [
                list_item(
                    outcome.id,
                    {
                        "outcome": outcome.outcome,
                        "finding": outcome.finding.html,
                        "certainty": outcome.certainty.value,
                        "studies": outcome.studies,
                    },
                )
                for outcome in node.outcomes
            ],
        }
