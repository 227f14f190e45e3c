"""Comments, page margins, drawings and properties: what is in a document besides its text."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from health_content.readers.reading import Remark, RemarkKind
from health_content.readers.structured import Facts
from health_content.readers.word_package import Package, q
from health_content.readers.word_text import text_of
from health_content.readers.word_told import Matter, Told

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NOBODY = re.compile(
    r"(?:python-docx|administrator|admin|user|owner|unknown|author|microsoft(?:\s.*)?|home|pc|"
    r"office(?:\suser)?|apache poi|docx4j|google docs|libreoffice.*|pandoc|mac|test)?$",
    re.IGNORECASE,
)
_MADE_UP_TITLE = re.compile(
    r"(?:microsoft word\b.*|document\s?[0-9]*|untitled.*|word document)?$", re.I
)
_STAMP_OF_A_TEMPLATE = "2013-12-23"
_MOST_COMMENTS = 100
_CHART_WORDS = {q("a:t"), q("c:v"), q("w:t")}


def tell_comments(package: Package, document: str, told: Told) -> None:
    """A remark for each comment, with who wrote it."""
    for part in package.related_all(document, "comments"):
        tree = package.tree(part)
        comments = tree.findall(q("w:comment")) if tree is not None else []
        for comment in comments[:_MOST_COMMENTS]:
            words = " ".join(text_of(comment).split())
            if words:
                author = comment.get(q("w:author"), "").strip() or "Somebody"
                message = f"{author} commented on the document; the comment was left out."
                told.add(Remark(RemarkKind.UNPLACED, message, text=words))
        if len(comments) > _MOST_COMMENTS:
            rest = "\n".join(text_of(comment) for comment in comments[_MOST_COMMENTS:])
            told.add(Remark(RemarkKind.UNPLACED, "More comments; they were left out.", text=rest))


def tell_margins(package: Package, document: str, told: Told) -> None:
    """The words of headers and footers, each once."""
    for kind in ("header", "footer"):
        for part in package.related_all(document, kind):
            tree = package.tree(part)
            words = " ".join(text_of(tree).split()) if tree is not None else ""
            if re.search(r"[^\W\d_]", words):
                told.tell(Matter.MARGIN, words)


def tell_drawings(package: Package, document: str, told: Told) -> None:
    """The words of charts and diagrams, which are kept in parts of their own."""
    for kind in ("chart", "diagramData", "chartEx"):
        for part in package.related_all(document, kind):
            tree = package.tree(part)
            if tree is None:
                continue
            words = [
                (element.text or "").strip()
                for element in tree.iter()
                if element.tag in _CHART_WORDS
            ]
            if text := " ".join(dict.fromkeys(filter(None, words))):
                told.tell(Matter.DRAWING, text)
    for part in package.related_all(document, "aFChunk"):
        told.tell(Matter.CHUNK, part)


def facts_of(package: Package, told: Told, *, title: str, dek: str) -> Facts:
    """What the document says about itself, told to the editor where it may be chance.

    ``title`` and ``dek`` are those of its text. The date a file was made is no date of
    publication, so it is only told.
    """
    part = package.related("", "core-properties")
    tree = package.tree(part) if part else None
    if tree is None:
        return Facts(title=title, dek=dek)
    author = _value(tree, "dc:creator")
    if _NOBODY.match(author):
        author = ""
    else:
        told.add(
            Remark(
                RemarkKind.GUESSED,
                f"{author} is named as the author in the properties of the file. Check the byline.",
            )
        )
    stated = _value(tree, "dc:title")
    if _MADE_UP_TITLE.match(stated):
        stated = ""
    if stated and title and stated.casefold() != title.casefold():
        message = "The properties of the file have another title. The one in the text was taken."
        told.add(Remark(RemarkKind.GUESSED, message, text=stated))
    _tell_date(tree, told)
    keywords = re.split(r"\s*[,;]\s*", _value(tree, "cp:keywords"))
    language = _value(tree, "dc:language")
    return Facts(
        title=title,
        dek=dek,
        author=author,
        search_title=stated if stated != title else "",
        search_description=_value(tree, "dc:description")
        if "python-docx" not in _value(tree, "dc:description")
        else "",
        topics=tuple(dict.fromkeys(filter(None, keywords))),
        language=language if _LANGUAGE.fullmatch(language) else "",
    )


def _tell_date(tree: Element, told: Told) -> None:
    made = _DATE.match(_value(tree, "dcterms:created"))
    if made and made[0] != _STAMP_OF_A_TEMPLATE:
        message = (
            f"The file was made on {made[0]}. It does not say when the article was first "
            "published; enter that date if it was."
        )
        told.add(Remark(RemarkKind.MISSING, message))


def _value(tree: Element, name: str) -> str:
    element = tree.find(q(name))
    return " ".join((element.text or "").split()) if element is not None else ""
