"""Articles."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from health_content.blocks import ArticleBodyBlock
from health_content.blocks.anchors import Heading, contents
from health_content.fields import ArticleField
from health_content.library.people import Person
from health_content.pages.mixin import HealthPageMixin
from health_content.pages.reviews import Review, review_of


class AbstractHealthArticlePage(HealthPageMixin, Page):
    """An article, for a site that wants a type of its own with more fields."""

    author = models.ForeignKey(
        Person,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    body = ArticleField(ArticleBodyBlock(), verbose_name=_("body"), blank=True)
    attribution = models.CharField(
        _("attribution"),
        max_length=500,
        blank=True,
        help_text=_("Who published it first, where that was not us."),
    )

    manuscript_body: ClassVar[str] = "body"
    route_select_related: ClassVar[tuple[str, ...]] = ("author",)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("author"),
        FieldPanel("body"),
        FieldPanel("attribution"),
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("body"),
        index.RelatedFields("author", [index.SearchField("name")]),
        index.FilterField("author"),
    ]

    class Meta:
        abstract = True

    @cached_property
    def contents(self) -> list[Heading]:
        """The table of contents."""
        return contents(self.body)

    @cached_property
    def review(self) -> Review | None:
        """The last medical review that approved this page, or ``None``."""
        return review_of(self)


class HealthArticlePage(AbstractHealthArticlePage):
    """An article, ready to use."""

    template = "health_content/health_article_page.html"
    page_description = _("A health article made of typed parts.")

    class Meta:
        verbose_name = _("health article")
        verbose_name_plural = _("health articles")
