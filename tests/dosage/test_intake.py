"""The intake tables, their sources, and finding a person's row in them."""

import csv
from decimal import Decimal

import pytest

from health_content.dosage import IntakeKind, UpperLimitBasis, intakes, lookup
from health_content.dosage.intake import nutrients
from health_content.dosage.substances import substances
from health_content.manuscript import DoseUnit


def test_every_nutrient_has_a_row_for_each_of_the_22_stages_of_life():
    assert len(nutrients()) == 34
    assert {len(intakes(nutrient)) for nutrient in nutrients()} == {22}


def test_every_row_names_its_region_and_source():
    rows = [row for nutrient in nutrients() for row in intakes(nutrient)]
    assert {row.region for row in rows} == {"US/CA"}
    assert all(row.source and row.source_url.startswith("https://") for row in rows)


def test_the_figures_are_those_of_the_table_they_were_carried_over_from(shared):
    with (shared / "data" / "dri.csv").open(encoding="utf-8", newline="") as handle:
        records = list(csv.DictReader(handle))
    rows = [row for nutrient in nutrients() for row in intakes(nutrient)]
    assert len(rows) == len(records) == 748
    for row, record in zip(rows, records, strict=True):
        assert (row.nutrient, row.life_stage) == (record["nutrient_id"], record["life_stage"])
        assert str(row.recommended or "") == record["rda_or_ai"]
        assert ("" if row.upper_limit is None else str(row.upper_limit)) == record["ul"]


@pytest.mark.parametrize(
    ("sex", "years", "recommended"),
    [("male", 25, "400"), ("male", 31, "420"), ("female", 30, "310"), ("female", 71, "320")],
)
def test_magnesium_is_looked_up_by_sex_and_age(sex, years, recommended):
    row = lookup("magnesium", sex, age_years=years)
    assert row.recommended == Decimal(recommended)
    assert row.kind is IntakeKind.RDA
    assert row.unit is DoseUnit.MILLIGRAM


def test_magnesiums_upper_limit_counts_supplements_and_may_lie_below_the_rda():
    row = lookup("magnesium", "male", age_years=40)
    assert row.upper_limit == Decimal(350) < row.recommended
    assert row.upper_limit_basis is UpperLimitBasis.SUPPLEMENTS_AND_MEDICATIONS


def test_pregnancy_and_lactation_have_rows_of_their_own():
    plain = lookup("iron", "female", age_years=30)
    pregnant = lookup("iron", "female", age_years=30, pregnant=True)
    lactating = lookup("iron", "female", age_years=30, lactating=True)
    assert [row.recommended for row in (plain, pregnant, lactating)] == [18, 27, 9]


def test_a_pregnancy_outside_the_printed_ages_has_no_row_rather_than_another_womans():
    assert lookup("iron", "female", age_years=52, pregnant=True) is None


@pytest.mark.parametrize(("months", "stage"), [(0, "0-6"), (5, "0-6"), (6, "7-12"), (12, "1-3")])
def test_infants_are_looked_up_by_completed_months(months, stage):
    assert stage in lookup("vitamin_d", "male", age_months=months).life_stage


def test_every_age_of_both_sexes_has_exactly_one_row():
    for nutrient in nutrients():
        for sex in ("male", "female"):
            for months in range(0, 110 * 12, 5):
                rows = [row for row in intakes(nutrient) if row.covers(sex, months, "none")]
                assert len(rows) == 1, (nutrient, sex, months)


@pytest.mark.parametrize(
    "arguments",
    [
        {"sex": "male"},
        {"sex": "male", "age_years": 30, "age_months": 360},
        {"sex": "male", "age_years": 0},
        {"sex": "male", "age_months": -1},
        {"sex": "male", "age_years": 30, "pregnant": True},
        {"sex": "female", "age_years": 30, "pregnant": True, "lactating": True},
        {"sex": "any", "age_years": 30},
    ],
)
def test_an_impossible_person_is_refused(arguments):
    with pytest.raises(ValueError, match=r"\w"):
        lookup("magnesium", **arguments)


def test_an_unknown_nutrient_is_refused_with_the_known_ones():
    with pytest.raises(LookupError, match="magnesium"):
        intakes("unobtainium")


def test_every_substance_names_a_nutrient_of_the_tables_and_a_source():
    known = set(nutrients())
    assert {item.nutrient for item in substances()} <= known
    assert all(item.source for item in substances())


@pytest.mark.parametrize(
    ("name", "percent"),
    [("magnesium glycinate", "14.1"), ("magnesium oxide", "60.3"), ("calcium carbonate", "40.0")],
)
def test_the_elements_share_follows_from_formula_and_molar_mass(name, percent):
    weights = {"magnesium": Decimal("24.305"), "calcium": Decimal("40.078")}
    substance = next(item for item in substances() if item.name == name)
    computed = weights[substance.nutrient] / substance.grams_per_mole * 100
    assert substance.element_percent == Decimal(percent)
    assert abs(computed - substance.element_percent) < Decimal("0.06")
