"""The converter of PubMed Central: https://pmc.ncbi.nlm.nih.gov/tools/id-converter-api/.

It knows only works that PubMed Central holds. Its answers had another shape until 2025; both are
read: what is wanted of them stands in the same place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from health_content.bibliography.identifiers import Identifiers
from health_content.lookups.bibliographic.asking import Answer, Service, Unanswered, unexpected
from health_content.lookups.bibliographic.shapes import Unshaped, mappings, object_of, text


@dataclass(frozen=True)
class Converter:
    """The converter, asked through ``service``. ``told`` is who asks: ``tool`` and ``email``."""

    service: Service
    told: tuple[tuple[str, str], ...] = ()

    def identifiers(self, pmcid: str) -> Identifiers | None:
        """All identifiers of a work by its PMCID; ``None`` where PubMed Central lacks it.

        Raises :class:`~health_content.lookups.bibliographic.asking.Unanswered`.
        """
        asked = {"ids": pmcid, "idtype": "pmcid", "format": "json"}
        address = f"?{urlencode([*asked.items(), *self.told])}"
        return self.service.ask(address, lambda answer: _of_record(answer, pmcid))


def _of_record(answer: Answer, pmcid: str) -> Identifiers | None:
    # It says 404 or 400 where it knows none of the identifiers.
    if answer.status not in (200, 400, 404):
        raise unexpected(answer)
    try:
        told = object_of(answer.body)
    except Unshaped as error:
        raise Unanswered(str(error), is_passing=True) from error
    if not isinstance(told.get("records"), list):
        raise Unanswered(_("It answers without records."), is_passing=answer.status == 200)
    for record in mappings(told["records"]):
        # The new shape spells what was asked for, the old one the article or a version of it.
        names = {text(record.get(name)).upper() for name in ("pmcid", "requested-id")}
        if pmcid.upper() in names and text(record.get("status")) != "error":
            doi, pmid = text(record.get("doi")), text(record.get("pmid"))
            return Identifiers(
                doi=doi.lower() if doi.startswith("10.") else "",
                pmid=pmid if re.fullmatch(r"[1-9][0-9]{0,8}", pmid) else "",
                pmcid=pmcid.upper(),
            )
    return None
