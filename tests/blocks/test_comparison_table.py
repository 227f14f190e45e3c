"""The comparison table block."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from health_content.blocks import ComparisonTableBlock
from health_content.manuscript import Cell, ComparisonRow, ComparisonTable, RichText
from health_content.models import AffiliateProgram, PaidLink
from health_content.obligations import disclosures_of
from tests.blocks.conftest import value_of

BLOCK = ComparisonTableBlock()


def cell(text):
    return Cell(RichText.from_text(text))


def rendered(node):
    return BLOCK.render(BLOCK.to_python(BLOCK.from_node(node)))


def faults(node):
    with pytest.raises(StructBlockValidationError) as caught:
        BLOCK.clean(BLOCK.to_python(BLOCK.from_node(node)))
    return {name: fault.messages[0] for name, fault in caught.value.block_errors.items()}


FORMS = ComparisonTable(
    "Forms",
    (cell("Citrate"), cell("Oxide")),
    (
        ComparisonRow("Dissolves", (cell("Well"), cell("Poorly"))),
        ComparisonRow("Bound to", (cell("Citric acid"), cell("Oxygen"))),
    ),
)


def test_a_comparison_survives_with_every_id(round_trip):
    node = round_trip(
        "comparison_table",
        {
            "caption": "Forms",
            "options": [
                {"type": "item", "id": "o1", "value": "<p>Citrate</p>"},
                {"type": "item", "id": "o2", "value": "<p>Oxide</p>"},
            ],
            "rows": [
                {
                    "type": "item",
                    "id": "r1",
                    "value": {
                        "name": "Dissolves",
                        "cells": [
                            {"type": "item", "id": "c1", "value": "<p>Well</p>"},
                            {"type": "item", "id": "c2", "value": "<p>Poorly</p>"},
                        ],
                    },
                }
            ],
            "source": "NIH",
            "source_url": "https://ods.od.nih.gov/",
        },
    )
    assert [option.id for option in node.options] == ["o1", "o2"]
    assert [part.id for part in node.rows[0].cells] == ["c1", "c2"]


def test_options_head_columns_criteria_head_rows_and_cells_know_their_option():
    shown = rendered(FORMS)
    assert (shown.count('scope="col"'), shown.count('scope="row"')) == (2, 2)
    assert shown.count('data-label="Oxide"') == 2


@pytest.mark.parametrize("width", [0, 1, 3])
def test_a_row_of_another_length_is_shown_whole_and_not_published(width):
    row = ComparisonRow("Price", tuple(cell(f"Offer {number}") for number in range(width)))
    node = ComparisonTable("Forms", FORMS.options, (row,))
    shown = rendered(node)
    for number in range(width):
        assert f"Offer {number}" in shown
    assert shown.count("<td") == max(2, width) + 1 + max(0, width - 2)
    assert "Row 1 has" in faults(node)["rows"]


def test_what_is_not_stated_is_said_so():
    row = ComparisonRow("Price", (cell(""), cell("Low")))
    assert "Not stated" in rendered(ComparisonTable("Forms", FORMS.options, (row,)))


def test_one_thing_is_no_comparison():
    row = ComparisonRow("Price", (cell("Low"),))
    told = faults(ComparisonTable("", (cell("Citrate"),), (row,)))
    assert set(told) == {"caption", "options"}


def test_many_options_become_cards_early():
    many = tuple(cell(f"Product {number}") for number in range(6))
    node = ComparisonTable("Products", many, (ComparisonRow("Price", many),))
    assert "hc-comparison--many" in rendered(node)
    assert "hc-comparison--many" not in rendered(FORMS)


@pytest.fixture
def link(db):
    program = AffiliateProgram.objects.create(key="shop", name="Shop Partners", merchant="Shop")
    return PaidLink.objects.create(program=program, url="https://shop.example/oxide")


def stored(**value):
    options = [{"type": "item", "id": f"o{n}", "value": f"<p>{n}</p>"} for n in ("One", "Two")]
    cells = [{"type": "item", "id": f"c{n}", "value": "<p>Well</p>"} for n in ("One", "Two")]
    rows = [{"type": "item", "id": "r1", "value": {"name": "Dissolves", "cells": cells}}]
    return {"caption": "Forms", "options": options, "rows": rows, **value}


def offers(link):
    empty = {"label": "", "paid_link": None, "program": None}
    chosen = {"label": "Look", "paid_link": link.pk, "program": None}
    values = [("f1", empty), ("f2", chosen)]
    return [{"type": "item", "id": key, "value": value} for key, value in values]


def test_the_last_row_says_where_to_buy_what_has_an_offer(link):
    body = value_of({"type": "comparison_table", "value": stored(offers=offers(link))})
    html = " ".join(body[0].render().split())
    assert 'scope="row" role="rowheader">Where to buy</th>' in html
    assert 'data-label="One"> <span class="hc-table__nothing">No offer</span>' in html
    assert "Look <span" in html
    assert html.count("(paid link)") == html.count('href="https://shop.example/oxide"') == 1
    assert len(disclosures_of(body)) == 1


def test_offers_survive_each_at_its_thing(link):
    body = value_of({"type": "comparison_table", "value": stored(offers=offers(link))})
    node = BLOCK.to_node(body[0].value, "")
    assert [(offer.option, offer.link.key) for offer in node.offers] == [("2", str(link.pk))]
    again = BLOCK.to_python(BLOCK.from_node(node))
    assert BLOCK.to_node(again, "") == node
    assert len(again["offers"]) == 2


def test_a_table_stored_before_there_were_offers_has_none_and_sells_nothing(db):
    body = value_of({"type": "comparison_table", "value": stored()})
    assert "Where to buy" not in body[0].render()
    assert disclosures_of(body) == ()
    assert list(body[0].value["offers"]) == []


def test_an_offer_for_some_things_and_no_place_for_the_others_is_refused(link):
    value = BLOCK.to_python(stored(offers=offers(link)[1:]))
    with pytest.raises(StructBlockValidationError) as caught:
        BLOCK.clean(value)
    assert "Things compared: 2, offers: 1" in str(caught.value.as_json_data())
