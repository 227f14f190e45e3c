"""Tasks of a workflow that nobody can approve while the gate would refuse the page.

Wagtail finds the people through the groups of the task. What is judged is the latest revision,
which is what the last approval publishes. Snippets, and pages of types that have not opted in,
are approved as in Wagtail's own group approval.
"""

from __future__ import annotations

import hashlib
import json
import logging
from contextlib import suppress
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

from health_content.assessment import in_force
from health_content.conversion import content_hash_of
from health_content.library.ledger import Door, LedgerHead
from health_content.library.records import ReviewRecord
from health_content.publishing import ComplianceError, is_gated
from health_content.publishing.doors import at_door
from health_content.publishing.gate import require_publishable
from health_content.publishing.judging import judge
from health_content.recording import StaleReview, record_review
from health_content.recording.reviews import NO_REVIEWER, person_of, why_not_review

logger = logging.getLogger("health_content.workflow_tasks")

APPROVE = "approve"
KEPT_FOR = 60
"""For how many seconds lists show what was found in a page that waits."""

SETTLED_BY_A_REVIEW = frozenset({"REV601", "REV602", "REV603", "REV605"})
"""The rules that find nothing once the version under review has been reviewed."""


class ReviewTaskState(TaskState):
    """Where a page stands at one of these tasks; nothing refused can be approved in code either.

    ``content_hash`` names the words that were approved, empty where no article was.
    """

    content_hash = models.CharField(_("content hash"), max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("state of a review task")
        verbose_name_plural = _("states of review tasks")

    @transaction.atomic
    def approve(
        self, user: Any = None, update: bool = True, comment: str = "", content_hash: str = ""
    ) -> Any:
        """Approve the latest revision.

        ``content_hash`` is what was read, where that is known. Raises
        :class:`~health_content.publishing.ComplianceError` where something is in the way.
        """
        if self.status != self.STATUS_IN_PROGRESS:
            raise PermissionDenied
        self.content_hash = self.task.specific.admit(
            self, user=user, comment=comment, content_hash=content_hash
        )
        return super().approve(user=user, update=update, comment=comment)


class AbstractReviewTask(AbstractGroupApprovalTask):
    """What both tasks have in common."""

    task_state_class = ReviewTaskState

    class Meta:
        abstract = True

    def get_actions(self, obj: Any, user: Any) -> list[Any]:
        """Wagtail's, without approval where that would be refused."""
        actions = super().get_actions(obj, user)
        if any(name == APPROVE for name, *_rest in actions) and self._hides_approval(obj, user):
            return [action for action in actions if action[0] != APPROVE]
        return actions

    def _hides_approval(self, obj: Any, user: Any) -> bool:
        """Whether approval would be refused, by what was found a short while ago."""
        if not user.is_superuser and not self._user_in_groups(user):
            return False
        latest = latest_of(obj)
        if latest is None:
            return False
        return bool(self.why_not_by(user, latest)) or self._was_refused(latest)

    def why_not_by(self, user: Any, page: Any) -> str:
        """Why somebody cannot approve a page whatever is found in it; empty where they may."""
        del user, page
        return ""

    def _was_refused(self, latest: Any) -> bool:
        """As :meth:`refusal_of` says, kept for a minute: dashboards ask of each page that waits.

        Waivers, policies and suspensions are seen at once, by the end of the ledger.
        """
        revision = (latest.latest_revision_id, latest.latest_revision_created_at)
        head = LedgerHead.objects.values_list("number", flat=True).first()
        review = ReviewRecord.objects.order_by("-pk").values_list("pk", flat=True).first()
        said = json.dumps(in_force(), sort_keys=True, default=str)
        parts = (self.pk, latest.pk, *revision, head, review, said)
        digest = hashlib.sha256(repr(parts).encode()).hexdigest()
        return bool(
            cache.get_or_set(
                f"health_content.refused.{digest}",
                lambda: self.refusal_of(latest) is not None,
                KEPT_FOR,
            )
        )

    def why_not_approve(self, obj: Any, user: Any) -> ComplianceError | None:
        """Why somebody of the task's groups cannot approve an object now, ``None`` if they can."""
        if not user.is_superuser and not self._user_in_groups(user):
            return None
        latest = latest_of(obj)
        if latest is None:
            return None
        return self.refusal_of(latest)

    def refusal_of(self, page: Any) -> ComplianceError | None:
        """Why nobody can approve a version of a page as it stands in memory."""
        return _refusal(page, SETTLED_BY_A_REVIEW if _is_reviewed_later(page) else frozenset())

    def approvers(self, obj: Any) -> list[Any]:
        """The people who could approve an object if nothing were found in it."""
        people = get_user_model()._default_manager.filter(
            is_active=True, groups__in=self.groups.all()
        )
        return [user for user in people.distinct().order_by("pk") if self._may_approve(obj, user)]

    def _may_approve(self, obj: Any, user: Any) -> bool:
        del obj
        return bool(user.has_perm("wagtailadmin.access_admin"))

    def admit(self, state: ReviewTaskState, *, user: Any, comment: str, content_hash: str) -> str:
        """Let a state be approved, or raise ``ComplianceError``; the hash of the words."""
        del comment, content_hash
        latest = latest_of(state.workflow_state.content_object)
        if latest is None:
            return ""
        if refusal := self.refusal_of(latest):
            record_if_last(latest, state, user)
            raise refusal
        return content_hash_of(latest)


class ComplianceReviewTask(AbstractReviewTask):
    """Somebody answers for what the rules leave to people."""

    class Meta:
        verbose_name = _("compliance review")
        verbose_name_plural = _("compliance reviews")

    @classmethod
    def get_description(cls) -> str:
        return str(
            _(
                "Members of the chosen groups can approve, once nothing blocks the page or asks "
                "for a reason"
            )
        )


class MedicalApprovalForm(TaskStateCommentForm):
    """What is kept with the review, and which words were on the screen."""

    content_hash = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].label = _("Note")
        self.fields["comment"].help_text = _(
            "You record that you read the latest version of this page. Readers see “Medically "
            "reviewed by” with your name while the page says what you approved. A record cannot "
            "be changed or deleted."
        )


class MedicalReviewTask(AbstractReviewTask):
    """A medical reviewer approves, and so records a medical review of what was read."""

    class Meta:
        verbose_name = _("medical review")
        verbose_name_plural = _("medical reviews")

    @classmethod
    def get_description(cls) -> str:
        return str(
            _(
                "Medical reviewers in the chosen groups can approve, which records their review; "
                "nobody reviews an article of their own"
            )
        )

    def get_actions(self, obj: Any, user: Any) -> list[Any]:
        """One way to approve: with a form that says what is recorded."""
        actions = super().get_actions(obj, user)
        if latest_of(obj) is None:
            return actions
        kept = [action for action in actions if action[0] != APPROVE]
        if len(kept) < len(actions):
            kept.append((APPROVE, _("Approve as reviewed"), True))
        return kept

    def get_form_for_action(self, action: str) -> Any:
        return MedicalApprovalForm if action == APPROVE else super().get_form_for_action(action)

    def why_not_by(self, user: Any, page: Any) -> str:
        return why_not_review(user, page)

    def why_not_approve(self, obj: Any, user: Any) -> ComplianceError | None:
        latest = latest_of(obj)
        if latest is not None and (why := self.why_not_by(user, latest)):
            return ComplianceError(subject=latest, message=why)
        return super().why_not_approve(obj, user)

    def _may_approve(self, obj: Any, user: Any) -> bool:
        latest = latest_of(obj)
        is_free = latest is None or not why_not_review(user, latest)
        return is_free and super()._may_approve(obj, user)

    def admit(self, state: ReviewTaskState, *, user: Any, comment: str, content_hash: str) -> str:
        """Record the review, of the words that were read, and judge what it leaves."""
        latest = latest_of(state.workflow_state.content_object)
        if latest is None:
            return ""
        reviewer = person_of(user) if user is not None else None
        if reviewer is None or (why := why_not_review(user, latest)):
            raise ComplianceError(subject=latest, message=why if reviewer else NO_REVIEWER)
        read = content_hash or content_hash_of(state.revision.as_object())
        try:
            record_review(latest, reviewer, note=comment, user=user, content_hash=read)
        except StaleReview as error:
            raise ComplianceError(subject=latest, message=str(error)) from error
        # Read once more: what is known of its review is now another.
        anew = latest_of(latest)
        if refusal := _refusal(anew):
            record_if_last(anew, state, user)
            raise refusal
        return read


def latest_of(obj: Any) -> Any:
    """The latest version of a page with a gate, ``None`` for everything else."""
    if not isinstance(obj, Page):
        return None
    page = obj.specific
    return page.get_latest_revision_as_object() if is_gated(page) else None


def record_if_last(page: Any, state: Any, user: Any, door: Door = Door.PUBLISH) -> None:
    """Record that the last approval, which publishes, was refused; others are no attempt to."""
    if not is_last(state):
        return
    revision = None if door is Door.FORM else state.revision_id
    with at_door(door, user, revision), suppress(ComplianceError):
        require_publishable(page)


def is_last(state: Any) -> bool:
    """Whether nothing is left of a workflow after this task."""
    workflow_state = state.workflow_state
    left = workflow_state.workflow.tasks.filter(active=True).exclude(pk=state.task_id)
    return not left.exclude(task_states__in=workflow_state.successful_task_states).exists()


def _is_reviewed_later(page: Any) -> bool:
    """Whether a medical review is still to come in the workflow that a page is in."""
    state = page.current_workflow_state
    if state is None:
        return False
    tasks = MedicalReviewTask.objects.filter(workflow_tasks__workflow=state.workflow, active=True)
    return bool(tasks.exclude(pk__in=state.successful_task_states.values("task_id")).exists())


def _refusal(page: Any, settled: frozenset[str] = frozenset()) -> ComplianceError | None:
    """Why the gate would refuse a version, but for findings of ``settled`` rules."""
    try:
        judgment = judge(page)
    except Exception:
        logger.exception("Page %s could not be judged.", page.pk)
        why = gettext("This version could not be judged, so it cannot be approved.")
        return ComplianceError(subject=page, message=why)
    findings = [item for item in judgment.refusing if item.code not in settled]
    if not judgment.is_refused or not findings:
        return None
    why = gettext("This version cannot be approved while something is found in it:")
    return ComplianceError(findings, subject=page, message=why)
