"""What the rules on claims stand on.

Dates are those on which the text was last read. ``is_secondary`` says that only a copy or a
report of the text was open to us, not the official page.
"""

from __future__ import annotations

from datetime import date

from health_content.compliance.authority import Authority

_READ = date(2026, 11, 23)

CFR_101_93 = Authority(
    citation="21 CFR 101.93(g)",
    title="Certain types of statements for dietary supplements: disease claims",
    url="https://www.ecfr.gov/current/title-21/section-101.93",
    read_on=_READ,
    is_secondary=True,
)
"""When a statement is a disease claim; the ten criteria are (g)(2)(i) to (x)."""

STATUTE_343_A = Authority(
    citation="21 USC 343(a)(1)",
    title="Misbranded food: false or misleading label",
    url="https://www.law.cornell.edu/uscode/text/21/343",
    read_on=_READ,
    is_secondary=True,
)
"""A label or labeling that is false or misleading in any particular."""

STATUTE_343 = Authority(
    citation="21 USC 343(r)(6)",
    title="Misbranded food: statements of nutritional support",
    url="https://www.law.cornell.edu/uscode/text/21/343",
    read_on=_READ,
    is_secondary=True,
)
"""What a supplement's statement may say at all, and what it never may."""

SECG_2002 = Authority(
    citation="FDA, Small Entity Compliance Guide, January 2002 (FDA-1998-N-0071)",
    title="Structure/Function Claims: Small Entity Compliance Guide",
    url=(
        "https://www.fda.gov/regulatory-information/search-fda-guidance-documents/"
        "small-entity-compliance-guide-structurefunction-claims"
    ),
    read_on=_READ,
    is_secondary=True,
)
"""FDA's own examples of what is and what is not a disease claim."""

CFR_101_14 = Authority(
    citation="21 CFR 101.14",
    title="Health claims: general requirements",
    url="https://www.ecfr.gov/current/title-21/section-101.14",
    read_on=_READ,
    is_secondary=True,
)
"""A health claim is complete, truthful and made for a food that meets its conditions."""

CFR_101_72 = Authority(
    citation="21 CFR 101.72",
    title="Health claims: calcium, vitamin D, and osteoporosis",
    url="https://www.ecfr.gov/current/title-21/section-101.72",
    read_on=_READ,
    is_secondary=True,
)
"""The one authorized claim on osteoporosis: calcium, alone or with vitamin D."""

FTC_2022 = Authority(
    citation="FTC, Health Products Compliance Guidance, December 2022",
    title="Health Products Compliance Guidance",
    url="https://www.ftc.gov/business-guidance/resources/health-products-compliance-guidance",
    read_on=_READ,
    is_secondary=True,
)
"""What evidence a claim needs, and how the net impression of an advertisement is read."""

FTC_255 = Authority(
    citation="16 CFR 255",
    title="Guides Concerning Use of Endorsements and Testimonials in Advertising",
    url="https://www.ecfr.gov/current/title-16/part-255",
    read_on=_READ,
    is_secondary=True,
)
"""An endorsement says what the advertiser may say himself, and no more."""

AMAZON_LETTERS = Authority(
    citation="FDA warning letter 607749, 26 May 2020, and others of its kind",
    title="Warning letters to members of Amazon's affiliate program",
    url=(
        "https://www.fda.gov/inspections-compliance-enforcement-and-criminal-investigations/"
        "warning-letters/musthavemomcom-607749-05262020"
    ),
    read_on=_READ,
    is_secondary=True,
)
"""Claims on an affiliate's own page make drugs of the products it links to."""
