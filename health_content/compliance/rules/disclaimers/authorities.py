"""What the rules on disclaimers stand on."""

from __future__ import annotations

from datetime import date

from health_content.compliance.authority import Authority

_READ_ON = date(2026, 11, 22)

FDA_TEXT = Authority(
    "21 CFR 101.93(c)",
    "Certain types of statements for dietary supplements: text for disclaimer",
    "https://www.ecfr.gov/current/title-21/section-101.93",
    _READ_ON,
    is_secondary=True,
)
"""Read in the CFR edition of 2006 as printed by the Government Printing Office."""

PROMINENCE = Authority(
    "21 USC 343(r)(6)",
    "Misbranded food: statements for dietary supplements and how the disclaimer is displayed",
    "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title21-section343",
    _READ_ON,
    is_secondary=True,
)
"""Read in a copy of the United States Code of April 2023."""

NET_IMPRESSION = Authority(
    "FTC, .com Disclosures (March 2013)",
    "How to make effective disclosures in digital advertising",
    "https://www.ftc.gov/business-guidance/resources/"
    "com-disclosures-how-make-effective-disclosures-digital-advertising",
    _READ_ON,
    is_secondary=True,
)

LOCAL_STATEMENTS = Authority(
    "Therapeutic Goods Advertising Code 2021, Part 4; Regulation (EC) No 1924/2006, Article 10(2); "
    "Consumer Advertising Guidelines for Marketed Health Products (2006)",
    "Statements that Australia, the EU, the United Kingdom and Canada want beside advertising "
    "for supplements",
    "https://www.legislation.gov.au/F2021L01661/latest/text",
    date(2026, 11, 23),
    is_secondary=True,
)
"""Of Article 10(2) a verbatim copy in Swedish was read, of the Code reports of its Part 4,
of the Guidelines their table of subjects. None gives us words to hold a page to."""
