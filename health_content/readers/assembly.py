"""Pieces with their roles, put together as an article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from health_content.manuscript import (
    Caption,
    Conclusion,
    DisclaimerKind,
    KeyPoints,
    Manuscript,
    MythFact,
    Node,
    Prose,
    References,
    RelatedArticles,
    RelatedTitle,
    ResearchNote,
    RichText,
    TypedDisclaimer,
)
from health_content.readers import (
    calls,
    headings,
    lists,
    marks,
    markup,
    structures,
    tables,
    told,
    wording,
)
from health_content.readers.dosages import Context
from health_content.readers.dose_lines import dose_lines_table, is_row
from health_content.readers.identity import identified
from health_content.readers.lines import Line, bare
from health_content.readers.outlining import Outline
from health_content.readers.pieces import Kind, Piece, Role, source_of
from health_content.readers.reading import Reading, Remark, RemarkKind
from health_content.readers.reference_lists import take_references
from health_content.readers.refining import refined
from health_content.readers.rendering import html_of, lines_of, words_of
from health_content.readers.wording import Topic

_TAIL = frozenset({Role.DISCLAIMER, Role.DISCLOSURE, Role.ATTRIBUTION, Role.REPEATED})


class Assembler:
    """Goes through the pieces once, in order, and places every one of them."""

    def __init__(self, pieces: list[Piece], remarks: Iterable[Remark]) -> None:
        self.pieces = pieces
        self.remarks = list(remarks)
        self.position = 0
        self.in_calls: set[int] = set()
        self.title = ""
        self.attribution = ""
        self.outline = Outline()
        self.after_references = False
        self.tail = len(pieces)
        while self.tail and pieces[self.tail - 1].role in _TAIL:
            self.tail -= 1

    def reading(self) -> Reading:
        """The article, and everything an editor should know about how it was read."""
        while self.position < len(self.pieces):
            if self.position == self.tail:
                self.outline.close()
            piece = self.pieces[self.position]
            self.position += 1
            self._place(piece)
        manuscript = Manuscript(
            title=self.title,
            body=identified(refined(self.outline.finish())),
            attribution=self.attribution,
        )
        self.remarks.extend(calls.link_remarks(self.pieces, self.in_calls))
        self.remarks.sort(key=lambda remark: remark.line)
        return Reading(manuscript, tuple(self.remarks))

    def _place(self, piece: Piece) -> None:
        match piece.role:
            case Role.TITLE:
                self.title = piece.heading
            case Role.REPEATED:
                pass
            case Role.ATTRIBUTION if not self.attribution:
                self.attribution = bare(words_of(piece))
            case Role.HEADING:
                self._heading(piece)
            case Role.CAPTION:
                self._add(Caption(piece.heading, source_text=source_of(piece.lines)))
            case Role.CALL_TO_ACTION:
                self._call(piece)
            case Role.DISCLAIMER:
                self._disclaimer(piece)
            case Role.DISCLOSURE:
                self._set_apart(
                    piece, RemarkKind.TYPED_DISCLAIMER, told.disclosure(words_of(piece))
                )
            case Role.BYLINE:
                self._set_apart(piece, RemarkKind.UNPLACED, told.byline(bare(words_of(piece))))
            case Role.CONTENTS:
                self._set_apart(piece, RemarkKind.UNPLACED, told.CONTENTS)
            case Role.RELATED:
                self._related(piece)
            case Role.RESEARCH:
                self._research(piece)
            case _:
                self._body(piece)

    def _next(self, offset: int = 0) -> Piece | None:
        position = self.position + offset
        return self.pieces[position] if position < len(self.pieces) else None

    def _next_body(self, *kinds: Kind) -> Piece | None:
        piece = self._next()
        if piece is None or piece.role is not Role.BODY or piece.kind not in kinds:
            return None
        return piece

    def _add(self, node: Node) -> None:
        self.outline.add(node)

    def _remark(self, kind: RemarkKind, message: str, piece: Piece) -> None:
        self.remarks.append(Remark(kind, message, piece.first.number, source_of(piece.lines)))

    # Headings and what they announce

    def _heading(self, piece: Piece) -> None:
        heading = piece.heading
        name = heading.rstrip(":").strip() or heading
        found = wording.topic(name)
        self.after_references = False
        if (match := wording.MYTH.match(heading)) and self._myth(match["rest"], piece):
            return
        if found is Topic.REFERENCES and self._references(piece, name):
            return
        if found is Topic.DISCLAIMER and self._disclaimers_under(piece, name):
            return
        if found is Topic.CONCLUSION and self._conclusion(piece, name):
            return
        if found is Topic.KEY_POINTS and self._key_points_section(piece, name):
            return
        is_belief = bool(piece.number) or wording.unquoted(heading) != heading
        if is_belief and self._in_myths() and piece.level == 3 and self._myth(heading, piece):
            return
        if match := wording.QUESTION.match(heading):
            name = match["rest"]
        if piece.level == headings.LEAD:
            self.outline.add_text(markup.paragraph(marks.around(marks.BOLD, name)), piece.lines)
        else:
            self.outline.open(name, piece.level, piece.lines)

    def _in_myths(self) -> bool:
        section = self.outline.section
        return section is not None and wording.announces(section.heading, Topic.MYTHS)

    def _text_pieces(self) -> list[Piece]:
        """The paragraphs and lists from here to the next piece of another role."""
        taken: list[Piece] = []
        while (piece := self._next()) is not None and self.position != self.tail:
            if piece.role is Role.BODY and piece.is_text:
                taken.append(piece)
            elif piece.role is not Role.REPEATED:
                break
            self.position += 1
        return taken

    def _myth(self, words: str, piece: Piece) -> bool:
        start = self.position
        answer = self._text_pieces()
        if not answer:
            self.position = start
            return False
        texts = [html_of(part) for part in answer]
        if answer[0].kind is Kind.PARAGRAPH and (match := wording.FACT.match(answer[0].heading)):
            fact = answer[0].text
            rest = match["rest"]
            if marks.plain(fact) == answer[0].heading:
                rest = marks.cut(fact, len(answer[0].heading) - len(rest))[1]
            texts[0] = markup.paragraph(rest)
        if self.outline.subsection is not None or not self._in_myths():
            self.outline.close(level=3)
        self._add(
            MythFact(
                wording.unquoted(words),
                RichText("".join(texts)),
                source_text=source_of(lines_of([piece, *answer])),
            )
        )
        return True

    def _references(self, piece: Piece, name: str) -> bool:
        entries, position = take_references(self.pieces, self.position)
        if not entries:
            return False
        self.position = position
        self.outline.close()
        self._add(References(name, entries, source_text=source_of(piece.lines)))
        self.after_references = True
        return True

    def _disclaimers_under(self, piece: Piece, name: str) -> bool:
        lines = list(piece.lines)
        heading = name
        while (part := self._next()) is not None:
            kind = wording.disclaimer(words_of(part)) or DisclaimerKind.MEDICAL
            is_text = part.role is Role.DISCLAIMER or (part.role is Role.BODY and part.is_text)
            if not is_text:
                break
            if heading:
                self.outline.close()
            self.position += 1
            lines += part.lines
            self._typed(kind, heading, html_of(part), lines)
            heading, lines = "", []
        return not heading

    def _typed(self, kind: DisclaimerKind, heading: str, html: str, lines: list[Line]) -> None:
        source = source_of(lines)
        self._add(TypedDisclaimer(kind, heading, RichText(html), source_text=source))
        self.remarks.append(
            Remark(
                RemarkKind.TYPED_DISCLAIMER,
                "A disclaimer typed into the article; the site shows its own on every page.",
                lines[0].number,
                source,
            )
        )

    def _disclaimer(self, piece: Piece) -> None:
        text = words_of(piece)
        kind = wording.disclaimer(bare(text)) or DisclaimerKind.MEDICAL
        plain = bare(text)
        split = wording.lead_in(plain)
        if split is not None and split[1] and "—" not in plain[: len(split[0]) + 3]:
            heading, html = split[0], markup.paragraph(split[1])
        else:
            heading, html = "", markup.paragraph(text)
        self._typed(kind, heading, html, piece.lines)

    def _conclusion(self, piece: Piece, name: str) -> bool:
        if not name.casefold().startswith("conclu") and self._sections_follow():
            return False
        start = self.position
        texts = self._text_pieces()
        if not texts:
            self.position = start
            return False
        self.outline.close()
        lines = lines_of([piece, *texts])
        html = RichText("".join(map(html_of, texts)))
        self.outline.add_at_top(Conclusion(name, html, source_text=source_of(lines)))
        return True

    def _sections_follow(self) -> bool:
        return any(
            piece.role is Role.HEADING
            and wording.topic(piece.heading) not in _AFTERWORDS
            and not wording.key(piece.heading).startswith("about ")
            for piece in self.pieces[self.position : self.position + 40]
        )

    def _key_points_section(self, piece: Piece, name: str) -> bool:
        items = self._next_body(Kind.LIST)
        after = self._next(1)
        is_followed = after is not None and after.role in {Role.BODY, Role.RESEARCH}
        # On top of an article nothing else is under such a heading: what follows begins it.
        if items is None or (is_followed and self.outline.section is not None):
            return False
        self.position += 1
        self.outline.close(piece.level)
        self._add(KeyPoints(name, lists.points(items.entries), source_text=source_of(piece.lines)))
        return True

    # Standing pieces

    def _call(self, piece: Piece) -> None:
        node, taken = calls.joined_call(piece, self.pieces[self.position : self.position + 4])
        self.in_calls.update(range(self.position - 1, self.position + taken))
        self.position += taken
        self._add(node)
        if (remark := calls.call_remark(node, piece)) is not None:
            self.remarks.append(remark)

    def _related(self, piece: Piece) -> None:
        items: list[RelatedTitle] = []
        while (title := self._next()) is not None and title.role is Role.RELATED_TITLE:
            self.position += 1
            if title.kind is Kind.LIST:
                items += [
                    RelatedTitle(bare(entry.text), source_text=source_of(entry.all_lines))
                    for entry in title.entries
                ]
            else:
                source = source_of(title.lines)
                items.append(RelatedTitle(title.heading, source_text=source))
        name = piece.heading.rstrip(" :")
        self._add(RelatedArticles(name, tuple(items), source_text=source_of(piece.lines)))

    def _research(self, piece: Piece) -> None:
        text = self._next()
        if text is None or not text.is_text:
            self._body(piece)
            return
        self.position += 1
        lines = lines_of([piece, text])
        label = piece.heading.rstrip(" :")
        self._add(ResearchNote(label, RichText(html_of(text)), source_text=source_of(lines)))

    def _set_apart(self, piece: Piece, kind: RemarkKind, message: str) -> None:
        self._add(Prose(RichText(html_of(piece)), source_text=source_of(piece.lines)))
        self._remark(kind, message, piece)

    # Running text

    def _body(self, piece: Piece) -> None:
        if self.after_references and piece.is_text:
            self._set_apart(piece, RemarkKind.UNPLACED, told.STRAY)
        elif piece.node is not None and piece.kind is Kind.NODE:
            self._add(replace(piece.node, source_text=source_of(piece.lines)))
        elif piece.kind is Kind.HTML:
            self.outline.add_text(piece.html, piece.lines)
        elif piece.kind is Kind.TABLE:
            self._table(piece, None)
        elif piece.kind is Kind.LIST:
            self._list(piece, None)
        else:
            piece = self._answer(piece)
            if not (self._labelled(piece) or self._inline_note(piece) or self._dose_lines()):
                self.outline.add_text(markup.paragraph(piece.shown), piece.lines)

    def _answer(self, piece: Piece) -> Piece:
        """A paragraph without the "A:" that says it answers the heading above."""
        answer = wording.ANSWER.match(piece.heading) if self._is_under_question() else None
        if answer is None:
            return piece
        text = marks.cut(piece.text, len(piece.heading) - len(answer["rest"]))[1]
        return replace(piece, text=text)

    def _is_under_question(self) -> bool:
        here = self.outline.subsection or self.outline.section
        return here is not None and here.heading.endswith("?")

    def _inline_note(self, piece: Piece) -> bool:
        plain = piece.heading
        split = wording.lead_in(plain[:200])
        if split is None or not split[1] or not wording.is_research_label(split[0]):
            return False
        if not plain.startswith(f"{split[0]}:"):
            return False
        rest = plain.split(":", 1)[1].strip()
        if plain != piece.text and marks.plain(piece.text) == plain:
            rest = marks.cut(piece.text, len(plain) - len(rest))[1]
        self._add(
            ResearchNote(
                split[0],
                RichText(markup.paragraph(rest)),
                source_text=source_of(piece.lines),
            )
        )
        return True

    def _labelled(self, piece: Piece) -> bool:
        """A label or a sentence ending in a colon, together with the list after it."""
        if not piece.heading.endswith(":") or piece.first.hashes:
            return False
        if (items := self._next_body(Kind.LIST, Kind.TABLE)) is None:
            return piece.is_label and self._dose_lines(piece)
        self.position += 1
        if items.kind is Kind.TABLE:
            self._table(items, piece)
        else:
            self._list(items, piece)
        return True

    def _dose_lines(self, label: Piece | None = None) -> bool:
        """Dose lines in a row as one table; the label, where there is one, is its caption."""
        start = self.position - (label is None)
        end = start
        while end < len(self.pieces) and end != self.tail and is_row(self.pieces[end]):
            end += 1
        rows = self.pieces[start:end]
        table = dose_lines_table(rows, label, self._context(label)) if rows else None
        if table is not None:
            self._add(table)
        elif rows and label is None:
            for row in rows:
                self.outline.add_text(markup.paragraph(row.text), row.lines)
        else:
            return False
        self.position = end
        return True

    def _context(self, label: Piece | None) -> Context:
        own = (label.heading,) if label is not None else ()
        return Context((*own, *self.outline.headings(), self.title))

    def _table(self, piece: Piece, label: Piece | None) -> None:
        context = self._context(label)
        if (table := tables.dosage_table(piece, label, context)) is not None:
            self._add(table)
            return
        if label is not None:
            self.outline.add_text(markup.paragraph(label.text), label.lines)
        self._add(tables.plain_table(piece))

    def _list(self, piece: Piece, label: Piece | None) -> None:
        node = structures.structured(piece, label, self._context(label))
        if node is not None:
            own_label = structures.keeps_label(node)
            if label is not None and not own_label:
                self.outline.add_text(markup.paragraph(label.text), label.lines)
            self._add(node)
            return
        if label is not None:
            self.outline.add_text(markup.paragraph(label.text), label.lines)
        self.outline.add_text(lists.list_html(piece.entries), piece.lines)


_AFTERWORDS = frozenset(
    {Topic.REFERENCES, Topic.QUESTIONS, Topic.RELATED, Topic.DISCLAIMER, Topic.CONCLUSION}
)
