"""What begins or ends by the day is put on record by the audit, with its pages."""

from datetime import timedelta
from typing import ClassVar

import pytest
from wagtail.contrib.frontend_cache.backends.base import BaseBackend

from health_content.auditing import audit
from health_content.auditing.days import note_turned
from health_content.library.ledger import ComplianceRecord
from health_content.library.waivers import site_day
from tests.suspending.pages import selling, shop

pytestmark = pytest.mark.usefixtures("report_only")


def test_a_contract_and_a_link_that_end_by_the_day_are_on_record_once(home):
    today = site_day()
    program, product, link = shop()
    page = selling(home, product, link)
    program.ends_on = link.valid_until = today + timedelta(days=1)
    program.save()
    link.save()
    assert note_turned(today + timedelta(days=2)) == []
    audit()
    assert note_turned(today + timedelta(days=1)) == []
    assert note_turned(today + timedelta(days=2)) == [program, link]
    for entry, record in zip((link, program), ComplianceRecord.objects.all()[:2], strict=True):
        assert (record.subject_id, record.payload["action"]) == (str(entry.pk), "ended")
        assert record.payload["on"] == (today + timedelta(days=2)).isoformat()
        assert record.payload["pages"] == [page.pk]
    type(link).objects.update(valid_until=today - timedelta(days=1))
    type(program).objects.update(ends_on=None)
    assert note_turned(today) == []


def test_what_ends_while_an_audit_runs_is_on_record_by_the_next_and_caches_forget_it(
    home, settings, django_capture_on_commit_callbacks
):
    settings.WAGTAILFRONTENDCACHE = {"kept": {"BACKEND": f"{__name__}.Purged"}}
    _program, product, link = shop()
    page = selling(home, product, link)
    settings.TIME_ZONE = "Pacific/Niue"
    ended = site_day()
    audit()
    # There it is the next day already, as after midnight.
    settings.TIME_ZONE = "Pacific/Kiritimati"
    type(link).objects.update(valid_until=ended)
    Purged.urls.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert note_turned(site_day()) == [link]
    assert Purged.urls == {page.full_url}


class Purged(BaseBackend):
    """Keeps what it is told to forget."""

    urls: ClassVar[set[str]] = set()

    def purge(self, url):
        self.urls.add(url)
