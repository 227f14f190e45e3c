"""Sources in, manuscripts and remarks out. Nothing is dropped silently."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from health_content.readers.decoding import MAX_SOURCE_BYTES
from health_content.readers.docx import read_docx
from health_content.readers.html import read_html
from health_content.readers.markdown import read_markdown
from health_content.readers.reading import Asset, Reading, Remark, RemarkKind, UnreadableSource
from health_content.readers.text import read_text

READERS: dict[str, Callable[[bytes, str], Reading]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".mdx": read_markdown,
    ".docx": read_docx,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
}
"""The reader for each file ending."""


def read(data: bytes, name: str) -> Reading:
    """Read a source with the reader that its file ending names.

    Raises :class:`UnreadableSource` with what to do where the ending is not known, the
    source has more than ``MAX_SOURCE_BYTES`` bytes, or it cannot be read.
    """
    ending = PurePath(name).suffix.lower()
    reader = READERS.get(ending)
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise UnreadableSource(
            f"{name} ends in {ending!r}; known endings are {known}."
            if ending
            else f"{name} has no file ending; known endings are {known}."
        )
    return reader(data, name)


__all__ = [
    "MAX_SOURCE_BYTES",
    "READERS",
    "Asset",
    "Reading",
    "Remark",
    "RemarkKind",
    "UnreadableSource",
    "read",
]
