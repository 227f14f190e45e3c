"""The manuscript with its obligations placed, for one channel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from health_content.affiliates.recognition import NOTHING_REGISTERED, Registered
from health_content.edition.beside import Beside
from health_content.edition.channels import Channel
from health_content.edition.facts import NOTHING_KNOWN, PageFacts
from health_content.edition.obligation import Obligation
from health_content.manuscript import Manuscript, Node, PaidLinkTarget


@dataclass(frozen=True, slots=True)
class Edition:
    """What leaves the site as text or JSON: never a manuscript alone.

    Build one with :func:`health_content.edition.placing.place`. ``sequence`` is the
    article's top-level nodes and its obligations in the order they are to be read;
    ``registered`` is what the site's library knows as paid among the article's addresses,
    ``facts`` what the page that shows it knows about itself, ``beside`` what that page shows
    besides it. What is beside is judged; it leaves with the page and not with the article.
    ``inline`` are the registry's links that stand inside texts, by their ids there.
    """

    manuscript: Manuscript
    channel: Channel
    sequence: tuple[Node | Obligation, ...]
    registered: Registered = NOTHING_REGISTERED
    facts: PageFacts = NOTHING_KNOWN
    beside: tuple[Beside, ...] = ()
    inline: Mapping[str, PaidLinkTarget] = field(default_factory=dict)

    @property
    def obligations(self) -> tuple[Obligation, ...]:
        return tuple(item for item in self.sequence if isinstance(item, Obligation))

    @property
    def must_render(self) -> tuple[str, ...]:
        """The ids of what any rendering has to contain."""
        return tuple(obligation.id for obligation in self.obligations)

    def nodes(self) -> Iterator[Node]:
        """The article's top-level nodes, without the obligations between them."""
        for item in self.sequence:
            if isinstance(item, Node):
                yield item
