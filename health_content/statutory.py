"""Texts that law or a program fixes, verbatim, and the default medical text of our own.

They are constants so that no editor's typing, migration or database outage can change
or lose them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FixedText:
    """A text whose wording is not ours to vary.

    ``revision`` changes whenever the wording does. ``read_on`` is the day the source
    was last read; ``None`` where we are the source.
    """

    key: str
    text: str
    language: str
    revision: str
    authority: str
    url: str = ""
    read_on: date | None = None


FDA_PLURAL = FixedText(
    key="fda-disclaimer",
    text=(
        "These statements have not been evaluated by the Food and Drug Administration. "
        "This product is not intended to diagnose, treat, cure, or prevent any disease."
    ),
    language="en-US",
    revision="21-cfr-101.93-c-2",
    authority="21 CFR 101.93(c)(2)",
    url="https://www.ecfr.gov/current/title-21/section-101.93",
    read_on=date(2026, 11, 22),
)
"""The default: a page makes more than one statement. "This product" stays singular."""

FDA_SINGULAR = FixedText(
    key="fda-disclaimer",
    text=(
        "This statement has not been evaluated by the Food and Drug Administration. "
        "This product is not intended to diagnose, treat, cure, or prevent any disease."
    ),
    language="en-US",
    revision="21-cfr-101.93-c-1",
    authority="21 CFR 101.93(c)(1)",
    url="https://www.ecfr.gov/current/title-21/section-101.93",
    read_on=date(2026, 11, 22),
)

MEDICAL_DEFAULT = FixedText(
    key="medical-disclaimer",
    text=(
        "The content of this page is general information and education. It is not medical "
        "advice, a diagnosis or a treatment plan, and reading it does not make you a patient "
        "of anyone who wrote or reviewed it. Talk to a doctor or pharmacist before you start, "
        "stop or combine supplements, above all if you are pregnant or nursing, are under 18, "
        "have a health condition or take medicine. Never put off getting medical help because "
        "of something you read here. In an emergency, call your local emergency number."
    ),
    language="en-US",
    revision="medical-2026-11",
    authority="health_content",
)
"""No statute words this one. A site may set its own wording; it can never be empty."""

AFFILIATE_DEFAULT = FixedText(
    key="affiliate-disclosure",
    text=(
        "This page contains paid links. If you buy through one of them, we earn a commission, "
        "at no extra cost to you."
    ),
    language="en-US",
    revision="affiliate-2026-11",
    authority="16 CFR 255.5",
    url="https://www.ecfr.gov/current/title-16/part-255",
    read_on=date(2026, 11, 22),
)
"""Our wording of what 16 CFR 255.5(a) asks to be said; the rule fixes no words."""

AD_LABEL = FixedText(
    key="ad-label",
    text="Ad",
    language="en-GB",
    revision="ad-label-2026-11",
    authority="CAP Code, rule 2.1",
    url="https://www.asa.org.uk/advice-online/affiliate-marketing.html",
    read_on=date(2026, 11, 22),
)
"""Before the title of what sells, on the page and wherever it is listed, in the United Kingdom."""

AMAZON_ASSOCIATE = FixedText(
    key="program-identification-amazon",
    text="As an Amazon Associate I earn from qualifying purchases.",
    language="en-US",
    revision="amazon-associates-us-2026-04-14",
    authority="Amazon Associates Program Operating Agreement, section 5",
    url="https://affiliate-program.amazon.com/help/operating/agreement",
    read_on=date(2026, 11, 22),
)
"""Quoted from secondary copies of the agreement of 14 April 2026; the original was not
open to us."""
