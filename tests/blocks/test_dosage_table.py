"""The dosage table block."""

from decimal import Decimal

from health_content.blocks import DosageTableBlock
from health_content.manuscript import DoseBasis, DosePer, DoseUnit, DoseWeight

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
