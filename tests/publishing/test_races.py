"""People who go live at the same moment."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection

from health_content.library.ledger import ComplianceRecord, Outcome
from health_content.library.standings import Standing, Version
from health_content.models import HealthArticlePage, Person
from health_content.publishing import ComplianceError
from health_content.recording.ledger import problems
from tests.factories import UserFactory
from tests.publishing.scene import BLOCKED, GOOD, Scene, stored

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def crowd(request, settings, client):
    """A scene whose threads see each other's work."""
    if connection.vendor != "postgresql":
        pytest.skip("Needs PostgreSQL: name one in DATABASE_URL.")
    user = UserFactory(username="owner", is_superuser=True)
    return Scene(client, request.getfixturevalue("home"), user, settings)


def at_once(*works):
    """Do everything at the same moment; the errors that came of it."""
    ready, errors = threading.Barrier(len(works)), []

    def run(work):
        try:
            ready.wait()
            work()
        except Exception as error:  # noqa: BLE001 -- what came of it is the question
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def require_all_judged():
    """Every live article is one that was admitted, and the chain is whole."""
    for page in HealthArticlePage.objects.live():
        standing = Standing.objects.get(page_id=page.pk, version=Version.LIVE)
        assert standing.is_admitted
        record = ComplianceRecord.objects.get(number=standing.record_number)
        assert record.outcome in {Outcome.ADMITTED, Outcome.UNCHANGED}
        assert record.content_hash == page.content_hash
    assert list(problems()) == []


def test_two_pages_go_live_at_once_and_make_one_chain(crowd):
    pages = [crowd.draft(GOOD, slug=f"magnesium-{number}") for number in range(4)]
    errors = at_once(
        *(lambda page=page: page.get_latest_revision().publish(user=crowd.user) for page in pages)
    )
    assert errors == []
    assert HealthArticlePage.objects.live().count() == 4
    require_all_judged()


def test_of_two_versions_of_one_page_the_bad_one_never_goes_live(crowd):
    page = crowd.draft(GOOD)
    good = page.get_latest_revision()
    page.body = stored(page, BLOCKED)
    bad = page.save_revision()
    errors = at_once(
        lambda: good.publish(user=crowd.user),
        lambda: bad.publish(user=crowd.user),
        lambda: good.publish(user=crowd.user),
    )
    assert [type(error) for error in errors] == [ComplianceError]
    assert "cures" not in str(HealthArticlePage.objects.get(pk=page.pk).body)
    assert ComplianceRecord.objects.filter(outcome=Outcome.REFUSED).count() == 1
    require_all_judged()


def test_a_page_and_what_it_shows_never_go_live_together_where_each_alone_may(crowd):
    author = Person.objects.create(name="Ada Sample", job_title="Dietitian")
    page = crowd.draft(GOOD, author=author)
    claimed = Person.objects.get()
    claimed.job_title = "Her magnesium supplement cures arthritis"
    errors = at_once(
        lambda: page.get_latest_revision().publish(user=crowd.user),
        claimed.save,
    )
    assert [isinstance(error, ComplianceError) for error in errors] == [True]
    is_claimed = Person.objects.get().job_title == claimed.job_title
    assert is_claimed != HealthArticlePage.objects.live().exists()
    require_all_judged()


def test_the_scheduler_and_an_editor_publish_at_once(crowd):
    due, bad, mine = (
        crowd.draft(said, slug=slug)
        for said, slug in (
            (GOOD, "due"),
            (BLOCKED, "bad"),
            (GOOD, "mine"),
        )
    )
    crowd.due(due)
    crowd.due(bad)
    errors = at_once(
        lambda: call_command("publish_scheduled"),
        lambda: mine.get_latest_revision().publish(user=crowd.user),
        lambda: due.get_latest_revision().publish(user=crowd.user),
    )
    assert errors == []
    live = set(HealthArticlePage.objects.live().values_list("slug", flat=True))
    assert live == {"due", "mine"}
    require_all_judged()
