"""The words of an entry, judged by themselves, as if they stood on a page that sells."""

from __future__ import annotations

from collections.abc import Iterable

from health_content.assessment import policy
from health_content.compliance import Finding, Policy, Severity, check
from health_content.edition import Channel, Edition, PageFacts
from health_content.edition.beside import Beside, each_at_its_place
from health_content.library.shown import ShownEntry
from health_content.manuscript import Location, Manuscript
from health_content.publishing.judging import REFUSING

_OF_PAGES = ("AFF", "DOS", "EVD", "REV")
"""Rules that ask what stands around a text: its sources, its review, its paid links."""


def found_in_words(entry: ShownEntry, by: Policy | None = None) -> tuple[Finding, ...]:
    """What would be refused in an entry's words on a page that sells. Asks for no page.

    The first step of a finding's place is the name of the field.
    """
    given = policy() if by is None else by
    return _found(entry.own_words(), given, REFUSING)


def refused_apart(entry: ShownEntry, by: Policy | None = None) -> tuple[Finding, ...]:
    """What blocks in those words of an entry that pages show apart from what is judged with them.

    It blocks whether or not a page shows them yet: none would be refused for them later. Nobody
    can give a reason for a text that has no page of its own, so what would need one passes.
    """
    if not entry.apart_fields or not entry.is_shown:
        return ()
    given = policy() if by is None else by
    words = ((name, text) for name, text in entry.own_words() if name in entry.apart_fields)
    return _found(words, given, (Severity.BLOCKING,))


def _found(
    words: Iterable[tuple[str, str]], given: Policy, severities: Iterable[Severity]
) -> tuple[Finding, ...]:
    wanted = set(severities)
    said = [Beside(Location((name,)), name, text) for name, text in words]
    if not said:
        return ()
    edition = Edition(
        manuscript=Manuscript(),
        channel=Channel.WEB,
        sequence=(),
        facts=PageFacts(sells=True),
        beside=tuple(each_at_its_place(said)),
    )
    names = {thing.name for thing in said}
    return tuple(
        finding
        for finding in check(edition, given).findings
        if finding.severity in wanted
        and not finding.code.startswith(_OF_PAGES)
        and finding.span.location.path[:1]
        and finding.span.location.path[0] in names
    )
