"""Every model, for Django's discovery and for whoever imports them."""

from health_content.library.cautions import Caution
from health_content.library.clicks import ClickCount
from health_content.library.disclaimers import DisclaimerAddition
from health_content.library.earnings import Earning
from health_content.library.ledger import ComplianceRecord, LedgerHead
from health_content.library.link_health import LinkHealth, LinkRun, ReferenceRun
from health_content.library.page_tasks import PageTask
from health_content.library.people import Person
from health_content.library.policies import PolicyVersion
from health_content.library.products import PaidLink, Product
from health_content.library.programs import AffiliateProgram
from health_content.library.pseudonyms import Pseudonym
from health_content.library.records import ImportRecord, PublicationRecord, ReviewRecord
from health_content.library.references import Reference
from health_content.library.representations import StoredRepresentation
from health_content.library.retractions import ListedNotice
from health_content.library.settings import SiteCompliance
from health_content.library.standings import Standing, StoredFinding
from health_content.library.suspensions import Suspension
from health_content.library.topics import Topic
from health_content.library.vetting import Vetting
from health_content.library.waivers import Waiver
from health_content.library.wordings import DisclosureWording
from health_content.pages.articles import AbstractHealthArticlePage, HealthArticlePage
from health_content.pages.indexes import HealthIndexPage
from health_content.pages.mixin import HealthPageMixin
from health_content.workflow_tasks import (
    ComplianceReviewTask,
    MedicalReviewTask,
    ReviewTaskState,
)

__all__ = [
    "AbstractHealthArticlePage",
    "AffiliateProgram",
    "Caution",
    "ClickCount",
    "ComplianceRecord",
    "ComplianceReviewTask",
    "DisclaimerAddition",
    "DisclosureWording",
    "Earning",
    "HealthArticlePage",
    "HealthIndexPage",
    "HealthPageMixin",
    "ImportRecord",
    "LedgerHead",
    "LinkHealth",
    "LinkRun",
    "ListedNotice",
    "MedicalReviewTask",
    "PageTask",
    "PaidLink",
    "Person",
    "PolicyVersion",
    "Product",
    "Pseudonym",
    "PublicationRecord",
    "Reference",
    "ReferenceRun",
    "ReviewRecord",
    "ReviewTaskState",
    "SiteCompliance",
    "Standing",
    "StoredFinding",
    "StoredRepresentation",
    "Suspension",
    "Topic",
    "Vetting",
    "Waiver",
]
