"""How far the assembling of an article has come: what is next, and where it goes."""

from __future__ import annotations

from collections.abc import Iterable

from health_content.manuscript import DisclaimerKind, Node, Prose, RichText, TypedDisclaimer
from health_content.readers.lines import Line
from health_content.readers.outlining import Outline
from health_content.readers.pieces import Kind, Piece, Role, source_of
from health_content.readers.reading import Remark, RemarkKind
from health_content.readers.rendering import html_of

_TAIL = frozenset({Role.DISCLAIMER, Role.DISCLOSURE, Role.ATTRIBUTION, Role.REPEATED})


class Progress:
    """The pieces, the place reached among them, and what was made of those before it."""

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

    def next(self, offset: int = 0) -> Piece | None:
        """The next piece, or the one so many places further on."""
        position = self.position + offset
        return self.pieces[position] if position < len(self.pieces) else None

    def next_body(self, *kinds: Kind) -> Piece | None:
        """The next piece if it has no role of its own and is of one of these kinds."""
        piece = self.next()
        if piece is None or piece.role is not Role.BODY or piece.kind not in kinds:
            return None
        return piece

    def text_pieces(self) -> list[Piece]:
        """Take the paragraphs and lists from here to the next piece of another role."""
        taken: list[Piece] = []
        while (piece := self.next()) is not None and self.position != self.tail:
            if piece.role is Role.BODY and piece.is_text:
                taken.append(piece)
            elif piece.role is not Role.REPEATED:
                break
            self.position += 1
        return taken

    def add(self, node: Node) -> None:
        """Put a node where the text stands now."""
        self.outline.add(node)

    def remark(self, kind: RemarkKind, message: str, piece: Piece) -> None:
        """Tell editors something about a piece."""
        self.remarks.append(Remark(kind, message, piece.first.number, source_of(piece.lines)))

    def typed(self, kind: DisclaimerKind, heading: str, html: str, lines: list[Line]) -> None:
        """Add a disclaimer that the writer typed, and say so."""
        source = source_of(lines)
        self.add(TypedDisclaimer(kind, heading, RichText(html), source_text=source))
        self.remarks.append(
            Remark(
                RemarkKind.TYPED_DISCLAIMER,
                "A disclaimer typed into the article; the site shows its own on every page.",
                lines[0].number,
                source,
            )
        )

    def set_apart(self, piece: Piece, kind: RemarkKind, message: str) -> None:
        """Add a piece as text of its own, with a remark."""
        self.add(Prose(RichText(html_of(piece)), source_text=source_of(piece.lines)))
        self.remark(kind, message, piece)
