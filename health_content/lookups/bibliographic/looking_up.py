"""Who is asked for a work, in which order, and what is made of their answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from health_content.bibliography.identifiers import Identifiers
from health_content.lookups.bibliographic.answers import LookedUp, Outcome


@dataclass(frozen=True)
class Clients:
    """Who can be asked. ``problem`` says why nobody can."""

    problem: str = ""


def clients_from_settings() -> Clients:
    """Those that the ``REFERENCES`` setting names."""
    return Clients()


def look_up(identifiers: Identifiers, clients: Clients, *, fresh: bool = False) -> LookedUp:
    """The work that identifiers lead to. ``fresh`` asks even where an answer is remembered."""
    return LookedUp(Outcome.UNREACHED, identifiers, identifiers, problem=clients.problem)


def statuses(dois: Iterable[str], pmids: Iterable[str], clients: Clients) -> Iterator[LookedUp]:
    """What is known of works, one answer for each DOI and each PMID; ``asked`` says whose.

    Asks for many at once, and never takes an answer that is remembered.
    """
    for doi in dois:
        yield look_up(Identifiers(doi=doi), clients, fresh=True)
    for pmid in pmids:
        yield look_up(Identifiers(pmid=pmid), clients, fresh=True)
