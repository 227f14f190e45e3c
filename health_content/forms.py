"""The form of a page: refusals stand on the block they are about."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.blocks import StreamValue

from health_content.compliance import Severity
from health_content.library.ledger import Door
from health_content.publishing.doors import at_door
from health_content.publishing.errors import ComplianceError, told_of
from health_content.publishing.gate import is_gated, require_publishable
from health_content.publishing.places import Placed, block_error, form_path
from health_content.workflow_tasks import (
    APPROVE,
    AbstractReviewTask,
    MedicalReviewTask,
    is_last,
    record_if_last,
)


class HealthPageForm(WagtailAdminPageForm):
    """Judges what is to be published; leaves drafts, autosaves and previews alone.

    What only goes through a workflow passes with its findings: a reviewer must see them, and
    must be able to send it back. The last approval publishes, and is judged.
    Serves the admin and API v3.
    """

    refusal: ComplianceError | None = None

    def tell_for_people(self) -> None:
        """Put how much is refused on top, and leave out what a field of one line says beside it.

        For screens, which list what stands on fields under what stands on top.
        """
        if self.refusal is None:
            return
        beside = {
            message
            for name, errors in self.errors.items()
            if name != NON_FIELD_ERRORS
            for message in errors
        }
        on_top = self.errors[NON_FIELD_ERRORS].as_data()
        self.errors[NON_FIELD_ERRORS] = self.error_class(
            [
                ValidationError(_counted(self.refusal), code="compliance"),
                *(error for error in on_top if not beside.issuperset(error.messages)),
            ],
            error_class="nonfield",
        )

    def save(self, commit: bool = True) -> Any:
        """A new page is a draft until its publication: Wagtail would save it as live first."""
        if self.instance._state.adding and is_gated(self.instance):
            self.instance.live = False
        return super().save(commit=commit)

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or self.errors or not is_gated(self.instance):
            return
        if self._stays_in_workflow():
            self._judge_approval()
            return
        try:
            with at_door(Door.FORM, self.for_user):
                require_publishable(self.instance)
        except ComplianceError as error:
            self._tell(error)

    def _stays_in_workflow(self) -> bool:
        if "action-publish" in self.data:
            return False
        if "action-workflow-action" in self.data:
            if self.data.get("workflow-action-name") != "approve":
                return True
            task = self.instance.current_workflow_task_state
            # The approval records the review, for want of which it would be refused here.
            return task is not None and (not is_last(task) or _is_task(task, MedicalReviewTask))
        return "action-submit" in self.data or "action-restart-workflow" in self.data

    def _judge_approval(self) -> None:
        """Tell what keeps what is on the screen from being approved at a task that asks."""
        task = self.instance.current_workflow_task_state
        is_approval = self.data.get("workflow-action-name") == APPROVE
        if "action-workflow-action" not in self.data or not is_approval:
            return
        if _is_task(task, AbstractReviewTask) and (
            refusal := task.task.specific.refusal_of(self.instance)
        ):
            record_if_last(self.instance, task, self.for_user, Door.FORM)
            self._tell(refusal)

    def _tell(self, error: ComplianceError) -> None:
        """Say everything on top, and on each block and field what concerns it.

        API v3 reads what stands on top, with the code of the rule. A form of its may have only
        the fields that were sent.
        """
        self.refusal = error
        self.add_error(None, error.error_dict[NON_FIELD_ERRORS])
        placed: dict[str, list[Placed]] = {}
        for finding in error.findings:
            name, *rest = form_path(self.instance, finding.span.location) or ("",)
            if name in self.fields:
                told = ValidationError(told_of(finding), code=finding.code)
                placed.setdefault(name, []).append((tuple(rest), told))
        for name, errors in placed.items():
            value = getattr(self.instance, name, None)
            if isinstance(value, StreamValue):
                self.add_error(name, block_error(value, errors))
            else:
                self.add_error(name, [told for _, told in errors])


def _counted(refusal: ComplianceError) -> str:
    """How many findings refuse a page, and where to go on."""
    graves = [finding.severity for finding in refusal.findings]
    return gettext(
        "Not published. Findings that block: %(blocking)d; that ask for a reason: %(asking)d. "
        "The Compliance panel leads to each."
    ) % {
        "blocking": graves.count(Severity.BLOCKING),
        "asking": graves.count(Severity.NEEDS_REASON),
    }


def _is_task(state: Any, kind: type) -> bool:
    return state is not None and isinstance(state.task.specific, kind)
