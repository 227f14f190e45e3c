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
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup

from health_content.manuscript import Image
from health_content.readers.reading import Asset, Reading, Remark
from health_content.readers.text import read_text


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
    hero: Image = Image()


def read_structure(
    fragment: str,
    *,
    name: str,
    facts: Facts = Facts(),  # noqa: B008
    remarks: Iterable[Remark] = (),
    assets: Iterable[Asset] = (),
    numbered: bool = False,
) -> Reading:
    """Read an HTML fragment; ``name`` is the source's, for messages.

    ``remarks`` are what the front end has to tell already, ``assets`` the files that came
    inside the source. Raises :class:`~health_content.readers.reading.UnreadableSource`
    where the fragment holds no words or more than is bearable.
    """
    soup = BeautifulSoup(fragment, "html.parser")
    for level in range(1, 7):
        for heading in soup.find_all(f"h{level}"):
            heading.insert(0, "#" * level + " ")
    for item in soup.find_all("li"):
        item.insert(0, "- ")
    reading = read_text(soup.get_text("\n").encode(), name)
    manuscript = reading.manuscript
    changes = {
        field: value
        for field in ("title", "dek", "author", "first_published", "attribution_url", "hero")
        if (value := getattr(facts, field))
    }
    return replace(
        reading,
        manuscript=replace(manuscript, **changes),
        remarks=(*remarks, *reading.remarks),
        assets=tuple(assets),
    )
