"""Why a waiver is not given, confirmed or taken back."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError


class WaiverRefused(Exception):
    """What was asked for is not done. One of the two below says why."""


class WaiverNotAllowed(WaiverRefused, PermissionDenied):
    """This person may not do it."""


class WaiverInvalid(WaiverRefused, ValidationError):
    """Nobody may do it as it was asked for; the message says what to change."""
