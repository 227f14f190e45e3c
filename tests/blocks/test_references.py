"""The references block."""

import pytest

from health_content.manuscript import Manuscript, content_hash
from health_content.models import Reference
from tests.blocks.conftest import node_of, value_of


@pytest.mark.django_db
def test_references_survive_in_order_with_their_identifiers(round_trip):
    first = Reference.objects.create(citation="B. Writer. Second.", pmid="123", doi="10.1/x")
    second = Reference.objects.create(citation="A. Writer. First.", pmcid="PMC1")
    node = round_trip(
        "references",
        {
            "heading": "References",
            "items": [
                {"type": "item", "id": "i1", "value": first.pk},
                {"type": "item", "id": "i2", "value": second.pk},
            ],
        },
    )
    assert [(item.citation, item.pmid, item.doi, item.pmcid) for item in node.items] == [
        ("B. Writer. Second.", "123", "10.1/x", ""),
        ("A. Writer. First.", "", "", "PMC1"),
    ]


@pytest.mark.django_db
def test_a_deleted_entry_leaves_its_place_empty_so_that_the_others_keep_their_numbers(round_trip):
    gone, kept = (Reference.objects.create(citation=name) for name in ("Gone", "Kept"))
    keys = [gone.pk, kept.pk]
    gone.delete()
    items = [{"type": "item", "id": f"i{n}", "value": key} for n, key in enumerate(keys)]
    node = node_of({"type": "references", "value": {"heading": "References", "items": items}})
    assert [item.citation for item in node.items] == ["", "Kept"]
    items[0]["value"] = None
    again = round_trip("references", {"heading": "References", "items": items})
    assert again.items == node.items


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "told"), [("retracted", "retracted"), ("current", ""), ("unknown", "")]
)
def test_what_became_of_a_publication_is_part_of_the_entry(status, told):
    entry = Reference.objects.create(citation="A study.", status=status)
    stored = {"type": "references", "value": {"heading": "", "items": [entry.pk]}}
    assert node_of(stored).items[0].status == told
    note = {"html": "<p>x</p>", "reference": entry.pk}
    assert node_of({"type": "research_note", "value": note}).status == told


@pytest.mark.django_db
def test_a_retraction_makes_a_review_stale():
    entry = Reference.objects.create(citation="A study.", status="current")
    stored = {"type": "references", "value": {"heading": "", "items": [entry.pk]}}
    before = content_hash(Manuscript("A title", (node_of(stored),)))
    entry.status = "retracted"
    entry.save()
    assert content_hash(Manuscript("A title", (node_of(stored),))) != before


@pytest.mark.django_db
def test_a_paid_link_of_an_entry_is_shown_as_words():
    paid = "https://www.amazon.com/dp/B000000000?tag=x-20"
    entry = Reference.objects.create(citation="A book.", url=paid)
    body = value_of({"type": "references", "value": {"heading": "", "items": [entry.pk]}})
    html = body[0].render()
    assert f'href="{paid}"' not in html
    assert paid in html
