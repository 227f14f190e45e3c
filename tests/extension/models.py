"""Page types of the site's own."""

from django.db import models
from wagtail.models import Page

from health_content.blocks import ArticleBodyBlock
from health_content.fields import ArticleField
from health_content.models import AbstractHealthArticlePage, HealthPageMixin


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


class LegacyPage(Page):
    """A page type that was there before and knows nothing of the plugin."""

    class Meta:
        app_label = "extension"
