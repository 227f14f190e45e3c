"""Page types of the site's own."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from health_content.blocks import ArticleBodyBlock
from health_content.fields import ArticleField
from health_content.models import AbstractHealthArticlePage, HealthPageMixin
from tests.extension.blocks import ExtrasBlock


class GuidePage(AbstractHealthArticlePage):
    """An article with one field more, shown by the plugin's template."""

    audience = models.CharField(max_length=100, blank=True)

    template = "health_content/health_article_page.html"

    class Meta:
        app_label = "extension"


class RecipePage(HealthPageMixin, Page):
    """An article whose parts have other names."""

    method = ArticleField(ArticleBodyBlock(), blank=True)
    manuscript_body = "method"

    class Meta:
        app_label = "extension"


class ShopPage(HealthPageMixin, Page):
    """A page without an article: everything it says stands in fields of its own."""

    motto = models.CharField(max_length=100, blank=True)
    notes = models.TextField(blank=True)
    website = models.URLField(blank=True)
    extras = ArticleField(ExtrasBlock(), blank=True)

    unjudged_fields = ("notes",)

    class Meta:
        app_label = "extension"


class CornerShopPage(ShopPage):
    """A shop in two tables of ours."""

    hours = models.CharField(max_length=100, blank=True)

    class Meta:
        app_label = "extension"


class Shelf(Orderable):
    """A row of an inline panel."""

    page = ParentalKey(ShopPage, related_name="shelves")
    caption = models.CharField(max_length=100, blank=True)
    text = RichTextField(blank=True)

    class Meta(Orderable.Meta):
        app_label = "extension"


class LegacyPage(Page):
    """A page type that was there before and knows nothing of the plugin."""

    class Meta:
        app_label = "extension"
