"""Sources of cards and tables, and what has to be there before they go live."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from health_content.blocks import SafetyCardBlock
from tests.blocks.conftest import BODY, value_of

TEXT = {"card": "warning", "html": "<p>Ask first.</p>"}


def card(**fields):
    block = SafetyCardBlock()
    return block, block.to_python(TEXT | fields)


def faults(**fields):
    block, value = card(**fields)
    try:
        block.clean(value)
    except StructBlockValidationError as error:
        return {name: fault.messages[0] for name, fault in error.block_errors.items()}
    return {}


def test_a_source_with_its_address_is_in_order():
    assert faults(source="NIH", source_url="https://ods.od.nih.gov/factsheets/") == {}
    assert faults(source="A book of 1998") == {}
    assert faults() == {}


def test_an_address_without_a_source_is_told_at_its_field():
    assert "Name the source" in faults(source_url="https://ods.od.nih.gov/")["source"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://example.org/list", "https://", "https://[1"]
)
def test_an_address_nobody_can_follow_is_neither_published_nor_linked(address):
    assert "source_url" in faults(source="NIH", source_url=address)
    block, value = card(source="NIH", source_url=address)
    assert value.source_href == ""
    assert address not in block.render(value)
    assert "NIH" in block.render(value)


def test_a_paid_link_is_no_source():
    paid = "https://www.amazon.com/dp/B000000000?tag=site-20"
    assert "paid link" in faults(source="A shop", source_url=paid)["source_url"]
    block, value = card(source="A shop", source_url=paid)
    assert "amazon" not in block.render(value)


def test_a_draft_may_be_incomplete_in_every_block():
    unfinished = value_of(
        *(
            {"type": name, "value": {"source_url": "https://example.org/"}}
            for name in ("safety_card", "interactions", "table", "comparison_table")
        ),
        *(
            {"type": name, "value": {}}
            for name in ("dos_and_donts", "questions", "details", "evidence_summary")
        ),
    )
    assert len(BODY.clean_deferred(unfinished)) == 8
    with pytest.raises(Exception, match="StreamBlock") as caught:
        BODY.clean(unfinished)
    assert sorted(caught.value.block_errors) == list(range(8))
