"""CLM325: a disease in the address of a page that sells, or in a file's name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from health_content.compliance.annotate import Mention
from health_content.compliance.examples import SALE, placed
from health_content.compliance.finding import Market, Severity
from health_content.compliance.rule import Fault, Rule
from health_content.compliance.rules.claims.authorities import AMAZON_LETTERS
from health_content.compliance.shapes import Kind
from health_content.edition import Edition
from health_content.edition.facts import PageFacts
from health_content.manuscript import Image, Manuscript, Prose, RichText

if TYPE_CHECKING:
    from health_content.compliance.material import Copy, Material

_PROSE = Prose(id="text", html=RichText.from_text("What the label says about magnesium."))


def _at(slug: str, file_name: str = "", *, sells: bool = True) -> Edition:
    body = (_PROSE, *([Image(id="image", address=file_name)] if file_name else ()))
    return placed(
        Manuscript(title="Magnesium", body=(*body, SALE) if sells else body), PageFacts(slug=slug)
    )


class DiseaseAddress(Rule):
    """An address or a file name that promises a page about a disease.

    Where nothing is sold, an address may name a disease; only one that says what to do about
    it ("cure-arthritis") is told of.
    """

    code = "CLM325"
    name = "disease-address"
    why = (
        "An address and the names of pictures are read by search engines and shown in their "
        "results. On a page that sells, “prevent-osteoporosis” is a claim that stays when the "
        "headline has long been mended."
    )
    message = "“{quote}” in an address names a disease on a page that sells."
    remedy = "Change the address and lead the old one to the new; rename the file."
    better = "The address ends in magnesium-and-bone-health."
    authority = AMAZON_LETTERS
    criterion = "(g)(2)(x)"
    severity = Severity.NEEDS_REASON
    severity_elsewhere = Severity.ADVICE
    failing = (
        _at("magnesium-prevents-osteoporosis"),
        _at("magnesium-guide", "https://example.org/media/arthritis-knee.jpg"),
        _at("cure-arthritis-at-home", sells=False),
    )
    passing = (
        _at("magnesium-and-bone-health"),
        _at("osteoporosis-basics", sells=False),
    )

    def faults(self, material: Material, market: Market) -> Iterator[Fault]:
        for copy in material.copies_of("slug", "file-name"):
            if (disease := _disease(copy)) and (material.is_commercial or _acts(copy)):
                yield Fault(copy.location, disease.start, disease.end)


def _disease(copy: Copy) -> Mention | None:
    return next(
        (
            item
            for sentence in copy.sentences
            for item in sentence.of(Kind.DISEASE)
            if not item.has("weak")
        ),
        None,
    )


def _acts(copy: Copy) -> bool:
    return any(
        item.has("act") for sentence in copy.sentences for item in sentence.of(Kind.RELATION)
    )
