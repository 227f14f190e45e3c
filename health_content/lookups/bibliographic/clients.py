"""The three services, their manners, and what is remembered of their answers."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any, TypeVar

from django.core.cache import cache
from django.utils.translation import gettext as _

from health_content import conf
from health_content.bibliography.identifiers import Identifiers
from health_content.lookups.bibliographic.asking import Patience, Service, Unanswered
from health_content.lookups.bibliographic.conversion import Converter
from health_content.lookups.bibliographic.crossref import Crossref
from health_content.lookups.bibliographic.pubmed import PubMed
from health_content.lookups.bibliographic.works import Work

T = TypeVar("T")

FOUND_FOR = 6 * 3600
"""Seconds that a good answer is remembered."""

MISSING_FOR = 600
"""Seconds that it is remembered that there is none: a record may come any minute."""

_TOOL = "health-content"
# Somebody looks at a page that does not come; and servers give a request half a minute.
_HURRY = Patience(connect=4, read=8, total=10, question=12, tries=2)
_SHAPE = 1
"""Raised when a remembered answer could not be read any more."""


@dataclass(frozen=True)
class Clients:
    """Who can be asked. ``problem`` says why nobody can.

    The methods raise :class:`~health_content.lookups.bibliographic.asking.Unanswered`.
    """

    pubmed: PubMed | None = None
    converter: Converter | None = None
    crossref: Crossref | None = None
    problem: str = ""

    def work_by_pmid(self, pmid: str, *, fresh: bool = False) -> Work | None:
        """PubMed's work."""
        return _remembered(
            "pubmed", pmid, lambda: self.works_by_pmid([pmid]).get(pmid), fresh=fresh
        )

    def work_by_doi(self, doi: str, *, fresh: bool = False) -> Work | None:
        """Crossref's work."""
        if self.crossref is None:
            raise Unanswered(_("Crossref is not asked."))
        asked = self.crossref
        return _remembered("crossref", doi.lower(), lambda: asked.work(doi), fresh=fresh)

    def work_at_pubmed(self, doi: str, *, fresh: bool = False) -> Work | None:
        """PubMed's work by its DOI."""
        if self.pubmed is None:
            raise Unanswered(_("PubMed is not asked."))
        asked = self.pubmed
        pmid = _remembered("esearch", doi.lower(), lambda: asked.pmid_of(doi) or None, fresh=fresh)
        work = self.work_by_pmid(pmid, fresh=fresh) if pmid else None
        return work if work is not None and work.record.doi.lower() == doi.lower() else None

    def identifiers_of(self, pmcid: str, *, fresh: bool = False) -> Identifiers | None:
        """All identifiers of a work that PubMed Central holds."""
        if self.converter is None:
            raise Unanswered(_("The converter of PubMed Central is not asked."))
        asked = self.converter
        return _remembered("idconv", pmcid, lambda: asked.identifiers(pmcid), fresh=fresh)

    def works_by_pmid(self, pmids: Sequence[str]) -> dict[str, Work]:
        """PubMed's works of some PubMed IDs."""
        if self.pubmed is None:
            raise Unanswered(_("PubMed is not asked."))
        return self.pubmed.works(pmids)

    def works_by_doi(self, dois: Sequence[str]) -> dict[str, Work]:
        """Crossref's works of some DOIs."""
        if self.crossref is None:
            raise Unanswered(_("Crossref is not asked."))
        return self.crossref.works(dois)


def clients_from_settings(*, is_waited_for: bool = True) -> Clients:
    """Those that the ``REFERENCES`` setting names; nobody where it says ``LOOK_UP: False``.

    They are the same ones for a process, so that a service is not asked too often by it. They have
    more patience where nobody waits for the answer.
    """
    given = conf.references()
    if not given["LOOK_UP"]:
        return Clients(problem=_("This site asks nobody: its setting LOOK_UP is off."))
    return _clients(
        pubmed=given["PUBMED_URL"],
        idconv=given["IDCONV_URL"],
        crossref=given["CROSSREF_URL"],
        allow=tuple(given["ALLOW"]),
        patience=_HURRY if is_waited_for else Patience(),
        contact=given["CONTACT"],
        key=given["NCBI_API_KEY"],
        site=conf.site_name(),
        address=conf.site_address(),
    )


@lru_cache(maxsize=4)
def _clients(*, allow: tuple[str, ...], patience: Patience, **given: str) -> Clients:
    networks = tuple(ipaddress.ip_network(network) for network in allow)
    return clients_at(allow=networks, patience=patience, **given)


def clients_at(
    *,
    pubmed: str,
    idconv: str,
    crossref: str,
    contact: str = "",
    key: str = "",
    site: str = "",
    address: str = "",
    **manners: Any,
) -> Clients:
    """Clients for services at some addresses.

    ``site``, its ``address`` and ``contact`` are who asks; ``key`` is one of NCBI. ``manners`` are
    fields of :class:`~health_content.lookups.bibliographic.asking.Service`.
    """
    told = [("tool", _TOOL), *([("email", contact)] if contact else [])]
    own: dict[str, Any] = {"user_agent": user_agent(site, address, contact)}
    eutils = {**own, "gap": 0.11 if key else 0.34, **manners}
    idconv_hosts = frozenset({"pmc.ncbi.nlm.nih.gov", "www.ncbi.nlm.nih.gov"})
    converting = {**own, "gap": 0.34, "hosts": idconv_hosts, **manners}
    asking = {**own, "gap": 0.2, **manners}
    return Clients(
        pubmed=PubMed(
            Service("PubMed", _folder(pubmed), **eutils),
            (*told, *([("api_key", key)] if key else [])),
        ),
        converter=Converter(Service("PubMed Central", _folder(idconv), **converting), tuple(told)),
        crossref=Crossref(
            Service("Crossref", _folder(crossref), **asking),
            (("mailto", contact),) if contact else (),
            5 * asking["gap"],
        ),
    )


def user_agent(site: str, address: str, contact: str) -> str:
    """Who asks, in one line of plain signs: "Boneguide (https://…; mailto:…) health-content"."""
    where = "; ".join(part for part in (address, f"mailto:{contact}" if contact else "") if part)
    told = f"{site or 'A site'} ({where}) {_TOOL}" if where else f"{site or 'A site'} {_TOOL}"
    return "".join(sign for sign in told if 32 <= ord(sign) < 127)[:300]


def _folder(address: str) -> str:
    return address if address.endswith("/") else f"{address}/"


def _remembered(
    service: str, identifier: str, ask: Callable[[], T | None], *, fresh: bool
) -> T | None:
    """An answer, remembered if it was had before. Failures are not."""
    digest = sha256(identifier.encode()).hexdigest()[:40]
    key = f"health_content.bibliographic.{_SHAPE}.{service}.{digest}"
    kept = None if fresh else cache.get(key)
    # In a tuple, so that "there is none" can be remembered.
    if isinstance(kept, tuple):
        remembered: T | None = kept[0]
        return remembered
    answer = ask()
    cache.set(key, (answer,), MISSING_FOR if answer is None else FOUND_FOR)
    return answer
