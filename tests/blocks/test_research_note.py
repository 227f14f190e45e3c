"""The research note block."""

import pytest

from health_content.models import Reference
from tests.blocks.conftest import value_of


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


@pytest.mark.django_db
def test_a_research_note_says_when_its_study_was_retracted_and_where_that_is_told():
    notice = {"kind": "retraction", "on": "2020-02-02", "doi": "10.1000/notice"}
    reference = Reference.objects.create(
        citation="A study.", status="retracted", status_source="crossref", notices=[notice]
    )
    note = {"html": "<p>Found.</p>", "reference": reference.pk}
    html = str(value_of({"type": "research_note", "value": note})[0].render())
    assert "Retracted on Feb. 2, 2020: do not rely on it." in html
    assert 'href="https://doi.org/10.1000/notice"' in html
