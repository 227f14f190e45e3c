"""The table block."""

import re

import pytest
from django.contrib.staticfiles import finders
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.telepath import JSContext
from wagtail.blocks.struct_block import StructBlockValidationError

from health_content.blocks import TableBlock
from health_content.manuscript import Cell, RichText, Table, TableHeader, TableRow

BLOCK = TableBlock()
UNEVEN = Table(
    "Amounts",
    TableHeader.BOTH,
    (
        TableRow((Cell(RichText("<p>A</p>")), Cell(RichText("<p>B</p>")))),
        TableRow((Cell(RichText("<p>C</p>")),)),
        TableRow((Cell(RichText("<p>D</p>")), Cell(RichText("<p>E</p>")), Cell(RichText("F")))),
        TableRow(()),
    ),
)
words = st.text(st.characters(codec="utf-8", categories=("L", "N")), max_size=8)
tables = st.builds(
    Table,
    words,
    st.sampled_from(TableHeader),
    st.lists(
        st.lists(words.map(RichText.from_text).map(Cell), max_size=5).map(tuple).map(TableRow),
        max_size=5,
    ).map(tuple),
)


def value_of_node(node):
    return BLOCK.to_python(BLOCK.from_node(node))


def stored(*rows, **fields):
    return {"caption": "Amounts", "rows": [{"cells": list(row)} for row in rows]} | fields


def faults(**fields):
    with pytest.raises(StructBlockValidationError) as caught:
        BLOCK.clean(BLOCK.to_python(fields))
    return {name: fault.messages[0] for name, fault in caught.value.block_errors.items()}


def test_a_table_survives_with_the_ids_of_rows_and_cells(round_trip):
    cells = [
        {"type": "item", "id": "c1", "value": "<p>Form<sup>[2]</sup></p>"},
        {"type": "item", "id": "c2", "value": ""},
    ]
    node = round_trip(
        "table",
        {
            "caption": "Amounts",
            "header": "both",
            "rows": [{"type": "item", "id": "r1", "value": {"cells": cells}}],
            "source": "NIH",
            "source_url": "https://ods.od.nih.gov/",
        },
    )
    (row,) = node.rows
    assert (node.header, row.id) == (TableHeader.BOTH, "r1")
    assert [(cell.id, cell.html.text) for cell in row.cells] == [("c1", "Form[2]"), ("c2", "")]


@given(tables)
def test_any_table_is_kept_whole_and_can_be_shown(node):
    value = value_of_node(node)
    assert BLOCK.to_node(value, "") == node
    shown = BLOCK.render(value)
    for row in node.rows:
        for cell in row.cells:
            assert cell.html.html in shown
    lengths = {len(re.findall("<t[hd]", row)) for row in re.findall("<tr.*?</tr>", shown, re.S)}
    assert len(lengths) <= 1


def test_every_kind_of_header_can_be_chosen():
    offered = {value for value, _ in BLOCK.child_blocks["header"].field.choices}
    assert offered == set(TableHeader)


@pytest.mark.parametrize(
    ("header", "of_columns", "of_rows"),
    [("", 0, 0), ("row", 2, 0), ("column", 0, 2), ("both", 2, 1), ("odd", 0, 0)],
)
def test_header_cells_say_what_they_head(header, of_columns, of_rows):
    value = BLOCK.to_python(stored(("<p>A</p>", "<p>B</p>"), ("<p>C</p>", ""), header=header))
    shown = BLOCK.render(value)
    assert (shown.count('scope="col"'), shown.count('scope="row"')) == (of_columns, of_rows)


def test_an_empty_corner_is_no_header():
    value = BLOCK.to_python(stored(("", "<p>B</p>"), ("<p>C</p>", "<p>D</p>"), header="both"))
    assert BLOCK.render(value).count("<th ") == 2


def shown_with(columns, header=TableHeader.BOTH):
    row = TableRow(tuple(Cell(RichText(f"<p>C{number}</p>")) for number in range(columns)))
    return " ".join(BLOCK.render(value_of_node(Table("Amounts", header, (row, row)))).split())


@pytest.mark.parametrize(
    ("columns", "header"), [(5, TableHeader.BOTH), (3, TableHeader.COLUMN), (2, TableHeader.NONE)]
)
def test_a_wide_or_headless_table_scrolls_in_a_region_that_has_a_name_and_takes_focus(
    columns, header
):
    shown = shown_with(columns, header)
    assert 'role="region" tabindex="0" aria-label="Amounts"' in shown
    assert "Scroll the table sideways" in shown
    assert "hc-table--stacks" not in shown


def test_a_narrow_table_becomes_cards_whose_cells_say_what_heads_them_once():
    shown = shown_with(4)
    assert "hc-table--stacks" in shown
    assert 'role="region"' not in shown
    assert re.findall('data-label="(.*?)"', shown) == ["C1", "C2", "C3"]
    assert shown.count("<p>C2</p>") == 2


def test_rows_of_unequal_length_lose_nothing_and_are_not_published():
    assert BLOCK.to_node(value_of_node(UNEVEN), "") == UNEVEN
    told = faults(**BLOCK.from_node(UNEVEN))
    assert told["rows"].startswith("Row 1 has 2 cells, and it should have 3.")


def test_what_is_published_has_a_caption_and_words():
    assert set(faults(**stored(("", ""), caption=""))) == {"caption", "rows"}
    assert "rows" in faults(caption="Amounts", rows=[])


def test_the_editor_loads_the_styles_that_put_cells_side_by_side():
    context = JSContext()
    context.pack(BLOCK)
    assert "health_content/admin/cells.css" in str(context.media)
    assert finders.find("health_content/admin/cells.css")
