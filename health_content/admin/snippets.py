"""The library in the admin."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from health_content.library.disclaimers import DisclaimerAddition
from health_content.library.people import Person
from health_content.library.products import PaidLink, Product
from health_content.library.programs import AffiliateProgram
from health_content.library.references import Reference
from health_content.library.topics import Topic


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    list_display: ClassVar = ["name", "credentials", "job_title", "user"]


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display: ClassVar = ["name", "kind", "substance"]
    list_filter: ClassVar = ["kind"]


class ProgramViewSet(SnippetViewSet):
    model = AffiliateProgram
    icon = "site"
    list_display: ClassVar = ["name", "merchant", "link_label"]


class ProductViewSet(SnippetViewSet):
    model = Product
    icon = "pick"
    list_display: ClassVar = ["brand", "name", "form"]


class PaidLinkViewSet(SnippetViewSet):
    model = PaidLink
    icon = "link-external"
    list_display: ClassVar = ["__str__", "market", "status"]
    list_filter: ClassVar = ["program", "status", "market"]


class ReferenceViewSet(SnippetViewSet):
    model = Reference
    icon = "openquote"
    list_display: ClassVar = ["__str__", "doi", "pmid", "status"]
    list_filter: ClassVar = ["status"]


class DisclaimerAdditionViewSet(SnippetViewSet):
    model = DisclaimerAddition
    icon = "warning"
    list_display: ClassVar = ["name", "site", "live"]


class HealthLibraryViewSetGroup(SnippetViewSetGroup):
    """One menu for all that articles point at."""

    menu_label = _("Health library")
    menu_name = "health-library"
    menu_icon = "folder-open-inverse"
    menu_order = 250
    items = (
        PersonViewSet,
        TopicViewSet,
        ReferenceViewSet,
        ProductViewSet,
        PaidLinkViewSet,
        ProgramViewSet,
        DisclaimerAdditionViewSet,
    )
