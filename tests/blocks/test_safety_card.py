"""The safety card block."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from health_content.blocks import SafetyCardBlock
from health_content.manuscript import SafetyKind

BLOCK = SafetyCardBlock()


def rendered(**fields):
    value = {"card": "warning", "html": "<p>Ask first.</p>"} | fields
    return BLOCK.render(BLOCK.to_python(value), context={"heading_level": 3})


@pytest.mark.parametrize("kind", SafetyKind)
def test_a_card_of_every_kind_survives(round_trip, kind):
    node = round_trip(
        "safety_card",
        {
            "card": kind.value,
            "heading": "Kidney disease",
            "html": "<p>Ask <b>first</b>.</p>",
            "source": "NIH",
            "source_url": "https://ods.od.nih.gov/",
        },
    )
    assert (node.card, node.heading, node.html.text) == (kind, "Kidney disease", "Ask first.")


def test_the_editor_offers_every_kind():
    offered = {value for value, _ in BLOCK.child_blocks["card"].field.choices}
    assert offered - {""} == set(SafetyKind)


@pytest.mark.parametrize("kind", SafetyKind)
def test_words_say_what_kind_a_card_is_with_a_heading_and_without(kind):
    with_heading, without = rendered(card=kind, heading="Read this"), rendered(card=kind)
    look = BLOCK.to_python({"card": kind}).look
    assert f'<p class="hc-safety-card__kind">{look.label}</p>' in with_heading
    assert f'aria-label="{look.label}: Read this"' in with_heading
    assert "hc-safety-card__kind" not in without
    assert f">{look.heading}</h3>" in without


def test_the_icon_is_an_outline_that_screen_readers_pass_over():
    shown = rendered(card="emergency")
    assert 'aria-hidden="true"' in shown
    assert "style=" not in shown
    assert "hc-safety-card--emergency" in shown


def test_a_kind_that_nobody_knows_is_a_warning():
    assert "hc-safety-card--warning" in rendered(card="panic")
    assert BLOCK.to_node(BLOCK.to_python({"card": "panic"}), "").card is SafetyKind.WARNING


def test_a_card_can_be_linked_to_by_its_id():
    value = BLOCK.to_python({"card": "warning", "html": "<p>Ask.</p>"})
    assert 'id="s-1234abcd"' in BLOCK.render(value, context={"id": "1234abcd"})
    assert " id=" not in BLOCK.render(value)


@pytest.mark.parametrize("html", ["", '<p data-block-key="x"></p>', "<p> &nbsp; </p>"])
def test_a_card_without_words_is_not_published(html):
    with pytest.raises(StructBlockValidationError) as caught:
        BLOCK.clean(BLOCK.to_python({"card": "warning", "html": html}))
    assert set(caught.value.block_errors) == {"html"}
