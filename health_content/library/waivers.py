"""Waivers on file."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from health_content.compliance import Market, Severity
from health_content.compliance import waivers as plain
from health_content.compliance.finding import Context
from health_content.conf import PAGE_MODEL

NOTICE = timedelta(days=plain.NOTICE_DAYS)


class Category(models.TextChoices):
    """Why a finding may stand, as :class:`health_content.compliance.waivers.Category`."""

    FALSE_ALARM = plain.Category.FALSE_ALARM.value, _("False alarm: the rule is mistaken here")
    QUOTATION = plain.Category.QUOTATION.value, _("A quotation that is reported, not made")
    AUTHORIZED = plain.Category.AUTHORIZED.value, _("An authorized claim in its own words")
    LEGAL_ADVICE = plain.Category.LEGAL_ADVICE.value, _("Counsel advised that it may stand")
    OTHER = plain.Category.OTHER.value, _("Another reason")


class State(models.TextChoices):
    """How a waiver stands today."""

    IN_FORCE = "in-force", _("In force")
    WAITING = "waiting", _("Waits for a second person")
    EXPIRING = "expiring", _("Ends within 30 days")
    EXPIRED = "expired", _("Ended by its date")
    UNUSED = "unused", _("In force, and nothing fits it")
    TAKEN_BACK = "taken-back", _("Taken back")


def site_day(moment: datetime | None = None) -> date:
    """The day on the site's own clock, today's where no moment is given.

    Wagtail gives every person in the admin a time zone of their own; a waiver begins and ends
    for all of them on the same day.
    """
    return timezone.localdate(moment, timezone.get_default_timezone())


class WaiverQuerySet(models.QuerySet):
    """Finds waivers by what they are good for."""

    def of_page(self, page: Any) -> WaiverQuerySet:
        """Those given for a page; for an alias, those of the page whose words it shows."""
        return self.filter(page_id=getattr(page, "alias_of_id", None) or page.pk)

    def standing(self) -> WaiverQuerySet:
        """Those that nobody took back and that wait for no second person."""
        waiting = models.Q(needs_second_person=True, confirmed_at=None)
        return self.filter(taken_back_at=None).exclude(waiting)

    def waiting(self) -> WaiverQuerySet:
        """Those that wait for a second person."""
        return self.filter(taken_back_at=None, needs_second_person=True, confirmed_at=None)

    def in_force(self) -> WaiverQuerySet:
        """Those that stand and have not ended."""
        return self.standing().filter(expires_on__gte=site_day())

    def in_state(self, state: str) -> WaiverQuerySet:
        """Those of one state; the expiring and the unused are in force too."""
        today = site_day()
        if state == State.TAKEN_BACK:
            return self.exclude(taken_back_at=None)
        if state == State.EXPIRED:
            return self.filter(taken_back_at=None, expires_on__lt=today)
        if state == State.WAITING:
            return self.waiting().filter(expires_on__gte=today)
        if state == State.EXPIRING:
            return self.in_force().filter(expires_on__lte=today + NOTICE)
        if state == State.UNUSED:
            return self.in_force().exclude(unused_since=None)
        return self.in_force()


class Waiver(models.Model):
    """A person's word that one finding on one page may stand for a while.

    What it is held to is kept as it was found: sentence, commercial context, products,
    markets and the version of the rule. ``given_by`` and ``confirmed_by`` are keys of
    :class:`~health_content.library.pseudonyms.Pseudonym`. Where ``needs_second_person`` is
    set it has no effect before somebody else has confirmed it. ``unused_since`` says since
    when it is known that it fits nothing on the page, ``checked_at`` when that was last asked.
    Write one with :mod:`health_content.waiving`, which also keeps the record.

    Saving raises ``WaiverError`` where the engine would not take it for a waiver.
    """

    page = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="health_content_waivers",
    )
    code = models.CharField(_("rule"), max_length=10)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    quote = models.TextField(_("words"), blank=True)
    excerpt = models.TextField(_("sentence"), blank=True)
    message = models.TextField(_("finding"), blank=True)
    severity = models.CharField(
        _("severity"), max_length=20, choices=[(item.value, item.value) for item in Severity]
    )
    is_commercial = models.BooleanField(_("where the page sells"))
    products = models.JSONField(_("products"), default=list)
    markets = models.JSONField(_("markets"), default=list)
    rule_version = models.PositiveIntegerField(_("version of the rule"))
    category = models.CharField(_("reason"), max_length=20, choices=Category.choices)
    reason = models.TextField(_("in words"))
    given_by = models.CharField(_("given by"), max_length=40)
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    expires_on = models.DateField(_("last day"))
    needs_second_person = models.BooleanField(_("needs a second person"), default=False)
    confirmed_by = models.CharField(_("confirmed by"), max_length=40, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    taken_back_by = models.CharField(_("taken back by"), max_length=40, blank=True)
    taken_back_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    taken_back_why = models.TextField(_("why it was taken back"), blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, editable=False)
    unused_since = models.DateTimeField(_("unused since"), null=True, editable=False)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-given_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["page", "taken_back_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(given_by="") & ~models.Q(reason=""),
                name="health_content_waiver_given_with_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("given_by")),
                name="health_content_waiver_by_two",
            ),
        ]
        permissions: ClassVar = [
            ("give_reason", "Can give a reason where a finding asks for one"),
            ("confirm_waiver", "Can confirm the waivers of others"),
        ]
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")

    def __str__(self) -> str:
        return f"{self.code}: {self.quote or self.excerpt}"[:120]

    def save(self, *args: Any, **kwargs: Any) -> None:
        _ = self.plain
        super().save(*args, **kwargs)

    @property
    def state(self) -> State:
        """How it stands today, said as narrowly as can be."""
        today = site_day()
        if self.taken_back_at:
            return State.TAKEN_BACK
        if self.expires_on < today:
            return State.EXPIRED
        if self.is_waiting:
            return State.WAITING
        if self.unused_since:
            return State.UNUSED
        return State.EXPIRING if self.expires_on <= today + NOTICE else State.IN_FORCE

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a second person."""
        return self.needs_second_person and not self.confirmed_at and not self.taken_back_at

    @property
    def plain(self) -> plain.Waiver:
        """What the engine holds a report against."""
        return plain.Waiver(
            fingerprint=self.fingerprint,
            context=Context(
                is_commercial=self.is_commercial,
                products=tuple(self.products),
                markets=tuple(Market(name) for name in self.markets),
                rule_version=self.rule_version,
            ),
            code=self.code,
            person=self.given_by,
            reason=self.reason,
            category=plain.Category(self.category),
            granted_on=site_day(self.given_at),
            expires_on=self.expires_on,
            confirmed_by=self.confirmed_by,
            quote=self.quote,
            severity=Severity(self.severity),
            needs_second_person=self.needs_second_person,
        )
