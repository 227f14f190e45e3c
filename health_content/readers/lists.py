"""Lists as what they are: steps, groups of people, key points, or simply lists."""

from __future__ import annotations

from health_content.manuscript import AudienceGroup, Item, KeyPoints, RichText, Step
from health_content.readers import marks, markup, wording
from health_content.readers.lines import BOLD, bare
from health_content.readers.pieces import Entry, source_of

_LONGEST_NAME = 90


def list_html(entries: list[Entry]) -> str:
    """A list, ordered where its first item is numbered, with what stands under each item."""
    tag = "ol" if entries and entries[0].number else "ul"
    items = "".join(f"<li>{markup.inline(entry.text)}{_children(entry)}</li>" for entry in entries)
    return f"<{tag}>{items}</{tag}>"


def steps(entries: list[Entry]) -> tuple[Step, ...] | None:
    """The steps of an instruction; ``None`` where the items have neither order nor names."""
    named = [_name(entry) for entry in entries]
    is_ordered = all(entry.number for entry in entries)
    if not is_ordered and not all(named):
        return None
    return tuple(
        Step(name[0], _body(name[1], entry), source_text=source_of(entry.all_lines))
        if name is not None
        else Step("", _body(entry.text, entry), source_text=source_of(entry.all_lines))
        for entry, name in zip(entries, named, strict=True)
    )


def groups(entries: list[Entry]) -> tuple[AudienceGroup, ...] | None:
    """Groups of people with what is said of each; ``None`` where items name no group."""
    found = []
    for entry in entries:
        name = _name(entry) or _short_name(entry)
        if name is None:
            return None
        found.append(
            AudienceGroup(name[0], _body(name[1], entry), source_text=source_of(entry.all_lines))
        )
    return tuple(found)


def points(entries: list[Entry]) -> tuple[Item, ...]:
    """The items of a list of key points."""
    return tuple(
        Item(_body(entry.text, entry), source_text=source_of(entry.all_lines)) for entry in entries
    )


def key_points(heading: str, entries: list[Entry]) -> KeyPoints:
    """A list of key points under its heading."""
    return KeyPoints(heading, points(entries))


def _name(entry: Entry) -> tuple[str, str] | None:
    text = entry.text
    if (lead := marks.leading_bold(text)) is not None and 0 < len(lead[0]) <= _LONGEST_NAME:
        return lead[0].rstrip(" :"), lead[1].lstrip(f" :–—-{marks.BREAK}")
    if (bold := BOLD.match(text)) and len(bold[0]) <= _LONGEST_NAME:
        return (bold[1] or bold[2]).rstrip(" :"), text[bold.end() :].lstrip(" :–—-")
    if (split := wording.lead_in(bare(text))) is not None:
        name, rest = split
        if rest and marks.plain(text) != text:
            return name, marks.cut(text, len(bare(text)) - len(rest))[1]
        # The rest keeps its markup where the name has none.
        position = text.find(rest) if rest else -1
        return name, text[position:] if position > 0 else rest
    return _short_name(entry) if entry.children else None


def _short_name(entry: Entry) -> tuple[str, str] | None:
    name = bare(entry.text)
    if not name or len(name) > _LONGEST_NAME or len(name.split()) > 8 or name[-1] in ".!?;":
        return None
    return name, ""


def _body(text: str, entry: Entry) -> RichText:
    if not text and len(entry.children) == 1 and not entry.children[0].children:
        return RichText(markup.paragraph(entry.children[0].text))
    return RichText(markup.paragraph(text) + _children(entry))


def _children(entry: Entry) -> str:
    if not entry.children:
        return ""
    return list_html(entry.children)
