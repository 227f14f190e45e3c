"""Retractions and other notices from a list that was loaded, by the works they are about."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from health_content.bibliography.notices import NoticeKind


class ListedNotice(models.Model):
    """One row of a list such as Retraction Watch's: a notice and the work it is about.

    Kept whole, so that a reference that is added later is held against it, too. ``record_id``
    is the row's own in its list.
    """

    record_id = models.CharField(_("id in its list"), max_length=40, unique=True)
    kind = models.CharField(
        _("kind"), max_length=15, choices=[(kind.value, kind.value) for kind in NoticeKind]
    )
    doi = models.CharField(_("DOI of the work"), max_length=250, blank=True, db_index=True)
    pmid = models.CharField(_("PubMed ID of the work"), max_length=12, blank=True, db_index=True)
    title = models.CharField(_("title of the work"), max_length=500, blank=True)
    notice_doi = models.CharField(_("DOI of the notice"), max_length=250, blank=True)
    notice_pmid = models.CharField(_("PubMed ID of the notice"), max_length=12, blank=True)
    on = models.DateField(_("day of the notice"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    source = models.CharField(_("list"), max_length=40, default="retraction-watch")
    loaded_at = models.DateTimeField(_("loaded at"), auto_now=True)

    class Meta:
        ordering: ClassVar = ["-on", "pk"]
        verbose_name = _("listed notice")
        verbose_name_plural = _("listed notices")

    def __str__(self) -> str:
        return f"{self.kind}: {self.title or self.doi or self.pmid}"
