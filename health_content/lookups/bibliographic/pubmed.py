"""PubMed's E-utilities: https://www.ncbi.nlm.nih.gov/books/NBK25499/."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from health_content.lookups.bibliographic.asking import Answer, Service, Unanswered, unexpected
from health_content.lookups.bibliographic.pubmed_xml import (
    Unreadable,
    root_of,
    told_error,
    works_of,
)
from health_content.lookups.bibliographic.shapes import Unshaped, mapping, object_of, text
from health_content.lookups.bibliographic.works import Work

AT_ONCE = 50
"""PubMed IDs in one request: a record with its references is some forty thousand bytes."""


@dataclass(frozen=True)
class PubMed:
    """PubMed, asked through ``service``. ``told`` is who asks: ``tool``, ``email``, ``api_key``."""

    service: Service
    told: tuple[tuple[str, str], ...] = ()

    def works(self, pmids: Sequence[str]) -> dict[str, Work]:
        """The works of some PubMed IDs, ``AT_ONCE`` at most; those that PubMed lacks are left out.

        Raises :class:`~health_content.lookups.bibliographic.asking.Unanswered`.
        """
        asked = {"db": "pubmed", "id": ",".join(pmids), "retmode": "xml"}
        found = self.service.ask(self._address("efetch.fcgi", asked), _works)
        return {pmid: found[pmid] for pmid in pmids if pmid in found}

    def pmid_of(self, doi: str) -> str:
        """The PubMed ID of the one work that PubMed finds by a DOI; empty where it finds none.

        PubMed looks for the DOI's words: whoever asks must see whether the work has that DOI.
        Raises :class:`~health_content.lookups.bibliographic.asking.Unanswered`.
        """
        term = '"{}"[doi]'.format(doi.replace('"', " "))
        asked = {"db": "pubmed", "term": term, "retmode": "json", "retmax": "2"}
        return self.service.ask(self._address("esearch.fcgi", asked), _found_id)

    def _address(self, tool: str, asked: dict[str, str]) -> str:
        return f"{tool}?{urlencode([*asked.items(), *self.told])}"


def _works(answer: Answer) -> dict[str, Work]:
    if answer.status == 400:
        return _of_refused(answer)
    _must_be_good(answer)
    try:
        return works_of(answer.body)
    except Unreadable as error:
        raise Unanswered(str(error), is_passing=True) from error


def _of_refused(answer: Answer) -> dict[str, Work]:
    """None, where PubMed says that no ID is right; it says 400 for faults of its own too."""
    if b"ID list is empty" in answer.body:
        return {}
    if b"proxy_stream" in answer.body:
        raise Unanswered(_("It is out of order."), is_passing=True)
    try:
        told = told_error(root_of(answer.body))
    except Unreadable:
        told = ""
    raise Unanswered(told or _("It does not understand the question (400)."), is_ours=True)


def _found_id(answer: Answer) -> str:
    _must_be_good(answer)
    try:
        told = object_of(answer.body)
    except Unshaped as error:
        raise Unanswered(str(error), is_passing=True) from error
    result = told.get("esearchresult")
    if not isinstance(result, dict) or not isinstance(result.get("idlist"), list):
        raise Unanswered(_("It answers without a result."), is_passing=True)
    if text(mapping(result).get("ERROR")):
        raise Unanswered(_("It answers with an error."), is_passing=True)
    ids = [text(found) for found in result["idlist"]]
    return ids[0] if len(ids) == 1 and ids[0].isdecimal() else ""


def _must_be_good(answer: Answer) -> None:
    if answer.status != 200:
        raise unexpected(answer)
    if answer.content_type == "text/html":
        raise Unanswered(_("It answers with a page instead of a record."), is_passing=True)
