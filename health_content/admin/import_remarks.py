"""What an import remarked, beside the page it made."""

from __future__ import annotations

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from health_content.library.records import ImportRecord


class ImportRemarksPanel(BaseSidePanel):
    """The remarks of the import that a page was last made from."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """The button that opens it, with the number of remarks."""

        aria_label = _("Toggle remarks of the import")
        icon_name = "download"
        counter_classname = "w-bg-info-100"

        def get_context_data(self, parent_context):
            context = super().get_context_data(parent_context)
            return {**context, "count": len(self.panel.record.remarks)}

    name = "import-remarks"
    title = _("Remarks of the import")
    order = 310
    template_name = "health_content/admin/import_remarks.html"

    @cached_property
    def record(self) -> ImportRecord | None:
        """The record of the last import into this page."""
        if self.object.pk is None:
            return None
        record: ImportRecord | None = ImportRecord.objects.filter(page_id=self.object.pk).first()
        return record

    @property
    def has_remarks(self) -> bool:
        """Whether there is anything to show."""
        return self.record is not None and bool(self.record.remarks)

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        return {**context, "record": self.record}
