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
    Recognized,
    looks_like_call_to_action,
    merchant_in_text,
    paid_link,
)
from health_content.affiliates.urls import UnsafeURL, normalize, with_tag

__all__ = [
    "PROGRAMS",
    "Certainty",
    "Identification",
    "ProgramMarket",
    "ProgramTerms",
    "Recognized",
    "Source",
    "UnsafeURL",
    "looks_like_call_to_action",
    "merchant_in_text",
    "normalize",
    "paid_link",
    "program",
    "with_tag",
]
