"""What each piece is in the article: title, call to action, disclaimer, heading, caption."""

from __future__ import annotations

from collections import Counter

from health_content.affiliates.recognition import looks_like_call_to_action
from health_content.readers import looks, marks, markup, wording
from health_content.readers.calls import is_linked_offer
from health_content.readers.headings import Headings
from health_content.readers.lines import LINK, bare, link_target, link_words
from health_content.readers.pieces import Kind, Piece, Role, source_of
from health_content.readers.reading import Remark, RemarkKind
from health_content.readers.unmarked_lists import make_lists
from health_content.readers.wording import Topic

_LONGEST_CALL = 600
_MOST_RELATED = 12
_BYLINES_WITHIN = 8
_LONGEST_REVIEW = 160
_LONGEST_ASIDE = 400
_FARTHEST = 5
_FARTHEST_STATED = 15


def assign_roles(pieces: list[Piece], *, is_stated: bool = False) -> list[Remark]:
    """Set each piece's role and level. Returns what an editor should look at.

    ``is_stated`` where the source states its headings and pictures: nothing is then taken
    for the caption of a lost picture.
    """
    remarks: list[Remark] = []
    title = _title(pieces, remarks, _FARTHEST_STATED if is_stated else _FARTHEST)
    for index, piece in enumerate(pieces):
        if piece.role is Role.BODY:
            _own_words(piece, index, remarks)
    _calls_to_action(pieces, remarks)
    if title is not None:
        _repeated_titles(pieces, title, remarks)
    _related(pieces)
    _contents(pieces)
    if not is_stated:
        remarks.extend(make_lists(pieces))
    remarks.extend(Headings(pieces, is_stated).decide())
    return remarks


def _title(pieces: list[Piece], remarks: list[Remark], farthest: int) -> Piece | None:
    if pieces and pieces[0].role is Role.TITLE:
        return pieces[0]
    for piece in pieces[:farthest]:
        if piece.first.hashes == 1 and piece.is_single:
            piece.role = Role.TITLE
            return piece
    for piece in pieces[:3]:
        if _may_be_title(piece):
            piece.role = Role.TITLE
            return piece
        if piece.kind is not Kind.PARAGRAPH or not (
            wording.DISCLOSURE.search(piece.heading[:1000]) or wording.disclaimer(piece.heading)
        ):
            break
    remarks.append(
        Remark(RemarkKind.MISSING, "No title was found at the start. Give the article one.", 1)
    )
    return None


def _may_be_title(piece: Piece) -> bool:
    text = piece.heading
    if piece.kind is not Kind.PARAGRAPH or len(piece.lines) > 2 or piece.number:
        return False
    # A title has no place for an address.
    if LINK.search(piece.text):
        return False
    if not looks.like_a_title(text) or wording.topic(text) in _NEVER_TITLES:
        return False
    return not (wording.disclaimer(text) or wording.DISCLOSURE.search(text) or _calls(piece))


_NEVER_TITLES = frozenset(
    {Topic.REFERENCES, Topic.CONCLUSION, Topic.RELATED, Topic.CONTENTS, Topic.DISCLAIMER}
)


def _own_words(piece: Piece, index: int, remarks: list[Remark]) -> None:
    text = _only_text(piece)
    if not text or piece.first.hashes:
        return
    if len(text) <= 400 and wording.ATTRIBUTION.search(text):
        piece.role = Role.ATTRIBUTION
    elif wording.disclaimer(text):
        piece.role = Role.DISCLAIMER
    elif len(text) <= 2_000 and wording.DISCLOSURE.search(text):
        piece.role = Role.DISCLOSURE
    elif _is_aside(text) or _is_review(text) or (index < _BYLINES_WITHIN and _is_byline(text)):
        piece.role = Role.BYLINE


def _is_byline(text: str) -> bool:
    if len(text) > 120 or text.endswith(".") or _is_call(text):
        return False
    return wording.BYLINE.match(text) is not None


def _is_review(text: str) -> bool:
    if len(text) > _LONGEST_REVIEW:
        return False
    return bool(wording.REVIEWED.match(text) or wording.REVIEW_DATE.match(text))


def _is_aside(text: str) -> bool:
    """Whether a line is no part of the article: a note among editors, a button of the page."""
    if len(text) > _LONGEST_ASIDE:
        return False
    return bool(wording.EDITORIAL.match(text) or wording.PAGE_LABEL.match(text))


def _only_text(piece: Piece) -> str:
    """The text of a paragraph, or of a list that only has one item ("* These …")."""
    if piece.kind is Kind.PARAGRAPH:
        return piece.heading
    if piece.kind is Kind.LIST and len(piece.entries) == 1 and not piece.entries[0].children:
        return bare(piece.entries[0].text)
    return ""


def _is_call(text: str) -> bool:
    return len(text) <= _LONGEST_CALL and looks_like_call_to_action(text)


def _calls_to_action(pieces: list[Piece], remarks: list[Remark]) -> None:
    previous: Piece | None = None
    for piece in pieces:
        if piece.role is Role.BODY and piece.kind is Kind.PARAGRAPH:
            _without_copies(piece, remarks)
        if piece.role is Role.BODY and piece.kind is Kind.PARAGRAPH and _calls(piece):
            piece.role = Role.CALL_TO_ACTION
            if previous is not None and wording.key(previous.text) == wording.key(piece.text):
                piece.role = Role.REPEATED
                remarks.append(_removed(piece, "The same call to action stands just before"))
                continue
        previous = piece if piece.role is Role.CALL_TO_ACTION else None


def _without_copies(piece: Piece, remarks: list[Remark]) -> None:
    """Leave one of the links of a paragraph that holds the same link again and again only."""
    links = list(LINK.finditer(piece.text))
    if len(links) < 2 or LINK.sub("", piece.text).strip(f" {marks.BREAK}"):
        return
    first = links[0]
    same = (link_target(first), wording.key(link_words(first)))
    if all((link_target(link), wording.key(link_words(link))) == same for link in links):
        piece.text = first[0]
        message = "The same link stands more than once; one of them was kept."
        copies = "\n".join(bare(link_words(link)) for link in links[1:])
        number = piece.first.number
        remarks.append(Remark(RemarkKind.DUPLICATE_REMOVED, message, number, copies))


def _calls(piece: Piece) -> bool:
    text = piece.heading
    if piece.first.hashes or piece.number or wording.topic(text) is not None:
        return False
    words = markup.without_addresses(text)
    if not words:
        return False
    if marks.BREAK in piece.text:
        return False
    return _is_call(text) or _is_call(words) or is_linked_offer(piece.text)


def _repeated_titles(pieces: list[Piece], title: Piece, remarks: list[Remark]) -> None:
    start = pieces.index(title)
    for index, piece in enumerate(pieces[start + 1 :], start=start + 1):
        if piece.role is not Role.BODY or not piece.is_single or len(piece.heading) > 220:
            continue
        if not wording.says_the_same(piece.heading, title.heading):
            continue
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if index - start <= 3 or (after is not None and _stands_alone(after)):
            piece.role = Role.REPEATED
            remarks.append(_removed(piece, "The title stands here again"))


def _removed(piece: Piece, why: str) -> Remark:
    return Remark(
        RemarkKind.DUPLICATE_REMOVED,
        f"{why}; this copy was removed.",
        piece.first.number,
        source_of(piece.lines),
    )


def _stands_alone(piece: Piece) -> bool:
    if piece.role is Role.BODY and piece.is_single:
        return looks.like_a_heading(piece.heading) or bool(piece.number)
    return piece.role is Role.ATTRIBUTION


def _related(pieces: list[Piece]) -> None:
    for index, piece in enumerate(pieces):
        if piece.role is not Role.BODY or not piece.is_single:
            continue
        if wording.topic(piece.heading) is not Topic.RELATED or len(piece.heading) > 80:
            continue
        titles = list(_titles_after(pieces, index + 1))
        if titles:
            piece.role = Role.RELATED
            for title in titles:
                title.role = Role.RELATED_TITLE


def _titles_after(pieces: list[Piece], start: int) -> list[Piece]:
    titles: list[Piece] = []
    for position, piece in enumerate(pieces[start : start + _MOST_RELATED], start=start):
        if piece.role is not Role.BODY:
            break
        if piece.kind is Kind.LIST:
            return [piece] if not titles and _are_titles(piece) else titles
        if not piece.is_single or piece.number or piece.first.hashes:
            break
        if wording.topic(piece.heading) in _NEVER_TITLES:
            break
        if not looks.like_a_title(markup.without_addresses(piece.heading)):
            break
        after = pieces[position + 1] if position + 1 < len(pieces) else None
        if titles and after is not None and _is_body_text(after):
            break
        titles.append(piece)
    return titles


def _are_titles(piece: Piece) -> bool:
    return all(len(bare(entry.text)) <= 300 and not entry.children for entry in piece.entries)


def _is_body_text(piece: Piece) -> bool:
    if piece.role is not Role.BODY:
        return piece.role is Role.CALL_TO_ACTION
    return piece.kind is not Kind.PARAGRAPH or not looks.like_a_title(piece.heading)


def _contents(pieces: list[Piece]) -> None:
    """Mark the first table of contents; its lines come again as headings."""
    for index, piece in enumerate(pieces):
        if piece.role is not Role.BODY or not piece.is_single:
            continue
        if wording.topic(piece.heading) is not Topic.CONTENTS:
            continue
        if index + 1 < len(pieces) and pieces[index + 1].kind is Kind.LIST:
            piece.role = pieces[index + 1].role = Role.CONTENTS
            return
        names = Counter(wording.key(other.heading) for other in pieces if other.is_single)
        for entry in pieces[index + 1 :]:
            if entry.role is not Role.BODY or not looks.like_a_heading(entry.heading):
                return
            if not entry.is_single or names[wording.key(entry.heading)] < 2:
                return
            names[wording.key(entry.heading)] = 0
            piece.role = entry.role = Role.CONTENTS
        return
