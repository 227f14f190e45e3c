"""Tasks on pages that cite sources of which there is news: the list, and settling one."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import policy_registry

from health_content.admin.columns import LabelledColumn, LabelledDateColumn
from health_content.admin.exports import TamedExport
from health_content.admin.holds import holds_on
from health_content.admin.reports import ACTIONS, pages_seen_by
from health_content.admin.waivers.telling import names_of_people
from health_content.bibliography.notices import NoticeKind
from health_content.bibliography.status import TAINTED
from health_content.library.link_health import ReferenceRun
from health_content.library.page_tasks import PageTask
from health_content.library.references import Reference
from health_content.library.source_status import known_notices
from health_content.library.waivers import site_day
from health_content.reference_checks.page_tasks import settle

LOG_ACTION = "health_content.settle_task"
LOG_ACTIONS = (
    (
        LOG_ACTION,
        _("Settle a task about a source"),
        _("Dealt with what became of a source that the page cites"),
    ),
)
CHANGE_REFERENCE = "health_content.change_reference"
_NOTICES = {
    NoticeKind.CORRECTION: _("Correction"),
    NoticeKind.CONCERN: _("Expression of concern"),
    NoticeKind.REINSTATEMENT: _("Reinstatement"),
    NoticeKind.WITHDRAWAL: _("Withdrawal"),
    NoticeKind.RETRACTION: _("Retraction"),
}
_STATUSES = [(status, Reference.Status(status).label) for status in TAINTED]


class TasksMenuItem(MenuItem):
    """An entry under “Reports” for those who work on pages."""

    def is_shown(self, request: Any) -> bool:
        return user_has_any_page_permission(request.user)


def menu_item() -> TasksMenuItem:
    """What “Reports” shows."""
    return TasksMenuItem(
        _("News of sources"),
        reverse("health_content_page_tasks"),
        name="health-content-page-tasks",
        icon_name="openquote",
        order=815,
    )


def tasks_seen_by(user: Any) -> QuerySet[PageTask]:
    """The tasks on pages that are a person's business."""
    if user.is_active and user.is_superuser:
        return PageTask.objects.all()
    return PageTask.objects.filter(page__in=pages_seen_by(user).values("pk"))


def open_tasks_on(page: Any) -> list[PageTask]:
    """What is to be done on a page, the gravest first."""
    if page.pk is None:
        return []
    found = PageTask.objects.filter(page_id=page.pk, settled_at=None).select_related("reference")
    return sorted(found, key=lambda task: -TAINTED.index(Reference.Status(task.status)))


class TaskFilterSet(WagtailFilterSet):
    """Open or settled, and for which news."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("settled", _("Settled")), ("all", _("All"))],
        empty_label=_("Open"),
        method="in_state",
    )
    status = django_filters.ChoiceFilter(
        label=_("The source was"), choices=_STATUSES, empty_label=_("All")
    )
    live = django_filters.ChoiceFilter(
        label=_("Page"),
        choices=[("live", _("Live")), ("draft", _("Not live"))],
        empty_label=_("All"),
        method="in_live",
    )

    class Meta:
        model = PageTask
        fields: ClassVar = ["state", "status", "live"]

    def in_state(self, queryset: Any, name: str, value: str) -> Any:
        """The list itself leaves out what is settled unless somebody asks."""
        del name
        return queryset.exclude(settled_at=None) if value == "settled" else queryset

    def in_live(self, queryset: Any, name: str, value: str) -> Any:
        """Those on pages that readers get, or the others."""
        del name
        return queryset.filter(page__live=value == "live")


class _PageCell(Column):
    cell_template_name = "health_content/admin/references/task_page_cell.html"


class _SourceCell(Column):
    cell_template_name = "health_content/admin/references/task_source_cell.html"


class TasksView(TamedExport, ReportView):
    """The list, the latest first; what is open where nobody asks for more."""

    model = PageTask
    template_name = "health_content/admin/references/tasks.html"
    page_title = _("News of sources")
    header_icon = "openquote"
    index_url_name = "health_content_page_tasks"
    index_results_url_name = "health_content_page_tasks_results"
    filterset_class = TaskFilterSet
    verbose_name_plural = _("tasks")
    is_searchable = True
    search_fields: ClassVar = ["page__title", "reference__citation", "reference__title", "note"]
    default_ordering = ("-raised_at", "-pk")
    any_permission_required: ClassVar = ACTIONS
    what_is_open: ClassVar = [
        _PageCell("page", label=_("Page"), sort_key="page__title", width="30%"),
        _SourceCell("source", label=_("Source"), width="40%"),
        LabelledDateColumn("raised_at", label=_("Since"), sort_key="raised_at"),
    ]
    what_was_done: ClassVar = [
        LabelledDateColumn("settled_at", label=_("Settled"), sort_key="settled_at"),
        LabelledColumn("settled_by_name", label=_("By")),
        Column("note", label=_("What was done"), classname="hc-report__sentence"),
    ]
    export_headings: ClassVar = {
        "page.title": _("Page"),
        "page_id": _("Number of the page"),
        "page.live": _("Live"),
        "get_status_display": _("The source was"),
        "reference.get_status_display": _("It is now"),
        "reference.citation": _("Source"),
        "reference.doi": _("DOI"),
        "reference.pmid": _("PubMed ID"),
        "raised_at": _("Since"),
        "settled_at": _("Settled"),
        "settled_by_name": _("By"),
        "note": _("What was done"),
    }
    list_export: ClassVar = list(export_headings)

    @cached_property
    def permission_policy(self) -> Any:
        """Pages', not that of our own table."""
        return policy_registry.get_by_type(Page)

    @property
    def with_settled(self) -> bool:
        """Whether somebody asks for what was settled, too."""
        return self.request.GET.get("state") in ("settled", "all")

    @property
    def columns(self) -> list[Column]:
        """What the table shows of each."""
        return [*self.what_is_open, *(self.what_was_done if self.with_settled else ())]

    @property
    def header_buttons(self) -> list[Any]:
        """Where a list is loaded, for those who may."""
        if not self.request.user.has_perm(CHANGE_REFERENCE):
            return []
        address = reverse("health_content_load_retractions")
        words = gettext("Load a list of retractions")
        return [HeaderButton(words, address, icon_name="upload")]

    def get_filename(self) -> str:
        return f"news-of-sources-{site_day().isoformat()}"

    def get_base_queryset(self) -> Any:
        found = tasks_seen_by(self.request.user).select_related("page", "reference")
        return found if self.with_settled else found.filter(settled_at=None)

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        found = list(object_list)
        names = names_of_people({task.settled_by for task in found} - {""})
        may_change = self.request.user.has_perm(CHANGE_REFERENCE)
        for task in found:
            task.settled_by_name = names.get(task.settled_by, "")
            task.editor = reverse("wagtailadmin_pages:edit", args=[task.page_id])
            task.source_editor = reference_editor(task.reference) if may_change else ""
        return found

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        known = super().get_context_data(*args, **kwargs)
        return known | {
            "run": ReferenceRun.objects.filter(pk=1).first(),
            "never_checked": Reference.objects.exclude(doi="", pmid="")
            .filter(status_checked_at=None)
            .count(),
            "no_identifier": Reference.objects.filter(doi="", pmid="").count(),
        }


def reference_editor(reference: Reference) -> str:
    """Where a source is changed; empty where the admin has no such place."""
    try:
        viewset = Reference.snippet_viewset
        return reverse(viewset.get_url_name("edit"), args=[reference.pk])
    except (AttributeError, NoReverseMatch):
        return ""


class SettleForm(forms.Form):
    """What was done."""

    note = forms.CharField(
        label=_("What was done"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("For whoever asks later. For example: the sentence rests on other sources."),
    )


class SettleView(WagtailAdminTemplateMixin, FormView):
    """Tells what there is to do on a page, and lets whoever may edit it say what was done."""

    form_class = SettleForm
    template_name = "health_content/admin/references/settle.html"
    page_title = _("News of a source")
    header_icon = "openquote"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        tasks = PageTask.objects.select_related("page", "reference")
        self.task = get_object_or_404(tasks, pk=kwargs["pk"])
        if not self.task.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.task.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("health_content_page_tasks"), "label": gettext("News of sources")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        task, user = self.task, self.request.user
        by = task.settled_by
        may_change = user.has_perm(CHANGE_REFERENCE)
        return super().get_context_data(
            task=task,
            notices=[(_NOTICES[item.kind], item) for item in known_notices(task.reference)],
            by=names_of_people({by}).get(by, by) if by else "",
            editor=reverse("wagtailadmin_pages:edit", args=[task.page_id]),
            source_editor=reference_editor(task.reference) if may_change else "",
            holds=[hold for hold in holds_on(task.page.specific, user) if hold.is_whole],
            **kwargs,
        )

    def form_valid(self, form: SettleForm) -> Any:
        if not settle(self.task, note=form.cleaned_data["note"], user=self.request.user):
            messages.warning(self.request, gettext("Somebody else had settled it before."))
            return redirect("health_content_page_tasks")
        log(
            instance=self.task.page,
            action=LOG_ACTION,
            user=self.request.user,
            data={
                "status": self.task.status,
                "reference": str(self.task.reference),
                "note": form.cleaned_data["note"],
            },
        )
        messages.success(self.request, gettext("Settled."))
        holds = holds_on(self.task.page.specific, self.request.user)
        if any(hold.is_whole for hold in holds):
            messages.warning(
                self.request,
                gettext(
                    "The calls to action of the page are still suspended. Whoever may lifts that "
                    "under “Suspensions”."
                ),
            )
        return redirect("health_content_page_tasks")


urlpatterns = [
    path("health-content/references/tasks/", TasksView.as_view(), name="health_content_page_tasks"),
    path(
        "health-content/references/tasks/results/",
        TasksView.as_view(results_only=True),
        name="health_content_page_tasks_results",
    ),
    path(
        "health-content/references/tasks/<int:pk>/",
        SettleView.as_view(),
        name="health_content_page_task",
    ),
]
