"""What the rules on doses stand on.

``is_secondary`` says that only a copy or a report of the text was open to us.
"""

from __future__ import annotations

from datetime import date

from health_content.compliance.authority import Authority

_READ = date(2026, 11, 23)

DRI = Authority(
    citation="National Academies, Dietary Reference Intakes, summary tables",
    title="Dietary Reference Intakes for Sodium and Potassium, Appendix J",
    url="https://www.ncbi.nlm.nih.gov/books/NBK545442/table/appJ_tab3/?report=objectonly",
    read_on=date(2026, 11, 22),
    is_secondary=True,
)
"""Recommended intakes and upper limits by stage of life, as in ``dosage/data/dri.csv``."""

FTC_2022 = Authority(
    citation="FTC, Health Products Compliance Guidance, December 2022",
    title="Health Products Compliance Guidance",
    url="https://www.ftc.gov/business-guidance/resources/health-products-compliance-guidance",
    read_on=_READ,
    is_secondary=True,
)
"""Material safety risks are disclosed, and evidence fits the dose and the people addressed."""

CFR_101_36 = Authority(
    citation="21 CFR 101.36(b)",
    title="Nutrition labeling of dietary supplements",
    url="https://www.ecfr.gov/current/title-21/section-101.36",
    read_on=_READ,
    is_secondary=True,
)
"""An amount is the weight of the nutrient, not of the compound it comes from."""

UNITS = Authority(
    citation="NIH Dietary Supplement Label Database, unit conversions",
    title="Unit Conversions",
    url="https://dsld.od.nih.gov/dsld/unitconversion.jsp",
    read_on=date(2026, 11, 22),
    is_secondary=True,
)
"""What an international unit weighs: defined for vitamins A, D and E alone."""
