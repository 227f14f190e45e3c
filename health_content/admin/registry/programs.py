"""The form of an affiliate program: its rules as lines, checkboxes and questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.admin.ui.tables import Column, StatusTagColumn

from health_content.admin.entries import EntryCreateView
from health_content.admin.registry.lines import (
    CountriesField,
    HostLinesField,
    HostsByMarketField,
    LinesField,
    ListOfChoicesField,
    PatternLinesField,
    SentencesField,
    TagsByMarketField,
    ThreeValuedSelect,
)
from health_content.admin.registry.where_used import ProgramImpact, RegistryForm
from health_content.affiliates.programs import PROGRAMS, Certainty, program
from health_content.affiliates.terms import ProgramTerms
from health_content.edition import Channel
from health_content.library.programs import THREE_VALUED, AffiliateProgram, standard_rel

START = "from"
"""What names the shipped program to start from in the address of the form."""

_CHANNELS = {
    Channel.WEB: _("Web pages"),
    Channel.API: _("API, for a front end of our own"),
    Channel.APP: _("Apps"),
    Channel.FEED: _("Feeds"),
    Channel.EMAIL: _("E-mail"),
    Channel.PRINT: _("Print and PDF"),
    Channel.LLM: _("What language models read"),
}
_CERTAINTIES = {
    Certainty.READ: _("read at its source"),
    Certainty.SECONDARY: _("as quoted by others; read the original before you rely on it"),
    Certainty.UNVERIFIED: _("not verified"),
}


class ProgramForm(ProgramImpact):
    """Lets a program's rules be typed without writing JSON."""

    identification = SentencesField(
        label=_("Required identification"),
        placeholder="US, en-US: As a partner I earn from qualifying purchases.",
        help_text=_(
            "Sentences the program makes us show, one to a line: market, language, colon, "
            "sentence. “any” stands for every market."
        ),
    )
    rel = ListOfChoicesField(
        label=_("More rel values"),
        choices=[("ugc", "ugc"), ("external", "external")],
        fixed=standard_rel,
        help_text=_("“sponsored”, “nofollow” and “noopener” are on every paid link."),
    )
    hosts = HostsByMarketField(
        label=_("Hosts by market"),
        rows=4,
        placeholder="US: www.example.com, example.com",
        help_text=_(
            "One line for each market: its code, a colon, and the sites of the shop there. "
            "Their subdomains are included; “any” stands for every market."
        ),
    )
    shorteners = HostLinesField(
        label=_("Shorteners"),
        placeholder="exm.pl",
        help_text=_("Sites whose short addresses lead to the merchant, one to a line."),
    )
    product_patterns = PatternLinesField(
        label=_("Product patterns"),
        placeholder="/dp/([A-Z0-9]{10})",
        help_text=_(
            "Expressions over the path of an address, one to a line; what stands in the first "
            "parentheses is the product’s id."
        ),
    )
    tags = TagsByMarketField(
        label=_("Our tags"),
        placeholder="US: example-20",
        help_text=_("One line for each market: its code, a colon, and our tag there."),
    )
    channels = ListOfChoicesField(
        label=_("Allowed channels"),
        choices=list(_CHANNELS.items()),
        help_text=_("Where its links may appear. What is not chosen is not allowed."),
    )
    countries = CountriesField(
        label=_("Countries"),
        rows=2,
        placeholder="US, CA",
        help_text=_("Markets that the contract covers; all, where none is named."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in THREE_VALUED:
            if name in self.fields:
                is_permission = name.endswith("_allowed")
                self.fields[name].widget = ThreeValuedSelect(is_permission=is_permission)

    def clean(self) -> Any:
        cleaned = super().clean()
        said = self.cleaned_data if cleaned is None else cleaned
        for name in ("rel", "channels"):
            stored = getattr(self.instance, name)
            # In another order it is the same, and nothing that readers see has changed.
            if isinstance(stored, list) and set(said.get(name) or []) == set(stored):
                said[name] = stored
        return cleaned


class ProductForm(RegistryForm):
    """Lets certifications be typed as lines."""

    certifications = LinesField(
        label=_("Certifications"), help_text=_("As they stand on the label, one to a line.")
    )


class ProgramCreateView(EntryCreateView):
    """Makes a program, from one that ships where the address names it."""

    def get_initial_form_instance(self) -> Any:
        terms = _chosen(self.request)
        if terms is None:
            return super().get_initial_form_instance()
        row = AffiliateProgram.from_terms(terms)
        if terms.is_template:
            row.key = ""
        return row


@dataclass(frozen=True, slots=True)
class Start:
    """A shipped program to start from."""

    name: str
    address: str
    is_chosen: bool
    is_template: bool


class StartPanel(Panel):
    """On the form of a new program: what to start from, and how sure its facts are."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "health_content/admin/registry/start_panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and self.instance.pk is None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            chosen = _chosen(self.request)
            where = reverse(AffiliateProgram.snippet_viewset.get_url_name("add"))
            return {
                **context,
                "starts": [
                    Start(
                        terms.name,
                        f"{where}?{START}={terms.key}",
                        terms is chosen,
                        terms.is_template,
                    )
                    for terms in PROGRAMS
                ],
                "chosen": chosen,
                "sources": [
                    {"source": source, "certainty": _CERTAINTIES[source.certainty]}
                    for source in (chosen.sources if chosen else ())
                ],
            }


class StandingPanel(Panel):
    """On a program's form: what is missing, and which rules nobody looked up."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "health_content/admin/registry/standing_panel.html"

        def is_shown(self) -> bool:
            if not super().is_shown():
                return False
            is_begun = self.instance.pk is not None or bool(self.instance.name)
            return is_begun and bool(self.instance.lacks() or self.instance.unknown_rules())

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {
                **context,
                "lacks": self.instance.lacks(),
                "unknown": self.instance.unknown_rules(),
            }


class CompleteColumn(StatusTagColumn):
    """Whether links of a program can be kept, in the list."""

    def __init__(self) -> None:
        super().__init__(
            "complete",
            label=_("State"),
            accessor=lambda row: gettext("To be completed") if row.lacks() else gettext("Complete"),
            primary=lambda row: bool(row.lacks()),
        )


class UnknownColumn(Column):
    """How many rules of a program nobody looked up, in the list."""

    def __init__(self) -> None:
        super().__init__(
            "unknown",
            label=_("Rules nobody looked up"),
            accessor=lambda row: len(row.unknown_rules()) or gettext("none"),
        )


def _chosen(request: Any) -> ProgramTerms | None:
    try:
        return program(request.GET.get(START, "")) if request else None
    except LookupError:
        return None
