"""The block of dos and don'ts."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from health_content.blocks import DosAndDontsBlock

BLOCK = DosAndDontsBlock()


def test_both_lists_survive(round_trip):
    node = round_trip(
        "dos_and_donts",
        {
            "heading": "Taking it",
            "dos": [{"type": "item", "id": "d1", "value": "<p>Read the label.</p>"}],
            "donts": [{"type": "item", "id": "d2", "value": "<p>Double a dose.</p>"}],
        },
    )
    assert [item.html.text for item in node.dos] == ["Read the label."]
    assert [(item.id, item.html.text) for item in node.donts] == [("d2", "Double a dose.")]


def test_words_say_which_list_is_which_and_an_empty_one_is_left_out():
    shown = BLOCK.render(BLOCK.to_python({"donts": ["<p>Double a dose.</p>"]}))
    assert ">Don’t</p>" in shown
    assert ">Do</p>" not in shown


def test_two_empty_lists_are_not_published():
    with pytest.raises(StructBlockValidationError, match="StructBlock") as caught:
        BLOCK.clean(BLOCK.to_python({"heading": "Taking it", "dos": [], "donts": []}))
    assert "Both lists are empty" in caught.value.block_errors["heading"].messages[0]
