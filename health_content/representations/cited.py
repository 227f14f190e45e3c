"""The entries of a reference list as plain HTML, under the numbers they have on the page."""

from __future__ import annotations

from collections.abc import Iterable

from health_content.affiliates.recognition import Registered
from health_content.blocks.reference_words import status_in_words, without_identifiers
from health_content.library.references import Reference as LibraryReference
from health_content.manuscript import Node, Reference, References
from health_content.representations.elements import citing, element, text

_TAKEN_BACK = frozenset({"retracted", "withdrawn"})


def numbers_of(nodes: Iterable[Node]) -> dict[str, int]:
    """The number of each entry of the article's lists, by its key."""
    entries = [entry for node in nodes if isinstance(node, References) for entry in node.items]
    numbers: dict[str, int] = {}
    for number, entry in enumerate(entries, start=1):
        if entry.key:
            numbers.setdefault(entry.key, number)
    return numbers


def entry_html(entry: Reference, registered: Registered) -> str:
    """An entry with its status and identifiers; nothing for one the library has no more."""
    known = LibraryReference(doi=entry.doi, pmid=entry.pmid, pmcid=entry.pmcid, url=entry.url).links
    links = (citing(address, label, registered) for label, address in known)
    citation = text(without_identifiers(entry.citation, entry.doi, entry.pmid, entry.pmcid))
    words = element("s", citation) if entry.status in _TAKEN_BACK else citation
    words += status_html(entry.status)
    return " ".join(filter(None, (words, *links, quoted_html(entry.quoted))))


def quoted_html(quoted: str) -> str:
    """What is quoted of a source, a paragraph a line."""
    lines = filter(None, map(str.strip, quoted.split("\n")))
    return "".join(element("p", element("q", text(line))) for line in lines)


def status_html(status: str) -> str:
    """What has become of a publication, as the article's page says it, without its day."""
    words = status_in_words(status) or status
    return f" <strong>{text(words)}</strong>" if words else ""
