"""The people who write, check and review."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from health_content.conf import IMAGE_MODEL, USER_MODEL
from health_content.library.shown import ShownEntry
from health_content.library.slugs import free_slug


class Person(ShownEntry, index.Indexed, models.Model):
    """An author, fact-checker or medical reviewer, as readers know them.

    Whether somebody *reviewed* a page is never typed in: it follows from a
    :class:`~health_content.library.records.ReviewRecord`.
    """

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=200, unique=True, blank=True)
    credentials = models.CharField(
        _("credentials"),
        max_length=120,
        blank=True,
        help_text=_("As they stand after the name, for example “MD, PhD”."),
    )
    job_title = models.CharField(_("job title"), max_length=200, blank=True)
    biography = models.TextField(_("biography"), blank=True)
    image = models.ForeignKey(
        IMAGE_MODEL,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    license_note = models.CharField(
        _("license note"),
        max_length=250,
        blank=True,
        help_text=_("Where the license can be looked up, and when that was last done."),
    )
    conflict_of_interest = models.TextField(_("conflict of interest statement"), blank=True)
    user = models.OneToOneField(
        USER_MODEL,
        verbose_name=_("user account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="health_content_person",
        help_text=_("Needed to record reviews under this name."),
    )

    panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("credentials"), FieldPanel("job_title")],
            heading=_("Name"),
        ),
        FieldPanel("biography"),
        FieldPanel("image"),
        FieldPanel("license_note"),
        FieldPanel("conflict_of_interest"),
        FieldPanel("user"),
        FieldPanel("slug"),
    ]
    search_fields: ClassVar = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
    ]
    shown_fields: ClassVar = (
        "name",
        "credentials",
        "job_title",
        "biography",
        "image",
        "license_note",
        "conflict_of_interest",
    )
    worded_fields: ClassVar = (
        "name",
        "credentials",
        "job_title",
        "biography",
        "license_note",
        "conflict_of_interest",
    )
    apart_fields: ClassVar = ("biography", "license_note", "conflict_of_interest")

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.byline

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = free_slug(self, self.name, "person")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The path of the person's page, empty where the site has no such pages."""
        try:
            return reverse("health_content:person", args=[self.slug])
        except NoReverseMatch:
            return ""

    @property
    def byline(self) -> str:
        """Name and credentials as printed: "Ada Sample, MD"."""
        return f"{self.name}, {self.credentials}" if self.credentials else self.name
