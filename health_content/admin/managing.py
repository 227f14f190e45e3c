"""“Make it managed”: a paid link that somebody typed becomes one of the registry's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from health_content.affiliates.terms import ProgramTerms
from health_content.compliance import Finding
from health_content.library.products import PaidLink
from health_content.library.programs import AffiliateProgram
from health_content.library.standings import StoredFinding
from health_content.managing import (
    CODE,
    LOG_ACTION,
    NotManaged,
    Typed,
    add_entry,
    entries_for,
    lacks_tag,
    locked_for,
    manage,
    program_of,
    typed_at,
)
from health_content.publishing import ComplianceError, is_gated
from health_content.waiving import finding_now

ADD_LINK = "health_content.add_paidlink"
ADD_PROGRAM = "health_content.add_affiliateprogram"
CHANGE_PROGRAM = "health_content.change_affiliateprogram"
NEW = "new"
_NAME = "health_content_manage_link"

LOG_ACTIONS = (
    (LOG_ACTION, _("Put a typed paid link into the registry"), _("Made a typed paid link managed")),
)


def may_manage(user: Any, page: Any) -> bool:
    """Whether a person may put links of this page into the registry."""
    return user.has_perm(ADD_LINK) and page.permissions_for_user(user).can_edit()


def address_for(page: Any, finding: Finding, user: Any) -> str:
    """Where the link of a finding is made a managed one, empty where it is not this person's."""
    if finding.code != CODE or not page.pk or not may_manage(user, page):
        return ""
    return reverse(_NAME, args=[page.pk, finding.fingerprint])


def pages_to_manage(user: Any, findings: Iterable[StoredFinding]) -> set[int]:
    """The pages among those of stored findings in which a person may make typed links managed."""
    pages = {item.standing.page_id for item in findings if item.code == CODE}
    if not pages or not user.has_perm(ADD_LINK):
        return set()
    policy = policy_registry.get_by_type(Page)
    mine = policy.instances_user_has_permission_for(user, "change")
    return set(mine.filter(pk__in=pages).values_list("pk", flat=True))


def address_of_stored(item: StoredFinding) -> str:
    """Where the link of a stored finding is made a managed one, empty where it has none."""
    if item.code != CODE:
        return ""
    return reverse(_NAME, args=[item.standing.page_id, item.fingerprint])


class ManageForm(forms.Form):
    """Which entry takes the place of the address, and what a new one lacks.

    ``seen`` is the draft that was shown.
    """

    entry = forms.ChoiceField(label=_("Entry of the registry"), widget=forms.RadioSelect)
    program = forms.ModelChoiceField(
        AffiliateProgram.objects.all(),
        label=_("Affiliate program"),
        required=False,
        help_text=_("Nothing tells which program pays for this address: say which one."),
    )
    tag = forms.CharField(
        label=_("Our own tag"),
        required=False,
        max_length=80,
        help_text=_("As the program gave it to us. It takes the place of the tag in the address."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, typed: Typed, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        program = program_of(typed)
        choices = [(str(link.pk), _choice(link)) for link in entries_for(typed)]
        if program is not None or AffiliateProgram.objects.exists():
            choices.append((NEW, gettext("A new entry for this address")))
        field: Any = self.fields["entry"]
        field.choices = choices
        field.initial = choices[0][0] if choices else None
        if program is not None:
            del self.fields["program"]
        if program is None or not lacks_tag(typed, program):
            del self.fields["tag"]
        self.makes_program = isinstance(program, ProgramTerms)
        self.is_refused_program = self._needs(program) != "" and not user.has_perm(
            self._needs(program)
        )

    def _needs(self, program: Any) -> str:
        """The right that a new entry takes besides that to links, empty where it takes none."""
        if isinstance(program, ProgramTerms):
            return ADD_PROGRAM
        return CHANGE_PROGRAM if "tag" in self.fields else ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("entry") != NEW:
            return given
        if self.is_refused_program:
            told = gettext(
                "A new entry changes the affiliate program as well, which you may not. Ask "
                "somebody who may."
            )
            self.add_error("entry", told)
        if "program" in self.fields and not given.get("program"):
            self.add_error("program", gettext("Choose the program that this link belongs to."))
        if "tag" in self.fields and not given.get("tag"):
            self.add_error("tag", gettext("Without our own tag the link earns nothing."))
        return given


class ManageView(WagtailAdminTemplateMixin, FormView):
    """Shows the address and what is known of it, and replaces it in a new draft."""

    form_class = ManageForm
    template_name = "health_content/admin/managing/manage.html"
    page_title = _("Make a paid link managed")
    header_icon = "link-external"
    page: Any
    typed: Typed

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not is_gated(self.page):
            raise Http404
        if not may_manage(request.user, self.page):
            raise PermissionDenied
        if told := locked_for(self.page, request.user):
            return self._back(told)
        finding = finding_now(self.page, kwargs["fingerprint"])
        if finding is None or finding.code != CODE:
            return self._back(
                gettext("The link is not there any more: it was replaced, or the page was changed.")
            )
        try:
            self.typed = typed_at(self.page, finding)
        except NotManaged as error:
            return self._back(str(error))
        return super().dispatch(request, *args, **kwargs)

    def _back(self, told: str) -> Any:
        messages.warning(self.request, told)
        return redirect(self.editor)

    @property
    def editor(self) -> str:
        """The page's editor."""
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    @cached_property
    def program(self) -> Any:
        """The program of the address: the registry's, terms that ship, or ``None``."""
        return program_of(self.typed)

    def get_page_subtitle(self) -> str:
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.editor, "label": self.get_page_subtitle()},
            {"url": "", "label": gettext("Make a paid link managed")},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"typed": self.typed, "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        return {"seen": self.typed.revision}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_add = self.request.user.has_perm(ADD_PROGRAM)
        return super().get_context_data(
            **kwargs,
            typed=self.typed,
            program=self.program,
            is_shipped=isinstance(self.program, ProgramTerms),
            editor=self.editor,
            add_program=reverse(AffiliateProgram.snippet_viewset.get_url_name("add"))
            if may_add
            else "",
        )

    def form_valid(self, form: ManageForm) -> Any:
        given = form.cleaned_data
        try:
            link = manage(
                self.page,
                self.typed,
                lambda: self._entry(given),
                seen=given.get("seen"),
                user=self.request.user,
            )
        except NotManaged as error:
            form.add_error(None, str(error))
        except ComplianceError as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            form.add_error(None, list(error.messages))
        else:
            messages.success(
                self.request,
                gettext("The link is managed now, as “%(entry)s”, in a new draft of the page.")
                % {"entry": link},
            )
            return redirect(self.editor)
        form.data = {**self.request.POST.dict(), "seen": self.typed.revision}
        return self.form_invalid(form)

    def _entry(self, given: dict[str, Any]) -> PaidLink:
        if given["entry"] != NEW:
            return PaidLink.objects.get(pk=given["entry"])
        return add_entry(self.typed, program=given.get("program"), tag=given.get("tag", ""))


def _choice(link: PaidLink) -> str:
    return gettext("%(entry)s, %(state)s: %(url)s") % {
        "entry": link,
        "state": link.get_status_display().lower(),
        "url": link.url,
    }


urlpatterns = [
    path(
        "health-content/typed-links/<int:page_id>/<str:fingerprint>/",
        ManageView.as_view(),
        name=_NAME,
    )
]
