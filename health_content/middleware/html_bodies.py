"""Reading the HTML of a finished response, and writing it back changed."""

from __future__ import annotations

import codecs
import zlib
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.http.response import HttpResponseBase

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
BODILESS = frozenset({204, 205, 206, 304})
"""Statuses without a body, and 206, which has a piece of one."""

STALE_HEADERS = ("ETag", "Content-MD5", "Digest", "Content-Digest", "Repr-Digest")
"""Headers that describe the exact bytes and are wrong once these change."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


_STREAM_ATTRIBUTES = frozenset(
    {"_iterator", "is_async", "file_to_stream", "block_size", "as_attachment", "filename"}
)


class UnreadableBody(Exception):
    """The body is encoded in a way that cannot be undone here."""


class Decoded(NamedTuple):
    """A body as text, with what is needed to turn it into bytes again."""

    text: str
    charset: str
    errors: str

    def encode(self, text: str) -> bytes:
        """``text`` in the charset and with the undecodable bytes of the original."""
        return text.encode(self.charset, self.errors)

    def writable(self, addition: str) -> str:
        """``addition`` with a character reference for whatever the charset lacks."""
        return addition.encode(self.charset, "xmlcharrefreplace").decode(self.charset)


def media_type(response: HttpResponseBase) -> str:
    """The content type without its parameters, in lower case."""
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def is_html_page(response: HttpResponseBase) -> bool:
    """Whether a browser would show the response as a page of HTML.

    A download (``Content-Disposition: attachment``) is not shown.
    """
    if media_type(response) not in HTML_TYPES:
        return False
    if response.status_code < 200 or response.status_code in BODILESS:
        return False
    disposition = str(response.headers.get("Content-Disposition", ""))
    return disposition.partition(";")[0].strip().lower() != "attachment"


def in_one_piece(response: Any, content: bytes) -> HttpResponse:
    """A streaming response, whose stream gave ``content``, as an ordinary one.

    Headers, cookies and whatever views and middleware noted on it stay.
    """
    whole = HttpResponse()
    vars(whole).update(
        {name: value for name, value in vars(response).items() if name not in _STREAM_ATTRIBUTES}
    )
    whole.content = content
    return whole


def uncompressed(response: HttpResponse) -> bytes:
    """The content without its ``Content-Encoding``.

    Raises :class:`UnreadableBody` for an encoding Python cannot undo, such as ``br``, and
    for content that is not what its header says.
    """
    content = response.content
    encodings = str(response.headers.get("Content-Encoding", "")).lower().split(",")
    for encoding in reversed([name.strip() for name in encodings]):
        if encoding in {"", "identity"}:
            continue
        if encoding not in {"gzip", "x-gzip", "deflate"}:
            raise UnreadableBody(f"Content-Encoding {encoding}")
        try:
            content = _inflated(content, encoding)
        except zlib.error as error:
            raise UnreadableBody(f"Content-Encoding {encoding}: {error}") from error
    return content


def _inflated(content: bytes, encoding: str) -> bytes:
    try:
        inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
        pieces = [inflater.decompress(content)]
    except zlib.error:
        if encoding != "deflate":
            raise
        # Some servers send "deflate" without the zlib header.
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        pieces = [inflater.decompress(content)]
    pieces.append(inflater.flush())
    while inflater.unused_data.startswith(b"\x1f\x8b"):
        rest, inflater = inflater.unused_data, zlib.decompressobj(_GZIP_OR_ZLIB)
        pieces += [inflater.decompress(rest), inflater.flush()]
    if not inflater.eof:
        raise zlib.error("the data ends too early")
    return b"".join(pieces)


def decoded(content: bytes, charset: str) -> Decoded:
    """``content`` as text: by its byte order mark, else by ``charset``.

    Bytes that are wrong in the charset survive. A charset that Python does not know, or
    that fails on the content, is read as Latin-1, which keeps every byte.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            charset = name
    for errors in ("strict", "surrogateescape"):
        try:
            return Decoded(content.decode(charset, errors), charset, errors)
        except (LookupError, ValueError):
            continue
    return Decoded(content.decode("latin-1"), "latin-1", "strict")


def rewrite(response: HttpResponse, content: bytes) -> None:
    """Give the response new, uncompressed content, and headers that agree with it."""
    response.content = content
    del response.headers["Content-Encoding"]
    for name in STALE_HEADERS:
        del response.headers[name]
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(content))
