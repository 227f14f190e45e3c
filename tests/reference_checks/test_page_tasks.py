"""Pages that cite a source of which there is news: somebody has to look at them, once."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone
from wagtail.models import Page

from health_content.bibliography.notices import Notice, NoticeKind
from health_content.library.ledger import ComplianceRecord, Event
from health_content.library.page_tasks import PageTask
from health_content.library.source_status import note_told
from health_content.library.standings import StoredFinding, Version
from health_content.library.suspensions import Suspension
from health_content.lifting import lift
from health_content.models import Reference
from health_content.reference_checks.page_tasks import bring_up_to_date, settle


def has_become(reference, status):
    reference.status = status
    reference.save(update_fields=["status"])


def tasks(**more):
    return [(task.page_id, task.status) for task in PageTask.objects.filter(**more).order_by("pk")]


def test_live_pages_and_drafts_that_cite_a_retracted_source_get_a_task_once(citing, reference):
    live, other = citing(reference), citing(slug="other")
    draft = citing(slug="draft", live=False)
    draft.body = [("references", {"heading": "", "items": [reference]})]
    draft.save_revision()

    has_become(reference, "retracted")
    assert bring_up_to_date() == (0, 0)

    assert tasks() == [(draft.pk, "retracted"), (live.pk, "retracted")]
    # What readers see is judged at once, calls to action of the live page are suspended.
    found = StoredFinding.objects.filter(code="EVD407", standing__version=Version.LIVE)
    assert [finding.standing.page_id for finding in found] == [live.pk]
    assert [item.page_id for item in Suspension.objects.in_force()] == [live.pk]
    events = ComplianceRecord.objects.order_by("number").values_list("event", flat=True)
    assert list(events)[-2:] == [Event.LIBRARY_CHANGE, Event.SUSPENSION]
    assert not PageTask.objects.filter(page=other).exists()


def test_what_a_person_settled_and_lifted_stays_so_until_there_is_graver_news(
    citing, reference, superuser
):
    page = citing(reference)
    has_become(reference, "corrected")
    assert not Suspension.objects.exists()
    assert settle(PageTask.objects.get(), note="The number is the corrected one.", user=superuser)
    bring_up_to_date()
    assert tasks(settled_at=None) == []

    has_become(reference, "retracted")
    assert tasks(settled_at=None) == [(page.pk, "retracted")]
    lift(Suspension.objects.get(), user=superuser)
    assert bring_up_to_date() == (0, 0)
    assert not Suspension.objects.in_force().exists()


def test_a_task_settles_itself_when_the_page_goes_live_without_the_source(citing, reference):
    page = citing(reference)
    has_become(reference, "retracted")
    page.body = []
    page.save_revision().publish()

    task = PageTask.objects.get()
    assert task.settled_at is not None
    assert task.settled_by == ""
    # Nobody looked at the page since, so its calls to action stay down.
    assert Suspension.objects.in_force().exists()

    page = Page.objects.get(pk=page.pk).specific
    page.body = [("references", {"heading": "", "items": [reference]})]
    page.save_revision().publish()
    assert tasks(settled_at=None) == [(page.pk, "retracted")]


def test_a_source_that_is_current_again_wants_nothing_of_its_pages(citing, reference):
    citing(reference)
    has_become(reference, "concern")
    has_become(reference, "current")
    assert tasks(settled_at=None) == []
    assert Reference.objects.get().status == "current"


def test_what_was_settled_is_asked_for_anew_when_it_happens_again(citing, reference, superuser):
    page = citing(reference)
    has_become(reference, "retracted")
    settle(PageTask.objects.get(), note="The sentence went.", user=superuser)
    has_become(reference, "current")
    has_become(reference, "retracted")
    assert tasks(settled_at=None) == [(page.pk, "retracted")]


def test_a_second_correction_is_something_to_do_and_a_second_telling_of_it_is_not(
    citing, reference, superuser
):
    page = citing(reference)
    first = Notice(NoticeKind.CORRECTION, on="2004-03-06", doi="10.5555/first")
    second = replace(first, doi="10.5555/second")

    def tell(*notices):
        note_told(reference, notices, source="crossref", was_checked=True, now=timezone.now())
        reference.save()

    tell(first)
    settle(PageTask.objects.get(), note="The number is the corrected one.", user=superuser)
    tell(first)
    assert tasks(settled_at=None) == []
    tell(first, second)
    assert tasks(settled_at=None) == [(page.pk, "corrected")]
