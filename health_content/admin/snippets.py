"""The library in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)
from wagtail.snippets.views.snippets import (
    SnippetViewSet,
    SnippetViewSetGroup,
)

from health_content.admin.cautions import CautionIndexView, ReachColumn, ReachPanel
from health_content.admin.entries import (
    EntryCreateView,
    EntryEditView,
    EntryForm,
    RefusalPanel,
    entry_panels,
)
from health_content.admin.references.adding import PagesColumn, ReferenceIndexView
from health_content.admin.references.chooser import (
    AgreementColumn,
    ReferenceChooserViewSet,
    StatusColumn,
    year,
)
from health_content.admin.references.editing import (
    REFERENCE_PANELS,
    ReferenceCreateView,
    ReferenceEditView,
)
from health_content.admin.references.form import ReferenceForm
from health_content.admin.registry.label_doses import LabelDosePanel
from health_content.admin.registry.programs import (
    CompleteColumn,
    ProductForm,
    ProgramCreateView,
    ProgramForm,
    StandingPanel,
    StartPanel,
    UnknownColumn,
)
from health_content.admin.registry.vettings import ProductFilterSet, VettingColumn, VettingPanel
from health_content.admin.registry.where_used import (
    PaidLinkForm,
    RegistryForm,
    UsedPanel,
    WhereUsedView,
)
from health_content.library.cautions import Caution
from health_content.library.disclaimers import DisclaimerAddition
from health_content.library.people import Person
from health_content.library.products import PaidLink, Product
from health_content.library.programs import AffiliateProgram
from health_content.library.references import Reference
from health_content.library.topics import Topic
from health_content.library.vetting import with_vetting
from health_content.library.wordings import DisclosureWording


class EntryViewSet(SnippetViewSet):
    """Entries are judged with the pages that show them."""

    add_view_class = EntryCreateView
    edit_view_class = EntryEditView
    entry_form: ClassVar[type[EntryForm]] = EntryForm
    first_panels: ClassVar[tuple[Any, ...]] = ()
    more_panels: ClassVar[tuple[Any, ...]] = ()

    def get_edit_handler(self):
        panels = entry_panels(self.model, self.first_panels, self.more_panels, self.entry_form)
        return panels.bind_to_model(self.model)


class PersonViewSet(EntryViewSet):
    model = Person
    icon = "user"
    list_display: ClassVar = ["name", "credentials", "job_title", "user"]


class TopicViewSet(EntryViewSet):
    model = Topic
    icon = "tag"
    list_display: ClassVar = ["name", "kind", "substance"]
    list_filter: ClassVar = ["kind"]


class RegistryViewSet(EntryViewSet):
    """Entries that tell which pages use them, and what a change would do to these."""

    usage_view_class = WhereUsedView
    entry_form: ClassVar[type[EntryForm]] = RegistryForm
    first_panels: ClassVar[tuple[Any, ...]] = (
        UsedPanel(heading=_("Live pages that change"), is_question=True),
    )
    more_panels: ClassVar[tuple[Any, ...]] = (UsedPanel(heading=_("Where it is used")),)

    def get_usage_view_kwargs(self, **kwargs):
        template = self.usage_view_class.template_name
        return super().get_usage_view_kwargs(**{"template_name": template, **kwargs})


class ProgramViewSet(RegistryViewSet):
    model = AffiliateProgram
    add_view_class = ProgramCreateView
    entry_form: ClassVar[type[EntryForm]] = ProgramForm
    first_panels: ClassVar[tuple[Any, ...]] = (
        StartPanel(heading=_("Start from")),
        StandingPanel(heading=_("What is missing")),
        *RegistryViewSet.first_panels,
    )
    icon = "site"
    list_display: ClassVar = ["name", "merchant", CompleteColumn(), UnknownColumn()]


class WithVetting:
    """Rows of products with how their vettings stand."""

    @property
    def columns(self):
        return [*super().columns, VettingColumn()]  # type: ignore[misc]

    def get_object_list(self):
        return with_vetting(super().get_object_list())  # type: ignore[misc]


class ProductChooseView(WithVetting, ChooseView):
    """Products to choose from."""


class ProductChooseResultsView(WithVetting, ChooseResultsView):
    """The same, while somebody searches."""


class ProductChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ProductChooseView
    choose_results_view_class = ProductChooseResultsView


class ProductViewSet(RegistryViewSet):
    model = Product
    entry_form: ClassVar[type[EntryForm]] = ProductForm
    icon = "pick"
    list_display: ClassVar = ["name", "brand", "form", VettingColumn()]
    filterset_class = ProductFilterSet
    # The search index knows nothing of vettings, by which the list is filtered.
    search_backend_name = None
    search_fields: ClassVar = ["brand", "name", "gtin", "asin"]
    chooser_viewset_class = ProductChooserViewSet
    more_panels: ClassVar[tuple[Any, ...]] = (
        LabelDosePanel(heading=_("What a serving gives")),
        VettingPanel(heading=_("Vetting")),
        *RegistryViewSet.more_panels,
    )

    def get_queryset(self, request):
        return with_vetting(Product.objects.all())


class PaidLinkViewSet(RegistryViewSet):
    model = PaidLink
    entry_form: ClassVar[type[EntryForm]] = PaidLinkForm
    icon = "link-external"
    list_display: ClassVar = ["__str__", "market", "status"]
    list_filter: ClassVar = ["program", "status", "market"]
    # Nor of these.
    search_backend_name = None
    search_fields: ClassVar = ["url", "product__name", "product__brand"]


class ReferenceViewSet(EntryViewSet):
    model = Reference
    index_view_class = ReferenceIndexView
    add_view_class = ReferenceCreateView
    edit_view_class = ReferenceEditView
    entry_form: ClassVar[type[EntryForm]] = ReferenceForm
    icon = "openquote"
    list_display: ClassVar = [
        "__str__",
        Column("year", label=_("Year"), accessor=year, classname="hc-source"),
        Column("study_kind", label=_("Kind"), accessor="get_study_kind_display"),
        AgreementColumn(),
        StatusColumn(sort_key="status"),
        PagesColumn(),
    ]
    list_filter: ClassVar = ["status", "agreement", "study_kind", "lookup"]
    # By words, and by identifiers, of which the search index makes words of its own.
    search_backend_name = None
    search_fields: ClassVar = ["citation", "title", "doi", "pmid", "pmcid", "isbn"]
    chooser_viewset_class = ReferenceChooserViewSet

    def get_edit_handler(self):
        first = UsedPanel(heading=_("Where it is cited"))
        panels = [RefusalPanel(heading=_("What the rules say")), first, *REFERENCE_PANELS]
        return ObjectList(panels, base_form_class=ReferenceForm).bind_to_model(self.model)


class CautionViewSet(EntryViewSet):
    model = Caution
    index_view_class = CautionIndexView
    icon = "warning"
    list_display: ClassVar = ["who", "nutrient", "kind", ReachColumn()]
    list_filter: ClassVar = ["nutrient", "kind", "is_source_read"]
    first_panels: ClassVar[tuple[Any, ...]] = (ReachPanel(heading=_("Do readers get it?")),)


class DisclaimerAdditionViewSet(EntryViewSet):
    model = DisclaimerAddition
    icon = "warning"
    list_display: ClassVar = ["name", "site", "live"]


class DisclosureWordingViewSet(EntryViewSet):
    model = DisclosureWording
    icon = "info-circle"
    list_display: ClassVar = ["name", "market", "site", "live"]


class HealthLibraryViewSetGroup(SnippetViewSetGroup):
    """One menu for all that articles point at."""

    menu_label = _("Health library")
    menu_name = "health-library"
    menu_icon = "folder-open-inverse"
    menu_order = 250
    submenu_hook = "register_health_library_menu_item"
    items = (
        PersonViewSet,
        TopicViewSet,
        ReferenceViewSet,
        CautionViewSet,
        ProductViewSet,
        PaidLinkViewSet,
        ProgramViewSet,
        DisclaimerAdditionViewSet,
        DisclosureWordingViewSet,
    )
