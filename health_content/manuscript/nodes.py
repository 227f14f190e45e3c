"""The parts of an article that are mostly running text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from health_content.manuscript.node import Node, not_prose
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
    is that entry as the library prints it, ``status`` what has become of it, ``study`` its
    kind of study. ``passage`` is what the source itself says, quoted.
    """

    kind: ClassVar[str] = "research_note"
    role: ClassVar[str] = "evidence"
    label: str = ""
    html: RichText = RichText()
    reference: str = not_prose()
    source: str = not_prose()
    status: str = not_prose()
    passage: str = ""
    study: str = not_prose()


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
class Question(Node):
    """A question and its answer."""

    kind: ClassVar[str] = "question"
    question: str = ""
    answer: RichText = RichText()


@dataclass(frozen=True, slots=True)
class Questions(Node):
    """Questions people ask, each with its answer."""

    kind: ClassVar[str] = "questions"
    heading: str = ""
    items: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Details(Node):
    """More for those who want it, folded away under a line that says what it is."""

    kind: ClassVar[str] = "details"
    summary: str = ""
    html: RichText = RichText()


@dataclass(frozen=True, slots=True)
class RecordDifference(Node):
    """Where an entry and the record that its identifier leads to part.

    ``field`` is "title", "author", "year", "journal", "volume", "issue", "page", "doi", "pmid"
    or "pmcid"; ``cited`` is empty where the entry lacks it.
    """

    kind: ClassVar[str] = "record_difference"
    role: ClassVar[str] = "reference"
    field: str = not_prose()
    cited: str = not_prose()
    found: str = not_prose()


@dataclass(frozen=True, slots=True)
class Reference(Node):
    """An entry of the reference list.

    ``citation`` is the entry as written; ``key`` is the library's own id for it. ``status``
    says what has become of the publication where readers must know ("retracted"). An empty
    entry keeps the number of one that the library has no more. ``study`` is the kind of study.
    ``lookup`` says how the entry agrees with the record that its identifiers lead to: one of
    :class:`health_content.bibliography.matching.Agreement`, with the ``differences``, or
    "not-found" where the services that were asked know no such identifier.
    ``quoted`` is what the article quotes of it where it cites it, a line each.
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
    status: str = not_prose()
    study: str = not_prose()
    lookup: str = not_prose()
    differences: tuple[RecordDifference, ...] = ()
    quoted: str = ""


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

    ``shown`` is the title readers see where none is typed: that of the page. ``unsaid`` is
    what is typed of a page that is not for everybody; no payload has it. The content hash
    counts what is typed, said or not, and leaves ``shown`` out: an article is the same
    whether or not another page went live or was renamed.
    """

    kind: ClassVar[str] = "related_title"
    title: str = ""
    page: str = not_prose()
    shown: str = not_prose()
    unsaid: str = not_prose()


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
