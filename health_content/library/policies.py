"""The policy a compliance officer switched on, in the place of the setting."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from health_content.library.records import AppendOnlyError, RecordQuerySet


class Mode(models.TextChoices):
    """What the gate does about a finding that refuses."""

    ENFORCE = "enforce", _("Enforce: nothing goes live that is refused")
    REPORT = "report", _("Report only: everything goes live, with its findings on record")


class PolicyVersion(models.Model):
    """One version of the policy; the newest is in force. Append-only.

    ``markets``, ``rules`` and ``thresholds`` have the shape of the setting
    ``HEALTH_CONTENT["COMPLIANCE"]``.
    """

    mode = models.CharField(_("mode"), max_length=8, choices=Mode.choices)
    markets = models.JSONField(_("markets"), default=list)
    rules = models.JSONField(_("rules"), default=dict)
    thresholds = models.JSONField(_("thresholds"), default=dict)
    note = models.TextField(_("reason"))
    by = models.CharField(_("by"), max_length=40, blank=True)
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects = RecordQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["-since", "-pk"]
        verbose_name = _("policy")
        verbose_name_plural = _("policies")

    def __str__(self) -> str:
        return f"{self.get_mode_display()}, {self.since:%Y-%m-%d}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise AppendOnlyError("A policy is never changed: switch a new one on.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnlyError("A policy is never deleted: switch a new one on.")
