"""The dosage table block."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError

from health_content.blocks import DosageTableBlock
from health_content.manuscript import DoseBasis, DosePer, DoseUnit, DoseWeight
from tests.blocks.conftest import value_of

ROW = {
    "population": "Men, 31 years and older",
    "dose": {
        "nutrient": "Magnesium",
        "form": "magnesium glycinate",
        "minimum": "400.5000",
        "maximum": "420.0000",
        "unit": "mg",
        "per": "day",
        "times_per_day": 2,
        "weight": "elemental",
        "basis": "rda",
        "region": "US",
    },
    "note": "From <b>all</b> sources.",
}


def test_a_dosage_table_survives_with_every_field_of_a_dose(round_trip):
    node = round_trip(
        "dosage_table",
        {
            "caption": "How much",
            "introduction": "<p>A day.</p>",
            "rows": [{"type": "item", "id": "r1", "value": ROW}],
            "source": "National Academies",
            "source_url": "https://example.org/table",
        },
    )
    (row,) = node.rows
    assert row.dose.minimum == Decimal("400.5")
    assert (row.dose.unit, row.dose.per) == (DoseUnit.MILLIGRAM, DosePer.DAY)
    assert (row.dose.weight, row.dose.basis) == (DoseWeight.ELEMENTAL, DoseBasis.RDA)
    assert row.dose.text == "400.5\N{EN DASH}420 mg daily in 2 doses"


def test_a_row_without_an_amount_survives(round_trip):
    node = round_trip(
        "dosage_table",
        {
            "caption": "How much",
            "rows": [
                {
                    "type": "item",
                    "id": "r1",
                    "value": {"population": "Older adults", "dose": {}, "note": "Ask."},
                }
            ],
        },
    )
    assert not node.rows[0].dose


def test_the_editor_offers_every_unit_and_basis_a_dose_can_have():
    dose = DosageTableBlock().child_blocks["rows"].child_block.child_blocks["dose"]

    def offered(name):
        return {value for value, _ in dose.child_blocks[name].field.choices} - {""}

    assert offered("unit") == {unit.value for unit in DoseUnit}
    assert offered("basis") == {basis.value for basis in DoseBasis} - {""}
    assert offered("per") == {per.value for per in DosePer} - {""}
    assert offered("weight") == {weight.value for weight in DoseWeight}


@pytest.mark.parametrize(
    "odd",
    [
        {"times_per_day": 30},
        {"times_per_day": 0},
        {"minimum": "-0"},
        {"minimum": "abc"},
        {"maximum": "1E+40"},
        {"maximum": "9" * 40},
        {"maximum": [1]},
        {"minimum": "-3"},
        {"unit": "stone"},
    ],
)
def test_a_part_that_no_dose_can_have_is_left_out_and_the_rest_stays(odd):
    dose = {"nutrient": "Zinc", "minimum": "8", "maximum": "8", "unit": "mg"} | odd
    row = {"population": "Women", "dose": dose}
    (table,) = value_of({"type": "dosage_table", "value": {"caption": "C", "rows": [row]}})
    typed = table.value["rows"][0]["dose"].typed
    assert typed.nutrient == "Zinc"
    assert "8" in typed.text or "0" in typed.text


def test_an_editor_is_told_when_there_are_too_many_doses_a_day():
    block = DosageTableBlock().child_blocks["rows"].child_block.child_blocks["dose"]
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"times_per_day": 25}))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://www.amazon.com/dp/B000000000?tag=x-20"]
)
def test_a_source_that_readers_may_not_be_sent_to_is_refused_and_never_linked(address):
    stored = {"caption": "Amounts", "source": "Who says so", "source_url": address, "rows": []}
    body = value_of({"type": "dosage_table", "value": stored})
    html = body[0].render()
    assert "Who says so" in html
    assert "href" not in html
    with pytest.raises(StructBlockValidationError) as refused:
        body[0].block.clean(body[0].value)
    assert "source_url" in refused.value.block_errors
