"""Taking calls to action down, and the record of it."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.log_actions import LogContext

from health_content.library.ledger import Event
from health_content.library.pseudonyms import Pseudonym
from health_content.models import AffiliateProgram, ComplianceRecord, Product, Suspension
from health_content.publishing.library import EntryRefused
from health_content.suspending import is_suspended, suspend
from tests.factories import HealthArticlePageFactory
from tests.suspending.pages import shop

SUBJECTS = {
    "page": lambda home: HealthArticlePageFactory(parent=home),
    "product": lambda home: Product.objects.create(name="Magnesium"),
    "program": lambda home: AffiliateProgram.objects.create(key="shop", name="S", merchant="S"),
    "rule": lambda home: "CLM301",
}


@pytest.mark.parametrize("scope", SUBJECTS)
def test_a_suspension_is_recorded_with_who_and_why(home, superuser, scope):
    subject = SUBJECTS[scope](home)
    made = suspend(scope, subject, reason="Under review.", user=superuser)
    record = ComplianceRecord.objects.get(event=Event.SUSPENSION)
    assert record.who == made.by == Pseudonym.of(superuser)
    assert record.payload["action"] == "suspended"
    told = record.payload["suspension"]
    assert (told["scope"], told["reason"]) == (scope, "Under review.")
    assert told["subject"] == (subject if scope == "rule" else str(subject.pk))


@pytest.mark.parametrize("scope", SUBJECTS)
def test_what_is_suspended_is_not_suspended_again(home, superuser, scope):
    subject = SUBJECTS[scope](home)
    first = suspend(scope, subject, reason="Under review.", user=superuser)
    assert suspend(scope, subject, reason="Again.", user=None) == first
    assert Suspension.objects.get().reason == "Under review."
    assert ComplianceRecord.objects.filter(event=Event.SUSPENSION).count() == 1


@pytest.mark.parametrize(
    ("scope", "subject", "reason"),
    [
        ("rule", "CLM301", " "),
        ("rule", "XXX999", "Why."),
        ("rule", "", "Why."),
        ("page", None, "W"),
    ],
)
def test_a_suspension_without_reason_or_subject_is_refused(db, scope, subject, reason):
    with pytest.raises(ValidationError):
        suspend(scope, subject, reason=reason, user=None)
    assert not ComplianceRecord.objects.exists()


def test_a_page_knows_whether_it_is_suspended(home, superuser):
    page, other = (HealthArticlePageFactory(parent=home, title=title) for title in ("One", "Two"))
    suspend("page", page, reason="Under review.", user=superuser)
    assert is_suspended(page)
    assert not is_suspended(other)


def test_a_link_does_not_slip_out_of_a_suspension_by_another_product(db, superuser):
    _, product, link = shop()
    suspend("product", product, reason="Recall.", user=superuser)
    link.product = Product.objects.create(name=product.name)
    with pytest.raises(EntryRefused, match="is suspended"):
        link.save()
    link.refresh_from_db()
    link.url = "https://shop.example/other"
    link.save()
    link.product = Product.objects.create(name=product.name)
    with LogContext(user=superuser):
        link.save()
