"""Which paid links an outward form may carry."""

from __future__ import annotations

import dataclasses
import html as html_entities
import re
from collections.abc import Callable

from health_content.affiliates.recognition import paid_link
from health_content.manuscript import Manuscript, Node, PaidLinkTarget, RichText

_LINK = re.compile(
    r"""<a\b[^>]*?\bhref=(?:"([^"]*)"|'([^']*)')[^>]*>(.*?)</a>""", re.IGNORECASE | re.DOTALL
)


def with_permitted_links(manuscript: Manuscript, permits: Callable[[str], bool]) -> Manuscript:
    """The article without the addresses of paid links that must not be linked.

    ``permits`` gets a program's key, empty where the program is not known. The words
    stay, and so does the call to action: it is still advertising.
    """

    def permitted(node: Node) -> Node:
        changes: dict[str, object] = {}
        if isinstance(node, PaidLinkTarget) and node.url and not permits(node.program):
            changes["url"] = ""
        for item in dataclasses.fields(node):
            value = getattr(node, item.name)
            if isinstance(value, RichText):
                changes[item.name] = RichText(_LINK.sub(typed, value.html))
            elif isinstance(value, Node):
                changes[item.name] = permitted(value)
            elif isinstance(value, tuple):
                changes[item.name] = tuple(
                    permitted(part) if isinstance(part, Node) else part for part in value
                )
        return dataclasses.replace(node, **changes) if changes else node  # type: ignore[arg-type]

    def typed(match: re.Match[str]) -> str:
        found = paid_link(html_entities.unescape(match[1] or match[2] or ""))
        if found is None or permits(found.program.key if found.program else ""):
            return match[0]
        return match[3]

    return dataclasses.replace(manuscript, body=tuple(map(permitted, manuscript.body)))
