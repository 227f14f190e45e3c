"""The way through mammoth: a package of our own making in, HTML and pictures out.

Mammoth parses XML with the standard library, follows what a package points at, and obeys a
style map that a document can carry. It is given none of the document's own bytes but the
pictures: the package is written here, from trees that were parsed and changed before, so it
holds no document type, no entity, no part but those below, and no address but of links.
"""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import mammoth

from health_content.readers.reading import Asset, UnreadableSource
from health_content.readers.word_package import NAMESPACES, Package, Relationship, q
from health_content.readers.word_paragraphs import STYLE_MAP
from health_content.readers.word_told import Matter, Told

PREFIX = "hc-word-"
"""In front of every id in the HTML."""

_RELATIONSHIPS = NAMESPACES["r"]
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"GIF87a", "image/gif", "gif"),
    (b"GIF89a", "image/gif", "gif"),
)
_SAYS_NOTHING = ("Unrecognised", "Paragraph style", "Run style", "Table style", "Image of")


@dataclass(slots=True)
class Part:
    """A part to be converted, with what it points at."""

    kind: str
    tree: Element
    relationships: list[Relationship]


@dataclass(slots=True)
class Converted:
    """What mammoth made of the parts."""

    html: str
    messages: list[str] = field(default_factory=list)
    assets: list[Asset] = field(default_factory=list)


def convert(package: Package, parts: list[Part], told: Told) -> Converted:
    """Convert the document and its notes; the first part is the document.

    Raises :class:`UnreadableSource` where mammoth cannot cope with a document.
    """
    pictures = _Pictures(told)
    options: dict[str, Any] = {
        "style_map": STYLE_MAP,
        "include_default_style_map": False,
        "include_embedded_style_map": False,
        "external_file_access": False,
        "id_prefix": PREFIX,
        "convert_image": pictures.element,
    }
    written = _written(package, parts, told)
    try:
        result = mammoth.convert_to_html(BytesIO(written), **options)
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        raise UnreadableSource(
            f"{package.name} is put together in a way that cannot be followed "
            f"({type(error).__name__}). Copy its text into a new document and save that as .docx."
        ) from error
    messages = [message.message for message in result.messages]
    wanted = [text for text in messages if not text.startswith(_SAYS_NOTHING)]
    return Converted(result.value, list(dict.fromkeys(wanted)), pictures.assets)


class _Pictures:
    """Turns pictures into assets, each file once."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._names: dict[str, str] = {}
        self.assets: list[Asset] = []

    def element(self, image: Any) -> list[Any]:
        """The picture as HTML; nothing where browsers would not show it."""
        with image.open() as handle:
            data: bytes = handle.read()
        alternative = image.alt_text or ""
        kind = picture_kind(data)
        if kind is None:
            self._told.tell(Matter.PICTURE_FORMAT, alternative)
            return []
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._names:
            name = f"picture-{len(self._names) + 1}.{kind[1]}"
            self._names[digest] = name
            self.assets.append(Asset(name, kind[0], data))
        attributes = {"src": f"asset:{self._names[digest]}", "alt": alternative}
        found: list[Any] = mammoth.images.img_element(lambda _: attributes)(image)
        return found


def picture_kind(data: bytes) -> tuple[str, str] | None:
    """The media type and the file ending of a picture by its first bytes."""
    for magic, media_type, ending in _PICTURES:
        if data.startswith(magic):
            return media_type, ending
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp", "webp"
    return None


def _written(package: Package, parts: list[Part], told: Told) -> bytes:
    files: dict[str, bytes] = {}
    types = Element(q("ct:Types"))
    for ending, media in (("xml", "application/xml"), ("bin", "application/octet-stream")):
        SubElement(types, q("ct:Default"), {"Extension": ending, "ContentType": media})
    roots = Element(q("rel:Relationships"))
    _relate(roots, "r1", "officeDocument", "word/document.xml")
    files["_rels/.rels"] = _serialized(roots)
    for part in parts:
        name = f"word/{part.kind}.xml"
        media = "document.main" if part.kind == "document" else part.kind
        content = {"PartName": f"/{name}", "ContentType": f"{_WORD}.{media}+xml"}
        SubElement(types, q("ct:Override"), content)
        relations = Element(q("rel:Relationships"))
        _use_pictures(package, part, relations, files, told)
        _use_links(part, relations)
        if part.kind == "document":
            for other in parts[1:]:
                _relate(relations, f"part-{other.kind}", other.kind, f"{other.kind}.xml")
        files[name] = _serialized(part.tree)
        files[f"word/_rels/{part.kind}.xml.rels"] = _serialized(relations)
    files["word/styles.xml"] = _serialized(Element(q("w:styles")))
    files["[Content_Types].xml"] = _serialized(types)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content_bytes in files.items():
            archive.writestr(name, content_bytes)
    return buffer.getvalue()


def _use_pictures(
    package: Package, part: Part, relations: Element, files: dict[str, bytes], told: Told
) -> None:
    targets = {item.id: item for item in part.relationships}
    for run in list(part.tree.iter(q("w:r"))):
        for drawing in run.findall(q("w:drawing")):
            blip = next(drawing.iter(q("a:blip")), None)
            old = blip.get(q("r:embed"), "") if blip is not None else ""
            found = targets.get(old)
            if (
                blip is None
                or found is None
                or found.external
                or found.target not in package.members
            ):
                properties = next(drawing.iter(q("wp:docPr")), None)
                words = properties.get("descr", "") if properties is not None else ""
                told.tell(Matter.PICTURE_ELSEWHERE, words)
                run.remove(drawing)
                continue
            digest = hashlib.sha256(found.target.encode()).hexdigest()[:16]
            if (path := f"media/{digest}.bin") not in files:
                files[f"word/{path}"] = package.members[found.target]
            new = f"{part.kind}-{digest}"
            blip.set(q("r:embed"), new)
            if not any(item.get("Id") == new for item in relations):
                _relate(relations, new, "image", path)


def _use_links(part: Part, relations: Element) -> None:
    targets = {item.id: item.target for item in part.relationships if item.external}
    known: dict[str, str] = {}
    for link in [*part.tree.iter(q("w:hyperlink")), *part.tree.iter(q("a:hlinkClick"))]:
        address = link.get("address") or targets.get(link.get(q("r:id"), ""), "")
        anchor = link.get(q("w:anchor"), "")
        link.attrib.clear()
        if not address:
            continue
        if anchor and "#" not in address:
            address = f"{address}#{anchor}"
        if address not in known:
            known[address] = f"link-{len(known) + 1}"
            _relate(relations, known[address], "hyperlink", address, external=True)
        link.set(q("r:id"), known[address])


def _relate(
    relations: Element, identity: str, kind: str, target: str, *, external: bool = False
) -> None:
    attributes = {"Id": identity, "Type": f"{_RELATIONSHIPS}/{kind}", "Target": target}
    if external:
        attributes["TargetMode"] = "External"
    SubElement(relations, q("rel:Relationship"), attributes)


def _serialized(tree: Element) -> bytes:
    return bytes(tostring(tree, encoding="utf-8", xml_declaration=True))
