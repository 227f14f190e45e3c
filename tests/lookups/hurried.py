"""Clients for the services on this machine, which wait for hardly anything."""

from __future__ import annotations

from typing import Any

from health_content.lookups.bibliographic.asking import Patience
from health_content.lookups.bibliographic.clients import Clients, clients_at
from tests.lookups.bibliographers import LOOPBACK, Bibliographers

QUICK = Patience(connect=2, read=3, total=4, question=10, tries=2, first_pause=0.001)


def clients_of(bibliographers: Bibliographers, host: str = "127.0.0.1", **manners: Any) -> Clients:
    """Clients that find all three services there."""
    return clients_at(
        pubmed=bibliographers.at("pubmed", host),
        idconv=bibliographers.at("idconv", host),
        crossref=bibliographers.at("crossref", host),
        contact="editors@example.org",
        site="Boneguide",
        address="https://boneguide.example",
        **{"gap": 0.0, "patience": QUICK, "allow": LOOPBACK, **manners},
    )
