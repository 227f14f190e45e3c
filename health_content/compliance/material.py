"""What rules read: an edition's words, each with its place, its role and its annotation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from health_content.affiliates.recognition import Recognized, paid_link
from health_content.compliance.annotate import Annotation, Sentence, annotate
from health_content.compliance.policy import Policy
from health_content.edition import Beside, Edition
from health_content.edition.beside import ADDRESS, addresses_in
from health_content.edition.inline import LINK_TYPE
from health_content.manuscript import (
    AudienceGroup,
    Caption,
    DosageTable,
    Embed,
    Image,
    Link,
    Location,
    MythFact,
    Node,
    PaidLinkTarget,
    Question,
    RelatedTitle,
    RichText,
    Step,
    Table,
    Unknown,
)
from health_content.manuscript.node import fields_of
from health_content.manuscript.walk import (
    ATTRIBUTION,
    DEK,
    SEARCH_DESCRIPTION,
    SEARCH_TITLE,
    TITLE,
    walk,
    walk_from,
)

Found = TypeVar("Found")

SLUG = Location(("slug",))
TOPICS = Location(("topics",))

_HEADINGS = {"heading", "summary"}
_LEADS: dict[type[Node], str] = {
    AudienceGroup: "name",
    Step: "title",
    Question: "question",
}
_ROLES: dict[tuple[type[Node], str], str] = {}
_TOLD_FIELDS: dict[type[Node], tuple[tuple[str, bool], ...]] = {}
_INLINE = f"{LINK_TYPE}:"
_ENDING = re.compile(r"[A-Za-z0-9]{2,5}")
_BREAKS_IN_NAMES = re.compile(r"[-_+.%]+|(?<=[a-z])(?=[A-Z])")


@dataclass(eq=False)
class Copy:
    """A stretch of words at one location.

    ``role`` says what they are there for: title, dek, heading, lead (the name of a group, a
    step or a question), body, commercial, evidence, dosage, safety, quotation, myth,
    caption, alt, credit, navigation, metadata, reference, disclaimer, attribution, slug,
    file-name. ``headings`` are the headings and the lead it stands under, outermost first.
    ``block`` numbers the block it stands in, in reading order; ``node`` is that block, or
    ``None`` outside the body.
    """

    location: Location
    text: str
    role: str
    headings: tuple[str, ...]
    block: int
    node: Node | None

    @cached_property
    def annotation(self) -> Annotation:
        return annotate(self.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return annotate(self.text).sentences


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """A paid link: in a call to action, a product card, or inside a text.

    ``link`` is its node; a link that was typed has none. ``address`` is where it leads, empty
    where that was lost. ``location`` and ``block`` are those of what holds it.
    """

    location: Location
    block: int
    address: str
    link: PaidLinkTarget | None = None
    recognized: Recognized | None = None


@dataclass(frozen=True, slots=True, eq=False)
class TypedLink:
    """A link inside a text, with the location of that text."""

    location: Location
    block: int
    link: Link


@dataclass(frozen=True, slots=True, eq=False)
class InlineLink:
    """A paid link of the registry inside a text, with the location of that text."""

    location: Location
    block: int
    link: Link
    target: PaidLinkTarget


@dataclass(eq=False)
class Material:
    """An edition and the policy it is judged by, walked through once."""

    edition: Edition
    policy: Policy

    def __post_init__(self) -> None:
        self.copies: list[Copy] = []
        self.nodes: list[tuple[Location, Node]] = []
        self.links: list[TypedLink] = []
        self.inline: list[InlineLink] = []
        self.offers: list[Offer] = []
        self._known: dict[object, object] = {}
        self._of_roles: dict[tuple[str, ...], tuple[Copy, ...]] = {}
        self._read()

    @property
    def is_commercial(self) -> bool:
        """Whether the page sells: by a paid link in the article or around it."""
        return bool(self.offers) or self.edition.facts.sells

    def once(self, key: object, make: Callable[[], Found]) -> Found:
        """What ``make`` finds in this material, worked out for the first rule that asks."""
        if key not in self._known:
            self._known[key] = make()
        return cast("Found", self._known[key])

    def copies_of(self, *roles: str) -> tuple[Copy, ...]:
        """The stretches of some roles, in reading order."""
        found = self._of_roles.get(roles)
        if found is None:
            found = tuple(copy for copy in self.copies if copy.role in roles)
            self._of_roles[roles] = found
        return found

    def paid(self, address: str) -> Recognized | None:
        """What kind of paid link an address is, by what ships and what the site's library knows."""
        return paid_link(address, self.edition.registered)

    def blocks_to_offer(self, copy: Copy) -> int | None:
        """How many blocks away the nearest paid link stands; ``None`` where there is none."""
        distances = self._distances
        if copy.block not in distances:
            blocks = self._offer_blocks
            after = bisect_left(blocks, copy.block)
            near = [abs(block - copy.block) for block in blocks[max(0, after - 1) : after + 1]]
            distances[copy.block] = min(near) if near else None
        return distances[copy.block]

    def is_near_offer(self, copy: Copy) -> bool:
        """Whether a paid link stands beside it, or it heads the page that has one.

        Nobody knows where on the page stands what is beside the article: it counts as near.
        """
        if copy.role in {"title", "dek", "metadata", "slug"} or self._is_beside(copy):
            return self.is_commercial
        distance = self.blocks_to_offer(copy)
        return distance is not None and distance <= self.policy.thresholds.near_offer_blocks

    def _is_beside(self, copy: Copy) -> bool:
        return copy.block > self._blocks_of_article

    @cached_property
    def _distances(self) -> dict[int, int | None]:
        return {}

    @cached_property
    def _offer_blocks(self) -> list[int]:
        return sorted(offer.block for offer in self.offers)

    @cached_property
    def products(self) -> tuple[str, ...]:
        """What the page sells: library ids where known, else names, else merchants."""
        named = {
            offer.link.product or offer.link.key or offer.link.merchant or offer.address
            if offer.link
            else offer.address
            for offer in self.offers
        }
        return tuple(sorted(name for name in named if name))

    def _read(self) -> None:
        manuscript = self.edition.manuscript
        self._add(TITLE, manuscript.title, "title")
        self._add(DEK, manuscript.dek, "dek")
        headings: dict[tuple[str, ...], tuple[str, ...]] = {}
        nodes = list(walk(manuscript))
        self._blocks_of_article = len(nodes)
        nodes += self._nodes_beside()
        for block, (location, node) in enumerate(nodes, start=1):
            above = _above(location, headings)
            inner = above
            if heading := getattr(node, "heading", ""):
                inner = (*above, heading)
            if (lead := _LEADS.get(type(node))) and getattr(node, lead):
                inner = (*inner, getattr(node, lead))
            headings[location.path] = inner
            self.nodes.append((location, node))
            self._read_node(location, node, above, inner, block)
        for thing in self.edition.beside:
            self._read_beside(thing, len(self.nodes) + 1)
        for topic in manuscript.topics:
            self._add(TOPICS / topic, topic, "navigation")
        self._add(ATTRIBUTION, manuscript.attribution, "attribution")
        self._add(SEARCH_TITLE, manuscript.search_title, "metadata")
        self._add(SEARCH_DESCRIPTION, manuscript.search_description, "metadata")
        self._add(SLUG, _BREAKS_IN_NAMES.sub(" ", self.edition.facts.slug), "slug")

    def _read_node(
        self,
        location: Location,
        node: Node,
        above: tuple[str, ...],
        inner: tuple[str, ...],
        block: int,
    ) -> None:
        if isinstance(node, PaidLinkTarget):
            if node.withheld:
                return
            found = self.paid(node.url) if node.url else None
            self.offers.append(Offer(location, block, node.url, node, found))
            return
        lead = _LEADS.get(type(node), "")
        for name, text in node.passages():
            role = _role(type(node), name)
            place = location / name if name else location
            self._add(
                place, text, role, above if name in {*_HEADINGS, lead} else inner, block, node
            )
        for field, may_be_address in _told_fields(type(node)):
            value = getattr(node, field)
            if isinstance(value, RichText):
                if "<a" in value.html:
                    plain = field == "html" and not _has_named_html(node)
                    self._links(location if plain else location / field, value, block)
            elif (
                may_be_address
                and isinstance(value, str)
                and "//" in value
                and (found := self.paid(value))
            ):
                self.offers.append(Offer(location, block, value, None, found))
        if isinstance(node, Unknown):
            self._lead(location, addresses_in(node.data), block)
        if isinstance(node, Image) and (named := _file_name(node.address)):
            words = _BREAKS_IN_NAMES.sub(" ", named)
            self._add(location / "address", words, "file-name", inner, block, node)

    def _nodes_beside(self) -> Iterator[tuple[Location, Node]]:
        for thing in self.edition.beside:
            if isinstance(thing.said, Node):
                yield from walk_from(thing.location, thing.said)

    def _read_beside(self, thing: Beside, block: int) -> None:
        if isinstance(thing.said, Node):
            return
        if thing.role != ADDRESS:
            self._add(thing.location, thing.text, thing.role, block=block)
        linked: set[str] = set()
        if isinstance(thing.said, RichText):
            self._links(thing.location, thing.said, block)
            linked = {link.target for link in thing.said.links}
        self._lead(thing.location, thing.addresses, block, linked)

    def _lead(
        self, location: Location, addresses: Iterable[str], block: int, known: Collection[str] = ()
    ) -> None:
        """Note where something leads that is no link in a text."""
        for address in addresses:
            if address not in known and (found := self.paid(address)):
                self.offers.append(Offer(location, block, address, None, found))

    def _links(self, location: Location, text: RichText, block: int) -> None:
        for link in text.links:
            if entry := self.edition.inline.get(link.entry.removeprefix(_INLINE)):
                self.inline.append(InlineLink(location, block, link, entry))
                found = self.paid(entry.url) if entry.url else None
                self.offers.append(Offer(location, block, entry.url, entry, found))
                continue
            self.links.append(TypedLink(location, block, link))
            if found := self.paid(link.target):
                self.offers.append(Offer(location, block, link.target, None, found))

    def _add(
        self,
        location: Location,
        text: str,
        role: str,
        headings: tuple[str, ...] = (),
        block: int = 0,
        node: Node | None = None,
    ) -> None:
        if text:
            self.copies.append(Copy(location, text, role, headings, block, node))


def _above(location: Location, known: dict[tuple[str, ...], tuple[str, ...]]) -> tuple[str, ...]:
    """The headings under which the node lies that holds what is at ``location``."""
    path = location.path[:-1]
    while path:
        if (headings := known.get(path)) is not None:
            return headings
        path = path[:-1]
    return ()


def _has_named_html(node: Node) -> bool:
    return any(name for name, _ in node.passages())


def _role(kind: type[Node], name: str) -> str:
    """What the text of a field is there for, in every node of a kind."""
    known = _ROLES.get((kind, name))
    if known is None:
        known = _ROLES[kind, name] = _role_of(kind, name)
    return known


def _role_of(kind: type[Node], name: str) -> str:
    if name in _HEADINGS and kind.role == "body":
        return "heading"
    if name and name == _LEADS.get(kind):
        return "lead"
    if issubclass(kind, Image) and name in {"alt", "credit"}:
        return name
    if issubclass(kind, (Image, Table, Embed)) and name in {"caption", "title"}:
        return "caption"
    if issubclass(kind, Caption):
        return "caption"
    if issubclass(kind, MythFact) and name == "myth":
        return "myth"
    if issubclass(kind, RelatedTitle):
        return "navigation"
    if issubclass(kind, DosageTable) and name == "source":
        return "dosage"
    return kind.role


def _told_fields(kind: type[Node]) -> tuple[tuple[str, bool], ...]:
    """The fields of a kind of node by name, and whether each may hold an address."""
    known = _TOLD_FIELDS.get(kind)
    if known is None:
        known = _TOLD_FIELDS[kind] = tuple(
            (item.name, bool(item.metadata.get("not_prose")))
            for item in fields_of(kind)
            if item.name not in {"id", "source_text"}
        )
    return known


def _file_name(address: str) -> str:
    """The name of the file an address leads to, without its ending; empty where it has none."""
    path = address.partition("#")[0].partition("?")[0].replace("\\", "/")
    name, _, ending = path.rpartition("/")[2].rpartition(".")
    return name if _ENDING.fullmatch(ending) else ""
