"""What the rules on evidence stand on.

``is_secondary`` says that only a copy or a report of the text was open to us.
"""

from __future__ import annotations

from datetime import date

from health_content.compliance.authority import Authority

_READ = date(2026, 11, 23)

STATUTE_343 = Authority(
    citation="21 USC 343(r)(6)(B)",
    title="Misbranded food: statements of nutritional support must be substantiated",
    url="https://www.law.cornell.edu/uscode/text/21/343",
    read_on=_READ,
    is_secondary=True,
)
"""Whoever makes a statement on structure or function has the evidence that it is true."""

FTC_2022 = Authority(
    citation="FTC, Health Products Compliance Guidance, December 2022",
    title="Health Products Compliance Guidance",
    url="https://www.ftc.gov/business-guidance/resources/health-products-compliance-guidance",
    read_on=_READ,
    is_secondary=True,
)
"""What evidence a health benefit needs: as a rule, randomized controlled trials in people."""

FTC_255_1 = Authority(
    citation="16 CFR 255.1",
    title="Guides Concerning Use of Endorsements and Testimonials: general considerations",
    url="https://www.ecfr.gov/current/title-16/part-255",
    read_on=_READ,
    is_secondary=True,
)
"""An endorser may say nothing that would need evidence which nobody has."""

ICMJE_RETRACTED = Authority(
    citation="ICMJE Recommendations, references",
    title="Recommendations for the Conduct, Reporting, Editing, and Publication of Scholarly Work",
    url="https://www.icmje.org/recommendations/browse/manuscript-preparation/preparing-for-submission.html",
    read_on=_READ,
    is_secondary=True,
)
"""Authors check that no reference cites a retracted article as if it stood."""

ICMJE_REFERENCES = Authority(
    citation="ICMJE Recommendations, accuracy of references",
    title="Recommendations for the Conduct, Reporting, Editing, and Publication of Scholarly Work",
    url="https://www.icmje.org/recommendations/browse/manuscript-preparation/preparing-for-submission.html",
    read_on=_READ,
    is_secondary=True,
)
"""References are verified against an electronic source such as PubMed or the original."""
