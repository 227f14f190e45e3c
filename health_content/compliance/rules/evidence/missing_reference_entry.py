"""EVD404: a citation that leads to no entry."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import FTC_2022
from health_content.compliance.rules.evidence.sources import sources_of
from health_content.edition.citations import LINK_TYPE, UNRESOLVED
from health_content.manuscript import Manuscript, Prose, Reference, References, RichText

_ENTRY = Reference(id="one", citation="Smith A. Magnesium in food. Bone. 2011;1(1):1-2.")
_UNLISTED = "“{quote}” is not in the reference list."
_GONE = "A source is cited here that the library has no more."
_CITE = "Cite the source that was meant, or remove the citation."
_SILENT = {"reference", "disclaimer", "slug", "file-name"}


def _page(text: str, *items: Reference) -> Manuscript:
    return Manuscript(
        title="Notes",
        body=(
            Prose(id="text", html=RichText.from_text(text)),
            References(id="list", items=items or (_ENTRY,)),
        ),
    )


class MissingReferenceEntry(Rule):
    """Numbers above 199, intervals and amounts in brackets are no citations."""

    code = "EVD404"
    name = "missing-reference-entry"
    why = "A number in brackets promises a source. Where the list has none, the promise is empty."
    message = "{quote} leads to no entry of the reference list."
    remedy = "Add the entry that was meant, or correct the number."
    better = "The range was 5 to 10 mg (95% CI [4, 12])."
    authority = FTC_2022
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.NEEDS_REASON
    failing = (
        _page("Food brings magnesium [7]."),
        _page("Food brings magnesium [1, 3]."),
        "Food brings most of it [2].",
        "Smith et al. (2019) asked women what they eat.",
        _page("Food brings magnesium [1] [2].", _ENTRY, Reference(id="two")),
        Manuscript(
            body=(
                Prose(
                    RichText(
                        f'<p>Food brings it<a id="9" linktype="{LINK_TYPE}">{UNRESOLVED}</a>.</p>'
                    ),
                    id="text",
                ),
            )
        ),
    )
    passing = (
        _page("Food brings magnesium [1]."),
        "The mean was 9 mg (95% CI [4, 12]).",
        "Food brings most of it [sic].",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        sources = sources_of(material)
        for copy in material.copies:
            if copy.role in _SILENT:
                continue
            judged = -1
            for mark in sources.marks(copy):
                if mark.number not in sources.present and mark.start != judged:
                    judged = mark.start
                    yield Fault(copy.location, mark.start, mark.end)
            for start, end, entry in sources.by_author(copy.text):
                if entry is None:
                    yield Fault(copy.location, start, end, message=_UNLISTED)
        for cited in material.links:
            if cited.link.text == UNRESOLVED and cited.link.target.startswith(f"{LINK_TYPE}:"):
                link = cited.link
                yield Fault(cited.location, link.start, link.end, message=_GONE, remedy=_CITE)
