"""What texts have in common that somebody approves before readers get them."""

from __future__ import annotations

import logging
from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    Site,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail.search import index

from health_content.library.schedule import BLOCKED, SCHEDULED
from health_content.library.shown import ShownEntry

logger = logging.getLogger("health_content.library")


class ApprovedText(
    ShownEntry,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """A text of a site, or of all sites, of which only the published wording is shown.

    A draft changes nothing for readers.
    """

    name = models.CharField(
        _("name"), max_length=120, help_text=_("For editors; readers do not see it.")
    )
    text = models.TextField(_("text"))
    site = models.ForeignKey(
        Site,
        verbose_name=_("site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Leave empty to show it on every site."),
    )

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="%(class)s",
        for_concrete_model=False,
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="%(class)s",
        for_concrete_model=False,
    )

    search_fields: ClassVar = [
        index.SearchField("name"),
        index.SearchField("text"),
        index.AutocompleteField("name"),
    ]
    worded_fields: ClassVar = ("text",)
    apart_fields: ClassVar = ("text",)
    is_on_every_page: ClassVar = True
    preview_box: ClassVar[str] = ""
    """The class of the box that readers see it in."""

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def revisions(self):
        return self._revisions

    @property
    def is_shown(self) -> bool:
        return self.live

    def publish(self, revision: Any, *args: Any, log_action: Any = True, **kwargs: Any) -> Any:
        """Publish a revision, or schedule it.

        On the way of ``publish_scheduled`` it never raises, for others wait behind this one:
        what is refused, or cannot be saved, is taken off the schedule and left as a draft.
        """
        if log_action != SCHEDULED:
            return super().publish(revision, *args, log_action=log_action, **kwargs)
        try:
            try:
                with transaction.atomic():
                    return super().publish(revision, *args, log_action=log_action, **kwargs)
            except ValidationError as error:
                self._take_off_the_schedule(revision, error)
        except Exception:
            logger.exception("%s %s was not published; tried again.", self._called, self.pk)
        return None

    def _take_off_the_schedule(self, revision: Any, error: ValidationError) -> None:
        with transaction.atomic():
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
            data = {"findings": error.messages}
            log(instance=self, action=BLOCKED, data=data, revision=revision)
        told = " ".join(error.messages)
        logger.warning("%s %s was not published: %s", self._called, self.pk, told)

    @property
    def _called(self) -> str:
        return str(self._meta.verbose_name).capitalize()

    def clean(self) -> None:
        super().clean()
        if not self.text.strip():
            raise ValidationError({"text": _("Write the text that is to be shown.")})

    def get_preview_template(self, request, mode_name):
        return "health_content/approved_text_preview.html"
