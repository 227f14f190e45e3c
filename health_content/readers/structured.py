"""From structure that a source states, as an HTML fragment, to a reading.

Every format that states its structure (a web page, a word processor's document, Markdown)
is turned into one HTML fragment and read here; the recognition of what the parts of a
health article are is the one that plain text goes through too.

What a front end may put in the fragment:

* ``h1`` to ``h6`` state levels; a first ``h1`` is the title unless ``facts.title`` is given.
* ``p``, ``ul``, ``ol``, ``dl``, ``table``, ``blockquote``, ``pre``, ``figure``, ``details``,
  ``iframe``, ``video`` and plain ``div`` mean what they mean in HTML.
* ``img src``: an address, a file's name, or ``asset:NAME`` for one of ``assets``; ``data:``
  pictures become assets by themselves.
* A reference to a note is a link within the page, ``<sup><a href="#note-1">1</a></sup>``; the
  notes are one list in ``<section class="footnotes">``, each ``<li id="note-1">``. Arrows that
  lead back are left out.
* ``data-line="12"`` on a block names its line in the source; without it lines are those of
  the fragment if ``numbered``, else unknown (0).
* Scripts, styles and comments say nothing and are left out. Nothing else is.

Marks inside the text (bold, superscript, links, line breaks) travel as noncharacters of
Unicode, see :mod:`~health_content.readers.marks`; literal asterisks and brackets stay literal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace

from health_content.manuscript import Image
from health_content.readers.assembly import assembled
from health_content.readers.flow import Flow
from health_content.readers.lines import Line, plain_spaces
from health_content.readers.pieces import Kind, Piece, Role
from health_content.readers.reading import Asset, Reading, Remark, RemarkKind, UnreadableSource
from health_content.readers.reference_lists import is_cited
from health_content.readers.refining import with_hero
from health_content.readers.roles import assign_roles
from health_content.readers.shapes import drop_copies, take_captions
from health_content.readers.tree import HEADINGS, Element, parse
from health_content.readers.wording import Topic, topic


@dataclass(frozen=True, slots=True)
class Facts:
    """What a source says about itself outside its text. Empty where it says nothing.

    ``first_published`` is an ISO date. ``title`` goes before a heading in the text.
    """

    title: str = ""
    dek: str = ""
    author: str = ""
    first_published: str = ""
    attribution: str = ""
    attribution_url: str = ""
    search_title: str = ""
    search_description: str = ""
    language: str = ""
    topics: tuple[str, ...] = ()
    hero: Image = field(default_factory=Image)


NO_FACTS = Facts()


def read_structure(
    fragment: str,
    *,
    name: str,
    facts: Facts = NO_FACTS,
    remarks: Iterable[Remark] = (),
    assets: Iterable[Asset] = (),
    numbered: bool = False,
) -> Reading:
    """Read an HTML fragment; ``name`` is the source's, for messages.

    ``remarks`` are what the front end has to tell already, ``assets`` the files that came
    inside the source. Raises :class:`~health_content.readers.reading.UnreadableSource`
    where the fragment holds no words or more than is bearable.
    """
    return read_tree(
        parse(fragment, name),
        name=name,
        facts=facts,
        remarks=remarks,
        assets=assets,
        numbered=numbered,
    )


def read_tree(
    root: Element,
    *,
    name: str,
    facts: Facts = NO_FACTS,
    remarks: Iterable[Remark] = (),
    assets: Iterable[Asset] = (),
    numbered: bool = False,
    base: str = "",
) -> Reading:
    """:func:`read_structure` for a tree; ``base`` is the address that its links start from."""
    _name_notes(root)
    take_captions(root)
    copies = list(drop_copies(root))
    flow = Flow(base, numbered=numbered)
    pieces = flow.run(root)
    if facts.title:
        pieces.insert(0, _title_piece(facts.title))
    if not pieces:
        raise UnreadableSource(
            f"{name} holds no words. Export the article again and check the file."
        )
    told = [*remarks, *copies, *flow.remarks]
    told += [*assign_roles(pieces, is_stated=True), *_losses(flow)]
    reading = assembled(pieces, told)
    hero, body = with_hero(reading.manuscript.body)
    stated = {
        item: value
        for item in _STATED
        if (value := getattr(facts, item)) and item not in {"hero", "title"}
    }
    if "attribution" in stated and reading.manuscript.attribution:
        del stated["attribution"]
    if facts.hero != Image():
        hero, body = facts.hero, reading.manuscript.body
    manuscript = replace(reading.manuscript, hero=hero, body=body, **stated)
    return Reading(manuscript, reading.remarks, (*assets, *flow.pictures.assets.values()))


_STATED = tuple(item.name for item in fields(Facts))


def _title_piece(title: str) -> Piece:
    words = plain_spaces(title)
    line = Line(0, words, words, words, stated_cells=())
    return Piece(Kind.PARAGRAPH, [line], words, role=Role.TITLE)


def _losses(flow: Flow) -> Iterable[Remark]:
    if flow.inline.lost:
        yield Remark(
            RemarkKind.MISSING,
            "These links lead nowhere outside the source; their words were kept.",
            text="\n".join(dict.fromkeys(flow.inline.lost)),
        )
    if flow.pictures.dropped:
        yield Remark(
            RemarkKind.CHROME_DROPPED,
            "Pictures that show nothing, such as those that count readers.",
            text="\n".join(dict.fromkeys(flow.pictures.dropped)),
        )


def _name_notes(root: Element) -> None:
    """Put a heading above footnotes that have none: what they are decides which."""
    elements = list(root.walk())
    notes = next((part for part in reversed(elements) if _holds_notes(part)), None)
    if notes is None or notes.find(*HEADINGS) is not None:
        return
    items = [item.text for item in notes.all("li")] or [notes.text]
    has_list = any(
        part.name in HEADINGS and topic(part.text) is Topic.REFERENCES for part in elements
    )
    cited = sum(is_cited(text) for text in items)
    name = "References" if not has_list and 2 * cited >= len(items) else "Notes"
    heading = Element("h2", children=[name], parent=notes, line=notes.line)
    notes.children.insert(0, heading)
    if has_list:
        _tell_notes_from_citations(elements, notes)


def _tell_notes_from_citations(elements: list[Element], notes: Element) -> None:
    """Beside a reference list a bare number would cite that list: "note 1" cites the note."""
    places = {f"#{name}" for item in notes.all("li") if (name := item.get("id"))}
    for element in elements:
        if element.name == "a" and element.get("href") in places:
            number = element.text.strip(" []()")
            if number.isdecimal():
                element.children = [f"note {number}"]


def _holds_notes(element: Element) -> bool:
    if element.name not in {"section", "div", "aside", "footer", "ol"}:
        return False
    names = element.get("class").lower().split()
    is_named = bool({"footnotes", "endnotes", "wp-block-footnotes"} & set(names))
    is_named = is_named or element.get("role") in {"doc-endnotes", "doc-footnotes"}
    return is_named and element.name != "ol" and element.find("li") is not None
