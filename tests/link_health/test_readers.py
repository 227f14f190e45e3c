"""What readers and caches get to know of a link that died or came back."""

from __future__ import annotations

from typing import ClassVar

import pytest
from wagtail.contrib.frontend_cache.backends.base import BaseBackend

from health_content.library.ledger import ComplianceRecord, Event
from health_content.library.products import PaidLink, Product
from tests.factories import HealthArticlePageFactory

pytestmark = pytest.mark.usefixtures("report_only")


class Purged(BaseBackend):
    """A cache that remembers what it was told to forget."""

    urls: ClassVar[list[str]] = []

    def purge(self, url):
        self.urls.append(url)


@pytest.fixture
def report_only(settings, quick):
    settings.HEALTH_CONTENT = {**settings.HEALTH_CONTENT, "COMPLIANCE": {"MODE": "report"}}
    settings.WAGTAILFRONTENDCACHE = {"kept": {"BACKEND": f"{__name__}.Purged"}}


def test_readers_lose_a_link_that_died_and_get_it_back_on_record_and_in_caches(
    client, home, link_to, program, check, later, django_capture_on_commit_callbacks
):
    product = Product.objects.create(name="Magnesium")
    link = link_to("/gone", product=product)
    page = HealthArticlePageFactory(
        parent=home,
        title="Magnesium",
        body=[("affiliate_call_to_action", {"text": "Read about it.", "paid_link": link})],
    )
    page.save_revision().publish()

    def run():
        Purged.urls.clear()
        with django_capture_on_commit_callbacks(execute=True):
            check()
        later()
        return client.get(page.url).content.decode()

    assert link.url in run()
    assert not ComplianceRecord.objects.filter(event=Event.LINK_CHECK).exists()
    assert link.url not in run()
    assert page.full_url in Purged.urls
    died = ComplianceRecord.objects.get(event=Event.LINK_CHECK)
    assert (died.subject_id, died.payload["is_hidden"]) == (str(link.pk), True)
    assert died.payload["pages"] == [page.pk]

    run()
    assert ComplianceRecord.objects.filter(event=Event.LINK_CHECK).count() == 1
    PaidLink.objects.filter(pk=link.pk).update(url=link.url.replace("/gone", "/p/1"))
    assert "/p/1" in run()
