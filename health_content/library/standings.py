"""How each page stood when it was last judged, and what was found in it.

These tables are for lists and reports, and can be made anew by ``manage.py audit_site``. What
must not be lost is in the ledger.
"""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from health_content.compliance import Severity
from health_content.conf import PAGE_MODEL

_LISTED_WITH = "_health_content_listed_with"
P = TypeVar("P")


def together(pages: list[P]) -> list[P]:
    """Pages of one list, each knowing the others, so that all are asked about at once."""
    for page in pages:
        setattr(page, _LISTED_WITH, pages)
    return pages


def listed_with(page: Any) -> list[Any]:
    """The pages in whose list a page stands, itself among them."""
    return getattr(page, _LISTED_WITH, None) or [page]


class Version(models.TextChoices):
    """Which of a page's two faces was judged."""

    LIVE = "live", _("Live")
    DRAFT = "draft", _("Draft")


class Standing(models.Model):
    """What the last judgment of a page's live version, or of its draft, said.

    ``content_hash`` and ``context_hash`` name the words and what they depend on. A version
    that was ``is_admitted`` stays admitted while both are the same, until ``admitted_until``
    where a waiver ends on that day. ``is_baseline`` marks old content that was taken over as
    it was. ``record_number`` is that of a door, and missing where none saw the words.
    ``stored_hash`` is the audit's: over the stored columns, to see that nothing moved.
    """

    page = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="health_content_standings",
    )
    version = models.CharField(_("version"), max_length=5, choices=Version.choices)
    content_hash = models.CharField(_("content hash"), max_length=64)
    context_hash = models.CharField(_("hash of the context"), max_length=64)
    stored_hash = models.CharField(max_length=64, blank=True)
    rule_set = models.CharField(_("rule set"), max_length=40)
    policy_hash = models.CharField(_("hash of the policy"), max_length=64, blank=True)
    judged_at = models.DateTimeField(_("judged at"), default=timezone.now)
    is_commercial = models.BooleanField(_("sells"), default=False)
    is_admitted = models.BooleanField(_("admitted"), default=False)
    admitted_until = models.DateField(_("admitted until"), null=True)
    is_baseline = models.BooleanField(_("baseline"), default=False)
    record_number = models.PositiveBigIntegerField(_("record"), null=True)
    blocking = models.PositiveIntegerField(_("blocking"), default=0)
    needs_reason = models.PositiveIntegerField(_("need a reason"), default=0)
    advice = models.PositiveIntegerField(_("advice"), default=0)
    waived = models.PositiveIntegerField(_("waived"), default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "version"], name="health_content_standing_once")
        ]
        verbose_name = _("standing of a page")
        verbose_name_plural = _("standings of pages")

    def __str__(self) -> str:
        return f"{self.page_id} ({self.get_version_display()})"


class StoredFinding(models.Model):
    """A finding as it was found, for lists. ``products`` is ``|key|key|``, to be searched."""

    standing = models.ForeignKey(Standing, on_delete=models.CASCADE, related_name="findings")
    position = models.PositiveIntegerField(_("position"))
    code = models.CharField(_("rule"), max_length=10, db_index=True)
    name = models.CharField(_("name of the rule"), max_length=80)
    severity = models.CharField(
        _("severity"),
        max_length=20,
        db_index=True,
        choices=[(item.value, item.value) for item in Severity],
    )
    is_waived = models.BooleanField(_("waived"), default=False)
    message = models.TextField(_("finding"))
    remedy = models.TextField(_("remedy"), blank=True)
    quote = models.TextField(_("words"), blank=True)
    excerpt = models.TextField(_("sentence"), blank=True)
    location = models.CharField(_("place"), max_length=500, blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    products = models.TextField(_("products"), blank=True)

    class Meta:
        ordering: ClassVar = ["standing", "position"]
        verbose_name = _("stored finding")
        verbose_name_plural = _("stored findings")

    def __str__(self) -> str:
        return f"{self.code}: {self.quote}"[:120]
