"""What somebody has to do on a page because of what became of a source it cites."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from health_content.conf import PAGE_MODEL
from health_content.library.references import Reference


class PageTask(models.Model):
    """One thing to look at on one page. It is open until ``settled_at`` is set.

    ``status`` is the source's status that raised it, ``settled_by`` the key of a pseudonym,
    empty where it was settled because the page does not cite the source any more.
    """

    page = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="health_content_tasks",
    )
    reference = models.ForeignKey(
        Reference, verbose_name=_("reference"), on_delete=models.CASCADE, related_name="page_tasks"
    )
    status = models.CharField(_("status"), max_length=10, choices=Reference.Status.choices)
    raised_at = models.DateTimeField(_("raised at"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.CharField(_("settled by"), max_length=40, blank=True)
    note = models.CharField(_("what was done"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-raised_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["page", "reference", "status"],
                condition=Q(settled_at=None),
                name="health_content_one_open_task",
            )
        ]
        verbose_name = _("task on a page")
        verbose_name_plural = _("tasks on pages")

    def __str__(self) -> str:
        return f"{self.page}: {self.reference}"
