"""What the rules on paid links stand on. Amazon's own pages were not open to us."""

from __future__ import annotations

from datetime import date

from health_content.compliance.authority import Authority

_READ_ON = date(2026, 11, 22)

CONNECTION = Authority(
    "16 CFR 255.5",
    "Guides concerning the use of endorsements: disclosure of material connections",
    "https://www.ecfr.gov/current/title-16/part-255",
    _READ_ON,
    is_secondary=True,
)
CONSPICUOUS = Authority(
    "16 CFR 255.0(f)",
    "Guides concerning the use of endorsements: clear and conspicuous",
    "https://www.ecfr.gov/current/title-16/part-255",
    _READ_ON,
    is_secondary=True,
)
FTC_ANSWERS = Authority(
    "FTC, Endorsement Guides: What People Are Asking",
    "Which words disclose an affiliate link, and where they belong",
    "https://www.ftc.gov/business-guidance/resources/ftcs-endorsement-guides-what-people-are-asking",
    _READ_ON,
    is_secondary=True,
)
DARK_PATTERNS = Authority(
    "FTC staff report, Bringing Dark Patterns to Light (September 2022)",
    "Claims of scarcity and urgency that push readers to buy",
    "https://www.ftc.gov/reports/bringing-dark-patterns-light",
    date(2026, 11, 23),
    is_secondary=True,
)
AMAZON_AGREEMENT = Authority(
    "Amazon Associates Program Operating Agreement, section 5",
    "Identifying yourself as an Associate, and no implied endorsement",
    "https://affiliate-program.amazon.com/help/operating/agreement",
    _READ_ON,
    is_secondary=True,
)
AMAZON_POLICIES = Authority(
    "Amazon Associates Program Policies, 14 April 2026",
    "Special Links, prices, customer reviews, incentives and channels",
    "https://affiliate-program.amazon.com/help/operating/policies",
    _READ_ON,
    is_secondary=True,
)
UK_CODE = Authority(
    "CAP Code, rule 2.1",
    "ASA and CAP advice: online affiliate marketing",
    "https://www.asa.org.uk/advice-online/affiliate-marketing.html",
    _READ_ON,
)
