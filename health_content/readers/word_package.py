"""A .docx as the archive that it is: opened with suspicion, its parts handed out as trees.

The format is ECMA-376 part 2, Open Packaging Conventions (read 2026-11-23). A package that
could exhaust the machine, reach outside itself or run a program is refused before any of
its XML is read, and a part that declares a document type is refused by defusedxml.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import NoReturn
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from health_content.readers.decoding import MAX_SOURCE_BYTES
from health_content.readers.reading import UnreadableSource

MAX_MEMBERS = 2_000
MAX_TOTAL_BYTES = 150 * 1024 * 1024
MAX_MEMBER_BYTES = 50 * 1024 * 1024
MAX_XML_BYTES = 12 * 1024 * 1024
MAX_ELEMENTS = 400_000
MAX_DEPTH = 90
MAX_RATIO = 250
_RATIO_MATTERS_FROM = 1024 * 1024

_STRICT = (
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", "r"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
    ("http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"),
    ("http://purl.oclc.org/ooxml/drawingml/main", "a"),
    ("http://purl.oclc.org/ooxml/drawingml/picture", "pic"),
)
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
}
_SAME = {strict: NAMESPACES[prefix] for strict, prefix in _STRICT}

_OTHERS = (
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"%PDF-", "a PDF"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file, perhaps Word’s older “XML document”"),
)
_SAVE = "Open it in a word processor and save it as .docx."
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def q(name: str) -> str:
    """A name such as ``w:p`` the way ElementTree spells it."""
    prefix, local = name.split(":", 1)
    return f"{{{NAMESPACES[prefix]}}}{local}"


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part points at. ``target`` is a part's name, or an address where external."""

    id: str
    type: str
    target: str
    external: bool = False


@dataclass(slots=True)
class Package:
    """The members of a .docx, checked, and its parts as trees."""

    name: str
    members: dict[str, bytes]
    _trees: dict[str, Element | None] = field(default_factory=dict)

    def tree(self, part: str) -> Element | None:
        """A part as a tree, ``None`` where there is none; the same one each time.

        Raises :class:`UnreadableSource` where it is no XML, declares a document type or
        entities, or is too large or too deep.
        """
        if part not in self._trees:
            data = self.members.get(part)
            self._trees[part] = None if data is None else parsed(data, part, self.name)
        return self._trees[part]

    def relationships(self, part: str) -> list[Relationship]:
        """What a part points at; of the package itself for the empty name."""
        folder, base = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = []
        for item in tree if tree is not None else ():
            external = item.get("TargetMode") == "External"
            target = item.get("Target", "")
            if not external:
                target = _inside(folder, target)
            found.append(
                Relationship(
                    item.get("Id", ""), item.get("Type", "").rsplit("/", 1)[-1], target, external
                )
            )
        return found

    def related(self, part: str, kind: str) -> str:
        """The name of the part of this kind that a part points at, empty where none."""
        names = self.related_all(part, kind)
        return names[0] if names else ""

    def related_all(self, part: str, kind: str) -> list[str]:
        """All parts of a kind that a part points at, each once."""
        names = [
            item.target
            for item in self.relationships(part)
            if item.type == kind and not item.external and item.target in self.members
        ]
        return list(dict.fromkeys(names))

    @property
    def document(self) -> str:
        """The name of the part with the text. Raises :class:`UnreadableSource` without one."""
        name = self.related("", "officeDocument")
        if not name and "word/document.xml" in self.members:
            name = "word/document.xml"
        if not name:
            _refuse(self.name, f"holds no text document. {_SAVE}")
        return name


def open_package(data: bytes, name: str) -> Package:
    """The package, with nothing in it that must not be read.

    Raises :class:`UnreadableSource` on other formats (old Word documents, RTF, ODT,
    encrypted ones), on documents with macros, and on archives that are damaged, too large
    when unpacked, or have names that lead out of them.
    """
    if len(data) > MAX_SOURCE_BYTES:
        _refuse(
            name,
            f"has {len(data):,} bytes; at most {MAX_SOURCE_BYTES:,} are read. Split it into one "
            "file an article, or compress its pictures.",
        )
    if not data.strip(b" \t\r\n\x00"):
        _refuse(name, "is empty. Export the article again and check the file.")
    _refuse_other_formats(data, name)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = _checked(archive.infolist(), name)
            members = _unpacked(archive, entries, name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        if isinstance(error, UnreadableSource):
            raise
        raise UnreadableSource(
            f"{name} is damaged and cannot be unpacked. Open it in a word processor, which may "
            "be able to repair it, and save it as .docx."
        ) from error
    _refuse_other_archives(members, name)
    return Package(name, members)


def parsed(data: bytes, part: str, name: str) -> Element:
    """XML as a tree, in the namespaces of the transitional format.

    Raises :class:`UnreadableSource` on a document type, an entity, too much or too deep.
    """
    if len(data) > MAX_XML_BYTES:
        _refuse(name, f"has too much in {part}. Split it into one file an article.")
    try:
        _refuse_monsters(data, part, name)
        tree: Element = fromstring(
            data, forbid_dtd=True, forbid_entities=True, forbid_external=True
        )
    except DefusedXmlException as error:
        raise UnreadableSource(
            f"{name} declares a document type in {part}, which no word processor does and which "
            f"can do harm. {_SAVE}"
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        if isinstance(error, UnreadableSource):
            raise
        raise UnreadableSource(f"{name} is damaged: {part} is not XML. {_SAVE}") from error
    for element in tree.iter():
        _transitional(element)
    return tree


def _refuse_monsters(data: bytes, part: str, name: str) -> None:
    """Refuse what is too deep or has too many elements, before a tree is built of it."""
    depth = count = 0
    events = iterparse(
        BytesIO(data), ("start", "end"), forbid_dtd=True, forbid_entities=True, forbid_external=True
    )
    for event, element in events:
        if event == "end":
            depth -= 1
            element.clear()
            continue
        depth += 1
        count += 1
        if depth > MAX_DEPTH or count > MAX_ELEMENTS:
            _refuse(
                name,
                f"is nested too deeply or has too many parts in {part}. Copy the text of the "
                "article into a new document and save that.",
            )


def _transitional(element: Element) -> None:
    if not isinstance(element.tag, str):
        return
    element.tag = _same(element.tag)
    if any("purl.oclc.org" in key for key in element.attrib):
        items = [(_same(key), value) for key, value in element.attrib.items()]
        element.attrib.clear()
        element.attrib.update(items)


def _same(name: str) -> str:
    if "purl.oclc.org" not in name:
        return name
    space, _, local = name[1:].partition("}")
    return f"{{{_SAME.get(space, space)}}}{local}"


def _inside(folder: str, target: str) -> str:
    path = unquote(target.replace("\\", "/").split("#", 1)[0])
    path = path if path.startswith("/") else posixpath.join("/", folder, path)
    return posixpath.normpath(path).lstrip("/")


def _refuse(name: str, why: str) -> NoReturn:
    raise UnreadableSource(f"{name} {why}")


def _refuse_other_formats(data: bytes, name: str) -> None:
    if data.startswith(_COMPOUND):
        if _ENCRYPTED_STREAM in data:
            _refuse(name, "is protected with a password. Remove the password and save it again.")
        _refuse(name, f"is an old .doc file, whatever its name says. {_SAVE}")
    start = data[:256].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for magic, what in _OTHERS:
        if start.startswith(magic.lower()):
            _refuse(name, f"is {what}, not a .docx file. {_SAVE}")
    if not data.startswith(b"PK"):
        _refuse(name, f"is not a .docx file. {_SAVE}")


def _checked(entries: list[zipfile.ZipInfo], name: str) -> list[zipfile.ZipInfo]:
    if len(entries) > MAX_MEMBERS:
        _refuse(name, f"holds {len(entries):,} parts; at most {MAX_MEMBERS:,} are read. {_SAVE}")
    if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        _refuse(
            name,
            f"unpacks to more than {MAX_TOTAL_BYTES:,} bytes, which is not read. Compress its "
            "pictures and save it again.",
        )
    seen: set[str] = set()
    for entry in entries:
        path = entry.filename
        if entry.flag_bits & 0x1:
            _refuse(name, "is protected with a password. Remove the password and save it again.")
        if (
            path.startswith(("/", "\\"))
            or ":" in path
            or ".." in path.replace("\\", "/").split("/")
        ):
            _refuse(name, f"has a part named {path!r}, which leads out of the file. {_SAVE}")
        if path.casefold() in seen:
            _refuse(name, f"has the part {path!r} twice. {_SAVE}")
        seen.add(path.casefold())
        huge = entry.file_size > _RATIO_MATTERS_FROM
        if entry.file_size > MAX_MEMBER_BYTES or (
            huge and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        ):
            _refuse(
                name,
                f"has a part, {path!r}, that unpacks to {entry.file_size:,} bytes, which is not "
                f"read. {_SAVE}",
            )
    return [entry for entry in entries if not entry.is_dir()]


def _unpacked(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str
) -> dict[str, bytes]:
    """The bytes of every member. Counted while unpacking: what an archive says may be untrue."""
    members: dict[str, bytes] = {}
    left = MAX_TOTAL_BYTES
    for entry in entries:
        limit = min(left, MAX_MEMBER_BYTES)
        with archive.open(entry) as handle:
            content = handle.read(limit + 1)
        if len(content) > limit:
            _refuse(name, f"unpacks to more than {MAX_TOTAL_BYTES:,} bytes, which is not read.")
        left -= len(content)
        members[entry.filename.replace("\\", "/")] = content
    return members


def _refuse_other_archives(members: dict[str, bytes], name: str) -> None:
    kind = members.get("mimetype", b"").strip()
    if b"opendocument" in kind:
        _refuse(name, f"is an OpenDocument file (ODT), not a .docx file. {_SAVE}")
    if kind == b"application/epub+zip":
        _refuse(name, f"is an e-book, not a .docx file. {_SAVE}")
    if "[Content_Types].xml" not in members:
        _refuse(name, f"is a zip archive, but not a .docx file. {_SAVE}")
    types = members["[Content_Types].xml"]
    if b"macroEnabled" in types or any("vbaproject" in part.casefold() for part in members):
        _refuse(
            name,
            "holds macros. Save it as a Word document without macros (.docx), and import that.",
        )
    for mark, what in ((b"spreadsheetml", "a spreadsheet"), (b"presentationml", "a presentation")):
        if mark + b".sheet.main" in types or mark + b".presentation.main" in types:
            _refuse(name, f"is {what}, not a text document. Save the article as .docx.")
