"""Who may do what about waivers.

Three permissions: ``give_reason`` for findings that ask for a reason, on pages one may edit;
``add_waiver`` for blocking ones too, on every page; ``confirm_waiver`` for the second person.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from health_content.compliance import Finding, Severity
from health_content.compliance.waivers import is_locked
from health_content.library.pseudonyms import Pseudonym
from health_content.library.waivers import Category, Waiver, WaiverQuerySet
from health_content.recording import is_own_work

WAIVE = "health_content.add_waiver"
GIVE_REASON = "health_content.give_reason"
CONFIRM = "health_content.confirm_waiver"
CODENAMES = ("add_waiver", "give_reason", "confirm_waiver")


def may_give(user: Any, page: Any) -> bool:
    """Whether a person may say anything about findings of a page."""
    if not user.is_active:
        return False
    if user.has_perm(WAIVE):
        return True
    return bool(user.has_perm(GIVE_REASON) and page.permissions_for_user(user).can_edit())


def categories_for(user: Any, finding: Finding) -> list[Category]:
    """The reasons a person may choose from.

    Only a false alarm where the rule is locked, where the finding blocks and the person is no
    compliance officer, and where it is advice, which needs no leave.
    """
    if is_locked(finding.code) or finding.severity is Severity.ADVICE:
        return [Category.FALSE_ALARM]
    if finding.severity is Severity.BLOCKING and not user.has_perm(WAIVE):
        return [Category.FALSE_ALARM]
    return list(Category)


def why_not_confirm(user: Any, waiver: Waiver) -> str:
    """Why a person may not confirm a waiver, in words; empty where they may.

    Of the two people one is a compliance officer wherever the finding blocks, and the second
    has no part in the page: did not make it or save any version of it, and is not its author or
    fact-checker in any.
    """
    if not user.is_active or not user.has_perm(CONFIRM):
        return _("You may not confirm waivers.")
    giver = giver_of(waiver)
    if giver is not None and giver.pk == user.pk:
        return _("A waiver is confirmed by somebody else than the one who gave it.")
    if is_own_work(user, waiver.page.specific):
        return _("Nobody confirms a waiver on a page of their own.")
    if waiver.severity == Severity.BLOCKING and not (
        user.has_perm(WAIVE) or (giver is not None and giver.is_active and giver.has_perm(WAIVE))
    ):
        return _("Where a finding blocks, one of the two has to be a compliance officer.")
    return ""


def may_take_back(user: Any, waiver: Waiver) -> bool:
    """Whether a person may end a waiver: officers and second persons any, others their own."""
    if not user.is_active:
        return False
    if user.has_perm(WAIVE) or user.has_perm(CONFIRM):
        return True
    giver = giver_of(waiver)
    return bool(user.has_perm(GIVE_REASON) and giver is not None and giver.pk == user.pk)


def may_see_any(user: Any) -> bool:
    """Whether waivers are any business of a person."""
    return user.is_active and any(user.has_perm(name) for name in (WAIVE, GIVE_REASON, CONFIRM))


def visible_to(user: Any) -> WaiverQuerySet:
    """The waivers a person may read: all, or those on pages they may edit."""
    waivers: WaiverQuerySet = Waiver.objects.all()
    if user.has_perm(WAIVE) or user.has_perm(CONFIRM):
        return waivers
    if not may_see_any(user):
        return waivers.none()
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_permission_for(user, "change")
    return waivers.filter(page_id__in=pages.values("pk"))


def giver_of(waiver: Waiver) -> Any:
    """The account of whoever gave a waiver, ``None`` where it is gone."""
    known = Pseudonym.objects.select_related("user").filter(key=waiver.given_by).first()
    return known.user if known else None
