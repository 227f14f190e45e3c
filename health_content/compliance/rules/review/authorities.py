"""What the rules on review and testing stand on. No statute asks for a medical reviewer."""

from __future__ import annotations

from datetime import date

from health_content.compliance.authority import Authority

_READ_ON = date(2026, 11, 22)

TRUSTWORTHY_CONTENT = Authority(
    "Google Search Central, Creating helpful, reliable, people-first content",
    "Who made a page, how and why; pages on health need the most trust",
    "https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
    _READ_ON,
    is_secondary=True,
)
EXPERT = Authority(
    "16 CFR 255.3",
    "Guides concerning the use of endorsements: expert endorsements",
    "https://www.ecfr.gov/current/title-16/part-255",
    _READ_ON,
    is_secondary=True,
)
HONEST_OPINION = Authority(
    "16 CFR 255.1",
    "Guides concerning the use of endorsements: honest opinion and experience of the endorser",
    "https://www.ecfr.gov/current/title-16/part-255",
    _READ_ON,
    is_secondary=True,
)
FTC_ANSWERS = Authority(
    "FTC, Endorsement Guides: What People Are Asking",
    "A product that was not tried must not be described as if it had been",
    "https://www.ftc.gov/business-guidance/resources/ftcs-endorsement-guides-what-people-are-asking",
    _READ_ON,
    is_secondary=True,
)
