"""The programs this package knows, as data.

Amazon Associates is one program with many markets, because its terms are the same in
all of them as far as they were read; what differs by market (hosts, our tag, the
identification sentence) lies in ``markets`` and ``identifications``. A site that has
a contract of its own for one market adds a program for it.

How sure these facts are stands in each program's ``sources``. Amazon's own pages were
not open to us: its terms are from secondary copies of the agreement and policies of
14 April 2026. Nothing unknown is filled in.
"""

from __future__ import annotations

from datetime import date

from health_content.affiliates.terms import (
    Certainty,
    Identification,
    ProgramMarket,
    ProgramTerms,
    Source,
)
from health_content.statutory import AMAZON_ASSOCIATE

__all__ = [
    "PROGRAMS",
    "Certainty",
    "Identification",
    "ProgramMarket",
    "ProgramTerms",
    "Source",
    "program",
]

_READ_ON = date(2026, 11, 22)

AMAZON = ProgramTerms(
    key="amazon",
    name="Amazon Associates",
    merchant="Amazon",
    markets=(
        ProgramMarket("US", ("amazon.com",)),
        ProgramMarket("UK", ("amazon.co.uk",)),
        ProgramMarket("DE", ("amazon.de",)),
        ProgramMarket("CA", ("amazon.ca",)),
        ProgramMarket("AU", ("amazon.com.au",)),
        ProgramMarket("FR", ("amazon.fr",)),
        ProgramMarket("IT", ("amazon.it",)),
        ProgramMarket("ES", ("amazon.es",)),
        ProgramMarket("NL", ("amazon.nl",)),
        ProgramMarket("BE", ("amazon.com.be",)),
        ProgramMarket("SE", ("amazon.se",)),
        ProgramMarket("PL", ("amazon.pl",)),
        ProgramMarket("IE", ("amazon.ie",)),
        ProgramMarket("JP", ("amazon.co.jp",)),
        ProgramMarket("IN", ("amazon.in",)),
        ProgramMarket("SG", ("amazon.sg",)),
        ProgramMarket("MX", ("amazon.com.mx",)),
        ProgramMarket("BR", ("amazon.com.br",)),
        ProgramMarket("TR", ("amazon.com.tr",)),
        ProgramMarket("AE", ("amazon.ae",)),
        ProgramMarket("SA", ("amazon.sa",)),
        ProgramMarket("EG", ("amazon.eg",)),
    ),
    shorteners=("amzn.to", "a.co", "amzn.eu"),
    product_patterns=(r"/(?:dp|gp/product|gp/aw/d|exec/obidos/ASIN|o/ASIN)/([A-Z0-9]{10})(?=/|$)",),
    tag_parameter="tag",
    identifications=(Identification(AMAZON_ASSOCIATE),),
    # Print, PDF, e-books and spoken use are prohibited; e-mail is open to solicited mail
    # only; notices of 2024 keep links out of generative AI. A feed is read in e-mail by
    # many services. The API serves the publisher's own front end.
    channels=frozenset({"web", "api"}),
    cloaking_allowed=False,
    # Its own short addresses say "amzn"; others make it unclear where a link leads.
    shortening_allowed=False,
    prices_allowed=False,
    price_max_age_hours=24,
    price_notice=(
        "Product prices and availability are accurate as of the date/time indicated and are "
        "subject to change. Any price and availability information displayed on Amazon.com at "
        "the time of purchase will apply to the purchase of this product."
    ),
    ratings_allowed=False,
    merchant_images_allowed=False,
    image_max_age_hours=24,
    incentives_allowed=False,
    email_needs_opt_in=True,
    referrer_needed=True,
    sources=(
        Source(
            "Amazon Associates Program Operating Agreement and Program Policies, 14 April 2026, "
            "as quoted by third parties",
            "https://affiliate-program.amazon.com/help/operating/policies",
            _READ_ON,
            Certainty.SECONDARY,
        ),
        Source(
            "Amazon Associates help, as quoted by third parties",
            "https://affiliate-program.amazon.sg/help/node/topic/GHQNZAU6669EZS98",
            _READ_ON,
            Certainty.SECONDARY,
        ),
        Source(
            "The short address amzn.eu, as supported by a third party's software",
            "https://github.com/discourse/discourse-affiliate/pull/79",
            _READ_ON,
            Certainty.SECONDARY,
        ),
    ),
)

AWIN_TEMPLATE = ProgramTerms(
    key="awin-template",
    name="Awin (to be completed for each merchant)",
    markets=(ProgramMarket("", ("awin1.com",)),),
    email_needs_opt_in=True,
    contract_note=(
        "Complete the merchant, its market and our tag. Merchant terms differ; those read ban "
        'misleading health claims and words like "miracle cure", bidding on the brand, and mail '
        "that nobody opted in to."
    ),
    sources=(
        Source(
            "Awin merchant terms 117847, 61715 and 96087",
            "https://ui.awin.com/merchant-profile-terms/117847",
            _READ_ON,
            Certainty.READ,
        ),
    ),
    is_template=True,
)

GENERIC_TEMPLATE = ProgramTerms(
    key="generic-template",
    name="Any other program (to be completed)",
    contract_note=(
        "Complete the merchant, hosts, tag parameter and tag, the sentence the program asks "
        "for and the channels it allows, from the program's own terms. What stays unknown is "
        "treated as not allowed."
    ),
    is_template=True,
)

PROGRAMS: tuple[ProgramTerms, ...] = (AMAZON, AWIN_TEMPLATE, GENERIC_TEMPLATE)


def program(key: str) -> ProgramTerms:
    """The shipped program of this key. Raises ``LookupError`` naming the known keys."""
    for terms in PROGRAMS:
        if terms.key == key:
            return terms
    known = ", ".join(terms.key for terms in PROGRAMS)
    raise LookupError(f"No affiliate program {key!r}. Known are: {known}.")
