"""Publishing takes as many queries on a large site as on a small one."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from health_content.library.standings import Standing, StoredFinding
from tests.publishing.scene import CLAIM

SAID = (f"{CLAIM} {CLAIM.replace('arthritis', 'osteoporosis')}", True)


def queries_of_another_version(page):
    """How many queries it takes to publish other words."""
    page.title += " again"
    revision = page.save_revision()
    with CaptureQueriesContext(connection) as queries:
        revision.publish()
    return len(queries)


def test_publishing_takes_the_same_queries_beside_one_page_and_beside_many(scene):
    scene.settings.HEALTH_CONTENT = {"COMPLIANCE": {"MODE": "report"}}
    page = scene.live(SAID)
    queries_of_another_version(page)
    alone = queries_of_another_version(page)
    for number in range(10):
        scene.live(SAID, slug=f"magnesium-{number}")
    assert queries_of_another_version(page) == alone


def test_findings_that_stay_are_not_stored_again_and_those_that_go_are_removed(scene):
    scene.settings.HEALTH_CONTENT = {"COMPLIANCE": {"MODE": "report"}}
    page = scene.live(SAID)
    before = dict(StoredFinding.objects.values_list("pk", "quote"))
    judged = Standing.objects.get(page=page).judged_at
    page.body = [("rich_text", f"<p>{CLAIM}</p>"), *page.body.raw_data[1:]]
    page.save_revision().publish()
    after = dict(StoredFinding.objects.values_list("pk", "quote"))
    assert before.keys() & after.keys()
    assert any("osteoporosis" in quote for quote in before.values())
    assert not any("osteoporosis" in quote for quote in after.values())
    standing = Standing.objects.get(page=page)
    assert standing.judged_at > judged
    assert len(after) == standing.blocking + standing.needs_reason + standing.advice
