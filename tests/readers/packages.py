"""Word documents built from raw XML: what no library writes and readers meet all the same."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.sax.saxutils import escape

from health_content.readers.docx import prepare_docx
from health_content.readers.prepared import Prepared
from health_content.readers.word_told import Matter

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": W,
        "r": R,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "v": "urn:schemas-microsoft-com:vml",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; of plain text where the first piece is no XML."""
    stated = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(piece if piece.startswith("<") else run(piece) for piece in content)
    return f"<w:p><w:pPr>{stated}{properties}</w:pPr>{inner}</w:p>"


def part(name: str, inner: str) -> str:
    """A whole part with this root element."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_SPACES}>{inner}</w:{name}>'


def word_document(
    *blocks: str,
    parts: dict[str, str | bytes] | None = None,
    relationships: str = "",
    content_type: str = _MAIN,
) -> bytes:
    """A .docx with these blocks; ``parts`` adds or replaces members."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/word/document.xml" ContentType="{content_type}"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>"
        ),
        "word/document.xml": part("document", f"<w:body>{''.join(blocks)}</w:body>"),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{relationships}</Relationships>'
        ),
        **(parts or {}),
    }
    return zipped(files)


def related(identity: str, kind: str, target: str, *, external: bool = False) -> str:
    """A relationship of the document."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{identity}" Type="{R}/{kind}" Target="{escape(target)}"{mode}/>'


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A zip archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def prepared(*blocks: str, **package: Any) -> Prepared:
    """These blocks as a document, on their way to an article."""
    return prepare_docx(word_document(*blocks, **package), "article.docx")


def html(*blocks: str, **package: Any) -> str:
    """The HTML of these blocks."""
    return prepared(*blocks, **package).fragment


def saved(document: Any) -> Prepared:
    """A document of python-docx, on its way to an article."""
    buffer = io.BytesIO()
    document.save(buffer)
    return prepare_docx(buffer.getvalue(), "article.docx")


def told(found: Prepared, matter: Matter) -> str:
    """What was told of a matter."""
    return "\n".join(remark.text for remark in found.remarks if remark.message == matter.value)
