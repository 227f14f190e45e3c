"""The research note block."""

import pytest

from health_content.models import Reference


@pytest.mark.django_db
def test_a_research_note_survives_without_a_reference(round_trip):
    node = round_trip("research_note", {"label": "Research", "html": "<p>A cohort.</p>"})
    assert (node.label, node.reference) == ("Research", "")


@pytest.mark.django_db
def test_a_research_note_keeps_the_reference_it_cites(round_trip):
    reference = Reference.objects.create(citation="A. Writer. A study. 2020.", study_kind="cohort")
    node = round_trip(
        "research_note",
        {
            "label": "",
            "html": "<p>Found.</p>",
            "reference": reference.pk,
            "passage": "Hips were denser.",
        },
    )
    assert node.reference == str(reference.pk)
    assert node.passage == "Hips were denser."
    assert node.study == "cohort"
