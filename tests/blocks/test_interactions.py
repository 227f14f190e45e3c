"""The interactions block."""

import re

import pytest
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from health_content.blocks import InteractionsBlock

BLOCK = InteractionsBlock()
ALENDRONATE = {
    "substance": "Alendronate",
    "effect": "<p>Less is absorbed.</p>",
    "advice": "<p>Keep 2 hours between.</p>",
}


def test_interactions_survive_with_every_field(round_trip):
    node = round_trip(
        "interactions",
        {
            "heading": "Your medicines",
            "introduction": "<p>Ask first.</p>",
            "items": [{"type": "item", "id": "i1", "value": ALENDRONATE}],
            "source": "NIH",
            "source_url": "https://ods.od.nih.gov/",
        },
    )
    (item,) = node.items
    assert (item.id, item.substance, item.advice.text) == (
        "i1",
        "Alendronate",
        "Keep 2 hours between.",
    )


def test_each_medicine_heads_its_row_and_cells_carry_their_columns_name():
    shown = BLOCK.render(BLOCK.to_python({"items": [ALENDRONATE]}))
    assert re.search(r'<th [^>]*scope="row"[^>]*>Alendronate</th>', shown)
    assert shown.count('scope="col"') == 3
    assert 'data-label="What can happen"' in shown
    assert "<caption" in shown


def test_the_caption_does_not_show_the_heading_a_second_time():
    shown = BLOCK.render(BLOCK.to_python({"heading": "Medicines", "items": [ALENDRONATE]}))
    assert "hc-table__caption--repeats" in shown


def test_an_interaction_needs_a_name_and_something_to_say():
    value = BLOCK.to_python({"items": [{"substance": ""}, {"substance": "Zinc"}, ALENDRONATE]})
    with pytest.raises(StructBlockValidationError) as caught:
        BLOCK.clean(value)
    faults = caught.value.block_errors["items"].block_errors
    assert {number: set(fault.block_errors) for number, fault in faults.items()} == {
        0: {"substance", "effect"},
        1: {"effect"},
    }


def test_an_empty_list_is_not_published():
    with pytest.raises(StructBlockValidationError) as caught:
        BLOCK.clean(BLOCK.to_python({"items": []}))
    assert isinstance(caught.value.block_errors["items"], ListBlockValidationError)
