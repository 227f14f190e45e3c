"""Telling people that a task waits for them, as Wagtail does for its own."""

from __future__ import annotations

from wagtail.admin.mail import GroupApprovalTaskStateSubmissionEmailNotifier
from wagtail.signals import task_submitted

from health_content.workflow_tasks import ReviewTaskState

# Django keeps no more than a weak reference to a receiver.
tell_the_groups = GroupApprovalTaskStateSubmissionEmailNotifier()
task_submitted.connect(
    tell_the_groups, sender=ReviewTaskState, dispatch_uid="health_content.review_task_submitted"
)
