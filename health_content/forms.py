"""The form of a page: refusals stand on the block they are about."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from wagtail.admin.forms.pages import WagtailAdminPageForm

from health_content.library.ledger import Door
from health_content.publishing.doors import at_door
from health_content.publishing.errors import ComplianceError
from health_content.publishing.gate import is_gated, require_publishable


class HealthPageForm(WagtailAdminPageForm):
    """Judges what is to be published; leaves drafts, autosaves and previews alone.

    What is only submitted to a workflow passes with its findings: a reviewer must see them.
    Serves the admin and API v3.
    """

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or self.errors or not is_gated(self.instance):
            return
        if "action-submit" in self.data and "action-publish" not in self.data:
            return
        try:
            with at_door(Door.FORM, self.for_user):
                require_publishable(self.instance)
        except ComplianceError as error:
            self._tell(error)

    def _tell(self, error: ComplianceError) -> None:
        self.add_error(None, [ValidationError(one) for one in error.messages])
