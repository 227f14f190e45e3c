"""Ending a suspension."""

import pytest

from health_content.library.ledger import Event, Outcome
from health_content.library.pseudonyms import Pseudonym
from health_content.lifting import lift
from health_content.models import ComplianceRecord, Suspension
from health_content.publishing import ComplianceError
from health_content.recording.refusals import write_waiting
from health_content.suspending import is_suspended, suspend
from tests.suspending.pages import ADDRESS, again, selling, shop

CLAIM = "This magnesium supplement cures arthritis."


@pytest.fixture
def sale(home, report_only):
    """A live page that sells beside a disease claim, with what may be suspended of it."""
    program, product, link = shop()
    page = selling(home, product, link, words=CLAIM)
    code = page.health_content_standings.get().findings.filter(severity="blocking").first().code
    return {"page": page, "product": product, "program": program, "rule": code}


def shown(client, page):
    return client.get(page.url).content.decode()


@pytest.mark.parametrize("scope", ["page", "product", "program", "rule"])
def test_what_is_lifted_is_shown_again_as_it_was(client, sale, superuser, scope):
    before = shown(client, sale["page"])
    made = suspend(scope, sale[scope], reason="Under review.", user=superuser)
    assert ADDRESS not in shown(client, sale["page"])
    lifted = lift(made, user=superuser)
    assert shown(client, sale["page"]) == before
    assert lifted.lifted_by == Pseudonym.of(superuser)
    record = ComplianceRecord.objects.filter(event=Event.SUSPENSION).first()
    assert (record.payload["action"], record.outcome) == ("lifted", Outcome.DONE)
    assert suspend(scope, sale[scope], reason="Again.", user=superuser) != made


@pytest.mark.parametrize("scope", ["page", "product", "program", "rule"])
def test_nothing_is_lifted_that_would_put_a_refusing_finding_on_a_live_page(
    client, sale, superuser, settings, scope
):
    made = suspend(scope, sale[scope], reason="Under review.", user=superuser)
    settings.HEALTH_CONTENT = {}
    with pytest.raises(ComplianceError, match="would sell again"):
        lift(made, user=superuser)
    assert write_waiting()
    assert Suspension.objects.in_force().get() == made
    assert ADDRESS not in shown(client, sale["page"])
    record = ComplianceRecord.objects.filter(event=Event.SUSPENSION).first()
    assert (record.payload["action"], record.outcome) == ("lifted", Outcome.REFUSED)
    assert record.payload["findings"]


def test_a_page_with_nothing_wrong_is_lifted_where_the_gate_refuses(
    client, home, superuser, settings
):
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"MODE": "report"}}
    _, product, link = shop()
    page = selling(home, product, link)
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"RULES": {"REV601": "off", "AFF201": "off"}}}
    made = suspend("product", product, reason="Under review.", user=superuser)
    lift(made, user=superuser)
    assert ADDRESS in shown(client, page)


def test_what_was_lifted_is_not_lifted_again(sale, superuser):
    made = suspend("page", sale["page"], reason="Under review.", user=superuser)
    first = lift(made, user=superuser)
    assert lift(made, user=None).lifted_at == first.lifted_at
    assert not is_suspended(again(sale["page"]))
    assert ComplianceRecord.objects.filter(event=Event.SUSPENSION).count() == 2
