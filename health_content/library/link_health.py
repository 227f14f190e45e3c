"""What was found at the end of each paid link when somebody last looked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from health_content.library.products import PaidLink


class LinkState(models.TextChoices):
    """What a check found. Only some of them take a link from readers: see ``DEAD``."""

    UNCHECKED = "unchecked", _("Not checked yet")
    OK = "ok", _("Works")
    MOVED = "moved", _("Moved, still at the merchant")
    BROKEN = "broken", _("Broken")
    OUT_OF_STOCK = "out-of-stock", _("Out of stock")
    WRONG_MERCHANT = "wrong-merchant", _("Ends at another merchant")
    ROBOT_CHECK = "robot-check", _("Blocked by a robot check")
    UNSAFE = "unsafe", _("Leads where nobody must be sent")
    ACCEPTED = "accepted", _("Accepted by a person")


DEAD = frozenset({LinkState.BROKEN, LinkState.WRONG_MERCHANT, LinkState.UNSAFE})
"""States in which readers do not get a link."""


class LinkHealth(models.Model):
    """The newest check of one paid link.

    ``address`` is the one that was checked: the state of another address says nothing.
    ``chain`` is the list of addresses a reader is led through, the first and the last
    included. ``failures`` counts bad checks in a row; a link counts as dead only once
    ``state`` says so, which takes more than one. ``due_at`` is when to look again.
    ``accepted_by`` is the key of a pseudonym, ``accepted_state`` what that person accepted: it
    holds as long as nothing else is found.
    """

    link = models.OneToOneField(
        PaidLink, verbose_name=_("paid link"), on_delete=models.CASCADE, related_name="health"
    )
    address = models.URLField(_("address that was checked"), max_length=2000, blank=True)
    state = models.CharField(
        _("state"),
        max_length=14,
        choices=LinkState.choices,
        default=LinkState.UNCHECKED,
        db_index=True,
    )
    detail = models.CharField(_("what was seen"), max_length=500, blank=True)
    status_code = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    final_address = models.URLField(_("final address"), max_length=2000, blank=True)
    chain = models.JSONField(_("redirects"), default=list, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True, db_index=True)
    since = models.DateTimeField(_("in this state since"), null=True, blank=True)
    accepted_by = models.CharField(_("accepted by"), max_length=40, blank=True)
    accepted_state = models.CharField(
        _("accepted state"), max_length=14, choices=LinkState.choices, blank=True
    )
    accepted_why = models.CharField(_("accepted because"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("health of a link")
        verbose_name_plural = _("health of links")

    def __str__(self) -> str:
        return f"{self.link_id}: {self.get_state_display()}"

    @property
    def is_dead(self) -> bool:
        """Whether readers do not get the link at the address that was checked."""
        return self.state in DEAD


class CheckRun(models.Model):
    """The one row by which runs of a check know of each other.

    A run holds it until ``held_until`` and renews that as it goes, so that a run that was killed
    holds it for minutes only. ``told_at`` is when people were last written to.
    """

    held_by = models.CharField(_("held by"), max_length=40, blank=True)
    held_until = models.DateTimeField(_("held until"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    outcome = models.JSONField(_("outcome"), default=dict, blank=True)
    told_at = models.DateTimeField(_("people told at"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}" if self.started_at else "-"


class LinkRun(CheckRun):
    """The runs of the check of paid links."""

    class Meta:
        verbose_name = _("run of the link check")
        verbose_name_plural = _("runs of the link check")


class ReferenceRun(CheckRun):
    """The runs of the check of what became of references."""

    class Meta:
        verbose_name = _("run of the reference check")
        verbose_name_plural = _("runs of the reference check")
