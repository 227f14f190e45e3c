"""Other articles to read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from health_content.blocks.base import ArticleBlock, CompleteStructBlock, items_of, list_item
from health_content.blocks.library_chooser import ArticlePageChooserBlock
from health_content.manuscript import RelatedArticles, RelatedTitle


class RelatedTitleBlock(CompleteStructBlock):
    """A title, and its page where there is one. Without a page readers do not see it."""

    title = blocks.CharBlock(label=_("Title"), required=False, default="", max_length=255)
    page = ArticlePageChooserBlock(label=_("Page"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Article")
        label_format = "{title}"


class RelatedArticlesBlock(ArticleBlock):
    """Links to other articles of this site."""

    node_type = RelatedArticles

    heading = blocks.CharBlock(
        label=_("Heading"), required=False, default="You may also like", max_length=255
    )
    items = blocks.ListBlock(RelatedTitleBlock(), label=_("Articles"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("Related articles")
        description = _("Links to other articles of this site.")
        template = "health_content/blocks/related_articles.html"
        preview_value = {
            "heading": "You may also like",
            "items": [{"title": "Vitamin D: how much is enough?"}],
        }

    def to_node(self, value: Any, node_id: str) -> RelatedArticles:
        return RelatedArticles(
            value["heading"] or "",
            tuple(
                RelatedTitle(
                    item["title"] or "",
                    str(item["page"].pk) if item["page"] else "",
                    item["page"].title if item["page"] and not item["title"] else "",
                    id=item_id,
                )
                for item_id, item in items_of(value["items"])
            ),
            id=node_id,
        )

    def from_node(self, node: RelatedArticles) -> dict[str, Any]:
        return {
            "heading": node.heading,
            "items": [
                list_item(
                    item.id,
                    {
                        "title": item.title,
                        "page": int(item.page) if item.page.isdecimal() else None,
                    },
                )
                for item in node.items
            ],
        }
