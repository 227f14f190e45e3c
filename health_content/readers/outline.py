"""A reading as an indented tree, for people."""

from __future__ import annotations

from collections.abc import Iterator

from health_content.manuscript import (
    CallToAction,
    DosageRow,
    Embed,
    Image,
    Node,
    Reference,
    SafetyCard,
    Section,
    Table,
    TableRow,
)
from health_content.readers.reading import Reading

_WIDTH = 88


def outline(reading: Reading) -> str:
    """The title, one line a node with kind, heading and counts, and the remarks below."""
    manuscript = reading.manuscript
    lines = [manuscript.title or "(no title)"]
    if manuscript.attribution:
        lines.append(f"  attribution: {manuscript.attribution}")
    lines.extend(
        f"  {name}: {_short(value)}"
        for name, value in (
            ("dek", manuscript.dek),
            ("author", manuscript.author),
            ("first published", manuscript.first_published),
            ("first published at", manuscript.attribution_url),
            ("topics", ", ".join(manuscript.topics)),
            ("search description", manuscript.search_description),
        )
        if value
    )
    if manuscript.hero != Image():
        lines.append(f"  hero: {_words(manuscript.hero)}")
    for node in manuscript.body:
        lines.extend(_tree(node, 1))
    count = len(reading.remarks)
    lines.append(f"{count} remark{'' if count == 1 else 's'}")
    for remark in reading.remarks:
        place = f"line {remark.line}" if remark.line else "whole source"
        lines.append(f"  {place}: [{remark.kind.value}] {remark.message}")
        if remark.text:
            lines.append(f"    {_short(remark.text)}")
    return "\n".join(lines)


def _tree(node: Node, depth: int) -> Iterator[str]:
    yield "  " * depth + _line(node)
    if isinstance(node, TableRow):
        return
    for _, part in node.parts():
        if part.kind != "paid_link":
            yield from _tree(part, depth + 1)


def _line(node: Node) -> str:
    kind = f"{node.kind} {node.level}" if isinstance(node, Section) else node.kind
    words = _words(node)
    parts = 0
    if not isinstance(node, TableRow):
        parts = sum(1 for _, part in node.parts() if part.kind != "paid_link")
    count = f" ({parts})" if parts else ""
    return f"{kind}{count}: {words}" if words else f"{kind}{count}"


def _words(node: Node) -> str:
    match node:
        case CallToAction():
            shop = node.link.merchant or "no shop named"
            said = " / ".join(filter(None, (node.text, node.label)))
            return f"{_short(said)} [{shop}{', ' + node.link.url if node.link.url else ''}]"
        case Reference():
            found = filter(None, (node.doi, node.pmid, node.pmcid, node.url))
            return f"{_short(node.citation)} [{next(found, 'no identifier')}]"
        case Image():
            said = " | ".join(filter(None, (node.alt, node.caption.text, node.credit)))
            return f"{_short(said)} [{_short(node.address)}]".lstrip()
        case Embed():
            return f"{_short(node.title)} [{_short(node.url)}]".lstrip()
        case SafetyCard():
            said = " | ".join(filter(None, (node.heading, node.html.text)))
            return f"[{node.card.value}] {_short(said)}"
        case TableRow():
            return _short(" | ".join(cell.html.text or "–" for cell in node.cells))
        case Table():
            heads = node.header.value or "no"
            return f"{_short(node.caption)} [{heads} header]".lstrip()
        case DosageRow():
            substance = node.dose.form or node.dose.nutrient
            dose = " ".join(filter(None, (node.dose.text, substance and f"({substance})")))
            return " | ".join(filter(None, (node.population, dose, _short(node.note.text))))
        case _:
            return _short(" | ".join(text for _, text in node.passages()))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _WIDTH else f"{flat[: _WIDTH - 1].rstrip()}…"
