"""The references block."""

import pytest

from health_content.models import Reference


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
