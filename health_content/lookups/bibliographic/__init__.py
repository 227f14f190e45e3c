"""Asking PubMed, the converter of PubMed Central and Crossref what an identifier leads to.

Takes and gives plain values; what becomes of them is for the callers to say.
"""

from health_content.lookups.bibliographic.answers import LookedUp, Outcome
from health_content.lookups.bibliographic.clients import Clients, clients_from_settings
from health_content.lookups.bibliographic.looking_up import look_up, statuses

__all__ = ["Clients", "LookedUp", "Outcome", "clients_from_settings", "look_up", "statuses"]
