"""The evidence summary block."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from health_content.blocks import EvidenceSummaryBlock
from health_content.manuscript import EvidenceCertainty

BLOCK = EvidenceSummaryBlock()


def rendered(*certainties):
    outcomes = [
        {"outcome": f"Outcome {number}", "finding": "<p>Less.</p>", "certainty": certainty}
        for number, certainty in enumerate(certainties)
    ]
    return BLOCK.render(BLOCK.to_python({"outcomes": outcomes}))


@pytest.mark.parametrize("certainty", EvidenceCertainty)
def test_an_outcome_of_every_certainty_survives(round_trip, certainty):
    node = round_trip(
        "evidence_summary",
        {
            "heading": "What is known",
            "introduction": "<p>From one review.</p>",
            "outcomes": [
                {
                    "type": "item",
                    "id": "e1",
                    "value": {
                        "outcome": "Fractures",
                        "finding": "<p>Slightly fewer.</p>",
                        "certainty": certainty.value,
                        "studies": "12 trials",
                    },
                }
            ],
        },
    )
    (outcome,) = node.outcomes
    assert (outcome.id, outcome.certainty, outcome.studies) == ("e1", certainty, "12 trials")


def test_the_editor_offers_every_certainty():
    outcome = BLOCK.child_blocks["outcomes"].child_block
    offered = {value for value, _ in outcome.child_blocks["certainty"].field.choices}
    assert offered == set(EvidenceCertainty)


def test_every_word_for_certainty_that_is_used_is_explained_once_and_no_other():
    shown = rendered("low", "low", "high")
    assert shown.count("<dt>Low certainty</dt>") == 1
    assert shown.count("<dt>High certainty</dt>") == 1
    assert "<dt>Moderate certainty</dt>" not in shown


@pytest.mark.parametrize("unrated", ["", "excellent"])
def test_what_nobody_rated_is_said_to_be_not_rated(unrated):
    shown = rendered(unrated)
    assert "hc-certainty--unrated" in shown
    assert '<span class="hc-certainty__label">Not rated</span>' in shown
    assert "do not read it as established" in shown


def test_studies_that_nobody_counted_are_said_to_be_not_stated():
    assert "Not stated" in rendered("high")


def test_an_outcome_without_a_finding_is_not_published():
    with pytest.raises(StructBlockValidationError) as caught:
        BLOCK.clean(BLOCK.to_python({"outcomes": [{"outcome": "Falls", "finding": "<p></p>"}]}))
    assert set(caught.value.block_errors["outcomes"].block_errors[0].block_errors) == {"finding"}
