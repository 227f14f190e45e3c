"""Append-only entries: what was decided about a page, by whom, and when."""

from __future__ import annotations

import re
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from health_content.conf import PAGE_MODEL, USER_MODEL
from health_content.library.people import Person


class AppendOnlyError(TypeError):
    """Somebody tried to change or delete a record."""


class RecordQuerySet(models.QuerySet):
    """Refuses bulk changes, which would pass by the model's own refusal."""

    def update(self, **kwargs):
        raise AppendOnlyError("Records are append-only: write a new one instead.")

    def delete(self):
        raise AppendOnlyError("Records are append-only: they cannot be deleted.")

    def bulk_create(self, objs, *args, **kwargs):
        if kwargs.get("update_conflicts") or any(item.pk is not None for item in objs):
            raise AppendOnlyError("Records are append-only: write new ones instead.")
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, *args, **kwargs):
        raise AppendOnlyError("Records are append-only: write new ones instead.")


class Record(models.Model):
    """The base of all records: written once, never changed."""

    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        USER_MODEL,
        verbose_name=_("recorded by"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise AppendOnlyError("Records are append-only: write a new one instead.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError("Records are append-only: they cannot be deleted.")


class ReviewRecord(Record):
    """A named person read one version of a page and approved it, or did not.

    The version is named by its revision and by its content hash. "Reviewed by" and
    "last reviewed" on a page are derived from here and from nowhere else. Name and
    credentials are kept as they were on the day.
    """

    class Outcome(models.TextChoices):
        """What the reviewer decided."""

        APPROVED = "approved", _("Approved")
        CHANGES_REQUESTED = "changes", _("Changes requested")

    page = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("page"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="health_content_reviews",
    )
    revision_id = models.BigIntegerField(_("revision"), null=True)
    content_hash = models.CharField(_("content hash"), max_length=64)
    reviewer = models.ForeignKey(
        Person,
        verbose_name=_("reviewer"),
        on_delete=models.PROTECT,
        related_name="reviews",
    )
    reviewer_name = models.CharField(_("name on the day"), max_length=200)
    reviewer_credentials = models.CharField(_("credentials on the day"), max_length=120, blank=True)
    reviewer_job_title = models.CharField(_("job title on the day"), max_length=200, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    note = models.TextField(_("note"), blank=True)

    class Meta(Record.Meta):
        abstract = False
        ordering: ClassVar = ["-recorded_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["page", "outcome", "-recorded_at"])]
        verbose_name = _("review record")
        verbose_name_plural = _("review records")

    def __str__(self) -> str:
        return f"{self.reviewer_name}: {self.get_outcome_display()}, {self.recorded_at:%Y-%m-%d}"


class PublicationRecord(Record):
    """Words that readers could read: a version of a page that was live.

    Written when a page is published, and when the live words are reviewed. A review counts
    before readers only where it is about such words: what somebody approved in a draft is
    nobody else's business before it goes live.
    """

    page = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("page"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    content_hash = models.CharField(_("content hash"), max_length=64)

    class Meta(Record.Meta):
        abstract = False
        ordering: ClassVar = ["-recorded_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["page", "content_hash"])]
        verbose_name = _("publication record")
        verbose_name_plural = _("publication records")

    def __str__(self) -> str:
        return f"{self.page_id}, {self.recorded_at:%Y-%m-%d}"


class ImportRecord(Record):
    """A source that was imported, and the page it became."""

    page = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("page"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="health_content_imports",
    )
    parent_id = models.BigIntegerField(_("parent page"))
    source_name = models.CharField(_("source"), max_length=500)
    source_hash = models.CharField(_("hash of the source"), max_length=64, db_index=True)
    remarks = models.JSONField(_("remarks"), default=list)

    class Meta(Record.Meta):
        abstract = False
        ordering: ClassVar = ["-recorded_at", "-pk"]
        verbose_name = _("import record")
        verbose_name_plural = _("import records")

    def __str__(self) -> str:
        return f"{self.file_name}, {self.recorded_at:%Y-%m-%d}"

    @property
    def file_name(self) -> str:
        """The source's name without its folders, which are the server's business."""
        return re.split(r"[/\\]", self.source_name.rstrip("/\\"))[-1]
