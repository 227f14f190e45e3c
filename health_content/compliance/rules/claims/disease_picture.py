"""CLM308: a picture of a disease, an X-ray, or before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import CFR_101_93
from health_content.compliance.rules.claims.phrases import Phrases
from health_content.compliance.shapes import Kind
from health_content.manuscript import Caption, Image, Manuscript, RichText

if TYPE_CHECKING:
    from health_content.compliance.material import Copy, Material

_SICK = (
    "inflamed|diseased|damaged|porous|brittle|crumbling|arthritic|osteoporotic|clogged|blocked|"
    "hardened|swollen|fatty|scarred|degenerated|degenerating|worn|failing|broken|fractured|"
    "cancerous|infected|bleeding|herniated|eroded"
)
_ORGAN = (
    "bone|bones|spine|vertebra|vertebrae|joint|joints|knee|knees|hip|hips|cartilage|artery|"
    "arteries|heart|liver|kidney|kidneys|lung|lungs|brain|nerve|nerves|skin|gut|bowel|colon|"
    "prostate|thyroid|tissue|disc|discs|teeth|gums|hand|hands|foot|feet|wrist"
)
_SHOWN = Phrases(
    "x ray|rays|rayed",
    "xray|xrays|radiograph|radiographs|mammogram|angiogram",
    "ecg|ekg|electrocardiogram",
    "heart monitor|tracing",
    "mri|ct|pet|dxa|dexa scan|scans|image",
    "bone scan|scans",
    "before and|vs|versus after",
    "before after",
    f"{_SICK} {_ORGAN}",
    f"{_SICK} _ {_ORGAN}",
    "tumor|tumors|plaque",
)


def _pictured(alt: str = "", caption: str = "", address: str = "") -> Manuscript:
    image = Image(id="image", alt=alt, caption=RichText.from_text(caption), address=address)
    return Manuscript(title="Bone", body=(image,))


class DiseasePicture(Rule):
    """A picture that shows a disease, or a body before and after.

    Only what is said of a picture is read: its alternative text, its caption and the name
    of its file.
    """

    code = "CLM308"
    name = "disease-picture"
    why = (
        "A picture of a porous bone beside a jar says what no sentence may. FDA counts pictures, "
        "tracings and symbols as claims where they suggest an effect on a disease."
    )
    message = "“{quote}” says that the picture shows a disease or its cure."
    remedy = "Show the food, the product or a healthy body."
    better = "A jar of capsules beside a bowl of almonds."
    authority = CFR_101_93
    criterion = "(g)(2)(iv)(E)"
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        _pictured(alt="X-ray of a hip beside a jar of capsules"),
        _pictured(caption="Before and after twelve weeks."),
        _pictured(address="https://example.org/media/osteoporosis-spine.jpg"),
        _pictured(alt="Drawing of a porous bone"),
    )
    passing = (
        _pictured(alt="A woman walks up a hill", address="https://example.org/media/walk.jpg"),
        _pictured(alt="Drawing of a healthy heart"),
        _pictured(caption="What to eat before a walk and what after it."),
        "An X-ray shows bone only when much of it is lost.",
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in material.copies_of("alt", "caption", "file-name"):
            if copy.role != "caption" or isinstance(copy.node, Image | Caption):
                yield from _shown(copy)


def _shown(copy: Copy) -> Iterator[Fault]:
    reached = -1
    for found in _SHOWN.found_in(copy.text):
        yield Fault(copy.location, found.start, found.end)
        reached = found.end
    if copy.role == "caption":
        return
    for sentence in copy.sentences:
        for item in sentence.of(Kind.DISEASE):
            if not item.has("weak") and item.start >= reached:
                yield Fault(copy.location, item.start, item.end)
