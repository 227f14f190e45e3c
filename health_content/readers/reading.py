"""What every reader returns, and how it refuses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from health_content.manuscript import Manuscript


class RemarkKind(StrEnum):
    """Why a piece of the source deserves a look."""

    DUPLICATE_REMOVED = "duplicate-removed"
    UNPLACED = "unplaced"
    GUESSED = "guessed"
    REPAIRED = "repaired"
    MISSING = "missing"
    TYPED_DISCLAIMER = "typed-disclaimer"
    CHROME_DROPPED = "chrome-dropped"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something an editor should know about how the source was read.

    ``line`` counts from 1, 0 where it concerns the whole; ``text`` is the source's own.
    """

    kind: RemarkKind
    message: str
    line: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that came inside a source, such as a picture of a word processor's document.

    An :class:`~health_content.manuscript.Image` node points at it with the address
    ``asset:NAME``.
    """

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """A source, read."""

    manuscript: Manuscript
    remarks: tuple[Remark, ...] = ()
    assets: tuple[Asset, ...] = ()


class UnreadableSource(ValueError):
    """The source cannot be read; the message says why and what to do."""
