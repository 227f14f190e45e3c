"""Editing entries of the library: what is refused, which pages it would harm, what can be done."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList, Panel
from wagtail.models import DraftStateMixin
from wagtail.snippets.views.snippets import CreateView, EditView

from health_content.compliance import Finding
from health_content.library.shown import ShownEntry
from health_content.publishing.errors import told_of
from health_content.publishing.library import (
    EntryRefused,
    found_in_words,
    judging_once,
    require_entry,
    suspending_pages,
)

SUSPEND = "health_content.add_suspension"
SUSPEND_PAGES = "suspend-pages"
"""The name of the choice in what the form sends."""

PAGES_AT_MOST = 50
FINDINGS_AT_MOST = 10


class EntryForm(WagtailAdminModelForm):
    """Judges an entry with the live pages that show it, before it is saved.

    Drafts pass. Where live pages would be refused with it, somebody who may suspend calls to
    action can choose that for these pages, and have the entry saved all the same.
    """

    refusal: EntryRefused | None = None

    @property
    def may_suspend(self) -> bool:
        """Whether the person at the form has the choice at all."""
        return self.for_user is not None and self.for_user.has_perm(SUSPEND)

    @property
    def suspends_pages(self) -> bool:
        """Whether it was chosen, by somebody who may."""
        return self.may_suspend and bool(self.data.get(SUSPEND_PAGES))

    def save(self, commit: bool = True) -> Any:
        with suspending_pages(self.suspends_pages):
            return super().save(commit=commit)

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or self.errors or self._stays_a_draft():
            return
        try:
            with transaction.atomic(), suspending_pages(self.suspends_pages):
                require_entry(self._as_shown())
        except EntryRefused as refusal:
            self.refusal = refusal
            self._tell(refusal)

    def _stays_a_draft(self) -> bool:
        return isinstance(self.instance, DraftStateMixin) and "action-publish" not in self.data

    def _as_shown(self) -> ShownEntry:
        entry: Any = copy.copy(self.instance)
        if isinstance(entry, DraftStateMixin):
            entry.live = True
        return entry

    def _tell(self, refusal: EntryRefused) -> None:
        """Say how many pages on top, and each thing once on the field that it is about.

        What is about no field, a page's own, stands in the list of pages.
        """
        if not (refusal.own or refusal.pages):
            self.add_error(None, ValidationError(refusal.messages))
            return
        self.add_error(None, ValidationError(_summary(refusal), code="compliance"))
        for finding in refusal.findings:
            told = ValidationError(told_of(finding), code=finding.code)
            field = self._field_of(finding)
            if field or finding in refusal.own:
                self.add_error(field, told)

    def _field_of(self, finding: Finding) -> str | None:
        """The field whose words are told of."""
        named = finding.span.location.path[:1]
        if named and named[0] in self.fields:
            return str(named[0])
        changed = [name for name in self.changed_data if name in self.fields]
        quote = finding.quote.casefold().strip()
        for name in changed:
            words = str(self.cleaned_data.get(name, "")).casefold()
            if quote and (quote in words or (words and words in quote)):
                return name
        return None


class JudgedOnce:
    """For views that save an entry: what their form has judged is not judged again on saving."""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """All of it in one transaction."""
        with judging_once():
            return super().post(request, *args, **kwargs)  # type: ignore[misc]


class EntryCreateView(JudgedOnce, CreateView):
    """Makes an entry."""


class EntryEditView(JudgedOnce, EditView):
    """Changes an entry."""


class RefusalPanel(Panel):
    """On top of an entry's form: the pages that stand in the way, and what its words would do."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "health_content/admin/entries/refusal.html"

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self._refusal or self._advice)

        @property
        def _refusal(self) -> EntryRefused | None:
            return getattr(self.form, "refusal", None)

        @property
        def _advice(self) -> tuple[Finding, ...]:
            if self.form is None or self.form.is_bound or self.instance.pk is None:
                return ()
            return found_in_words(self.instance)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            refusal = self._refusal
            pages = refusal.pages if refusal else ()
            return {
                **context,
                "refusal": refusal,
                "advice": [told_of(finding) for finding in self._advice],
                "pages": [_as_shown(page) for page in pages[:PAGES_AT_MOST]],
                "more_pages": max(0, len(pages) - PAGES_AT_MOST),
                "can_suspend": bool(refusal and refusal.can_suspend and self.form.may_suspend),
                "name": SUSPEND_PAGES,
            }


def entry_panels(
    model: Any,
    first: Iterable[Panel] = (),
    more: Iterable[Panel] = (),
    form_class: type[EntryForm] = EntryForm,
) -> ObjectList:
    """The form of an entry: its own panels between others, with what is refused on top."""
    panels = [RefusalPanel(heading=_("What the rules say")), *first, *model.panels, *more]
    return ObjectList(panels, base_form_class=form_class)


def warn_of_words(request: Any, entry: Any) -> None:
    """Say what would be refused in the words of an entry on a page that sells."""
    if not isinstance(entry, ShownEntry):
        return
    found = found_in_words(entry)
    if not found:
        return
    told = " ".join(dict.fromkeys(told_of(finding) for finding in found[:FINDINGS_AT_MOST]))
    messages.warning(
        request,
        gettext("On a page that sells, “%(entry)s” would be refused: %(told)s")
        % {"entry": entry, "told": told},
    )


def _summary(refusal: EntryRefused) -> str:
    if refusal.own:
        return gettext("It was not saved: what it says may not be shown to readers.")
    return ngettext(
        "It was not saved: %(count)d live page that shows it would be refused with it. It is "
        "listed on top of the form.",
        "It was not saved: %(count)d live pages that show it would be refused with it. They are "
        "listed on top of the form.",
        len(refusal.pages),
    ) % {"count": len(refusal.pages)}


def _as_shown(page: Any) -> dict[str, Any]:
    return {
        "title": page.title,
        "address": reverse("wagtailadmin_pages:edit", args=[page.page_id]),
        "findings": page.findings[:FINDINGS_AT_MOST],
        "more": max(0, len(page.findings) - FINDINGS_AT_MOST),
        "is_unjudged": page.is_unjudged,
    }
