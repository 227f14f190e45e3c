"""Entries that are likely one work: the list, and making one entry of two."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from health_content.admin.references.tasks import reference_editor
from health_content.admin.reports import pages_seen_by
from health_content.bibliography.matching import Agreement
from health_content.library.duplicates import likely_duplicates, twins_of
from health_content.library.references import Reference
from health_content.merging import merge, pages_of

MERGE = ("health_content.change_reference",)
"""Whoever may have an entry say something else may have two say the same."""

_LIST, _MERGE = "health_content_duplicate_references", "health_content_merge_references"
_AT_ONCE = 25
_BY = {"doi": _("DOI"), "pmid": _("PubMed ID"), "pmcid": _("PMC ID"), "title": _("Title")}
_CHOSEN = (
    "doi",
    "pmid",
    "pmcid",
    "isbn",
    "url",
    "study_kind",
    "population",
    "sample_size",
    "funding",
    "open_access_url",
)
"""Fields that may be taken from either entry; the others go with the entry that is kept."""


_BEST_LAST = (Agreement.DIFFERS, Agreement.UNKNOWN, Agreement.INCOMPLETE, Agreement.AGREES)


def merge_address(*references: Reference) -> str:
    """Where entries are made one."""
    asked = "&".join(f"entry={reference.pk}" for reference in references)
    return f"{reverse(_MERGE)}?{asked}"


class _Screen(WagtailAdminTemplateMixin):
    header_icon = "openquote"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perms(MERGE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        address = reverse(Reference.snippet_viewset.get_url_name("list"))
        return [
            *self.breadcrumbs_items,
            {"url": address, "label": gettext("References")},
            *self.between(),
            {"url": "", "label": self.get_page_title()},
        ]

    def between(self) -> list[dict[str, Any]]:
        """What stands between the list of references and this screen."""
        return []


class DuplicatesView(_Screen, TemplateView):
    """Pairs of entries that are likely one work."""

    template_name = "health_content/admin/references/duplicates.html"
    page_title = _("Likely duplicates")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pairs = Paginator(likely_duplicates(), _AT_ONCE).get_page(self.request.GET.get("p"))
        told = [
            {
                "entries": (pair.first, pair.second),
                "by": _BY[pair.by],
                "differs": _any_differs((pair.first, pair.second)),
                "address": merge_address(pair.first, pair.second),
            }
            for pair in pairs
        ]
        return super().get_context_data(pairs=told, page_obj=pairs, **kwargs)


class MergeForm(forms.Form):
    """Which entry stays, and which side each field is taken from where both have one."""

    kept = forms.ChoiceField(
        label=_("Entry that stays"),
        widget=forms.RadioSelect,
        help_text=_("Its words and its bibliographic fields stay. The other entry is deleted."),
    )

    def __init__(self, *args: Any, references: list[Reference], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept: Any = self.fields["kept"]
        kept.choices = [(str(each.pk), each.citation) for each in references]
        kept.initial = str(max(references, key=_completeness).pk)
        for name in _CHOSEN:
            values = [getattr(each, name) for each in references if getattr(each, name)]
            if len({str(value).casefold() for value in values}) < 2:
                continue
            field: Any = Reference._meta.get_field(name)
            labels = dict(field.flatchoices)
            self.fields[name] = forms.ChoiceField(
                label=str(field.verbose_name).capitalize(),
                widget=forms.RadioSelect,
                choices=[(str(value), labels.get(value, value)) for value in dict.fromkeys(values)],
                initial=str(values[0]),
            )

    def values(self) -> dict[str, Any]:
        """The fields that were chosen, as the model has them."""
        columns: Any = {name: Reference._meta.get_field(name) for name in _CHOSEN}
        return {
            name: column.to_python(self.cleaned_data[name])
            for name, column in columns.items()
            if name in self.cleaned_data
        }


class MergeView(_Screen, FormView):
    """Two entries side by side, what changes, and making them one."""

    form_class = MergeForm
    template_name = "health_content/admin/references/merge.html"
    page_title = _("Merge references")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        keys = {key for key in request.GET.getlist("entry") if key.isdecimal() and len(key) < 19}
        self.references = list(Reference.objects.filter(pk__in=keys).order_by("pk"))
        if len(self.references) < 2:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def between(self) -> list[dict[str, Any]]:
        return [{"url": reverse(_LIST), "label": gettext("Likely duplicates")}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "references": self.references}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = pages_of(self.references)
        seen = set(pages_seen_by(self.request.user).values_list("pk", flat=True))
        shown = [page for page in pages if page.pk in seen]
        return super().get_context_data(
            entries=[(each, reference_editor(each)) for each in self.references],
            pages=[(page, reverse("wagtailadmin_pages:edit", args=[page.pk])) for page in shown],
            unseen=len(pages) - len(shown),
            is_likely=any(
                twin.reference in self.references[1:] for twin in twins_of(self.references[0])
            ),
            differs=_any_differs(self.references),
            action=merge_address(*self.references),
            list_address=reverse(_LIST),
            **kwargs,
        )

    def form_valid(self, form: MergeForm) -> Any:
        kept = next(each for each in self.references if str(each.pk) == form.cleaned_data["kept"])
        others = [each for each in self.references if each is not kept]
        try:
            merged = merge(kept, others, self.request.user, form.values())
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        count = len(merged.pages)
        text = ngettext(
            "Merged. %(count)d page cites the entry that was kept instead.",
            "Merged. %(count)d pages cite the entry that was kept instead.",
            count,
        )
        messages.success(self.request, text % {"count": count})
        return redirect(_LIST)


def _any_differs(references: Iterable[Reference]) -> bool:
    """Whether the identifier of one may be that of another work."""
    return any(each.agreement == Agreement.DIFFERS for each in references)


def _completeness(reference: Reference) -> tuple[int, int, int]:
    """What is not the work of its identifier comes last."""
    agreement = _BEST_LAST.index(Agreement(reference.agreement))
    identifiers = sum(bool(getattr(reference, name)) for name in ("doi", "pmid", "pmcid", "isbn"))
    return agreement, identifiers, -reference.pk


urlpatterns = [
    path("health-content/references/duplicates/", DuplicatesView.as_view(), name=_LIST),
    path("health-content/references/merge/", MergeView.as_view(), name=_MERGE),
]
