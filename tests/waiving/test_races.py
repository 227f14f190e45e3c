"""People who decide about the same finding at the same moment."""

import pytest

from health_content.library.ledger import ComplianceRecord, Event
from health_content.library.waivers import Waiver
from health_content.models import HealthArticlePage
from health_content.publishing import ComplianceError
from health_content.recording.ledger import problems
from health_content.waiving import WaiverInvalid, confirm, take_back
from tests.publishing.test_races import at_once, crowd
from tests.waiving.people import REASON, article, given, judged_by, person

__all__ = ["crowd"]
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
RIGHTS = ("give_reason", "add_waiver", "confirm_waiver")


@pytest.fixture
def people(crowd):
    judged_by(crowd.settings)
    return [person(f"officer {number}", *RIGHTS) for number in range(3)]


def actions():
    records = ComplianceRecord.objects.filter(event=Event.WAIVER).order_by("number")
    return [record.payload["action"] for record in records]


def test_of_many_who_waive_a_finding_at_once_one_does(crowd, people):
    page = article(crowd.home)
    errors = at_once(*(lambda user=user: given(page, "CLM301", user) for user in people))
    assert [type(error) for error in errors] == [WaiverInvalid] * 2
    assert Waiver.objects.count() == 1
    assert actions() == ["given"]
    assert list(problems()) == []


def test_a_waiver_is_either_confirmed_or_refused_first(crowd, people):
    giver, second, third = people
    waiver = given(article(crowd.home), "CLM301", giver)
    errors = at_once(
        lambda: confirm(waiver, user=second),
        lambda: confirm(waiver, user=third),
        lambda: take_back(waiver, user=giver, why=REASON),
    )
    assert {type(error) for error in errors} == {WaiverInvalid}
    assert actions()[-1] == "taken-back"
    assert actions().count("confirmed") == len(actions()) - 2 <= 1
    assert list(problems()) == []


def test_a_page_goes_live_before_its_waiver_is_taken_back_or_not_at_all(crowd, people):
    giver, second, _third = people
    page = article(crowd.home)
    waiver = confirm(given(page, "CLM301", giver), user=second)
    revision = page.get_latest_revision()
    errors = at_once(revision.publish, lambda: take_back(waiver, user=giver, why=REASON))
    is_live = HealthArticlePage.objects.get(pk=page.pk).live
    assert [type(error) for error in errors] == ([] if is_live else [ComplianceError])
    events = list(ComplianceRecord.objects.order_by("number").values_list("event", flat=True))
    last = Event.WAIVER if is_live else Event.PUBLICATION
    assert events[-1] == last
    assert list(problems()) == []
