"""Crossref's REST API: https://api.crossref.org/swagger-ui/index.html."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from health_content.lookups.bibliographic.asking import Answer, Service, Unanswered, unexpected
from health_content.lookups.bibliographic.crossref_json import message_of, work_of
from health_content.lookups.bibliographic.shapes import Unshaped, mappings, object_of
from health_content.lookups.bibliographic.works import Work

AT_ONCE = 20
"""DOIs in one request: a record with its references may be three hundred thousand bytes."""


@dataclass(frozen=True)
class Crossref:
    """Crossref, asked through ``service``. ``told`` is who asks: ``mailto``.

    ``list_gap`` is between two requests for lists, in seconds.
    """

    service: Service
    told: tuple[tuple[str, str], ...] = ()
    list_gap: float = 1.0

    def work(self, doi: str) -> Work | None:
        """The work of a DOI; ``None`` where Crossref lacks it, which another registry may not.

        Raises :class:`~health_content.lookups.bibliographic.asking.Unanswered`.
        """
        # Whole, with its slashes: a DOI may hold "..", "?" and "#".
        address = f"works/{quote(doi, safe='')}{self._who('?')}"
        return self.service.ask(address, lambda answer: _one(answer, doi))

    def works(self, dois: Sequence[str]) -> dict[str, Work]:
        """The works of some DOIs, ``AT_ONCE`` at most; those that Crossref lacks are left out.

        Only for DOIs without a comma, which separates them. Raises
        :class:`~health_content.lookups.bibliographic.asking.Unanswered`.
        """
        asked = {"filter": ",".join(f"doi:{doi.lower()}" for doi in dois), "rows": str(len(dois))}
        address = f"works?{urlencode(asked)}{self._who('&')}"
        found = self.service.ask(address, _many, gap=self.list_gap)
        return {doi: found[doi.lower()] for doi in dois if doi.lower() in found}

    def _who(self, sign: str) -> str:
        return f"{sign}{urlencode(self.told)}" if self.told else ""


def _one(answer: Answer, doi: str) -> Work | None:
    # In plain words, "Resource not found."; a page would be somebody else's.
    if answer.status == 404 and answer.content_type != "text/html":
        return None
    work = work_of(_message(answer))
    if work is None:
        raise Unanswered(_("It answers without a record."), is_passing=True)
    if doi.lower() not in (work.record.doi, *work.aliases):
        raise Unanswered(_("It answers with the record of another DOI."), is_passing=True)
    return work


def _many(answer: Answer) -> dict[str, Work]:
    message = _message(answer)
    if not isinstance(message.get("items"), list):
        raise Unanswered(_("It answers without a list."), is_passing=True)
    found: dict[str, Work] = {}
    for item in mappings(message["items"]):
        if work := work_of(item):
            for doi in (work.record.doi, *work.aliases):
                found.setdefault(doi, work)
    return found


def _message(answer: Answer) -> dict[str, object]:
    if answer.status != 200:
        raise unexpected(answer)
    try:
        message = message_of(object_of(answer.body))
    except Unshaped as error:
        raise Unanswered(str(error), is_passing=True) from error
    if not message:
        raise Unanswered(_("It answers without a message."), is_passing=True)
    return message
