"""A picture with what it shows in words."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model

from health_content.blocks.base import (
    INLINE_FEATURES,
    ArticleBlock,
    ArticleRichTextBlock,
    fingerprint_of,
    rich_text,
)
from health_content.blocks.library_chooser import PictureChooserBlock
from health_content.blocks.pictures import picture_html
from health_content.manuscript import Image


class ImageValue(blocks.StructValue):
    """A picture as an article shows it."""

    @property
    def alt(self) -> str:
        """What the picture shows, empty where it only decorates."""
        return "" if self["decorative"] else " ".join((self["alt"] or "").split())

    @cached_property
    def picture(self) -> SafeString:
        """The picture's HTML, empty where there is none that can be shown."""
        return picture_html(self["image"], self.alt) if self["image"] else mark_safe("")


class ImageBlock(ArticleBlock):
    """A picture of the library. Nobody publishes one that says nothing in words by oversight."""

    node_type = Image

    image = PictureChooserBlock(label=_("Picture"))
    alt = blocks.TextBlock(
        label=_("What it shows, in words"),
        required=False,
        default="",
        rows=2,
        help_text=_("Read out to readers who do not see the picture."),
    )
    decorative = blocks.BooleanBlock(
        label=_("It only decorates"),
        required=False,
        default=False,
        help_text=_("It tells nothing that the text does not. Screen readers pass it over."),
    )
    caption = ArticleRichTextBlock(features=INLINE_FEATURES, label=_("Caption"), required=False)
    credit = blocks.CharBlock(
        label=_("Credit"),
        required=False,
        default="",
        max_length=500,
        help_text=_("Who made it, and under which license."),
    )
    address = blocks.CharBlock(
        label=_("Where it was"),
        required=False,
        default="",
        help_text=_("Where an imported article had the picture. Readers do not see this."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture with its description, caption and credit.")
        template = "health_content/blocks/image.html"
        value_class = ImageValue
        preview_value = {
            "alt": "A cut through bone: a dense shell around an open honeycomb.",
            "caption": "<p>Most of the body's magnesium lies in bone.</p>",
            "credit": "Drawing: Boneguide",
        }

    def get_preview_value(self):
        """The preview, with the first picture of the library where it has one."""
        value = super().get_preview_value()
        value["image"] = get_image_model().objects.order_by("pk").first()
        return value

    def clean(self, value):
        """Clean; a picture that is published says in words what it shows, or decorates."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not cleaned["decorative"] and not cleaned.alt:
            words = _("Say what the picture shows, or mark that it only decorates.")
            raise blocks.StructBlockValidationError(
                block_errors={"alt": ValidationError(words, code="required")}
            )
        return cleaned

    def to_node(self, value: Any, node_id: str) -> Image:
        return Image(
            str(value["image"].pk) if value["image"] else "",
            value.alt,
            rich_text(value["caption"]),
            value["credit"] or "",
            value["address"] or "",
            fingerprint_of(value["image"]) if value["image"] else "",
            id=node_id,
        )

    def from_node(self, node: Image) -> dict[str, Any]:
        # Not "decorative" where there is no text: a source may just have forgotten it.
        return {
            "image": int(node.image) if node.image.isdecimal() else None,
            "alt": node.alt,
            "decorative": False,
            "caption": node.caption.html,
            "credit": node.credit,
            "address": node.address,
        }
