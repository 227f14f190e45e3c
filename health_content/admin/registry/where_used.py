"""Where a program, a product or a paid link is used, and what a change would do to live pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import Panel
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.usage import UsageView
from wagtail.coreutils import get_content_type_label
from wagtail.models import Page
from wagtail.snippets.views.snippets import UsageView as SnippetUsageView

from health_content.admin.entries import EntryForm
from health_content.edition import Channel
from health_content.library.products import PaidLink, Product
from health_content.library.programs import AffiliateProgram
from health_content.library.usage import Uses, live_pages_showing, uses_of
from health_content.library.waivers import site_day

CONFIRM = "confirm-impact"
"""The name of the choice in what the form sends."""

LISTED_AT_MOST = 20


class WhereUsedView(SnippetUsageView):
    """The pages that use an entry, live ones first, each with the way it does."""

    page_title = _("Where used")
    template_name = "health_content/admin/registry/where_used.html"
    permission_required = None
    any_permission_required: ClassVar = ("add", "change", "delete", "view")

    @cached_property
    def uses(self) -> Uses:
        """Asked for once."""
        return uses_of(self.object)

    def get_queryset(self) -> Any:
        pages = Page.objects.filter(pk__in=self.uses.pages)
        return pages.select_related("content_type").order_by("-live", "title", "pk")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            TitleColumn("title", label=_("Page"), accessor="title", get_url=lambda row: row["url"]),
            Column("type", label=_("Type"), accessor="type"),
            StatusTagColumn(
                "status",
                label=_("Status"),
                accessor="status",
                primary=lambda row: row["is_live"],
            ),
            Column("how", label=_("How"), accessor="how"),
        ]

    def get_table(self, object_list: Any, **kwargs: Any) -> Any:
        finder = AdminURLFinder(self.request.user)
        rows = [self._row(page, finder) for page in object_list]
        return super(UsageView, self).get_table(rows, **kwargs)

    def _row(self, page: Page, finder: AdminURLFinder) -> dict[str, Any]:
        url = finder.get_edit_url(page)
        return {
            "url": url,
            "title": page.get_admin_display_title() if url else gettext("(Private page)"),
            "type": get_content_type_label(page.content_type),
            "is_live": page.live,
            "status": gettext("Live") if page.live else gettext("Draft"),
            "how": ", ".join(str(told) for told in self._how(page.pk)),
        }

    def _how(self, key: int) -> Any:
        uses = self.uses
        if key in uses.named:
            yield gettext("names it")
        if key in uses.through:
            if isinstance(self.object, PaidLink):
                yield gettext("names another link to its product, whose place it may take")
            else:
                yield gettext("names one of its paid links, or shows one in another’s place")
        if key in uses.typed:
            yield gettext("has its address in the text")
        if key in uses.drafted and key not in uses.named | uses.through:
            yield gettext("names it in a draft only")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        uses = self.uses
        shown = uses.named | uses.through | uses.typed
        live = Page.objects.live().filter(pk__in=shown).count()
        links, listed = 0, ""
        if name := _FILTERS.get(type(self.object)):
            links = self.object.paid_links.count()
            listed = f"{reverse('health_content_links')}?{name}={self.object.pk}"
        return {
            **context,
            "live_pages": live,
            "other_pages": len(uses.pages) - live,
            "links": links,
            "links_address": listed,
        }


_FILTERS: dict[type[Model], str] = {AffiliateProgram: "program", Product: "product"}


class RegistryForm(EntryForm):
    """Asks once more before live pages lose a link by what is saved."""

    impact: list[int] | None = None

    def takes_away(self, before: Any) -> bool:
        """Whether readers get less than they did; ``before`` is how the entry is stored."""
        del before
        return False

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors or self.is_deferred_validation or self.instance.pk is None:
            return
        before = type(self.instance)._base_manager.filter(pk=self.instance.pk).first()
        if before is None or not self.takes_away(before):
            return
        pages = live_pages_showing(before)
        if not pages or self.data.get(CONFIRM):
            return
        self.impact = pages
        told = ngettext(
            "%(count)d live page would show less. It is listed on top of the form: confirm there "
            "that this is meant, and save again.",
            "%(count)d live pages would show less. They are listed on top of the form: confirm "
            "there that this is meant, and save again.",
            len(pages),
        )
        self.add_error(None, ValidationError(told % {"count": len(pages)}, code="impact"))


def warn_of_duplicates(request: Any, entry: Any) -> None:
    """Say which other links have the address of one that was saved."""
    if not isinstance(entry, PaidLink):
        return
    others = list(PaidLink.objects.filter(url=entry.url).exclude(pk=entry.pk)[:LISTED_AT_MOST])
    if not others:
        return
    named = "; ".join(f"{other}, {other.get_status_display()}" for other in others)
    told = gettext("Other paid links have the same address: %(named)s. One of them is enough.")
    edit = reverse(PaidLink.snippet_viewset.get_url_name("edit"), args=[others[0].pk])
    where = messages.button(edit, gettext("Look at it"))
    messages.warning(request, told % {"named": named}, buttons=[where])


def tell_of_correction(request: Any, entry: Any) -> None:
    """Say so where an address was stored otherwise than it was typed."""
    typed = request.POST.get("url", "").strip()
    if isinstance(entry, PaidLink) and typed and typed != entry.url:
        told = gettext("The address was put right: %(address)s")
        messages.info(request, told % {"address": entry.url})


class PaidLinkForm(RegistryForm):
    """A link that is paused, withdrawn, or no longer or not yet valid is taken from readers."""

    def takes_away(self, before: PaidLink) -> bool:
        today = site_day()
        return before.is_shown_on(today) and not self.instance.is_shown_on(today)


class ProgramImpact(RegistryForm):
    """A program that ends, or allows fewer channels, takes links from readers."""

    def takes_away(self, before: AffiliateProgram) -> bool:
        today = site_day()
        then, now = before.terms(), self.instance.terms()
        known = {channel.value for channel in Channel}
        fewer = (then.channels & known) - now.channels
        return bool(fewer) or (then.is_in_force(today) and not now.is_in_force(today))


class UsedPanel(Panel):
    """The live pages that show an entry. With ``is_question``, only where a change is asked about.

    Texts are searched for its addresses, so this is looked up once for each form.
    """

    def __init__(self, *, is_question: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.is_question = is_question

    def clone_kwargs(self) -> dict[str, Any]:
        return super().clone_kwargs() | {"is_question": self.is_question}

    class BoundPanel(Panel.BoundPanel):
        template_name = "health_content/admin/registry/used_panel.html"

        @property
        def _asked(self) -> list[int] | None:
            return getattr(self.form, "impact", None)

        def is_shown(self) -> bool:
            if not super().is_shown() or self.instance.pk is None:
                return False
            return bool(self._asked) if self.panel.is_question else not self._asked

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            keys = self._asked or live_pages_showing(self.instance)
            pages = list(Page.objects.filter(pk__in=keys).order_by("title", "pk")[:LISTED_AT_MOST])
            finder = AdminURLFinder(self.request.user)
            viewset = type(self.instance).snippet_viewset
            return {
                **context,
                "count": len(keys),
                "pages": [
                    {"title": page.title, "address": finder.get_edit_url(page)} for page in pages
                ],
                "more": len(keys) - len(pages),
                "is_question": self.panel.is_question,
                "name": CONFIRM,
                "address": reverse(viewset.get_url_name("usage"), args=[self.instance.pk]),
            }
