"""The works that an article cites as schema.org data, for machines that read the page.

Types and properties are those of schema.org, read 2026-11-23: a ``CreativeWork`` has
``citation`` (a ``CreativeWork`` or text), ``author``, ``datePublished``, ``identifier`` (a
``PropertyValue`` or text), ``isPartOf`` and ``sameAs``; ``MedicalScholarlyArticle`` is a
``ScholarlyArticle`` in the medical domain.

Fields are told where a person or the record that the identifier leads to vouches for them. Of
other entries the printed words are told, and the identifiers unless they are known to lead
astray. What was retracted or withdrawn is left out: nobody should be led to rely on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from health_content.affiliates.recognition import Registered, paid_link
from health_content.affiliates.urls import UnsafeURL, normalize
from health_content.bibliography.matching import Agreement
from health_content.bibliography.record import Name, ReferenceRecord
from health_content.library.references import Reference

_TAKEN_BACK = frozenset({Reference.Status.RETRACTED, Reference.Status.WITHDRAWN})
_VOUCHED = frozenset({Reference.FieldsFrom.PERSON, Reference.FieldsFrom.RECORD})
_TYPES = {
    "article-journal": "ScholarlyArticle",
    "article": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
    "post-weblog": "BlogPosting",
}


def cited_works(
    title: str, references: Iterable[Reference], registered: Registered
) -> dict[str, Any]:
    """An ``Article`` with its citations; empty where it cites nothing that may be relied on."""
    cited = [
        _work(reference, registered)
        for reference in references
        if reference.status not in _TAKEN_BACK
    ]
    if not cited:
        return {}
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": title,
        "citation": cited,
    }


def _work(reference: Reference, registered: Registered) -> dict[str, Any] | str:
    """A work as an object, or in words where nothing else about it is sure."""
    record = _vouched(reference)
    leads = () if _leads_astray(reference) else tuple(_addresses(reference, registered))
    if record is None and not leads:
        return reference.entry
    told: dict[str, Any] = {"@type": "CreativeWork", "name": reference.entry}
    if record is not None:
        told = _fields(record)
    if not leads:
        return told
    if reference.doi:
        told["identifier"] = {
            "@type": "PropertyValue",
            "propertyID": "DOI",
            "value": reference.doi,
        }
    return {**told, "sameAs": list(leads)}


def _vouched(reference: Reference) -> ReferenceRecord | None:
    """The fields, where somebody vouches for them and nobody says otherwise."""
    if reference.agreement == Agreement.DIFFERS:
        return None
    is_vouched = bool(reference.csl) and reference.fields_from in _VOUCHED
    record = reference.cited_record() if is_vouched else reference.true_record()
    return record if record and record.title else None


def _leads_astray(reference: Reference) -> bool:
    return (
        reference.agreement == Agreement.DIFFERS or reference.lookup == Reference.Lookup.NOT_FOUND
    )


def _fields(record: ReferenceRecord) -> dict[str, Any]:
    kind = _TYPES.get(record.type, "CreativeWork")
    if kind == "ScholarlyArticle" and record.pmid:
        kind = "MedicalScholarlyArticle"
    day = [f"{record.year:04d}", *(f"{part:02d}" for part in (record.month, record.day) if part)]
    said = {
        "name": record.title,
        "author": [_author(name) for name in record.authors],
        "datePublished": "-".join(day) if record.year else "",
        "isPartOf": _whole(record),
    }
    return {"@type": kind, **{name: value for name, value in said.items() if value}}


def _whole(record: ReferenceRecord) -> dict[str, str]:
    """What the work stands in: a periodical or a book."""
    if not record.container_title:
        return {}
    kinds = {"chapter": "Book", "webpage": "WebSite", "post-weblog": "Blog"}
    kind = kinds.get(record.type, "Periodical")
    return {"@type": kind, "name": record.container_title}


def _author(name: Name) -> dict[str, str]:
    if name.literal:
        return {"@type": "Organization", "name": name.literal}
    said = {"familyName": name.family, "givenName": name.given}
    whole = " ".join(part for part in (name.given, name.family) if part)
    return {"@type": "Person", "name": whole, **{key: it for key, it in said.items() if it}}


def _addresses(reference: Reference, registered: Registered) -> Iterable[str]:
    """Where the work is found. A paid link says nothing of where words come from."""
    for _label, address in reference.links:
        try:
            normalized = normalize(address)
        except UnsafeURL:
            continue
        if not paid_link(normalized, registered):
            yield address
