"""Articles written with a word processor: .docx files of Word, LibreOffice, Google Docs.

The archive and its XML are checked (:mod:`~health_content.readers.word_package`), the tree
is freed from wrappers and every paragraph styled by what it is, mammoth turns that into
HTML, and the words of the document are compared with those of the HTML: what found no place
is in a remark.
"""

from __future__ import annotations

from health_content.readers.prepared import Prepared
from health_content.readers.reading import Reading, Remark, RemarkKind, UnreadableSource
from health_content.readers.word_conversion import Part, convert
from health_content.readers.word_html import Finishing
from health_content.readers.word_losses import html_text, lost_paragraphs, source_paragraphs
from health_content.readers.word_notes import facts_of, tell_comments, tell_drawings, tell_margins
from health_content.readers.word_numbering import Numbering
from health_content.readers.word_package import Package, open_package, q
from health_content.readers.word_paragraphs import Paragraphs
from health_content.readers.word_styles import Styles
from health_content.readers.word_told import Matter, Told
from health_content.readers.word_unwrapping import Unwrapping

_NOTE_KINDS = ("footnotes", "endnotes")


def read_docx(data: bytes, name: str) -> Reading:
    """Read a word processor's document; ``name`` is only for messages.

    Raises :class:`UnreadableSource` on other formats, on documents that are damaged,
    protected, hold macros or could do harm, and on those without words.
    """
    return prepare_docx(data, name).reading(name)


def prepare_docx(data: bytes, name: str) -> Prepared:
    """The document as HTML. Raises :class:`UnreadableSource` as :func:`read_docx` does."""
    package = open_package(data, name)
    told = Told()
    try:
        parts, sources = _parts(package, told)
    except RecursionError as error:
        raise UnreadableSource(
            f"{name} is nested too deeply. Copy its text into a new document and save that."
        ) from error
    converted = convert(package, parts, told)
    finished = Finishing(converted.html, told)
    document = package.document
    tell_comments(package, document, told)
    tell_margins(package, document, told)
    tell_drawings(package, document, told)
    kept = [html_text(finished.soup), finished.title, finished.dek, *told.words]
    for paragraph in lost_paragraphs(sources, kept):
        told.tell(Matter.LOST, paragraph)
    facts = facts_of(package, told, title=finished.title, dek=finished.dek)
    for message in converted.messages:
        told.add(Remark(RemarkKind.UNPLACED, f"While converting: {message}."))
    return Prepared(finished.fragment, facts, tuple(told.remarks()), tuple(converted.assets))


def _parts(package: Package, told: Told) -> tuple[list[Part], list[str]]:
    """The parts for conversion, document first, and the text of their paragraphs as it came."""
    document = package.document
    root = package.tree(document)
    body = root.find(q("w:body")) if root is not None else None
    if root is None or body is None:
        raise UnreadableSource(
            f"{package.name} holds no text. Open it in a word processor and check it."
        )
    styles = Styles(package.tree(package.related(document, "styles")))
    numbering = Numbering(package.tree(package.related(document, "numbering")), styles)
    unwrapping = Unwrapping(styles, told)
    paragraphs = Paragraphs(styles, numbering, told)
    sources = source_paragraphs(body)
    unwrapping.unwrap(body)
    paragraphs.prepare_body(body)
    parts = [Part("document", root, package.relationships(document))]
    for kind in _NOTE_KINDS:
        part = package.related(document, kind)
        tree = package.tree(part) if part else None
        if tree is None:
            continue
        for note in tree:
            if note.get(q("w:type"), "normal") == "normal":
                sources.extend(source_paragraphs(note))
            unwrapping.unwrap(note)
            paragraphs.prepare_block(note)
        parts.append(Part(kind, tree, package.relationships(part)))
    return parts, sources
