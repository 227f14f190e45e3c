"""Asking what identifiers lead to while somebody waits, and showing both sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from health_content import conf
from health_content.admin.references.fields import values_of
from health_content.bibliography.identifiers import Identifiers
from health_content.bibliography.matching import Comparison, compare
from health_content.bibliography.notices import Notice
from health_content.bibliography.record import ReferenceRecord
from health_content.bibliography.study import StudyKind
from health_content.library.looked_up import conflict_of
from health_content.library.references import Reference
from health_content.lookups.bibliographic import clients_from_settings, look_up

_SALT = "health_content.admin.references.lookup"
_GOOD_FOR = 24 * 60 * 60

SOURCES = {"pubmed": "PubMed", "crossref": "Crossref"}
COMPARED: dict[str, Any] = {
    "title": _("Title"),
    "authors": _("Authors"),
    "container_title": _("Journal, book or website"),
    "year": _("Year"),
    "volume": _("Volume"),
    "issue": _("Issue"),
    "page": _("Pages"),
    "publisher": _("Publisher"),
    "doi": _("DOI"),
    "pmid": _("PubMed ID"),
    "pmcid": _("PubMed Central ID"),
    "isbn": _("ISBN"),
}
_NAMES = {"authors": "author", "container_title": "journal"}
"""What the comparison calls fields that are named otherwise in forms."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for identifiers, to be kept until somebody saves.

    That a work is itself a notice is told in ``conflict``.
    """

    asked: Identifiers
    outcome: str
    record: ReferenceRecord | None = None
    source: str = ""
    notices: tuple[Notice, ...] = ()
    study: StudyKind = StudyKind.UNKNOWN
    open_access_url: str = ""
    was_checked: bool = False
    conflict: str = ""
    problem: str = ""
    notice_of: None = None
    notice_about: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The answer as JSON."""
        return {
            **{
                name: getattr(self, name)
                for name in ("source", "open_access_url", "was_checked", "conflict", "problem")
            },
            "asked": asdict(self.asked),
            "outcome": str(self.outcome),
            "record": self.record.to_csl() if self.record else None,
            "notices": [notice.as_data() for notice in self.notices],
            "study": self.study.value,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Answer:
        """Read one back that this class wrote."""
        return cls(
            **{
                **data,
                "asked": Identifiers(**data["asked"]),
                "record": ReferenceRecord.from_csl(data["record"]) if data["record"] else None,
                "notices": tuple(Notice.from_data(each) for each in data["notices"]),
                "study": StudyKind(data["study"]),
            }
        )

    def token(self) -> str:
        """The answer, signed, for a form to bring back."""
        return signing.dumps(self.as_data(), salt=_SALT, compress=True)

    @classmethod
    def from_token(cls, token: str) -> Answer | None:
        """The answer that a form brought back; ``None`` where it is none of ours, or too old."""
        try:
            return cls.from_data(signing.loads(token, salt=_SALT, max_age=_GOOD_FOR))
        except signing.BadSignature:
            return None


def ask(identifiers: Identifiers) -> Answer:
    """What identifiers lead to, asked now. Never raises: that nobody answered is an answer."""
    if not conf.references()["LOOK_UP"]:
        told = gettext("Looking up is switched off for this site.")
        return Answer(identifiers, Reference.Lookup.UNREACHED.value, problem=told)
    found = look_up(identifiers, clients_from_settings())
    return Answer(
        identifiers,
        found.outcome.value,
        record=found.record,
        source=found.source,
        notices=found.notices,
        study=found.study,
        open_access_url=found.open_access_url,
        was_checked=found.was_checked and not found.notice_of,
        conflict=conflict_of(found),
        problem=found.problem,
    )


def told(outcome: str, problem: str = "") -> str:
    """In words what came of asking, and what to do."""
    if outcome == Reference.Lookup.NOT_FOUND:
        words = gettext(
            "Nobody who was asked has a record of it. Check the identifiers against the source "
            "itself, letter by letter; if they are right, the fields are yours to give."
        )
    elif outcome == Reference.Lookup.UNREACHED:
        words = gettext(
            "It could not be asked, which says nothing about the source. Give the fields by hand "
            "and look it up later."
        )
    else:
        words = ""
    return " ".join(filter(None, (words, problem)))


@dataclass(frozen=True, slots=True)
class Side:
    """One field as it is cited and as the record has it, and how the two stand in words."""

    label: str
    cited: str
    found: str
    says: str
    is_wrong: bool = False


def sides(cited: ReferenceRecord, found: ReferenceRecord) -> list[Side]:
    """Both sides, field by field, without the fields that neither has."""
    comparison = compare(cited, found)
    ours, theirs = values_of(cited), values_of(found)
    return [
        _side(name, label, str(ours[name] or ""), str(theirs[name] or ""), comparison)
        for name, label in COMPARED.items()
        if ours[name] or theirs[name]
    ]


def _side(name: str, label: Any, ours: str, theirs: str, comparison: Comparison) -> Side:
    called = _NAMES.get(name, name)
    differing = {each.field for each in comparison.differences}
    noted = {each.field for each in comparison.noted}
    is_identifier = name in ("doi", "pmid", "pmcid", "isbn")
    is_wrong = False
    if not theirs:
        says = gettext("Only cited")
    elif not ours:
        says = gettext("Missing here")
    elif called in differing or (is_identifier and ours.casefold() != theirs.casefold()):
        says, is_wrong = gettext("Differs"), True
    elif called in noted:
        says = gettext("Told in two ways")
    else:
        says = gettext("Agrees")
    return Side(str(label), ours, theirs, says, is_wrong)
