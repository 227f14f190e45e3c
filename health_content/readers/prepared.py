"""What a front end hands to the reader of structure."""

from __future__ import annotations

from dataclasses import dataclass

from health_content.readers.reading import Asset, Reading, Remark
from health_content.readers.structured import Facts, read_structure


@dataclass(frozen=True, slots=True)
class Prepared:
    """A source as HTML, with what it says about itself and what came inside it."""

    fragment: str
    facts: Facts
    remarks: tuple[Remark, ...] = ()
    assets: tuple[Asset, ...] = ()

    def reading(self, name: str) -> Reading:
        """The article. Raises :class:`~health_content.readers.reading.UnreadableSource`."""
        return read_structure(
            self.fragment, name=name, facts=self.facts, remarks=self.remarks, assets=self.assets
        )
