"""Looking where paid links lead, again and again, and acting on it."""

from health_content.link_health.accepting import NotAcceptable, accept
from health_content.link_health.runs import Busy, Outcome, check_links

__all__ = ["Busy", "NotAcceptable", "Outcome", "accept", "check_links"]
