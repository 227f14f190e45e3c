"""Asking again and again what has become of sources, and acting on it."""

from health_content.link_health.lease import Busy
from health_content.reference_checks.runs import Outcome, check_references

__all__ = ["Busy", "Outcome", "check_references"]
