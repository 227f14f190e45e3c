"""One entry of the library in place of two, wherever they are cited."""

import json

import pytest
from django.utils import timezone
from wagtail.models import ReferenceIndex

from health_content.library.ledger import ComplianceRecord, Event
from health_content.library.page_tasks import PageTask
from health_content.library.references import Reference
from health_content.merging import merge, pages_of
from health_content.models import HealthArticlePage
from health_content.publishing.library import EntryRefused
from tests.factories import HealthArticlePageFactory

CITE = '<a linktype="reference" id="{0}" data-passage="most of it">Doe 2020</a>'


@pytest.fixture
def kept(db):
    return Reference.objects.create(citation="Doe J. Magnesium in nuts. J Nuts. 2020.", pmid="7")


@pytest.fixture
def other(db):
    return Reference.objects.create(
        citation="Doe, J. (2020). Magnesium in nuts.", doi="10.5555/nuts.1", status="corrected"
    )


@pytest.fixture
def page(home, kept, other):
    """Cites the other in every way, live and in a later draft."""
    cite = CITE.format(other.pk)
    third = Reference.objects.create(citation="Roe K. Seeds. J Seeds. 2019.")
    page = HealthArticlePageFactory(
        parent=home,
        title="Magnesium",
        body=[
            ("rich_text", f"<p>Nuts have magnesium {cite}, says page {other.pk}.</p>"),
            ("research_note", {"html": "<p>Nuts were counted.</p>", "reference": other}),
            ("references", {"heading": "References", "items": [other, third, kept]}),
        ],
    )
    page.save_revision().publish()
    page = HealthArticlePage.objects.get(pk=page.pk)
    page.body.append(("rich_text", f"<p>A draft {cite}.</p>"))
    page.save_revision()
    return page


def streams(page):
    live = HealthArticlePage.objects.get(pk=page.pk)
    return list(live.body.raw_data), json.loads(live.latest_revision.content["body"])


def test_whatever_cited_the_other_cites_the_kept_entry_and_nothing_else_changes(
    page, kept, other, superuser
):
    before = json.dumps(streams(page))
    assert pages_of([other]) == [page.page_ptr]
    merged = merge(kept, [other], superuser)
    live, draft = streams(page)
    assert merged.pages == (page.pk,)
    assert not Reference.objects.filter(pk=other.pk).exists()
    kept.refresh_from_db()
    assert (kept.doi, kept.pmid, kept.status) == ("10.5555/nuts.1", "7", "corrected")
    for stream in (live, draft):
        note, listed = stream[1]["value"], stream[2]["value"]["items"]
        assert note["reference"] == kept.pk
        assert listed[0]["value"] == kept.pk
        assert [item["value"] for item in listed].count(kept.pk) == 1
        assert stream[0]["value"].startswith(
            f"<p>Nuts have magnesium {CITE.format(kept.pk)}, says page {other.pk}."
        )
    assert CITE.format(kept.pk) in draft[3]["value"]
    ids = [item["id"] for item in json.loads(before)[0]]
    assert [item["id"] for item in live] == ids
    assert ReferenceIndex.get_references_to(kept).filter(object_id=str(page.pk)).exists()
    record = ComplianceRecord.objects.filter(event=Event.LIBRARY_CHANGE).first()
    assert record.payload["action"] == "merged"
    assert [item["id"] for item in record.payload["merged"]] == [other.pk]
    assert record.payload["pages"] == [page.pk]


def test_typed_numbers_keep_leading_to_the_entries_they_led_to(home, kept, other, superuser):
    page = HealthArticlePageFactory(
        parent=home,
        body=[
            ("rich_text", "<p>Nuts have magnesium [2].</p>"),
            ("references", {"heading": "References", "items": [kept, other]}),
        ],
    )
    page.save_revision().publish()
    merge(kept, [other], superuser)
    items = streams(page)[0][1]["value"]["items"]
    assert [item["value"] for item in items] == [kept.pk, kept.pk]


def test_a_task_stays_to_be_done_once_and_what_was_done_stays_told(page, kept, other, superuser):
    for reference in (kept, other):
        PageTask.objects.get_or_create(page=page, reference=reference, status="corrected")
    done = PageTask.objects.create(
        page=page, reference=other, status="concern", settled_at=timezone.now()
    )
    merge(kept, [other], superuser)
    (task,) = PageTask.objects.filter(page=page, settled_at=None)
    assert (task.reference, task.status) == (kept, "corrected")
    assert PageTask.objects.get(pk=done.pk).reference == kept


def test_what_live_pages_would_be_refused_for_leaves_everything_as_it_was(
    page, kept, other, superuser
):
    Reference.objects.filter(pk=kept.pk).update(status="retracted")
    HealthArticlePage.objects.get(pk=page.pk)
    alone = HealthArticlePageFactory(
        parent=page.get_parent(),
        title="Nuts",
        body=[("references", {"heading": "References", "items": [other]})],
    )
    alone.save_revision().publish()
    kept.refresh_from_db()
    before = streams(alone)
    with pytest.raises(EntryRefused):
        merge(kept, [other], superuser)
    assert streams(alone) == before
    assert Reference.objects.filter(pk=other.pk).exists()


def of_doi(doi, **more):
    citation = f"Doe J. Nuts. J Nuts. {Reference.objects.count()}."
    return Reference.objects.create(citation=citation, doi=doi, **more)


def known(doi):
    """As a look-up leaves it that was told of nothing."""
    return {
        "record": {"type": "article-journal", "title": "Nuts", "DOI": doi},
        "lookup": "found",
        "status": "current",
        "status_source": "crossref",
        "status_checked_at": timezone.now(),
    }


def test_what_is_known_of_another_identifier_is_not_known_of_the_kept_entry(db, superuser):
    kept = of_doi("10.5555/a")
    merged = merge(kept, [of_doi("10.5555/b", **known("10.5555/b"))], superuser).reference
    assert (merged.status, merged.status_checked_at, merged.record) == ("unknown", None, {})


def test_with_the_others_identifier_goes_what_is_known_of_it(superuser):
    kept = of_doi("10.5555/a", **known("10.5555/a"))
    other = of_doi("10.5555/b", **(known("10.5555/b") | {"status": "unknown"}))
    merged = merge(kept, [other], superuser, {"doi": "10.5555/b"}).reference
    assert (merged.status, merged.record["DOI"]) == ("unknown", "10.5555/b")


def test_the_status_of_the_merged_entry_follows_from_all_its_notices(superuser):
    retraction = {"kind": "retraction", "on": "2020-01-01", "source": "crossref"}
    back = {"kind": "reinstatement", "on": "2021-01-01", "source": "retraction-watch"}
    kept = of_doi("10.5555/a", status="retracted", notices=[retraction])
    other = of_doi("10.5555/A", **known("10.5555/a") | {"notices": [retraction, back]})
    merged = merge(kept, [other], superuser).reference
    assert (merged.status, len(merged.notices)) == ("current", 2)


def test_a_retraction_told_while_somebody_chose_is_not_written_over(superuser):
    kept, other = of_doi("10.5555/a"), of_doi("10.5555/b")
    Reference.objects.filter(pk=kept.pk).update(status="retracted")
    assert merge(kept, [other], superuser).reference.status == "retracted"
