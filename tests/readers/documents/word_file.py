"""Writing .docx files the way word processors do, with what python-docx has no words for."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MARK = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\^(?P<above>.+?)\^|"
    r"\[(?P<anchor>[^\]]+)\]\((?P<url>[^)]+)\)|\{(?P<note>fn|en):(?P<text>.+?)\}"
)
_WHEN = datetime(2025, 3, 1, 9, 0)


class WordFile:
    """A document under construction.

    Text may hold ``**bold**``, ``*italic*``, ``^superscript^``, ``[anchor](address)`` and
    ``{fn:footnote}`` or ``{en:endnote}``.
    """

    def __init__(self, title: str = "") -> None:
        self.document = docx.Document()
        self.notes: dict[str, list[str]] = {"fn": [], "en": []}
        properties = self.document.core_properties
        properties.title, properties.author = title, "Bone Desk"
        properties.created = properties.modified = _WHEN

    def text(self, text: str, style: str | None = None) -> Any:
        paragraph = self.document.add_paragraph(style=style)
        self.write(paragraph, text)
        return paragraph

    def heading(self, text: str, level: int = 1) -> None:
        self.write(self.document.add_heading(level=level), text)

    def items(self, texts: list[str], style: str = "List Bullet") -> None:
        for text in texts:
            self.text(text, style)

    def table(self, rows: list[list[str]], *, bold_head: bool = True) -> Any:
        table = self.document.add_table(rows=len(rows), cols=len(rows[0]))
        table.style = "Table Grid"
        for index, row in enumerate(rows):
            for cell, text in zip(table.rows[index].cells, row, strict=True):
                mark = "**" if bold_head and index == 0 and text else ""
                self.write(cell.paragraphs[0], f"{mark}{text}{mark}")
        return table

    def write(self, paragraph: Any, text: str) -> None:
        position = 0
        for match in _MARK.finditer(text):
            if match.start() > position:
                paragraph.add_run(text[position : match.start()])
            self._marked(paragraph, match)
            position = match.end()
        if position < len(text):
            paragraph.add_run(text[position:])

    def _marked(self, paragraph: Any, match: re.Match[str]) -> None:
        if words := match["bold"]:
            paragraph.add_run(words).bold = True
        elif words := match["italic"]:
            paragraph.add_run(words).italic = True
        elif words := match["above"]:
            paragraph.add_run(words).font.superscript = True
        elif match["url"]:
            self.link(paragraph, match["anchor"], match["url"])
        else:
            self.note(paragraph, match["note"], match["text"])

    def link(self, paragraph: Any, anchor: str, url: str) -> None:
        key = self.document.part.relate_to(url, RT.HYPERLINK, is_external=True)
        self.xml(
            paragraph,
            f'<w:hyperlink r:id="{key}"><w:r><w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/>'
            f'</w:rPr><w:t xml:space="preserve">{escaped(anchor)}</w:t></w:r></w:hyperlink>',
        )

    def note(self, paragraph: Any, kind: str, text: str) -> None:
        self.notes[kind].append(text)
        name = "footnote" if kind == "fn" else "endnote"
        self.xml(
            paragraph,
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            f'<w:{name}Reference w:id="{len(self.notes[kind])}"/></w:r>',
        )

    def comment(self, run: Any, text: str, author: str) -> None:
        comment = self.document.add_comment(run, text=text, author=author, initials=author[0])
        comment._comment_elm.set(qn("w:date"), f"{_WHEN.isoformat()}Z")

    def xml(self, parent: Any, source: str) -> Any:
        """Append raw markup to a paragraph or, given the document, before its last section."""
        element = parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {_NAMES}", source, count=1))
        if hasattr(parent, "_p"):
            parent._p.append(element)
        else:
            self.document.element.body[-1].addprevious(element)
        return element

    def body_xml(self, source: str) -> Any:
        return self.xml(None, source)

    def picture(self, name: str, alt: str, colour: tuple[int, int, int]) -> Any:
        paragraph = self.document.add_paragraph()
        paragraph.add_run().add_picture(io.BytesIO(picture(colour)), width=Pt(180))
        for properties in paragraph._p.iter(qn("wp:docPr")):
            properties.set("descr", alt)
            properties.set("name", name)
        return paragraph

    def named_style(self, identifier: str, name: str, base: str) -> None:
        style = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self.document.styles[base]
        style.element.set(qn("w:styleId"), identifier)

    def rename_styles(self, identifiers: dict[str, str]) -> None:
        """Give styles the identifiers of another language, here and where they are used."""
        for element in self.document.styles.element.iter():
            for attribute in (qn("w:styleId"), qn("w:val")):
                if (was := element.get(attribute)) in identifiers and (
                    attribute == qn("w:styleId") or element.tag != qn("w:name")
                ):
                    element.set(attribute, identifiers[was])
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle"):
            for element in self.document.element.body.iter(qn(tag)):
                was = element.get(qn("w:val"))
                element.set(qn("w:val"), identifiers.get(was, was))

    def save(self, path: Path) -> None:
        for kind, name in (("fn", "footnote"), ("en", "endnote")):
            if self.notes[kind]:
                self._notes_part(name, self.notes[kind])
        packed = io.BytesIO()
        self.document.save(packed)
        # The same bytes every time: no time of day in the archive.
        with zipfile.ZipFile(packed) as source, zipfile.ZipFile(path, "w") as target:
            for info in source.infolist():
                entry = zipfile.ZipInfo(info.filename, (2025, 3, 1, 9, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(entry, source.read(info))

    def _notes_part(self, name: str, texts: list[str]) -> None:
        rule = (
            f'<w:{name} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
            f"</w:{name}>"
        )
        notes = "".join(
            f'<w:{name} w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            f'<w:{name}Ref/></w:r><w:r><w:t xml:space="preserve"> {escaped(text)}</w:t></w:r></w:p>'
            f"</w:{name}>"
            for number, text in enumerate(texts, start=1)
        )
        blob = (
            f'<?xml version="1.0" encoding="UTF-8"?><w:{name}s {_NAMES}>{rule}{notes}</w:{name}s>'
        )
        part = Part(
            PackURI(f"/word/{name}s.xml"),
            f"{_MAIN}.{name}s+xml",
            blob.encode(),
            self.document.part.package,
        )
        self.document.part.relate_to(part, RT.FOOTNOTES if name == "footnote" else RT.ENDNOTES)


_NAMES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def picture(colour: tuple[int, int, int], side: int = 24) -> bytes:
    """A square of one colour as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = (b"\x00" + bytes(colour) * side) * side
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
