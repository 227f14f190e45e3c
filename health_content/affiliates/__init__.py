"""Affiliate programs, what counts as a paid link, and addresses that are safe to link."""

from health_content.affiliates.programs import (
    PROGRAMS,
    Certainty,
    Identification,
    ProgramMarket,
    ProgramTerms,
    Source,
    program,
)
from health_content.affiliates.recognition import (
    NOTHING_REGISTERED,
    Recognized,
    Registered,
    looks_like_call_to_action,
    merchant_in_text,
    paid_link,
)
from health_content.affiliates.urls import UnsafeURL, normalize, tagged, with_tag, without_tag

__all__ = [
    "NOTHING_REGISTERED",
    "PROGRAMS",
    "Certainty",
    "Identification",
    "ProgramMarket",
    "ProgramTerms",
    "Recognized",
    "Registered",
    "Source",
    "UnsafeURL",
    "looks_like_call_to_action",
    "merchant_in_text",
    "normalize",
    "paid_link",
    "program",
    "tagged",
    "with_tag",
    "without_tag",
]
