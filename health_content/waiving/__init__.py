"""Waivers and reasons: who may give them, confirm them and take them back, and what follows."""

from health_content.waiving.deciding import confirm, take_back
from health_content.waiving.errors import WaiverInvalid, WaiverNotAllowed, WaiverRefused
from health_content.waiving.faces import finding_now
from health_content.waiving.giving import default_day, give, last_day, needs_second_person

__all__ = [
    "WaiverInvalid",
    "WaiverNotAllowed",
    "WaiverRefused",
    "confirm",
    "default_day",
    "finding_now",
    "give",
    "last_day",
    "needs_second_person",
    "take_back",
]
