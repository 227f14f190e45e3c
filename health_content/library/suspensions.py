"""Suspensions: calls to action taken down for a while, with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from health_content.conf import PAGE_MODEL
from health_content.library.standings import StoredFinding, Version


class Scope(models.TextChoices):
    """What a suspension holds for."""

    PAGE = "page", _("One page")
    PRODUCT = "product", _("One product")
    PROGRAM = "program", _("One affiliate program")
    RULE = "rule", _("Pages with a finding of one rule")


class SuspensionQuerySet(models.QuerySet):
    """Finds suspensions in force."""

    def in_force(self) -> SuspensionQuerySet:
        """Those that were not lifted."""
        return self.filter(lifted_at=None)

    def on_pages(self, page_ids: Iterable[int]) -> Q:
        """What picks those of whole pages: their own, and those of rules that they break live."""
        keys = list(page_ids)
        broken = StoredFinding.objects.filter(
            standing__page_id__in=keys, standing__version=Version.LIVE, is_waived=False
        )
        of_rules = Q(scope=Scope.RULE, rule__in=broken.values("code"))
        return Q(scope=Scope.PAGE, page_id__in=keys) | of_rules


class Suspension(models.Model):
    """Hides calls to action and paid links, everywhere, until it is lifted.

    The texts stay. Exactly one of ``page``, ``product``, ``program`` and ``rule`` is set, as
    ``scope`` says. ``by`` and ``lifted_by`` are keys of
    :class:`~health_content.library.pseudonyms.Pseudonym`. Write one with
    :mod:`health_content.suspending`, which also keeps the record.
    """

    scope = models.CharField(_("scope"), max_length=10, choices=Scope.choices)
    page = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="health_content_suspensions",
    )
    product = models.ForeignKey(
        "health_content.Product",
        verbose_name=_("product"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="suspensions",
    )
    program = models.ForeignKey(
        "health_content.AffiliateProgram",
        verbose_name=_("program"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="suspensions",
    )
    rule = models.CharField(_("rule"), max_length=10, blank=True)
    reason = models.TextField(_("reason"))
    by = models.CharField(_("by"), max_length=40, blank=True)
    since = models.DateTimeField(_("since"), default=timezone.now)
    lifted_by = models.CharField(_("lifted by"), max_length=40, blank=True)
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-since", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=[scope],
                condition=Q(lifted_at=None) & ~Q(rule="") if scope == "rule" else Q(lifted_at=None),
                name=f"health_content_one_suspension_of_{scope}",
            )
            for scope in ("page", "product", "program", "rule")
        ]
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")

    def __str__(self) -> str:
        return f"{self.get_scope_display()}: {self.subject}"

    @property
    def subject(self) -> object:
        """What is suspended: a page, a product, a program or the code of a rule."""
        return self.page or self.product or self.program or self.rule

    def clean(self) -> None:
        super().clean()
        if getattr(self, self.scope or "page", None) in (None, ""):
            raise ValidationError({self.scope or "page": _("Say what is to be suspended.")})
        if not self.reason.strip():
            raise ValidationError({"reason": _("Say why, for whoever asks later.")})
