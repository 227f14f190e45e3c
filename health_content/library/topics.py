"""What articles are about: topics, and the nutrients among them."""

from __future__ import annotations

from difflib import get_close_matches
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from health_content.dosage.intake import nutrients
from health_content.dosage.substances import find_substance, substances
from health_content.library.shown import ShownEntry
from health_content.library.slugs import free_slug
from health_content.library.usage import pages_naming


class Topic(ShownEntry, index.Indexed, models.Model):
    """Something that articles are filed under.

    A *nutrient* may say with ``substance`` which nutrient of the dosage tables it is, so
    that its page can show the published intakes.
    """

    class Kind(models.TextChoices):
        """Which list of an article's page it stands in."""

        TOPIC = "topic", _("Topic")
        NUTRIENT = "nutrient", _("Nutrient")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.TOPIC)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("slug"),
        max_length=200,
        unique=True,
        blank=True,
        help_text=_("The end of its address. Leave it empty to have it made from the name."),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_("A sentence or two for readers, at the top of its page."),
    )
    substance = models.CharField(
        _("substance"),
        max_length=40,
        blank=True,
        help_text=_(
            "For a nutrient of the dosage tables, its name there, for example “magnesium” or "
            "“vitamin D”."
        ),
    )

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("name")]),
        FieldPanel("description"),
        FieldPanel("substance"),
        FieldPanel("slug"),
    ]
    search_fields: ClassVar = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("kind"),
    ]
    shown_fields: ClassVar = ("kind", "name", "description", "substance")
    worded_fields: ClassVar = ("name", "description")
    apart_fields: ClassVar = ("description",)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = free_slug(self, self.name, "topic")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its page's path, empty where the site has no such pages."""
        try:
            return reverse("health_content:topic", args=[self.slug])
        except NoReverseMatch:
            return ""

    def clean(self) -> None:
        super().clean()
        self.name = " ".join(self.name.split())
        problems = {}
        twins = Topic.objects.filter(kind=self.kind, name__iexact=self.name).exclude(pk=self.pk)
        if self.name and twins.exists():
            problems["name"] = _("“%(name)s” is there already. Use that one.") % {"name": self.name}
        if filed := self._filed_as_another_kind():
            problems["kind"] = ngettext(
                "%(count)d article is filed under it and would lose it. Take it out there first, "
                "or make another entry of this kind.",
                "%(count)d articles are filed under it and would lose it. Take it out there "
                "first, or make another entry of this kind.",
                filed,
            ) % {"count": filed}
        try:
            self.substance = self._known_substance()
        except ValidationError as problem:
            problems["substance"] = problem.messages[0]
        if problems:
            raise ValidationError(problems)

    def _filed_as_another_kind(self) -> int:
        """How many pages name it, where its kind is about to change; else 0.

        Topics and nutrients stand in lists of their own, and each list offers its kind only.
        """
        kinds = Topic.objects.filter(pk=self.pk).values_list("kind", flat=True)
        if kinds.first() in {None, self.kind}:
            return 0
        return pages_naming(self).count()

    def _known_substance(self) -> str:
        """The key of the nutrient that ``substance`` names.

        Raises ``ValidationError`` where it names none, and for a topic that has one.
        """
        given = self.substance.strip()
        if not given:
            return ""
        if self.kind != self.Kind.NUTRIENT:
            raise ValidationError(
                _("Only a nutrient has a substance. Empty this, or choose the kind “Nutrient”.")
            )
        keys = substance_keys()
        found = find_substance(given)
        key = given if given in keys else found.nutrient if found else ""
        if key:
            return key
        near = get_close_matches(given.lower().replace(" ", "_"), keys, n=3, cutoff=0.5)
        raise ValidationError(
            _(
                "The dosage tables do not know “%(given)s”. Leave this empty, or write one of "
                "their names: %(names)s."
            ),
            params={"given": given, "names": ", ".join(near or sorted(keys))},
        )


def substance_keys() -> frozenset[str]:
    """Every nutrient the dosage tables know, by key."""
    return frozenset({*nutrients(), *(item.nutrient for item in substances())})
