"""Where people read of news of sources, and say what they did about it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from health_content.library.page_tasks import PageTask
from health_content.library.retractions import ListedNotice
from health_content.triage import work_list
from tests.reference_checks.test_lists import listing, row


@pytest.fixture
def task(citing, reference):
    page = citing(reference)
    reference.status = "retracted"
    reference.save()
    return PageTask.objects.get(page=page)


def test_a_task_is_told_wherever_its_page_is_and_settled_with_a_word(admin_site, task):
    settling = reverse("health_content_page_task", args=[task.pk])
    for address in (
        reverse("health_content_page_tasks"),
        reverse("wagtailadmin_pages:edit", args=[task.page_id]),
    ):
        assert settling in admin_site.get(address).content.decode()
    works = work_list(Page.objects.filter(live=True), Page.objects.none())
    assert [(work.page_id, work.reasons.sources) for work in works] == [(task.page_id, 1)]
    told = admin_site.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("health_content_page_tasks") in told

    assert "Lift this suspension" in admin_site.get(settling).content.decode()
    assert admin_site.post(settling, {"note": " "}).status_code == 200
    admin_site.post(settling, {"note": "The sentence is gone."})

    task.refresh_from_db()
    assert (task.note, bool(task.settled_at)) == ("The sentence is gone.", True)
    assert settling not in admin_site.get(reverse("health_content_page_tasks")).content.decode()
    export = admin_site.get(reverse("health_content_page_tasks"), {"state": "all", "export": "csv"})
    assert b"The sentence is gone." in b"".join(export.streaming_content)


def test_who_may_not_edit_a_page_neither_sees_its_tasks_nor_settles_them(client, editor, task):
    client.force_login(editor)
    settling = reverse("health_content_page_task", args=[task.pk])
    assert settling in client.get(reverse("health_content_page_tasks")).content.decode()
    GroupPagePermission.objects.exclude(permission__codename="add_page").delete()
    told = client.get(reverse("health_content_page_tasks")).content.decode()
    assert settling not in told
    assert client.post(settling, {"note": "Done."}).status_code == 302
    assert PageTask.objects.get().settled_at is None


def test_a_list_is_loaded_in_the_admin_after_it_was_checked(admin_site, reference):
    address = reverse("health_content_load_retractions")
    assert address in admin_site.get(reverse("health_content_page_tasks")).content.decode()
    file = listing(row(1, doi=reference.doi), row(2, "Praise"))

    told = admin_site.post(address, {"file": SimpleUploadedFile("a.csv", file.getvalue())})
    assert b"Line 3" in told.content
    assert not ListedNotice.objects.exists()

    file = SimpleUploadedFile("a.csv", file.getvalue())
    admin_site.post(address, {"file": file, "load": "1"})
    reference.refresh_from_db()
    assert reference.status == "retracted"
