"""Which lines are headings, of which level, and which only look like one."""

from __future__ import annotations

from collections import Counter
from enum import IntEnum

from health_content.manuscript import SectionAspect
from health_content.readers import looks, wording
from health_content.readers.dose_lines import is_dose_line
from health_content.readers.lines import LINK
from health_content.readers.pieces import Kind, Piece, Role, source_of
from health_content.readers.reading import Remark, RemarkKind
from health_content.readers.wording import Topic

_SPECIAL = frozenset({Topic.REFERENCES, Topic.CONCLUSION, Topic.QUESTIONS, Topic.DISCLAIMER})
_ANNOUNCED = frozenset(Topic) - {Topic.CONTENTS, Topic.RELATED}
_STYLED_SHARE = 0.6
_STYLED_LEAST = 4


LEAD = 4
"""The level of a heading below the third: bold words that lead a paragraph."""


class Look(IntEnum):
    """How a line says that it is a heading; the first that an article uses is on top."""

    MARKED = 1
    CAPITALS = 2
    BOLD = 3
    PLAIN = 4
    NUMBERED = 5
    QUESTION = 6
    SPECIAL = 7


class Headings:
    """Decides over the pieces that have no other role."""

    def __init__(self, pieces: list[Piece], is_stated: bool = False) -> None:
        self.pieces = pieces
        self.is_stated = is_stated
        self.looks: dict[int, Look] = {}
        self.remarks: list[Remark] = []
        self.states_levels = any(piece.first.hashes and piece.role is Role.BODY for piece in pieces)

    def decide(self) -> list[Remark]:
        self._research_labels()
        capitals = [piece for piece in self.pieces if self._is_in_capitals(piece)]
        asks = False
        for index, piece in enumerate(self.pieces):
            look = self._look(piece, len(capitals) > 1)
            if look in {Look.MARKED, Look.SPECIAL, Look.NUMBERED}:
                asks = wording.topic(piece.heading) is Topic.QUESTIONS
            elif look is None and asks and _is_question(piece):
                look = Look.QUESTION
            if look is not None:
                self.looks[index] = look
        self._labels_in_capitals()
        if not any(look is not Look.SPECIAL for look in self.looks.values()):
            self._labels_as_headings()
        self._captions()
        for index in self.looks:
            self.pieces[index].role = Role.HEADING
        _Levels(self.pieces, self.looks).assign()
        self.remarks.sort(key=lambda remark: remark.line)
        return self.remarks

    def _research_labels(self) -> None:
        found = [
            index
            for index, piece in enumerate(self.pieces)
            if piece.role is Role.BODY
            and piece.is_single
            and not piece.number
            and wording.is_research_label(piece.heading)
        ]
        counts = Counter(wording.key(self.pieces[index].heading) for index in found)
        for index in found:
            piece = self.pieces[index]
            after = self.pieces[index + 1] if index + 1 < len(self.pieces) else None
            if after is None or after.role is not Role.BODY or after.first.hashes:
                continue
            if not after.is_text or (
                after.kind is Kind.PARAGRAPH and (after.number or after.is_label)
            ):
                continue
            if after.is_single and looks.like_a_heading(after.heading):
                continue
            is_label = piece.heading.endswith(":") or counts[wording.key(piece.heading)] > 1
            if is_label:
                piece.role = Role.RESEARCH

    @staticmethod
    def _is_in_capitals(piece: Piece) -> bool:
        return (
            piece.role is Role.BODY
            and piece.is_single
            and looks.in_capitals(piece.heading)
            and looks.like_a_heading(piece.heading.rstrip(":"))
        )

    def _look(self, piece: Piece, uses_capitals: bool) -> Look | None:
        if piece.role is not Role.BODY or not piece.is_single:
            return None
        text = piece.heading
        if piece.first.hashes:
            return Look.MARKED
        if not self.is_stated and wording.PICTURE.match(text) and len(text) <= 200:
            piece.role = Role.CAPTION
            self._guessed(piece)
            return None
        if piece.number:
            return Look.NUMBERED
        if wording.MYTH_AND_FACT.match(text):
            return None
        if len(text) <= 300 and (wording.QUESTION.match(text) or wording.MYTH.match(text)):
            return Look.QUESTION
        if not looks.like_a_heading(text.rstrip(":")) or is_dose_line(piece):
            return None
        if wording.VERDICT.match(text):
            return None
        # A heading has no place for an address.
        if LINK.search(piece.text):
            return None
        if wording.topic(text) in _SPECIAL:
            return Look.SPECIAL
        if text.endswith(":"):
            is_shouted = uses_capitals and self._is_in_capitals(piece)
            return Look.CAPITALS if is_shouted else None
        if uses_capitals and self._is_in_capitals(piece):
            return Look.CAPITALS
        if piece.first.is_bold:
            return Look.BOLD
        return None if self.states_levels else Look.PLAIN

    def _labels_in_capitals(self) -> None:
        """A label for key points right below a heading belongs to its list."""
        for index, piece in enumerate(self.pieces):
            is_below = Look.CAPITALS is self.looks.get(index) is self.looks.get(index - 1)
            is_label = is_below and piece.is_label
            if is_label and wording.topic(piece.heading) is Topic.KEY_POINTS:
                del self.looks[index]

    def _labels_as_headings(self) -> None:
        """Where an article has no other headings, its labels are the headings."""
        for index, piece in enumerate(self.pieces[:-1]):
            after = self.pieces[index + 1]
            if piece.role is Role.BODY and piece.is_label and after.role is Role.BODY:
                name = piece.heading.rstrip(":")
                is_text = after.kind is Kind.PARAGRAPH and not after.is_label
                if is_text and looks.like_a_heading(name) and not is_dose_line(piece):
                    self.looks[index] = Look.PLAIN

    def _captions(self) -> None:
        """Tell captions from headings that merely have no text of their own."""
        first_seen: dict[str, int] = {}
        for index in self.looks:
            first_seen.setdefault(wording.key(self.pieces[index].heading), index)
        is_styled = self._marks_its_headings()
        following: int | None = None
        for index in range(len(self.pieces) - 1, -1, -1):
            piece = self.pieces[index]
            look = self.looks.get(index)
            if look in {Look.PLAIN, Look.BOLD, Look.CAPITALS}:
                repeats = first_seen[wording.key(piece.heading)] < index
                if self._is_caption(index, following, repeats, is_styled):
                    del self.looks[index]
                    if self.is_stated:
                        continue
                    piece.role = Role.CAPTION
                    self._guessed(piece)
            if piece.role not in {Role.REPEATED, Role.CAPTION}:
                following = index

    def _marks_its_headings(self) -> bool:
        """Whether most headings end in spaces, as some exports leave them."""
        plain = [
            self.pieces[index]
            for index, look in self.looks.items()
            if look in {Look.PLAIN, Look.NUMBERED}
        ]
        marked = sum(piece.first.is_marked for piece in plain)
        return len(plain) >= _STYLED_LEAST and marked >= _STYLED_SHARE * len(plain)

    def _is_caption(
        self, index: int, following: int | None, repeats: bool, is_styled: bool
    ) -> bool:
        piece, look = self.pieces[index], self.looks[index]
        if following is None:
            return True
        after, after_look = self.pieces[following], self.looks.get(following)
        if after.role in {Role.RELATED, Role.DISCLAIMER, Role.ATTRIBUTION}:
            return wording.topic(piece.heading) is None
        if after_look is None:
            return False
        if after_look is Look.SPECIAL or repeats:
            return True
        if after_look is Look.NUMBERED:
            return after.number > 1
        if is_styled and not piece.first.is_marked:
            return True
        if after_look is Look.QUESTION or look < after_look:
            return False
        if after_look is Look.MARKED:
            return True
        return not _promises_parts(piece.heading) and not _asks_after(piece, after)

    def _guessed(self, piece: Piece) -> None:
        self.remarks.append(
            Remark(
                RemarkKind.GUESSED,
                "Read as the caption of a picture that did not come with the text. "
                "Make it a heading if it is one.",
                piece.first.number,
                source_of(piece.lines),
            )
        )


def _is_question(piece: Piece) -> bool:
    return (
        piece.role is Role.BODY
        and piece.is_single
        and piece.heading.endswith("?")
        and looks.like_a_heading(piece.heading)
    )


def _promises_parts(heading: str) -> bool:
    return (
        wording.topic(heading) in _ANNOUNCED
        or wording.aspect(heading) is not SectionAspect.UNSPECIFIED
        or wording.COLLECTIVE.search(heading) is not None
    )


def _asks_after(piece: Piece, after: Piece) -> bool:
    return after.heading.endswith("?") and not piece.heading.endswith("?")


class _Levels:
    """Levels 2 and 3, from what the article itself uses."""

    def __init__(self, pieces: list[Piece], found: dict[int, Look]) -> None:
        self.pieces = pieces
        self.found = found
        unnumbered = {
            look for look in found.values() if look in {Look.CAPITALS, Look.BOLD, Look.PLAIN}
        }
        self.top = min(unnumbered, default=Look.PLAIN)
        hashes = sorted(
            {pieces[index].first.hashes for index, look in found.items() if look is Look.MARKED}
        )
        self.states_levels = bool(hashes)
        self.ranks = {level: rank for rank, level in enumerate(hashes)}
        self.is_under_third = False
        self.has_section = False
        self.asks = False
        self.collects = False
        self.was_empty_parent = False
        self.is_question = False
        self.last = {2: 0, 3: 0}

    def assign(self) -> None:
        order = list(self.found)
        numbers = [
            (index, self.pieces[index].number) for index in order if self.pieces[index].number
        ]
        pointer = 0
        for place, index in enumerate(order):
            while pointer < len(numbers) and numbers[pointer][0] <= index:
                pointer += 1
            next_number = numbers[pointer][1] if pointer < len(numbers) else 0
            piece = self.pieces[index]
            level = self._level(piece, self.found[index], next_number)
            piece.level = level if self.has_section else 2
            self._note(piece, self.found[index])
            following = order[place + 1] if place + 1 < len(order) else None
            self.was_empty_parent = piece.level == 2 and following == index + 1
            if piece.level == 2:
                self.collects = self.was_empty_parent and bool(
                    wording.COLLECTIVE.search(piece.heading)
                )

    def _level(self, piece: Piece, look: Look, next_number: int) -> int:
        if look is Look.SPECIAL:
            return 2
        if look is Look.MARKED:
            return self._marked_level(piece)
        if look is Look.QUESTION:
            return 2 if self.is_question else 3
        if look is Look.NUMBERED:
            return self._numbered_level(piece)
        if self.states_levels or look > self.top:
            return 3
        heading = piece.heading
        if self.asks and heading.endswith("?"):
            return 3
        if self.last[2] and next_number == self.last[2] + 1:
            return 3
        if self.was_empty_parent:
            return 3
        return 3 if self.collects and not _promises_parts(heading) else 2

    def _marked_level(self, piece: Piece) -> int:
        rank = self.ranks[piece.first.hashes]
        if rank < 2:
            return rank + 2
        is_more = wording.topic(piece.heading) is not None or wording.MYTH.match(piece.heading)
        asks = self.asks and piece.heading.endswith("?")
        return LEAD if self.is_under_third and not is_more and not asks else 3

    def _numbered_level(self, piece: Piece) -> int:
        number = piece.number
        goes_on = self.last[2] and number == self.last[2] + 1 and not self.last[3]
        if self.asks and (not goes_on or piece.heading.endswith("?")):
            return 3
        if self.last[3] and number == self.last[3] + 1:
            return 3
        if self.last[2] and number == self.last[2] + 1:
            return 2
        return 3

    def _note(self, piece: Piece, look: Look) -> None:
        if look is Look.MARKED:
            rank = self.ranks[piece.first.hashes]
            self.is_under_third = rank == 1 or (rank > 1 and self.is_under_third)
        if piece.level == 2:
            self.has_section = True
            self.last[3] = 0
            self.is_question = look is Look.QUESTION
            self.asks = wording.topic(piece.heading) is Topic.QUESTIONS
            if look is Look.NUMBERED:
                self.last[2] = piece.number
            elif look is not Look.QUESTION:
                self.last[2] = 0
        elif look is Look.NUMBERED:
            self.last[3] = piece.number
