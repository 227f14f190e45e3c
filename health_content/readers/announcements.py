"""Headings, and what some of them announce: references, a conclusion, a myth, key points."""

from __future__ import annotations

from health_content.manuscript import (
    Conclusion,
    DisclaimerKind,
    KeyPoints,
    MythFact,
    References,
    RichText,
)
from health_content.readers import headings, lists, marks, markup, told, wording
from health_content.readers.lines import LINK, bare, link_target
from health_content.readers.pieces import Kind, Piece, Role, source_of
from health_content.readers.progress import Progress
from health_content.readers.reading import Remark, RemarkKind
from health_content.readers.reference_lists import take_references
from health_content.readers.rendering import html_of, lines_of, words_of
from health_content.readers.wording import Topic

_AFTERWORDS = frozenset(
    {Topic.REFERENCES, Topic.QUESTIONS, Topic.RELATED, Topic.DISCLAIMER, Topic.CONCLUSION}
)


def place_heading(at: Progress, piece: Piece) -> None:
    """Open a section, or make of the heading and its text what it announces."""
    heading = piece.heading
    name = heading.rstrip(":").strip() or heading
    _link_in_heading(at, piece)
    found = wording.topic(name)
    at.after_references = False
    if (match := wording.MYTH.match(heading)) and _myth(at, match["rest"], piece):
        return
    if found is Topic.REFERENCES and _references(at, piece, name):
        return
    if found is Topic.DISCLAIMER and _disclaimers_under(at, piece, name):
        return
    if found is Topic.CONCLUSION and _conclusion(at, piece, name):
        return
    if found is Topic.KEY_POINTS and _key_points_section(at, piece, name):
        return
    is_belief = bool(piece.number) or wording.unquoted(heading) != heading
    if is_belief and _in_myths(at) and piece.level == 3 and _myth(at, heading, piece):
        return
    if match := wording.QUESTION.match(heading):
        name = match["rest"]
    if piece.level == headings.LEAD:
        at.outline.add_text(markup.paragraph(marks.around(marks.BOLD, name)), piece.lines)
    else:
        at.outline.open(name, piece.level, piece.lines)


def _in_myths(at: Progress) -> bool:
    section = at.outline.section
    return section is not None and wording.announces(section.heading, Topic.MYTHS)


def _myth(at: Progress, words: str, piece: Piece) -> bool:
    start = at.position
    answer = at.text_pieces()
    if not answer:
        at.position = start
        return False
    texts = [html_of(part) for part in answer]
    if answer[0].kind is Kind.PARAGRAPH and (match := wording.FACT.match(answer[0].heading)):
        fact = answer[0].text
        rest = match["rest"]
        if marks.plain(fact) == answer[0].heading:
            rest = marks.cut(fact, len(answer[0].heading) - len(rest))[1]
        texts[0] = markup.paragraph(rest)
    _add_myth(at, words, "".join(texts), [piece, *answer])
    return True


def _references(at: Progress, piece: Piece, name: str) -> bool:
    entries, position = take_references(at.pieces, at.position)
    if not entries:
        return False
    at.position = position
    at.outline.close()
    at.add(References(name, entries, source_text=source_of(piece.lines)))
    at.after_references = True
    return True


def _disclaimers_under(at: Progress, piece: Piece, name: str) -> bool:
    lines = list(piece.lines)
    heading = name
    while (part := at.next()) is not None:
        kind = wording.disclaimer(words_of(part)) or DisclaimerKind.MEDICAL
        is_text = part.role is Role.DISCLAIMER or (part.role is Role.BODY and part.is_text)
        if not is_text:
            break
        if heading:
            at.outline.close()
        at.position += 1
        lines += part.lines
        at.typed(kind, heading, html_of(part), lines)
        heading, lines = "", []
    return not heading


def _conclusion(at: Progress, piece: Piece, name: str) -> bool:
    if not name.casefold().startswith("conclu") and _sections_follow(at):
        return False
    start = at.position
    texts = at.text_pieces()
    if not texts:
        at.position = start
        return False
    at.outline.close()
    lines = lines_of([piece, *texts])
    html = RichText("".join(map(html_of, texts)))
    at.outline.add_at_top(Conclusion(name, html, source_text=source_of(lines)))
    return True


def _sections_follow(at: Progress) -> bool:
    return any(
        piece.role is Role.HEADING
        and wording.topic(piece.heading) not in _AFTERWORDS
        and not wording.key(piece.heading).startswith("about ")
        for piece in at.pieces[at.position : at.position + 40]
    )


def _key_points_section(at: Progress, piece: Piece, name: str) -> bool:
    items = at.next_body(Kind.LIST)
    after = at.next(1)
    is_followed = after is not None and after.role in {Role.BODY, Role.RESEARCH}
    # On top of an article nothing else is under such a heading: what follows begins it.
    if items is None or (is_followed and at.outline.section is not None):
        return False
    at.position += 1
    at.outline.close(piece.level)
    at.add(KeyPoints(name, lists.points(items.entries), source_text=source_of(piece.lines)))
    return True


def place_myth(at: Progress, piece: Piece) -> bool:
    """Add a paragraph that says a myth and the fact; false where it does not say both."""
    match = wording.MYTH_AND_FACT.match(piece.heading)
    if match is None:
        return False
    fact = match["fact"]
    if marks.plain(piece.text) == piece.heading:
        fact = marks.cut(piece.text, match.start("fact"))[1]
    elif (label := wording.FACT_LABEL.search(piece.text)) is not None:
        # With its typed marks and links, where what is behind the label is the fact indeed.
        written = piece.text[label.end() :]
        fact = written if bare(written) == fact else fact
    _add_myth(at, match["myth"], markup.paragraph(fact), [piece])
    return True


def _add_myth(at: Progress, words: str, html: str, pieces: list[Piece]) -> None:
    if at.outline.subsection is not None or not _in_myths(at):
        at.outline.close(level=3)
    source = source_of(lines_of(pieces))
    at.add(MythFact(wording.unquoted(words), RichText(html), source_text=source))


def _link_in_heading(at: Progress, piece: Piece) -> None:
    targets = [link_target(match) for match in LINK.finditer(piece.text)]
    if targets:
        at.remarks.append(
            Remark(RemarkKind.UNPLACED, told.LINKED_HEADING, piece.first.number, "\n".join(targets))
        )
