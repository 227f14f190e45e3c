"""Other articles to read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from health_content.blocks.base import ArticleBlock, CompleteStructBlock, items_of, list_item
from health_content.blocks.library_chooser import ArticlePageChooserBlock, closed_by
from health_content.library.standings import together
from health_content.manuscript import RelatedArticles, RelatedTitle


def is_shown(chosen: Any, reading: Any = None) -> bool:
    """Whether readers may learn of a chosen page.

    It has to be live, and open to everybody or at least to whoever may read the page
    ``reading`` on which it is named.
    """
    if not chosen or not chosen.live:
        return False
    here = getattr(reading, "path", "") or ""
    return all(here.startswith(path) for path in closed_by(chosen))


class RelatedTitleBlock(CompleteStructBlock):
    """A title, and its page where there is one. Without a page readers do not see it."""

    title = blocks.CharBlock(label=_("Title"), required=False, default="", max_length=255)
    page = ArticlePageChooserBlock(label=_("Page"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Article")
        label_format = "{title}"

    def get_searchable_content(self, value: Any) -> list[str]:
        """The title, where readers see it."""
        return super().get_searchable_content(value) if is_shown(value["page"]) else []


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
            "items": [],
        }

    def get_preview_value(self):
        """The preview, with the newest pages that everybody may read."""
        pages = Page.objects.live().public().filter(depth__gt=1).order_by("-pk")[:3]
        items = [{"title": "", "page": page} for page in pages]
        return self.normalize({**self.meta.preview_value, "items": items})

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        reading = context.get("page")
        context["shown"] = [item for item in value["items"] if is_shown(item["page"], reading)]
        together([item["page"] for item in context["shown"]])
        return context

    def to_node(self, value: Any, node_id: str) -> RelatedArticles:
        return RelatedArticles(
            value["heading"] or "",
            tuple(_related_title(item, item_id) for item_id, item in items_of(value["items"])),
            id=node_id,
        )

    def from_node(self, node: RelatedArticles) -> dict[str, Any]:
        return {
            "heading": node.heading,
            "items": [
                list_item(
                    item.id,
                    {
                        "title": item.title or item.unsaid,
                        "page": int(item.page) if item.page.isdecimal() else None,
                    },
                )
                for item in node.items
            ],
        }


def _related_title(item: Any, item_id: str) -> RelatedTitle:
    """A title as a node. What is typed of a page that is not for everybody stays unsaid."""
    page, title = item["page"], item["title"] or ""
    if not page:
        return RelatedTitle(title, id=item_id)
    if not is_shown(page):
        return RelatedTitle(page=str(page.pk), unsaid=title, id=item_id)
    return RelatedTitle(title, str(page.pk), "" if title else page.title, id=item_id)
