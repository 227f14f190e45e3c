"""Pieces with their roles, put together as an article."""

from __future__ import annotations

from collections.abc import Iterable

from health_content.manuscript import (
    Caption,
    DisclaimerKind,
    Manuscript,
    RelatedArticles,
    RelatedTitle,
    ResearchNote,
    RichText,
)
from health_content.readers import calls, markup, told, wording
from health_content.readers.announcements import place_heading
from health_content.readers.identity import identified
from health_content.readers.lines import LINK, bare, link_target
from health_content.readers.pieces import Kind, Piece, Role, source_of
from health_content.readers.progress import Progress
from health_content.readers.reading import Reading, Remark, RemarkKind
from health_content.readers.refining import refined
from health_content.readers.rendering import html_of, lines_of, words_of
from health_content.readers.running_text import place_text


def assembled(pieces: list[Piece], remarks: Iterable[Remark]) -> Reading:
    """The article, and everything an editor should know about how it was read.

    Goes through the pieces once, in order, and places every one of them.
    """
    at = Progress(pieces, remarks)
    while at.position < len(pieces):
        if at.position == at.tail:
            at.outline.close()
        piece = pieces[at.position]
        at.position += 1
        _place(at, piece)
    manuscript = Manuscript(
        title=at.title,
        body=identified(refined(at.outline.finish())),
        attribution=at.attribution,
    )
    at.remarks.extend(calls.link_remarks(pieces, at.in_calls))
    at.remarks.sort(key=lambda remark: remark.line)
    return Reading(manuscript, tuple(at.remarks))


def _place(at: Progress, piece: Piece) -> None:
    match piece.role:
        case Role.TITLE:
            at.title = piece.heading
        case Role.REPEATED:
            pass
        case Role.ATTRIBUTION if not at.attribution:
            at.attribution = bare(words_of(piece))
        case Role.HEADING:
            place_heading(at, piece)
        case Role.CAPTION:
            at.add(Caption(piece.heading, source_text=source_of(piece.lines)))
        case Role.CALL_TO_ACTION:
            _call(at, piece)
        case Role.DISCLAIMER:
            _disclaimer(at, piece)
        case Role.DISCLOSURE:
            at.set_apart(piece, RemarkKind.TYPED_DISCLAIMER, told.disclosure(words_of(piece)))
        case Role.BYLINE:
            at.set_apart(piece, RemarkKind.UNPLACED, told.byline(bare(words_of(piece))))
        case Role.CONTENTS:
            at.set_apart(piece, RemarkKind.UNPLACED, told.CONTENTS)
        case Role.RELATED:
            _related(at, piece)
        case Role.RESEARCH:
            _research(at, piece)
        case _:
            place_text(at, piece)


def _disclaimer(at: Progress, piece: Piece) -> None:
    text = words_of(piece)
    kind = wording.disclaimer(bare(text)) or DisclaimerKind.MEDICAL
    plain = bare(text)
    split = wording.lead_in(plain)
    if split is not None and split[1] and "—" not in plain[: len(split[0]) + 3]:
        heading, html = split[0], markup.paragraph(split[1])
    else:
        heading, html = "", markup.paragraph(text)
    at.typed(kind, heading, html, piece.lines)


def _call(at: Progress, piece: Piece) -> None:
    node, taken = calls.joined_call(piece, at.pieces[at.position : at.position + 4])
    at.in_calls.update(range(at.position - 1, at.position + taken))
    at.position += taken
    at.add(node)
    if (remark := calls.call_remark(node, piece)) is not None:
        at.remarks.append(remark)


def _related(at: Progress, piece: Piece) -> None:
    items: list[RelatedTitle] = []
    while (title := at.next()) is not None and title.role is Role.RELATED_TITLE:
        at.position += 1
        targets = [link_target(match) for line in title.lines for match in LINK.finditer(line.text)]
        if targets:
            first = title.first.number
            text = "\n".join(targets)
            at.remarks.append(Remark(RemarkKind.UNPLACED, told.LINKED_TITLE, first, text))
        if title.kind is Kind.LIST:
            items += [
                RelatedTitle(bare(entry.text), source_text=source_of(entry.all_lines))
                for entry in title.entries
            ]
        else:
            source = source_of(title.lines)
            items.append(RelatedTitle(title.heading, source_text=source))
    name = piece.heading.rstrip(" :")
    at.add(RelatedArticles(name, tuple(items), source_text=source_of(piece.lines)))


def _research(at: Progress, piece: Piece) -> None:
    text = at.next()
    if text is None or not text.is_text:
        place_text(at, piece)
        return
    at.position += 1
    lines = lines_of([piece, text])
    label = piece.heading.rstrip(" :")
    at.add(ResearchNote(label, RichText(html_of(text)), source_text=source_of(lines)))
