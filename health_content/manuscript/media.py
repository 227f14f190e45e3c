"""Pictures, quotations and what is shown from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from health_content.manuscript.node import Node, not_prose
from health_content.manuscript.richtext import RichText


@dataclass(frozen=True, slots=True)
class Image(Node):
    """A picture. ``alt`` is empty where it only decorates.

    ``image`` is the library's own id; ``address`` is where a source said it is: a web
    address, a file name, or ``asset:NAME`` for one that came inside the source.
    ``fingerprint`` is the hash of the library's file: another file under the same id is
    another picture. It counts in the content hash only, for no source knows it.
    """

    kind: ClassVar[str] = "image"
    image: str = not_prose()
    alt: str = ""
    caption: RichText = RichText()
    credit: str = ""
    address: str = not_prose()
    fingerprint: str = field(default="", compare=False, metadata={"not_prose": True})


@dataclass(frozen=True, slots=True)
class PullQuote(Node):
    """A sentence set large: somebody's, who is named, or the article's own."""

    kind: ClassVar[str] = "pull_quote"
    role: ClassVar[str] = "quotation"
    text: str = ""
    attribution: str = ""
    source_url: str = not_prose()


@dataclass(frozen=True, slots=True)
class Embed(Node):
    """A video or another thing that is shown elsewhere, with what it says in words.

    ``poster`` is the library's own id of a picture to show for it.
    """

    kind: ClassVar[str] = "embed"
    url: str = not_prose()
    title: str = ""
    summary: RichText = RichText()
    provider: str = not_prose()
    poster: str = not_prose()
