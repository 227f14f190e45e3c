"""What was published on a work after it: that it was corrected, questioned, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class NoticeKind(StrEnum):
    """What a notice says of the work, the gravest last."""

    CORRECTION = "correction"
    CONCERN = "concern"
    REINSTATEMENT = "reinstatement"
    WITHDRAWAL = "withdrawal"
    RETRACTION = "retraction"


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice on a work. ``on`` is its day, month or year in ISO form, empty where unknown.

    ``doi`` and ``pmid`` are the notice's own; ``source`` is who told of it: "crossref",
    "pubmed", "retraction-watch" or "person". ``reason`` is the reason given, if any.
    """

    kind: NoticeKind
    on: str = ""
    doi: str = ""
    pmid: str = ""
    source: str = ""
    reason: str = ""

    def as_data(self) -> dict[str, str]:
        """The notice as JSON."""
        return {name: str(value) for name, value in asdict(self).items()}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Notice:
        """Read one back. Raises ``ValueError`` for a kind that nobody knows."""
        told = {name: str(data.get(name) or "") for name in ("on", "doi", "pmid")}
        return cls(
            NoticeKind(str(data.get("kind"))),
            source=str(data.get("source") or ""),
            reason=str(data.get("reason") or ""),
            **told,
        )
