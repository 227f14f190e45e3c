"""The HTML that mammoth made, brought to what is read as structure."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag

from health_content.readers.lines import is_rule
from health_content.readers.word_conversion import PREFIX
from health_content.readers.word_told import Matter, Told

_NUMBER = re.compile(rf"{PREFIX}number-([0-9]+)$")
_NOTE = re.compile(rf"#{PREFIX}((?:foot|end)note)-([\w-]+)$")
_OF_A_TABLE = re.compile(r"tab(?:le|elle|\.)\b", re.IGNORECASE)
_LEVELS = [f"h{level}" for level in range(1, 7)]
_REDIRECTS = {"www.google.com": ("/url", "q"), "google.com": ("/url", "q")}


class Finishing:
    """Goes through the HTML once and leaves the fragment, the title and the dek."""

    def __init__(self, html: str, told: Told) -> None:
        self.soup = BeautifulSoup(html, "html.parser")
        self._told = told
        self.title = ""
        self.dek = ""
        self._number_lists()
        self._notes()
        self._opening()
        self._headings()
        self._boxes()
        self._captions()
        self._links()
        self._rules()

    @property
    def fragment(self) -> str:
        """The HTML for the readers of structure."""
        return str(self.soup)

    # Lists

    def _number_lists(self) -> None:
        for anchor in self.soup.find_all("a", id=_NUMBER):
            match = _NUMBER.match(str(anchor.get("id", "")))
            item = anchor.parent
            anchor.decompose()
            if match and item is not None and item.name == "li":
                item["value"] = match[1]
        for numbered in self.soup.find_all("ol"):
            self._split_where_it_restarts(numbered)

    def _split_where_it_restarts(self, numbered: Tag) -> None:
        items = [child for child in numbered.children if isinstance(child, Tag)]
        current, before = numbered, 0
        for item in items:
            value = str(item.get("value", ""))
            number = int(value) if value else before + 1
            if before and number <= before:
                fresh = self.soup.new_tag("ol")
                current.insert_after(fresh)
                current, before = fresh, 0
            if current is not numbered:
                current.append(item.extract())
            if not before and number != 1:
                current["start"] = str(number)
            before = number
            del item["value"]

    # Notes

    def _notes(self) -> None:
        last = self.soup.find_all("ol", recursive=False)[-1:]
        notes = last[0] if last and last[0].find("li", id=re.compile("note-")) else None
        if notes is None:
            return
        section = self.soup.new_tag("section", attrs={"class": "footnotes"})
        notes.wrap(section)
        for number, item in enumerate(notes.find_all("li", recursive=False), start=1):
            identity = str(item.get("id", ""))
            item["id"] = f"note-{number}"
            for arrow in item.find_all("a", href=re.compile(rf"#{PREFIX}\w+-ref-")):
                arrow.decompose()
            for reference in self.soup.find_all("a", href=f"#{identity}"):
                reference["href"] = f"#note-{number}"
                reference.string = str(number)
                del reference["id"]
        for reference in self.soup.find_all("a", href=_NOTE):
            reference.unwrap()

    # What stands on top

    def _opening(self) -> None:
        titles = self.soup.select("h1.hc-title")
        if titles:
            first = titles[0]
            self.title = " ".join(first.get_text(" ").split())
            following = first.find_next_sibling()
            first.decompose()
            while following is not None and following in titles:
                # A title that was broken into two paragraphs.
                self.title += f" {' '.join(following.get_text(' ').split())}"
                later = following.find_next_sibling()
                following.decompose()
                following = later
        subtitles = self.soup.select("p.hc-dek")
        if subtitles and self._is_near_the_top(subtitles[0]):
            self.dek = " ".join(subtitles[0].get_text(" ").split())
            subtitles[0].decompose()

    def _is_near_the_top(self, element: Tag) -> bool:
        before = [tag for tag in element.find_previous_siblings() if tag.get_text(strip=True)]
        return len(before) <= 3 and not any(tag.name in _LEVELS[1:] for tag in before)

    def _headings(self) -> None:
        headings = self.soup.find_all(_LEVELS)
        shift = 1 if self.title and any(heading.name == "h1" for heading in headings) else 0
        for heading in headings:
            heading.name = f"h{min(int(heading.name[1]) + shift, 6)}"
            del heading["class"]

    # Tables and pictures

    def _boxes(self) -> None:
        for table in self.soup.find_all("table"):
            cells = table.find_all(["td", "th"])
            if len(cells) != 1:
                continue
            self._told.tell(Matter.BOX, "")
            cells[0].name = "div"
            cells[0].attrs = {}
            table.replace_with(cells[0].extract())

    def _captions(self) -> None:
        for caption in self.soup.select("p.hc-caption"):
            del caption["class"]
            if caption.find("img") is not None:
                self._figure_of(caption)
                continue
            before, after = caption.find_previous_sibling(), caption.find_next_sibling()
            pictures = [tag for tag in (before, after) if _is_picture(tag)]
            tables = [tag for tag in (after, before) if _is_open_table(tag)]
            is_of_table = bool(_OF_A_TABLE.match(caption.get_text(" ", strip=True)))
            found = [*tables, *pictures] if is_of_table else [*pictures, *tables]
            if not found or found[0] is None:
                continue
            if found[0].name == "table":
                caption.name = "caption"
                found[0].insert(0, caption.extract())
            else:
                self._figure(found[0], caption)

    def _figure(self, picture: Tag, caption: Tag) -> None:
        picture.name = "figure"
        caption.name = "figcaption"
        picture.append(caption.extract())

    def _figure_of(self, caption: Tag) -> None:
        """A picture in the very paragraph of its caption."""
        figure = self.soup.new_tag("figure")
        for image in caption.find_all("img"):
            figure.append(image.extract())
        if caption.get_text(strip=True):
            caption.wrap(figure)
            figure.append(caption)
            caption.name = "figcaption"
        else:
            caption.replace_with(figure)

    # Links

    def _links(self) -> None:
        for link in self.soup.find_all("a"):
            address = str(link.get("href", ""))
            if not address or (address.startswith("#") and not address.startswith("#note-")):
                link.unwrap()
                continue
            link["href"] = unredirected(address)

    def _rules(self) -> None:
        """Lines drawn with characters."""
        for paragraph in self.soup.find_all("p"):
            text = paragraph.get_text(strip=True)
            if text and paragraph.find("img") is None and is_rule(text):
                paragraph.decompose()


def unredirected(address: str) -> str:
    """The address behind the redirect that Google Docs puts around links."""
    try:
        parts = urlsplit(address)
        known = _REDIRECTS.get(parts.hostname or "")
    except ValueError:
        return address
    if known is None or parts.path != known[0]:
        return address
    return next(iter(parse_qs(parts.query).get(known[1], [])), address)


def _is_picture(tag: Tag | None) -> bool:
    return (
        tag is not None
        and tag.name == "p"
        and tag.find("img") is not None
        and not tag.get_text(strip=True)
    )


def _is_open_table(tag: Tag | None) -> bool:
    return tag is not None and tag.name == "table" and tag.find("caption") is None
