"""The article as plain frozen data: what a reader makes, what a StreamField becomes.

Every node carries the ``id`` of the block it is or will become, and the
``source_text`` it was read from (empty when it was written in the editor). Both are
left out of comparisons: two nodes are equal when they say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import ClassVar

from health_content.manuscript.dose import Dose
from health_content.manuscript.richtext import RichText


class SectionAspect(StrEnum):
    """What a section is about; the values are schema.org ``HealthAspectEnumeration``
    names where one fits (https://schema.org/HealthAspectEnumeration, read 2026-11-22).
    """

    UNSPECIFIED = ""
    OVERVIEW = "OverviewHealthAspect"
    BENEFITS = "BenefitsHealthAspect"
    EFFECTIVENESS = "EffectivenessHealthAspect"
    HOW_IT_WORKS = "HowItWorksHealthAspect"
    HOW_TO_TAKE = "UsageOrScheduleHealthAspect"
    SIDE_EFFECTS = "SideEffectsHealthAspect"
    SAFETY = "SafetyHealthAspect"
    MISCONCEPTIONS = "MisconceptionsHealthAspect"
    GETTING_ACCESS = "GettingAccessHealthAspect"


class DisclaimerKind(StrEnum):
    """Which disclaimer a typed-in text stands for."""

    FDA = "fda"
    MEDICAL = "medical"


@dataclass(frozen=True, slots=True)
class Node:
    """Anything an article is made of. ``id`` is unique within the article."""

    id: str = field(default="", compare=False, kw_only=True)
    source_text: str = field(default="", compare=False, kw_only=True, repr=False)

    kind: ClassVar[str] = ""
    role: ClassVar[str] = "body"

    def passages(self) -> Iterator[tuple[str, str]]:
        """Its own texts in reading order, as ``(field name, text)``.

        The name is empty where the node's block is the text itself and has no fields.
        """
        for item in fields(self):
            if item.name in {"id", "source_text"} or item.metadata.get("not_prose"):
                continue
            value = getattr(self, item.name)
            if isinstance(value, RichText):
                if text := value.text:
                    yield item.name, text
            elif isinstance(value, str) and not isinstance(value, StrEnum) and value:
                yield item.name, value

    def parts(self) -> Iterator[tuple[str, Node]]:
        """The nodes inside it in reading order, as ``(field name, node)``."""
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, Node):
                yield item.name, value
            elif isinstance(value, tuple):
                for member in value:
                    if isinstance(member, Node):
                        yield item.name, member


def not_prose(default: str = "") -> str:
    """A field that holds a key, an address or a code rather than words to read."""
    value: str = field(default=default, metadata={"not_prose": True})
    return value


@dataclass(frozen=True, slots=True)
class Section(Node):
    """A heading of level 2 or 3 and what stands under it."""

    kind: ClassVar[str] = "section"
    heading: str = ""
    level: int = 2
    anchor: str = not_prose()
    aspect: SectionAspect = SectionAspect.UNSPECIFIED
    content: tuple[Node, ...] = ()

    def __post_init__(self) -> None:
        if self.level not in {2, 3}:
            raise ValueError(f"A section has level 2 or 3, not {self.level}.")


@dataclass(frozen=True, slots=True)
class Prose(Node):
    """Paragraphs and lists."""

    kind: ClassVar[str] = "rich_text"
    html: RichText = RichText()

    def passages(self) -> Iterator[tuple[str, str]]:
        if text := self.html.text:
            yield "", text


@dataclass(frozen=True, slots=True)
class Item(Node):
    """One entry of a list."""

    kind: ClassVar[str] = "item"
    html: RichText = RichText()

    def passages(self) -> Iterator[tuple[str, str]]:
        if text := self.html.text:
            yield "", text


@dataclass(frozen=True, slots=True)
class KeyPoints(Node):
    """The few things to remember, under a heading of their own."""

    kind: ClassVar[str] = "key_points"
    heading: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class ResearchNote(Node):
    """What a study found, set apart from the running text.

    ``reference`` is the key of the entry it cites, empty where none is named; ``source``
    is that entry as the library prints it.
    """

    kind: ClassVar[str] = "research_note"
    role: ClassVar[str] = "evidence"
    label: str = ""
    html: RichText = RichText()
    reference: str = not_prose()
    source: str = not_prose()


@dataclass(frozen=True, slots=True)
class DosageRow(Node):
    """A line of a dosage table: for whom, how much, and what is to be said about it."""

    kind: ClassVar[str] = "row"
    role: ClassVar[str] = "dosage"
    population: str = ""
    dose: Dose = Dose()
    note: RichText = RichText()

    def passages(self) -> Iterator[tuple[str, str]]:
        if self.population:
            yield "population", self.population
        if text := self.dose.text:
            yield "dose", text
        if text := self.note.text:
            yield "note", text


@dataclass(frozen=True, slots=True)
class DosageTable(Node):
    """Doses by population. ``source`` names where the figures come from."""

    kind: ClassVar[str] = "dosage_table"
    role: ClassVar[str] = "dosage"
    caption: str = ""
    introduction: RichText = RichText()
    rows: tuple[DosageRow, ...] = ()
    source: str = ""
    source_url: str = not_prose()


@dataclass(frozen=True, slots=True)
class Step(Node):
    """One step of an instruction."""

    kind: ClassVar[str] = "step"
    title: str = ""
    html: RichText = RichText()


@dataclass(frozen=True, slots=True)
class Steps(Node):
    """An instruction in numbered steps."""

    kind: ClassVar[str] = "steps"
    heading: str = ""
    items: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class AudienceGroup(Node):
    """A group of people and what holds for them."""

    kind: ClassVar[str] = "group"
    name: str = ""
    html: RichText = RichText()


@dataclass(frozen=True, slots=True)
class Audience(Node):
    """For whom the subject matters, group by group."""

    kind: ClassVar[str] = "audience"
    heading: str = ""
    groups: tuple[AudienceGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class MythFact(Node):
    """A common belief, quoted, and what is known. The belief is not our statement."""

    kind: ClassVar[str] = "myth_fact"
    myth: str = ""
    fact: RichText = RichText()


@dataclass(frozen=True, slots=True)
class PaidLinkTarget(Node):
    """Where a paid link leads. ``key`` is the registry's own id for the link.

    ``program`` is the program's key ("amazon"), ``merchant`` the name a reader knows.
    ``url`` is empty where the source lost the address: it still counts as a paid link.
    """

    kind: ClassVar[str] = "paid_link"
    merchant: str = not_prose()
    program: str = not_prose()
    product: str = not_prose()
    url: str = not_prose()
    market: str = not_prose()
    key: str = not_prose()


@dataclass(frozen=True, slots=True)
class CallToAction(Node):
    """An invitation to buy, through a paid link."""

    kind: ClassVar[str] = "affiliate_call_to_action"
    role: ClassVar[str] = "commercial"
    text: str = ""
    label: str = ""
    link: PaidLinkTarget = PaidLinkTarget()


@dataclass(frozen=True, slots=True)
class Reference(Node):
    """An entry of the reference list.

    ``citation`` is the entry as written; ``key`` is the library's own id for it.
    """

    kind: ClassVar[str] = "reference"
    role: ClassVar[str] = "reference"
    citation: str = ""
    title: str = not_prose()
    doi: str = not_prose()
    pmid: str = not_prose()
    pmcid: str = not_prose()
    url: str = not_prose()
    key: str = not_prose()


@dataclass(frozen=True, slots=True)
class References(Node):
    """The reference list, in the order of its numbers."""

    kind: ClassVar[str] = "references"
    role: ClassVar[str] = "reference"
    heading: str = ""
    items: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Conclusion(Node):
    """What the article comes to."""

    kind: ClassVar[str] = "conclusion"
    heading: str = ""
    html: RichText = RichText()


@dataclass(frozen=True, slots=True)
class RelatedTitle(Node):
    """The title of another article, with its page's id where that is known.

    ``shown`` is the title readers see where none is typed: that of the page.
    """

    kind: ClassVar[str] = "related_title"
    title: str = ""
    page: str = not_prose()
    shown: str = not_prose()


@dataclass(frozen=True, slots=True)
class RelatedArticles(Node):
    """Titles of other articles to read."""

    kind: ClassVar[str] = "related_articles"
    role: ClassVar[str] = "navigation"
    heading: str = ""
    items: tuple[RelatedTitle, ...] = ()


@dataclass(frozen=True, slots=True)
class Caption(Node):
    """The caption or alternative text of a picture that did not come with the text."""

    kind: ClassVar[str] = "caption"
    text: str = ""


@dataclass(frozen=True, slots=True)
class TypedDisclaimer(Node):
    """A disclaimer somebody typed into the article. The site owes its own besides."""

    kind: ClassVar[str] = "typed_disclaimer"
    role: ClassVar[str] = "disclaimer"
    disclaimer: DisclaimerKind = DisclaimerKind.MEDICAL
    heading: str = ""
    html: RichText = RichText()


@dataclass(frozen=True, slots=True)
class Unknown(Node):
    """Something this package has no node for.

    ``name`` says what, ``text`` what it says, ``data`` all that is stored, as JSON.
    """

    kind: ClassVar[str] = "unknown"
    name: str = not_prose()
    text: str = ""
    data: str = not_prose()


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A whole article, in reading order.

    ``attribution`` says who published it first, in the source's own words.
    """

    title: str = ""
    body: tuple[Node, ...] = ()
    attribution: str = ""
    language: str = "en-US"
    search_title: str = ""
    search_description: str = ""


def descendants(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Each node and what is inside it, in reading order."""
    for node in nodes:
        yield node
        yield from descendants(tuple(part for _, part in node.parts()))


NODE_TYPES: dict[str, type[Node]] = {
    node_type.kind: node_type
    for node_type in (
        Section,
        Prose,
        Item,
        KeyPoints,
        ResearchNote,
        DosageRow,
        DosageTable,
        Step,
        Steps,
        AudienceGroup,
        Audience,
        MythFact,
        PaidLinkTarget,
        CallToAction,
        Reference,
        References,
        Conclusion,
        RelatedTitle,
        RelatedArticles,
        Caption,
        TypedDisclaimer,
        Unknown,
    )
}
