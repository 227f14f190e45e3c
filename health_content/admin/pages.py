"""The editor of a page of one of our types."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import get_page_models

from health_content.admin.findings_panel import FindingsPanel
from health_content.admin.import_remarks import ImportRemarksPanel
from health_content.pages.mixin import HealthPageMixin


class HealthPageEditView(EditView):
    """Wagtail's, with what the rules find and the remarks of the import."""

    def get_side_panels(self) -> Any:
        panels = [*super().get_side_panels(), FindingsPanel(self.page, self.request)]
        remarks = ImportRemarksPanel(self.page, self.request)
        return MediaContainer([*panels, remarks] if remarks.has_remarks else panels)


class HealthPageCreateView(CreateView):
    """Wagtail's, with what the rules find."""

    def get_side_panels(self) -> Any:
        panels = super().get_side_panels()
        return MediaContainer([*panels, FindingsPanel(self.page, self.request)])


class HealthPageViewSet(PageViewSet):
    """The admin of one of our page types. A site's own viewset for a type extends this one."""

    add_view_class = HealthPageCreateView
    edit_view_class = HealthPageEditView


def page_viewsets() -> list[HealthPageViewSet]:
    """A viewset for each page type that has opted in.

    One for each, because some of Wagtail's views need a type that can be made.
    """
    return [
        type(f"{model.__name__}ViewSet", (HealthPageViewSet,), {"model": model})()
        for model in get_page_models()
        if issubclass(model, HealthPageMixin) and not model._meta.abstract
    ]
