"""The ledger: an append-only chain of what went live, what was refused, and who decided."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from health_content.library.records import AppendOnlyError, RecordQuerySet


class Event(models.TextChoices):
    """What a record is about."""

    PUBLICATION = "publication", _("Publication")
    SCHEDULE = "schedule", _("Publication scheduled")
    LIBRARY_CHANGE = "library-change", _("Change of what live pages show")
    LINK_CHECK = "link-check", _("Check of a paid link")
    WAIVER = "waiver", _("Waiver")
    SUSPENSION = "suspension", _("Suspension")
    POLICY = "policy", _("Policy")
    AUDIT = "audit", _("Audit")
    RETENTION = "retention", _("Retention")
    ACCOUNT = "account", _("Account of a person")
    ERASURE = "erasure", _("Erasure of a person")


class Outcome(models.TextChoices):
    """What came of it."""

    ADMITTED = "admitted", _("Admitted")
    UNCHANGED = "unchanged", _("Admitted: the words were admitted before")
    REPORTED = "reported", _("Let through: the gate only reports")
    REFUSED = "refused", _("Refused")
    DONE = "done", _("Done")


class Door(models.TextChoices):
    """How somebody tried to go live."""

    FORM = "form", _("Editor or API form")
    PUBLISH = "publish", _("Publish action")
    SCHEDULED = "scheduled", _("Scheduled publication")
    SAVE = "save", _("Saved directly")
    LIBRARY = "library", _("Entry of the library")
    AUDIT = "audit", _("Audit")
    NONE = "", _("None")


class ComplianceRecord(models.Model):
    """One link of the chain.

    ``number`` counts from 1 without gaps. ``who`` is a key of
    :class:`~health_content.library.pseudonyms.Pseudonym`, empty where nobody was logged in.
    ``payload`` holds the rest as JSON: findings, waivers, texts shown with their revisions,
    link targets, policy. ``hash`` is over every other field and ``previous_hash``; see
    :mod:`health_content.recording.ledger`.
    """

    number = models.PositiveBigIntegerField(_("number"), unique=True, editable=False)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    event = models.CharField(_("event"), max_length=20, choices=Event.choices)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices)
    door = models.CharField(_("door"), max_length=12, choices=Door.choices, blank=True)
    channel = models.CharField(_("channel"), max_length=12, blank=True)
    who = models.CharField(_("who"), max_length=40, blank=True)
    subject_type = models.CharField(_("kind of subject"), max_length=120, blank=True)
    subject_id = models.CharField(_("id of the subject"), max_length=64, blank=True)
    subject_title = models.CharField(_("subject"), max_length=255, blank=True)
    revision_id = models.BigIntegerField(_("revision"), null=True)
    content_hash = models.CharField(_("content hash"), max_length=64, blank=True)
    rule_set = models.CharField(_("rule set"), max_length=40, blank=True)
    payload = models.JSONField(_("details"), default=dict)
    previous_hash = models.CharField(_("hash before"), max_length=64, blank=True)
    hash = models.CharField(_("hash"), max_length=64)

    objects = RecordQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["-number"]
        indexes: ClassVar = [
            models.Index(fields=["subject_type", "subject_id", "-number"]),
            models.Index(fields=["event", "outcome", "-number"]),
        ]
        verbose_name = _("compliance record")
        verbose_name_plural = _("compliance records")

    def __str__(self) -> str:
        return f"{self.number}: {self.get_event_display()}, {self.get_outcome_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnlyError("Records are append-only: write a new one instead.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise AppendOnlyError("Records are append-only: they cannot be deleted.")


class LedgerHead(models.Model):
    """The end of the chain: one row, locked by whoever goes live or appends a record."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("end of the ledger")
        verbose_name_plural = _("ends of the ledger")

    def __str__(self) -> str:
        return str(self.number)
