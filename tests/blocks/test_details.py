"""The details block."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from health_content.blocks import DetailsBlock

BLOCK = DetailsBlock()


def test_details_survive(round_trip):
    node = round_trip("details", {"summary": "Why two weights", "html": "<p>Because.</p>"})
    assert (node.summary, node.html.text) == ("Why two weights", "Because.")


def test_the_text_unfolds_without_a_script():
    shown = BLOCK.render(BLOCK.to_python({"summary": "More", "html": "<p>Because.</p>"}))
    assert shown.strip().startswith("<details")
    assert "<summary" in shown
    assert "<script" not in shown


def test_details_need_both_a_line_and_a_text():
    with pytest.raises(StructBlockValidationError) as caught:
        BLOCK.clean(BLOCK.to_python({"summary": "", "html": ""}))
    assert set(caught.value.block_errors) == {"summary", "html"}
