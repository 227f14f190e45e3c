"""The site's front page."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index


class HomePage(Page):
    """The front page: a tagline, an introduction, and the newest articles below it."""

    tagline = models.CharField(
        max_length=200, blank=True, help_text="One line under the site's name."
    )
    introduction = RichTextField(
        blank=True,
        features=["bold", "italic", "link", "ul", "ol"],
        help_text="What this site is and who stands behind it.",
    )

    content_panels = [*Page.content_panels, FieldPanel("tagline"), FieldPanel("introduction")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("tagline"),
        index.SearchField("introduction"),
    ]
    max_count_per_parent = 1
    template = "home/home_page.html"

    class Meta:
        verbose_name = "front page"
