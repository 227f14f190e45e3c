"""Articles."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelsearch.tasks import insert_or_update_object_task
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from health_content.blocks import ArticleBodyBlock
from health_content.blocks.anchors import Heading, contents
from health_content.conf import IMAGE_MODEL
from health_content.edition import PageFacts
from health_content.fields import ArticleField
from health_content.library.people import Person
from health_content.library.topics import Topic
from health_content.pages import dates, panels
from health_content.pages.mixin import HealthPageMixin
from health_content.pages.related import RelatedPagesBlock, refuse_itself, related_to
from health_content.pages.reviews import Review, ReviewEntry, Reviews, facts_of

CAPTION_FEATURES = ["bold", "italic", "superscript", "subscript"]
"""No links: the picture stands where no disclosure has been made yet."""


_FILED_UNDER = ("topics", "nutrients")


class Hero(NamedTuple):
    """The picture on top of an article; ``caption`` is stored rich text."""

    image: Any
    alt: str
    caption: str
    credit: str


class AbstractHealthArticlePage(HealthPageMixin, Page):
    """An article, for a site that wants a type of its own with more fields."""

    dek = models.TextField(
        _("standfirst"),
        blank=True,
        help_text=_("One or two sentences below the title: what the article answers."),
    )
    hero_image = models.ForeignKey(
        IMAGE_MODEL,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_alt = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_(
            "What the picture shows, for readers who cannot see it. Leave it empty only where "
            "the picture decorates and says nothing."
        ),
    )
    hero_caption = RichTextField(_("caption"), blank=True, features=CAPTION_FEATURES)
    hero_credit = models.CharField(
        _("credit"),
        max_length=250,
        blank=True,
        help_text=_("Who made the picture, and its license where that must be named."),
    )
    author = models.ForeignKey(
        Person,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    fact_checker = models.ForeignKey(
        Person,
        verbose_name=_("fact checker"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who compared the statements with their sources, where somebody did."),
    )
    first_published = models.DateField(
        _("first published"),
        null=True,
        blank=True,
        help_text=_(
            "Only for an article that was published before it came to this site. Where it is "
            "empty, readers see the day it was first published here."
        ),
    )
    next_review_due = models.DateField(
        _("next review due"),
        null=True,
        blank=True,
        help_text=_("The day by which the article is to be reviewed again. Readers see it."),
    )
    topics = ParentalManyToManyField(
        Topic,
        verbose_name=_("topics"),
        blank=True,
        limit_choices_to={"kind": Topic.Kind.TOPIC},
        related_name="+",
    )
    nutrients = ParentalManyToManyField(
        Topic,
        verbose_name=_("nutrients"),
        blank=True,
        limit_choices_to={"kind": Topic.Kind.NUTRIENT},
        related_name="+",
    )
    body = ArticleField(ArticleBodyBlock(), verbose_name=_("body"), blank=True)
    attribution = models.CharField(
        _("attribution"),
        max_length=500,
        blank=True,
        help_text=_("Who published it first, where that was not us."),
    )
    attribution_url = models.URLField(
        _("address of the first publication"), max_length=2000, blank=True
    )
    related = ArticleField(
        RelatedPagesBlock(),
        verbose_name=_("related articles"),
        blank=True,
        help_text=_(
            "Shown at the end, in this order. Leave it empty to have the articles chosen that "
            "share the most nutrients and topics with this one."
        ),
    )

    manuscript_body: ClassVar[str] = "body"
    route_select_related: ClassVar[tuple[str, ...]] = ("author", "fact_checker", "hero_image")
    route_prefetch_related: ClassVar[tuple[str, ...]] = ("hero_image__renditions",)
    listing_select_related: ClassVar[tuple[str, ...]] = ("author", "hero_image")
    listing_prefetch_related: ClassVar[tuple[str, ...]] = ("hero_image__renditions",)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("dek"),
        panels.HERO_PANEL,
        FieldPanel("body"),
        panels.PEOPLE_PANEL,
        panels.CLASSIFICATION_PANEL,
        FieldPanel("related"),
        panels.ATTRIBUTION_PANEL,
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("dek"),
        index.SearchField("body"),
        index.RelatedFields("author", [index.SearchField("name")]),
        index.RelatedFields("topics", [index.SearchField("name")]),
        index.RelatedFields("nutrients", [index.SearchField("name")]),
        index.FilterField("author"),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        dates.check(self)
        refuse_itself(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_refiled = self._is_refiled()
        super().save(*args, **kwargs)
        if is_refiled:
            # What saving enqueued may have run before the new topics were stored.
            insert_or_update_object_task.enqueue(
                self._meta.app_label, self._meta.model_name, str(self.pk)
            )

    def _is_refiled(self) -> bool:
        """Whether it will be filed under other topics than those that are stored."""
        known = getattr(self, "_cluster_related_objects", {})
        names = [name for name in _FILED_UNDER if name in known]
        if not names or self.pk is None:
            return bool(names)
        rows = list(type(self)._base_manager.filter(pk=self.pk).values_list(*names))
        return any(
            {row[at] for row in rows} - {None} != {topic.pk for topic in known[name]}
            for at, name in enumerate(names)
        )

    @cached_property
    def contents(self) -> list[Heading]:
        """The table of contents."""
        return contents(self.body)

    @property
    def hero(self) -> Hero | None:
        """The picture on top and what stands with it, or ``None``."""
        if self.hero_image is None:
            return None
        return Hero(self.hero_image, self.hero_alt, self.hero_caption, self.hero_credit)

    @property
    def published_on(self) -> date | None:
        """The day the article first appeared, here or elsewhere; ``None`` for a draft."""
        return self.first_published or dates.day_of(self.first_published_at)

    @property
    def updated_on(self) -> date | None:
        """The day it was last published here; ``None`` for a draft."""
        return dates.day_of(self.last_published_at)

    @cached_property
    def _reviews(self) -> Reviews:
        return Reviews.of(self)

    @cached_property
    def review(self) -> Review | None:
        """The last medical review that approved this page, or ``None``."""
        return self._reviews.standing

    @property
    def review_history(self) -> list[ReviewEntry]:
        """Every medical review of what this page says or said to readers, the newest first."""
        return self._reviews.history

    @property
    def review_is_overdue(self) -> bool:
        """Whether the day named by ``next_review_due`` has passed without a review."""
        due = self.next_review_due
        if due is None or due >= timezone.localdate():
            return False
        return not self._reviews.happened_since(due)

    @property
    def review_expected_on(self) -> date | None:
        """The day of the next review where it is still to come, else ``None``."""
        due = self.next_review_due
        return due if due is not None and due >= timezone.localdate() else None

    @property
    def page_facts(self) -> PageFacts:
        """What the page knows about its address and its medical review, as it stands in memory."""
        return facts_of(self)

    @property
    def review_advice(self) -> str:
        """A sentence for editors about the page's medical review; empty when all is well."""
        return dates.review_advice(self)

    @cached_property
    def related_articles(self) -> list[Any]:
        """The related articles that anyone may read: those chosen, else those most alike."""
        return related_to(self)


class HealthArticlePage(AbstractHealthArticlePage):
    """An article, ready to use."""

    template = "health_content/health_article_page.html"
    page_description = _("A health article made of typed parts.")

    class Meta:
        verbose_name = _("health article")
        verbose_name_plural = _("health articles")
