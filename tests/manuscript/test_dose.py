"""A typed dose: its words and its limits."""

from decimal import Decimal

import pytest

from health_content.manuscript import Dose, DosePer, DoseUnit

MG = DoseUnit.MILLIGRAM


@pytest.mark.parametrize(
    ("dose", "text"),
    [
        (Dose(Decimal(400), Decimal(420), MG, DosePer.DAY), "400–420 mg daily"),
        (Dose(None, Decimal(4), DoseUnit.GRAM, DosePer.DOSE), "up to 4 g per dose"),
        (Dose(Decimal("0.50"), None, DoseUnit.GRAM), "at least 0.5 g"),
        (Dose(Decimal(1200), Decimal(1200), MG), "1,200 mg"),
        (Dose(Decimal(400), Decimal(400), MG, DosePer.DAY, 1), "400 mg once a day"),
        (Dose(Decimal(400), Decimal(400), MG, DosePer.DAY, 2), "400 mg daily in 2 doses"),
        (Dose(Decimal(200), Decimal(200), MG, DosePer.DOSE, 2), "200 mg 2 times a day"),
        (Dose(Decimal(2), Decimal(2), DoseUnit.CAPSULE, DosePer.DAY), "2 capsules daily"),
        (Dose(Decimal(1), Decimal(1), DoseUnit.CAPSULE, DosePer.DAY), "1 capsule daily"),
        (Dose(unit=MG, per=DosePer.DAY), ""),
    ],
)
def test_a_dose_reads_as_a_writer_would_put_it(dose, text):
    assert dose.text == text
    assert bool(dose) is bool(text)


@pytest.mark.parametrize("amount", ["-1", "-0", "NaN", "sNaN", "Infinity", "1E+999999", "1E-400"])
def test_an_impossible_amount_is_refused(amount):
    with pytest.raises(ValueError, match="dose"):
        Dose(maximum=Decimal(amount))


@pytest.mark.parametrize("times", [0, -1, 25])
def test_an_impossible_number_of_times_is_refused(times):
    with pytest.raises(ValueError, match="times a day"):
        Dose(maximum=Decimal(1), times_per_day=times)
