"""An Edition as plain HTML, for places that have no style sheet of ours: feeds, e-mail.

Every node is written with the elements that say what it is; nothing depends on a class
or a script. What has no writer of its own is written as its words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.utils.translation import gettext
from wagtail.images import get_image_model
from wagtail.rich_text import expand_db_html

from health_content.blocks.paid_links import PAID_LABEL, PAID_REL, mark_paid_links
from health_content.blocks.pictures import UNSHOWABLE
from health_content.blocks.renditions import renditions_of
from health_content.edition import Edition, Obligation
from health_content.edition.markup import disclaimers_html
from health_content.manuscript import (
    Audience,
    CallToAction,
    ComparisonTable,
    Conclusion,
    Details,
    DosageTable,
    DosAndDonts,
    Embed,
    EvidenceSummary,
    Image,
    Interactions,
    KeyPoints,
    MythFact,
    Node,
    PaidLinkTarget,
    ProductCard,
    Prose,
    PullQuote,
    Questions,
    References,
    RelatedArticles,
    ResearchNote,
    RichText,
    SafetyCard,
    Section,
    Steps,
    Table,
    TableHeader,
    TypedDisclaimer,
    descendants,
)

PICTURE = "width-800|format-jpeg"
_KEY = re.compile("[0-9]{1,18}")

Writer = Callable[[Any, "_Document"], str]


def article_html(edition: Edition) -> str:
    """The edition from its first obligation to its last, links resolved.

    Addresses within the site are left relative to it.
    """
    manuscript = edition.manuscript
    document = _Document(_pictures(descendants(manuscript.nodes)))
    written = [_element("p", _text(manuscript.dek)), document.write(manuscript.hero)]
    owed: list[Obligation] = []
    for item in edition.sequence:
        if isinstance(item, Obligation) and item.kind.is_disclaimer:
            owed.append(item)
        elif isinstance(item, Obligation):
            written.append(item.html)
        else:
            written.append(document.write(item))
    written.append(disclaimers_html(owed, heading=gettext("Disclaimers")))
    return mark_paid_links(expand_db_html("".join(written)))


def _pictures(nodes: Iterable[Node]) -> dict[str, Any]:
    keys = {node.image for node in nodes if isinstance(node, Image) and _KEY.fullmatch(node.image)}
    found = get_image_model()._default_manager.filter(pk__in=keys).prefetch_renditions(PICTURE)
    return {str(image.pk): image for image in found} if keys else {}


class _Document:
    """Writes nodes; ``level`` is the level of the headings that come next."""

    def __init__(self, pictures: dict[str, Any], level: int = 2) -> None:
        self.pictures = pictures
        self.level = level

    def write(self, node: Node) -> str:
        writer = _WRITERS.get(type(node))
        return writer(node, self) if writer else _words(node)

    def heading(self, text: str) -> str:
        return _element(f"h{self.level}", _text(text))

    def inside(self, nodes: Iterable[Node]) -> str:
        inner = _Document(self.pictures, min(self.level + 1, 6))
        return "".join(map(inner.write, nodes))

    def picture(self, node: Image) -> str:
        image = self.pictures.get(node.image)
        if image is None:
            return ""
        try:
            rendition = renditions_of(image, [PICTURE])[PICTURE]
        except UNSHOWABLE:
            # A file that is gone takes its picture along, not the article.
            return ""
        return (
            f'<img src="{_attribute(rendition.url)}" alt="{_attribute(node.alt)}" '
            f'width="{rendition.width}" height="{rendition.height}">'
        )


def _text(text: str) -> str:
    return html.escape(text, quote=False)


def _attribute(text: str) -> str:
    return html.escape(text)


def _element(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>" if content else ""


def _link(address: str, words: str, rel: str = "") -> str:
    if not address.startswith(("https://", "http://", "/")):
        return _text(words)
    rel = f' rel="{rel}"' if rel else ""
    return f'<a href="{_attribute(address)}"{rel}>{_text(words)}</a>'


def _list(items: Iterable[str], name: str = "ul") -> str:
    return _element(name, "".join(f"<li>{item}</li>" for item in items))


def _source(node: Any) -> str:
    if not (node.source or node.source_url):
        return ""
    words = _link(node.source_url, node.source or node.source_url)
    return _element("p", f"<small>{_text(gettext('Source:'))} {words}</small>")


def _cells(cells: Iterable[str], heads: int, scope: str) -> str:
    written = "".join(
        f'<th scope="{scope}">{cell}</th>' if place < heads else f"<td>{cell}</td>"
        for place, cell in enumerate(cells)
    )
    return f"<tr>{written}</tr>"


def _table(
    caption: str, head: Iterable[str], rows: Iterable[Iterable[str]], row_heads: int = 1
) -> str:
    cells = list(head)
    top = f"<thead>{_cells(cells, len(cells), 'col')}</thead>" if any(cells) else ""
    body = "".join(_cells(row, row_heads, "row") for row in rows)
    return (
        f"<table>{_element('caption', _text(caption))}{top}<tbody>{body}</tbody></table>"
        if body or top
        else _element("p", _text(caption))
    )


def _words(node: Node) -> str:
    own = "".join(RichText.from_text(text).html for _, text in node.passages())
    return own + "".join(_words(part) for _, part in node.parts())


def _section(node: Section, document: _Document) -> str:
    return document.heading(node.heading) + document.inside(node.content)


def _headed(node: Any, document: _Document, inner: Callable[[Any], str]) -> str:
    return document.heading(node.heading) + inner(node)


def _note(node: ResearchNote, document: _Document) -> str:
    label = node.label or gettext("What research found")
    source = node.source.partition("\n")[0] or node.source.rpartition("\n")[2]
    cited = _element("p", f"<cite>{_text(source)}</cite>" if source.strip() else "")
    return _element("blockquote", _element("p", f"<b>{_text(label)}</b>") + node.html.html + cited)


def _myth(node: MythFact, document: _Document) -> str:
    myth = f"<b>{_text(gettext('Myth:'))}</b> {_text(node.myth)}"
    fact = _element("p", f"<b>{_text(gettext('Fact:'))}</b>")
    return _element("p", myth) + fact + node.fact.html


def _dosage(node: DosageTable, document: _Document) -> str:
    head = (gettext("For whom"), gettext("How much"), gettext("Note"))
    rows = (
        (
            _text(row.population),
            _text(" ".join(filter(None, (row.dose.text, row.dose.form or row.dose.nutrient)))),
            row.note.html,
        )
        for row in node.rows
    )
    return node.introduction.html + _table(node.caption, head, rows) + _source(node)


def _any_table(node: Table, document: _Document) -> str:
    rows = [[cell.html.html for cell in row.cells] for row in node.rows]
    has_head = node.header in {TableHeader.ROW, TableHeader.BOTH} and bool(rows)
    heads = 1 if node.header in {TableHeader.COLUMN, TableHeader.BOTH} else 0
    head, body = (rows[0], rows[1:]) if has_head else ([], rows)
    return _table(node.caption, head, body, heads) + _source(node)


def _comparison(node: ComparisonTable, document: _Document) -> str:
    head = ("", *(option.html.html for option in node.options))
    rows = ((_text(row.name), *(cell.html.html for cell in row.cells)) for row in node.rows)
    return _table(node.caption, head, rows) + _source(node)


def _evidence(node: EvidenceSummary, document: _Document) -> str:
    head = (gettext("Outcome"), gettext("What was found"), gettext("Certainty"), gettext("Studies"))
    rows = (
        (
            _text(row.outcome),
            row.finding.html,
            _text(row.certainty.value.replace("-", " ") or gettext("not rated")),
            _text(row.studies),
        )
        for row in node.outcomes
    )
    return document.heading(node.heading) + node.introduction.html + _table("", head, rows)


def _interactions(node: Interactions, document: _Document) -> str:
    head = (gettext("With"), gettext("What happens"), gettext("What to do"))
    rows = ((_text(row.substance), row.effect.html, row.advice.html) for row in node.items)
    table = _table("", head, rows)
    return document.heading(node.heading) + node.introduction.html + table + _source(node)


def _safety(node: SafetyCard, document: _Document) -> str:
    label = _text(node.card.value.replace("-", " ").capitalize())
    heading = f"<b>{label}: {_text(node.heading)}</b>" if node.heading else f"<b>{label}</b>"
    return _element("blockquote", _element("p", heading) + node.html.html + _source(node))


def _dos(node: DosAndDonts, document: _Document) -> str:
    written = document.heading(node.heading)
    for label, items in ((gettext("Do"), node.dos), (gettext("Do not"), node.donts)):
        if items:
            written += _element("p", f"<b>{_text(label)}</b>")
            written += _list(item.html.html for item in items)
    return written


def _image(node: Image, document: _Document) -> str:
    picture = document.picture(node)
    caption = node.caption.html + _element("p", _text(node.credit))
    words = caption if picture else _element("p", _text(node.alt)) + caption
    return _element("figure", picture + _element("figcaption", words) if words else picture)


def _quote(node: PullQuote, document: _Document) -> str:
    cited = _element("p", f"<cite>{_text(node.attribution)}</cite>" if node.attribution else "")
    return _element("blockquote", _element("p", _text(node.text)) + cited)


def _embed(node: Embed, document: _Document) -> str:
    return _element("p", _link(node.url, node.title or node.url)) + node.summary.html


def _paid(target: PaidLinkTarget, words: str) -> str:
    label = _text(PAID_LABEL)
    linked = _link(target.url, words, " ".join(PAID_REL)) if target.url else _text(words)
    return _element("p", f"{linked} {label}")


def _call(node: CallToAction, document: _Document) -> str:
    words = node.label or node.link.merchant or gettext("See the product")
    return _element("p", _text(node.text)) + _paid(node.link, words)


def _product(node: ProductCard, document: _Document) -> str:
    name = " ".join(filter(None, (node.brand, node.name)))
    facts = (node.form, node.compound or node.nutrient, node.amount, node.serving)
    written = _element("p", f"<b>{_text(name)}</b>" if name else "")
    written += _list(_text(fact) for fact in (*facts, node.certifications) if fact)
    words = node.label or node.link.merchant or gettext("See the product")
    return written + node.html.html + node.limits.html + _paid(node.link, words)


def _questions(node: Questions, document: _Document) -> str:
    answered = "".join(
        _element("p", f"<b>{_text(item.question)}</b>") + item.answer.html for item in node.items
    )
    return document.heading(node.heading) + answered


def _references(node: References, document: _Document) -> str:
    return document.heading(node.heading) + _list(
        (_text(item.citation) for item in node.items), "ol"
    )


def _related(node: RelatedArticles, document: _Document) -> str:
    titles = (_text(item.title or item.shown) for item in node.items)
    listed = _list(title for title in titles if title)
    return document.heading(node.heading) + listed


def _steps(node: Steps) -> str:
    return _list(
        (
            _element("p", f"<b>{_text(step.title)}</b>" if step.title else "") + step.html.html
            for step in node.items
        ),
        "ol",
    )


def _groups(node: Audience) -> str:
    return "".join(
        _element("p", f"<b>{_text(group.name)}</b>") + group.html.html for group in node.groups
    )


def _plain(node: Any) -> str:
    return str(node.html.html)


def _points(node: KeyPoints) -> str:
    return _list(item.html.html for item in node.items)


_WRITERS: dict[type[Node], Writer] = {
    Audience: partial(_headed, inner=_groups),
    CallToAction: _call,
    ComparisonTable: _comparison,
    Conclusion: partial(_headed, inner=_plain),
    Details: lambda node, document: _element("p", f"<b>{_text(node.summary)}</b>") + _plain(node),
    DosAndDonts: _dos,
    DosageTable: _dosage,
    Embed: _embed,
    EvidenceSummary: _evidence,
    Image: _image,
    Interactions: _interactions,
    KeyPoints: partial(_headed, inner=_points),
    MythFact: _myth,
    ProductCard: _product,
    Prose: lambda node, document: _plain(node),
    PullQuote: _quote,
    Questions: _questions,
    References: _references,
    RelatedArticles: _related,
    ResearchNote: _note,
    SafetyCard: _safety,
    Section: _section,
    Steps: partial(_headed, inner=_steps),
    Table: _any_table,
    TypedDisclaimer: partial(_headed, inner=_plain),
}
