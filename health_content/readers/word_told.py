"""What a word processor's document holds besides its text, gathered for the remarks."""

from __future__ import annotations

from enum import StrEnum

from health_content.readers.reading import Remark, RemarkKind


class Matter(StrEnum):
    """What was met, with what editors are told about it."""

    DELETED = "Deleted with tracked changes; the deletion was followed and the words left out."
    INSERTED = "Inserted with tracked changes; the insertion was followed and the words kept."
    HIDDEN = "Text formatted as hidden; it was left out."
    STRUCK = (
        "Text that is struck through. It was kept as ordinary text, which turns its meaning "
        "round: delete it or say what replaced it."
    )
    CONTENTS = "A table of contents was left out; the page makes its own from the headings."
    PLACEHOLDER = "The placeholder of a form field nobody filled in was left out."
    TEXT_BOX = "A text box; its text now follows the paragraph that it was attached to."
    EQUATION = "An equation was written out in one line. Check it."
    DRAWING = "The words of a drawing or a chart. Write them into the text or add a picture."
    PICTURE_ELSEWHERE = "A picture that is not inside the file was left out. Add it by hand."
    PICTURE_FORMAT = (
        "A picture in a format that browsers do not show was left out. Save it as PNG or JPEG "
        "and add it by hand."
    )
    OBJECT = "An object of another program was left out. Add it as a picture or a table."
    CHUNK = "Another document embedded in this one was left out. Copy its text in by hand."
    MARGIN = "The words of page headers and footers were left out."
    HEADING = (
        "Headings by their looks only; they were made real ones. Check which they are and how deep."
    )
    TYPED_LIST = "Lists with typed bullets or numbers; they were made real lists."
    BOX = "A table of one cell, which is a box; its content was kept as ordinary text."
    LOST = "Words of the document that found no place in the article. Add them by hand."


_REPAIRED = {Matter.EQUATION, Matter.TYPED_LIST, Matter.TEXT_BOX, Matter.BOX}
_GUESSED = {Matter.HEADING, Matter.INSERTED, Matter.STRUCK}


class Told:
    """Collects matters with their texts; one remark for each kind of matter."""

    def __init__(self) -> None:
        self._texts: dict[Matter, list[str]] = {}
        self._others: list[Remark] = []
        self.words: list[str] = []
        """Everything that was told, as often as it was."""

    def tell(self, matter: Matter, text: str) -> None:
        """Note a matter; ``text`` is the source's own."""
        self.words.append(text)
        texts = self._texts.setdefault(matter, [])
        words = " ".join(text.split())
        if words and words not in texts[-200:]:
            texts.append(words)

    def add(self, remark: Remark) -> None:
        """Note a remark that is like no other."""
        self.words.append(remark.text)
        self._others.append(remark)

    def remarks(self) -> list[Remark]:
        """One for each kind of matter, in the order in which they were met."""
        found = [
            Remark(_kind(matter), matter.value, text="\n".join(texts))
            for matter, texts in self._texts.items()
        ]
        return [*found, *self._others]


def _kind(matter: Matter) -> RemarkKind:
    if matter in _REPAIRED:
        return RemarkKind.REPAIRED
    return RemarkKind.GUESSED if matter in _GUESSED else RemarkKind.UNPLACED
