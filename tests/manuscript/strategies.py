"""Manuscripts of every shape, for properties that hold for all of them."""

from dataclasses import fields
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from health_content.manuscript import NODE_TYPES, Dose, Image, Manuscript, Node, RichText, Section

words = st.text(
    st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"]), max_size=12
)
rich_texts = st.lists(
    st.sampled_from(["<p>", "</p>", "<b>bone</b>", " ", "&amp;", "text", "<br/>", "<li>"])
    | words.map(lambda text: text.replace("<", "").replace("&", "")),
    max_size=6,
).map(lambda pieces: RichText("".join(pieces)))

doses = st.builds(
    Dose,
    minimum=st.none() | st.decimals("0", "99999", places=3),
    maximum=st.none() | st.sampled_from([Decimal("400"), Decimal("4E+2"), Decimal("400.0")]),
    unit=st.none() | st.sampled_from(list(get_args(get_type_hints(Dose)["unit"])[0])),
    per=st.sampled_from(list(get_type_hints(Dose)["per"])),
    times_per_day=st.none() | st.integers(1, 24),
    nutrient=words,
    form=words,
)


def _values(hint, depth):
    if get_origin(hint) is tuple:
        member = get_args(hint)[0]
        return st.lists(_values(member, depth - 1), max_size=2 if depth > 0 else 0).map(tuple)
    if get_origin(hint) is UnionType:
        return st.none() | _values(get_args(hint)[0], depth)
    if hint is Node:
        return nodes(depth)
    if isinstance(hint, type) and issubclass(hint, Node):
        return _nodes_of(hint, depth)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    return {RichText: rich_texts, Dose: doses, int: st.sampled_from([2, 3]), str: words}[hint]


# What is withheld is no word of the article: it says that a link is not shown.
_NOT_IN_PAYLOADS = {"id", "source_text", "unsaid", "withheld"}


def _nodes_of(kind, depth):
    hints = get_type_hints(kind)
    names = [item.name for item in fields(kind) if item.name not in _NOT_IN_PAYLOADS]
    return st.builds(
        kind, source_text=words, **{name: _values(hints[name], depth) for name in names}
    )


def nodes(depth=2):
    """Any node, with parts ``depth`` deep."""
    kinds = [kind for kind in NODE_TYPES.values() if depth > 0 or kind is not Section]
    return st.sampled_from(kinds).flatmap(lambda kind: _nodes_of(kind, depth))


def _numbered(manuscript):
    """The same article with an id on every node, in reading order."""
    counter = iter(range(10_000))

    def renew(node):
        changes = {"id": f"n{next(counter)}"}
        for item in fields(node):
            value = getattr(node, item.name)
            if isinstance(value, Node):
                changes[item.name] = renew(value)
            elif isinstance(value, tuple):
                changes[item.name] = tuple(map(renew, value))
            elif item.name != "id":
                changes[item.name] = value
        return type(node)(**changes)

    values = {item.name: getattr(manuscript, item.name) for item in fields(manuscript)}
    body = tuple(renew(node) for node in manuscript.body)
    return Manuscript(**{**values, "body": body, "hero": renew(manuscript.hero)})


bare_manuscripts = st.builds(
    Manuscript,
    title=words,
    body=st.lists(nodes(), max_size=4).map(tuple),
    attribution=words,
    language=st.sampled_from(["en-US", "de", ""]),
    search_title=words,
    search_description=words,
    dek=words,
    hero=_nodes_of(Image, 0),
    attribution_url=words,
    author=words,
    first_published=words,
    topics=st.lists(words, max_size=2).map(tuple),
)
manuscripts = bare_manuscripts.map(_numbered)
numbered = _numbered
