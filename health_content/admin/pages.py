"""The editor of a page of one of our types."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.functional import cached_property
from modelcluster.models import get_all_child_relations
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import (
    CollectWorkflowActionDataView,
    WorkflowActionView,
)
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import get_page_models

from health_content.admin.findings_panel import FindingsPanel
from health_content.admin.import_remarks import ImportRemarksPanel
from health_content.conversion import content_hash_of
from health_content.forms import HealthPageForm
from health_content.pages.mixin import HealthPageMixin
from health_content.publishing import ComplianceError
from health_content.recording.refusals import write_waiting
from health_content.workflow_tasks import (
    APPROVE,
    AbstractReviewTask,
    latest_of,
    record_if_last,
)


class _Refusals:
    """Says what is refused once, and how much of it there is."""

    def form_invalid(self, form: Any) -> Any:
        if isinstance(form, HealthPageForm):
            form.tell_for_people()
        return super().form_invalid(form)  # type: ignore[misc]


class HealthPageEditView(_Refusals, EditView):
    """Wagtail's, with what the rules find and the remarks of the import."""

    page: Any

    @cached_property
    def action_name_and_method(self) -> Any:
        """What a request is to do; saving in the background does nothing but save.

        The script of the editor sends such a request with whatever button was pressed, beside
        the one that the button sends, and what is done twice at once ends in an error.
        """
        if self.expects_json_response:
            return "save", self.save_action
        return super().action_name_and_method

    def publish_action(self) -> Any:
        """Publish the page with all its aliases, or nothing; what was written stays as a draft."""
        latest = self.page.latest_revision
        try:
            with transaction.atomic():
                return super().publish_action()
        except ComplianceError as error:
            refusal = error
        finally:
            write_waiting()
        self.page = self.form.instance
        self.page.latest_revision = latest
        with transaction.atomic():
            _forget_rows_that_were_undone(self.page)
            self.page.save_revision(
                user=self.request.user,
                log_action=True,
                previous_revision=self.previous_revision,
                clean=False,
            )
        for message in refusal.messages:
            messages.error(self.request, message)
        return self.redirect_and_remain()

    def get_side_panels(self) -> Any:
        panels = [*super().get_side_panels(), FindingsPanel(self.page, self.request)]
        remarks = ImportRemarksPanel(self.page, self.request)
        return MediaContainer([*panels, remarks] if remarks.has_remarks else panels)


def _forget_rows_that_were_undone(page: Any) -> None:
    """Rows of inline panels got keys that a rollback took back; others may get them now."""
    rows = vars(page).get("_cluster_related_objects", {})
    for relation in get_all_child_relations(page):
        members = rows.get(relation.get_accessor_name(), [])
        keys = [member.pk for member in members if member.pk is not None]
        known = relation.related_model._base_manager.in_bulk(keys) if keys else {}
        for member in members:
            if member.pk not in known:
                member.pk = None


class HealthPageCreateView(_Refusals, CreateView):
    """Wagtail's, with what the rules find."""

    def get_side_panels(self) -> Any:
        panels = super().get_side_panels()
        return MediaContainer([*panels, FindingsPanel(self.page, self.request)])


class _Approval:
    """Says why approval is refused, and keeps which words were shown with the form."""

    action_name: str
    object: Any
    request: Any
    task: Any
    form_class: Any

    def check_action(self) -> None:
        """Raises ``ComplianceError`` where Wagtail would only say that it is not allowed."""
        if self.action_name == APPROVE and isinstance(self.task, AbstractReviewTask):
            refusal = self.task.why_not_approve(self.object, self.request.user)
            if refusal is not None:
                if self.request.method == "POST":
                    self._record(refusal)
                raise refusal
        super().check_action()  # type: ignore[misc]

    def _record(self, refusal: ComplianceError) -> None:
        state = self.object.current_workflow_task_state
        # What is wrong with the person and not with the page is no matter of the gate.
        if refusal.findings and state is not None and state.task_id == self.task.pk:
            record_if_last(refusal.subject, state, self.request.user)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        latest = latest_of(self.object)
        initial = {"content_hash": content_hash_of(latest)} if latest is not None else {}
        return self.render_modal_form(request, self.form_class(initial=initial))  # type: ignore[attr-defined]


class HealthPageWorkflowActionView(_Approval, WorkflowActionView):
    """Wagtail's, with a plain answer to a refused approval."""


class HealthPageWorkflowDataView(_Approval, CollectWorkflowActionDataView):
    """Wagtail's, with a plain answer to a refused approval."""


class HealthPageViewSet(PageViewSet):
    """The admin of one of our page types. A site's own viewset for a type extends this one."""

    add_view_class = HealthPageCreateView
    edit_view_class = HealthPageEditView
    workflow_action_view_class = HealthPageWorkflowActionView
    collect_workflow_action_data_view_class = HealthPageWorkflowDataView


def page_viewsets() -> list[HealthPageViewSet]:
    """A viewset for each page type that has opted in.

    One for each, because some of Wagtail's views need a type that can be made.
    """
    return [
        type(f"{model.__name__}ViewSet", (HealthPageViewSet,), {"model": model})()
        for model in get_page_models()
        if issubclass(model, HealthPageMixin) and not model._meta.abstract
    ]
