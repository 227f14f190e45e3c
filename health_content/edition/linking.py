"""Which paid links an outward form may carry."""

from __future__ import annotations

import dataclasses
import html as html_entities
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from health_content.affiliates.recognition import (
    NOTHING_REGISTERED,
    Recognized,
    Registered,
    paid_link,
)
from health_content.edition.anchor_tags import LINK, attribute
from health_content.edition.suspended import NOTHING_SUSPENDED, Suspended
from health_content.manuscript import (
    Manuscript,
    Node,
    PaidLinkTarget,
    ProductCard,
    RichText,
    Unknown,
)

SUSPENDED = "suspended"
UNTAGGED = "untagged"
PLAIN_REL = "nofollow noopener"
NOTHING_INSTEAD: Mapping[str, PaidLinkTarget] = MappingProxyType({})

_ADDRESS = re.compile(r"""(?:https?:)?//[^\s"'<>\\]+""", re.IGNORECASE)


def with_permitted_links(
    manuscript: Manuscript,
    permits: Callable[[str], bool],
    registered: Registered = NOTHING_REGISTERED,
    suspended: Suspended = NOTHING_SUSPENDED,
    shown: Mapping[str, PaidLinkTarget] = NOTHING_INSTEAD,
    untagged: Callable[[str, str], str] = lambda key, address: "",
) -> Manuscript:
    """The article without the addresses of paid links that must not be linked.

    ``permits`` gets a program's key, empty where the program is not known; ``registered``
    is what the site's library knows as paid. All places that hold an address count: calls
    to action, links in texts, the picture on top, sources, embeds, references, and what is
    stored for a block without a node. The words stay, and so does the call to action: it
    is still advertising. What is ``suspended`` loses its address too, and says so: it is no
    offer for now. ``shown`` says where the links lead readers at present, by their keys: another
    link may have taken a chosen one's place. ``untagged`` gets a program's key and the address of
    a link that is not permitted, and says which address without our tag may stay: it is no paid
    link any more, and a call to action says so.
    """
    linking = _Linking(permits, registered, suspended, shown, untagged)
    return dataclasses.replace(
        manuscript,
        body=tuple(map(linking.node, manuscript.body)),
        hero=linking.node(manuscript.hero),
        attribution_url=linking.address(manuscript.attribution_url),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class _Linking:
    permits: Callable[[str], bool]
    registered: Registered
    suspended: Suspended
    shown: Mapping[str, PaidLinkTarget]
    untagged: Callable[[str, str], str]

    def node(self, node: Any) -> Any:
        if isinstance(node, PaidLinkTarget):
            return self._target(node)
        changes: dict[str, object] = {}
        for item in dataclasses.fields(node):
            value = getattr(node, item.name)
            if (kept := self._kept(value, item)) != value:
                changes[item.name] = kept
        if isinstance(node, ProductCard) and self.suspended.holds_offer(product=node.product):
            changes["link"] = withheld(node.link)
        if isinstance(node, Unknown):
            changes["data"] = _ADDRESS.sub(self._stored, node.data)
        return dataclasses.replace(node, **changes) if changes else node

    def _target(self, chosen: PaidLinkTarget) -> PaidLinkTarget:
        if self.suspended.holds_offer(link=chosen.key, program=chosen.program):
            return withheld(chosen)
        link = self._shown(chosen)
        if not self.permits(link.program):
            return unpermitted(link, self.untagged)
        return link if self._may_link(link.url) else dataclasses.replace(link, url="")

    def _shown(self, chosen: PaidLinkTarget) -> PaidLinkTarget:
        if chosen.key not in self.shown:
            return chosen
        ours = {"id": chosen.id, "source_text": chosen.source_text}
        return dataclasses.replace(self.shown[chosen.key], **ours)

    def address(self, address: str) -> str:
        """The address, empty where it is a paid link that may not be linked."""
        return address if self._may_link(address) else self._left_of(address)

    def _kept(self, value: object, item: dataclasses.Field[Any]) -> object:
        if isinstance(value, RichText):
            html = LINK.sub(self._typed, value.html)
            return value if html == value.html else RichText(html)
        if isinstance(value, Node):
            return self.node(value)
        if isinstance(value, tuple):
            return tuple(self.node(part) if isinstance(part, Node) else part for part in value)
        if isinstance(value, str) and item.name != "id" and item.metadata.get("not_prose"):
            return self.address(value)
        return value

    def _typed(self, match: re.Match[str]) -> str:
        attributes, words = match[1], match[2]
        address = attribute(attributes, "href")
        if self._may_link(address):
            return match[0]
        left = self._left_of(address)
        return f'<a href="{html_entities.escape(left)}">{words}</a>' if left else words

    def _stored(self, match: re.Match[str]) -> str:
        return self.address(html_entities.unescape(match[0])) and match[0]

    def _left_of(self, address: str) -> str:
        found = paid_link(address, self.registered)
        if found is None or self._is_hidden(address, found):
            return ""
        return self.untagged(found.program.key if found.program else "", address)

    def _is_hidden(self, address: str, found: Recognized) -> bool:
        is_suspended = self.suspended.holds_address(address, found)
        return is_suspended or self.registered.withholds(address)

    def _may_link(self, address: str) -> bool:
        if "/" not in address:
            return True
        found = paid_link(address, self.registered)
        if found and self._is_hidden(address, found):
            return False
        return found is None or self.permits(found.program.key if found.program else "")


def unpermitted(link: PaidLinkTarget, untagged: Callable[[str, str], str]) -> PaidLinkTarget:
    """A paid link where its program allows none: without address, or as a link like any other."""
    address = untagged(link.program, link.url) if link.url else ""
    if not address:
        return dataclasses.replace(link, url="")
    return dataclasses.replace(link, url=address, label="", rel=PLAIN_REL, withheld=UNTAGGED)


def withheld(link: PaidLinkTarget) -> PaidLinkTarget:
    """A paid link as it stands while it is suspended: without address, and no paid link."""
    return dataclasses.replace(link, url="", label="", rel="", withheld=SUSPENDED)
