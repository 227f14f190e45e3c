"""Every model, for Django's discovery and for whoever imports them."""

from health_content.library.disclaimers import DisclaimerAddition
from health_content.library.people import Person
from health_content.library.products import PaidLink, Product
from health_content.library.programs import AffiliateProgram
from health_content.library.records import ImportRecord, PublicationRecord, ReviewRecord
from health_content.library.references import Reference
from health_content.library.representations import StoredRepresentation
from health_content.library.settings import SiteCompliance
from health_content.library.topics import Topic
from health_content.pages.articles import AbstractHealthArticlePage, HealthArticlePage
from health_content.pages.indexes import HealthIndexPage
from health_content.pages.mixin import HealthPageMixin

__all__ = [
    "AbstractHealthArticlePage",
    "AffiliateProgram",
    "DisclaimerAddition",
    "HealthArticlePage",
    "HealthIndexPage",
    "HealthPageMixin",
    "ImportRecord",
    "PaidLink",
    "Person",
    "Product",
    "PublicationRecord",
    "Reference",
    "ReviewRecord",
    "SiteCompliance",
    "StoredRepresentation",
    "Topic",
]
