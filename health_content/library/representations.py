"""Rendered representations of pages, kept so that they need not be made again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from health_content.conf import PAGE_MODEL
from health_content.edition import Channel


class StoredRepresentation(models.Model):
    """One page in one outward form, as it was rendered.

    ``content_hash`` says of which words it was made, ``obligations`` which texts, in
    which revision, it carries: ``[{"id": ..., "revision": ...}]``. It is stale when
    either differs from what holds now.
    """

    page = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="health_content_representations",
    )
    name = models.SlugField(_("name"), max_length=40)
    channel = models.CharField(
        _("channel"), max_length=10, choices=[(channel.value, channel.value) for channel in Channel]
    )
    media_type = models.CharField(_("media type"), max_length=100)
    body = models.TextField(_("body"))
    content_hash = models.CharField(_("content hash"), max_length=64)
    obligations = models.JSONField(_("obligations"), default=list)
    rendered_at = models.DateTimeField(_("rendered at"), default=timezone.now)

    class Meta:
        verbose_name = _("stored representation")
        verbose_name_plural = _("stored representations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["page", "name", "channel"], name="health_content_one_representation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} of page {self.page_id} for {self.channel}"
