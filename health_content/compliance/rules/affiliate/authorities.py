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
GOOGLE_SPAM = Authority(
    "Google Search Central, Spam policies for Google web search (15 May 2026)",
    "Thin affiliation",
    "https://developers.google.com/search/docs/essentials/spam-policies",
    _READ_ON,
    is_secondary=True,
)
AWIN_TERMS = Authority(
    "Awin merchant terms 117847, 61715 and 96087",
    "Words and claims that merchants forbid their partners",
    "https://ui.awin.com/merchant-profile-terms/117847",
    _READ_ON,
)
DISSEMINATING = Authority(
    "15 USC 52",
    "Disseminating false advertisements, or causing it",
    "https://www.law.cornell.edu/uscode/text/15/52",
    _READ_ON,
    is_secondary=True,
)
FDA_TO_AFFILIATES = Authority(
    "FDA, warning letter to Musthavemom.com, 26 May 2020 (607749)",
    "What a site says of products that it links to for a commission",
    "https://www.fda.gov/inspections-compliance-enforcement-and-criminal-investigations/"
    "warning-letters/musthavemomcom-607749-05262020",
    _READ_ON,
)
