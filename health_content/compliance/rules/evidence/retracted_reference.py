"""EVD407: a publication that has been taken back."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.compliance.finding import Market, Severity
from health_content.compliance.material import Material
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.evidence.authorities import ICMJE_RETRACTED
from health_content.compliance.rules.evidence.marks import QUESTIONED, RETRACTED
from health_content.compliance.rules.evidence.sources import sources_of
from health_content.manuscript import (
    Location,
    Manuscript,
    Reference,
    References,
    ResearchNote,
    RichText,
)

_TAKEN_BACK = ("retract", "withdrawn")


def _page(reference: Reference) -> Manuscript:
    return Manuscript(title="Notes", body=(References(id="list", items=(reference,)),))


_CITATION = "Smith A. Magnesium in food. Bone. 2011;1(1):1-2."


class RetractedReference(Rule):
    """By the library's status, else by the words that publishers put into the title."""

    code = "EVD407"
    name = "retracted-reference"
    why = "A retracted paper is no evidence, and citing it hides that the evidence has gone."
    message = "“{quote}” has been retracted or withdrawn."
    remedy = "Remove it and what rests on it, or say in the text that it was retracted."
    better = "The trial that first reported this was retracted and is not counted here."
    authority = ICMJE_RETRACTED
    severity = Severity.BLOCKING
    severity_elsewhere = Severity.BLOCKING
    failing = (
        _page(Reference(id="one", citation=_CITATION, status="retracted")),
        _page(Reference(id="one", citation="RETRACTED: " + _CITATION)),
        _page(Reference(id="one", citation="Smith A. Retraction notice to Magnesium. Bone. 2012.")),
        _page(Reference(id="one", citation=_CITATION, status="concern")),
        Manuscript(
            body=(
                ResearchNote(
                    id="n",
                    html=RichText.from_text("It was pooled."),
                    source=_CITATION,
                    status="withdrawn",
                ),
            )
        ),
    )
    passing = (
        _page(Reference(id="one", citation=_CITATION, status="current")),
        _page(Reference(id="one", citation=_CITATION, status="corrected")),
        _page(Reference(id="one", citation="Lee B. Why papers are retracted. Bone. 2015;1:1-2.")),
        _page(Reference(id="one", citation="Kim T. Scapular retraction: posture. Bone. 2016;1:3.")),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for entry in sources_of(material).entries:
            status, text = entry.node.status.casefold(), entry.node.citation
            if _is_taken_back(status) or RETRACTED.search(text):
                yield Fault(entry.location / "citation", 0, len(text))
            elif "concern" in status or QUESTIONED.search(text):
                yield _questioned(entry.location / "citation", text)
        for location, node in material.nodes:
            if not isinstance(node, ResearchNote):
                continue
            if _is_taken_back(node.status.casefold()):
                yield Fault(location / "html", 0, len(node.html.text))
            elif "concern" in node.status.casefold():
                yield _questioned(location / "html", node.html.text)


def _questioned(location: Location, text: str) -> Fault:
    return Fault(
        location,
        0,
        len(text),
        message="“{quote}” is under an expression of concern.",
        remedy="Do not rest a statement on it until its journal has decided.",
        severity=Severity.NEEDS_REASON,
    )


def _is_taken_back(status: str) -> bool:
    return any(word in status for word in _TAKEN_BACK)
