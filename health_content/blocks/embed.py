"""A video or another thing that is shown elsewhere, told in words first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import ArticleBlock, ArticleRichTextBlock, rich_text
from health_content.blocks.library_chooser import PictureChooserBlock
from health_content.blocks.paid_links import LeadsOutside
from health_content.blocks.pictures import picture_html
from health_content.blocks.players import Player, player_of
from health_content.manuscript import Embed


class EmbedValue(LeadsOutside, blocks.StructValue):
    """Something that is shown elsewhere. Nothing is asked of that site until a reader does."""

    @cached_property
    def player(self) -> Player | None:
        """The player that a reader may load in place, where the site has a known one."""
        return player_of(self.outside_href)

    @property
    def outside_name(self) -> str:
        """What the other site is called."""
        return self["provider"] or (self.player.provider if self.player else super().outside_name)

    @cached_property
    def poster_picture(self) -> SafeString:
        """The poster's HTML; it decorates, for the summary says what is to be seen."""
        return picture_html(self["poster"], "") if self["poster"] else mark_safe("")


class EmbedBlock(ArticleBlock):
    """A card that says what is to be seen elsewhere, and leads there."""

    node_type = Embed

    url = blocks.URLBlock(label=_("Address"), max_length=2000)
    title = blocks.CharBlock(label=_("Title"), max_length=255)
    summary = ArticleRichTextBlock(
        label=_("What it says, in words"),
        help_text=_("For readers who cannot or do not want to watch it."),
    )
    poster = PictureChooserBlock(
        label=_("Picture"), required=False, help_text=_("One of our own; none is fetched.")
    )
    provider = blocks.CharBlock(
        label=_("Name of the site"),
        required=False,
        default="",
        max_length=120,
        help_text=_("Leave empty for YouTube and Vimeo."),
    )

    class Meta:
        icon = "media"
        label = _("Video or other site")
        description = _("What is shown elsewhere, in words first; nothing loads by itself.")
        template = "health_content/blocks/embed.html"
        value_class = EmbedValue
        preview_value = {
            "url": "https://videos.example.org/how-bone-renews-itself",
            "provider": "Example Videos",
            "title": "How bone renews itself",
            "summary": "<p>Two kinds of cells take old bone away and build new bone.</p>",
        }

    def clean(self, value):
        """Clean; only an https address is led to."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not cleaned.typed_address.startswith("https://"):
            words = _("Give an address that starts with https://.")
            raise blocks.StructBlockValidationError(
                block_errors={"url": ValidationError(words, code="invalid")}
            )
        return cleaned

    def to_node(self, value: Any, node_id: str) -> Embed:
        return Embed(
            value["url"] or "",
            value["title"] or "",
            rich_text(value["summary"]),
            value["provider"] or "",
            str(value["poster"].pk) if value["poster"] else "",
            id=node_id,
        )

    def from_node(self, node: Embed) -> dict[str, Any]:
        return {
            "url": node.url,
            "title": node.title,
            "summary": node.summary.html,
            "poster": int(node.poster) if node.poster.isdecimal() else None,
            "provider": node.provider,
        }
