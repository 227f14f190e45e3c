"""An Edition as plain HTML, for places that have no style sheet of ours: feeds, e-mail.

Every node is written with the elements that say what it is; nothing depends on a class
or a script. What has no writer of its own is written as its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import takewhile
from typing import Any

from django.utils.translation import gettext
from wagtail.rich_text import expand_db_html

from health_content.affiliates.recognition import Registered
from health_content.affiliates.urls import UnsafeURL, host_of
from health_content.blocks.dosage_shown import basis_of, meaning_of
from health_content.blocks.paid_links import PAID_LABEL, PAID_REL, mark_paid_links
from health_content.blocks.pictures import UNSHOWABLE
from health_content.blocks.players import player_of
from health_content.blocks.renditions import renditions_of
from health_content.edition import Edition, Obligation
from health_content.edition.citations import as_plain_numbers
from health_content.edition.dose_markup import noted, noted_node, notes_html
from health_content.edition.dose_match import match_of, studied_doses
from health_content.edition.dose_notes import undecided_notes
from health_content.edition.inline import for_readers
from health_content.edition.linking import SUSPENDED, UNTAGGED
from health_content.edition.markup import disclaimers_html
from health_content.manuscript import (
    Audience,
    CallToAction,
    Caution,
    Cautions,
    ComparisonTable,
    Conclusion,
    Details,
    DosageTable,
    DosAndDonts,
    Dose,
    Embed,
    EvidenceSummary,
    Image,
    Interactions,
    KeyPoints,
    MythFact,
    Node,
    PaidLinkTarget,
    ProductCard,
    ProductList,
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
from health_content.representations.cited import entry_html, numbers_of, quoted_html, status_html
from health_content.representations.elements import (
    attribute,
    element,
    link,
    listed,
    source,
    table,
    text,
)
from health_content.representations.pictures import PICTURE, pictures_of
from health_content.representations.safety_html import (
    caution,
    cautions,
    dos_and_donts,
    interactions,
    safety_card,
)

Writer = Callable[[Any, "_Document"], str]


def article_html(edition: Edition) -> str:
    """The edition from its first obligation to its last, links resolved.

    Addresses within the site are left relative to it.
    """
    manuscript = edition.manuscript
    nodes = tuple(descendants(manuscript.nodes))
    document = _Document(pictures_of(nodes), edition.registered, numbers_of(nodes))
    document.studied = studied_doses(nodes)
    first, rest, last = _in_order(edition)
    written = [item.html for item in first]
    notes = (*undecided_notes(manuscript.title), *undecided_notes(manuscript.dek))
    written += [element("p", text(manuscript.dek)), notes_html(notes)]
    written.append(document.write(manuscript.hero))
    written += [
        item.html if isinstance(item, Obligation) else document.write(item) for item in rest
    ]
    written.append(disclaimers_html(last, heading=gettext("Disclaimers")))
    labels = {node.label for node in nodes if isinstance(node, PaidLinkTarget) and node.label}
    labels |= {target.label for target in edition.inline.values() if target.label}
    resolved = expand_db_html(for_readers(as_plain_numbers("".join(written))))
    targets = (node for node in nodes if isinstance(node, PaidLinkTarget))
    settled = {target.url for target in (*targets, *edition.inline.values())}
    return mark_paid_links(resolved, edition.registered, labels, settled=settled)


def _in_order(
    edition: Edition,
) -> tuple[list[Obligation], list[Node | Obligation], list[Obligation]]:
    """What stands above all, even the picture on top; what follows; the disclaimers."""
    last = [item for item in edition.obligations if item.kind.is_disclaimer]
    others = [item for item in edition.sequence if item not in last]
    first = list(takewhile(lambda item: isinstance(item, Obligation), others))
    return [item for item in first if isinstance(item, Obligation)], others[len(first) :], last


class _Document:
    """Writes nodes; ``level`` is the level of the headings that come next.

    ``numbers`` are those of the entries cited, by key; ``listed`` counts the entries that
    have been written; ``studied`` are the doses that the article's tables give as studied.
    """

    def __init__(
        self,
        pictures: dict[str, Any],
        registered: Registered,
        numbers: dict[str, int],
        level: int = 2,
    ) -> None:
        self.pictures = pictures
        self.registered = registered
        self.numbers = numbers
        self.level = level
        self.listed = 0
        self.studied: tuple[Dose, ...] = ()

    def write(self, node: Node) -> str:
        writer = _WRITERS.get(type(node))
        return noted_node(writer(node, self) if writer else _words(node), node)

    def heading(self, words: str) -> str:
        return element(f"h{self.level}", text(words))

    def inside(self, nodes: Iterable[Node]) -> str:
        inner = _Document(self.pictures, self.registered, self.numbers, min(self.level + 1, 6))
        inner.listed, inner.studied = self.listed, self.studied
        written = "".join(map(inner.write, nodes))
        self.listed = inner.listed
        return written

    def shares(self, node: ProductCard) -> str:
        """What a serving gives of the doses studied and of the upper limits."""
        return listed(text(share.text) for share in match_of(node.dose, self.studied).shares)

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
            f'<img src="{attribute(rendition.url)}" alt="{attribute(node.alt)}" '
            f'width="{rendition.width}" height="{rendition.height}">'
        )


def _words(node: Node) -> str:
    own = "".join(RichText.from_text(text).html for _, text in node.passages())
    return own + "".join(_words(part) for _, part in node.parts())


def _section(node: Section, document: _Document) -> str:
    notes = notes_html(undecided_notes(node.heading))
    return document.heading(node.heading) + notes + document.inside(node.content)


def _headed(node: Any, document: _Document, inner: Callable[[Any], str]) -> str:
    return document.heading(node.heading) + inner(node)


def _note(node: ResearchNote, document: _Document) -> str:
    label = node.label or gettext("What research found")
    name = node.source.partition("\n")[0] or node.source.rpartition("\n")[2]
    number = f" [{number}]" if (number := document.numbers.get(node.reference)) else ""
    words = f"<cite>{text(name)}</cite>{status_html(node.status)}{number}" if name.strip() else ""
    said = element("p", f"<b>{text(label)}</b>") + node.html.html + quoted_html(node.passage)
    return element("blockquote", said + element("p", words))


def _myth(node: MythFact, document: _Document) -> str:
    myth = f"<b>{text(gettext('Myth:'))}</b> {text(node.myth)}"
    fact = element("p", f"<b>{text(gettext('Fact:'))}</b>")
    return element("p", myth) + fact + node.fact.html


def _dosage(node: DosageTable, document: _Document) -> str:
    head = (gettext("For whom"), gettext("How much"), gettext("Note"))
    rows = (
        (
            text(row.population),
            text(_dose_words(row.dose)),
            element("p", text(basis_of(row.dose)))
            + row.note.html
            + source(row, document.registered),
        )
        for row in node.rows
    )
    scope = element("p", text(node.scope))
    written = table(node.caption, head, rows) + source(node, document.registered)
    return node.introduction.html + scope + written


def _dose_words(dose: Dose) -> str:
    words = " ".join(filter(None, (dose.text, dose.form or dose.nutrient)))
    return ", ".join(filter(None, (words, meaning_of(dose))))


def _any_table(node: Table, document: _Document) -> str:
    rows = [[cell.html.html for cell in row.cells] for row in node.rows]
    has_head = node.header in {TableHeader.ROW, TableHeader.BOTH} and bool(rows)
    heads = 1 if node.header in {TableHeader.COLUMN, TableHeader.BOTH} else 0
    head, body = (rows[0], rows[1:]) if has_head else ([], rows)
    return table(node.caption, head, body, heads) + source(node, document.registered)


def _comparison(node: ComparisonTable, document: _Document) -> str:
    head = ("", *(option.html.html for option in node.options))
    rows = ((text(row.name), *(cell.html.html for cell in row.cells)) for row in node.rows)
    written = [table(node.caption, head, rows)]
    for offer in node.offers:
        named = offer.option.isdecimal() and 0 < int(offer.option) <= len(node.options)
        name = node.options[int(offer.option) - 1].html.text if named else ""
        words = offer.label or offer.link.merchant or gettext("See the product")
        said = " ".join(filter(None, (name, offer.text)))
        written += [element("p", text(said)), _paid(offer.link, words)]
    return "".join(written) + source(node, document.registered)


def _evidence(node: EvidenceSummary, document: _Document) -> str:
    head = (gettext("Outcome"), gettext("What was found"), gettext("Certainty"), gettext("Studies"))
    rows = (
        (
            text(row.outcome),
            row.finding.html,
            text(row.certainty.value.replace("-", " ") or gettext("not rated")),
            text(row.studies),
        )
        for row in node.outcomes
    )
    return document.heading(node.heading) + node.introduction.html + table("", head, rows)


def _image(node: Image, document: _Document) -> str:
    picture = document.picture(node)
    caption = node.caption.html + element("p", text(node.credit))
    words = caption if picture else element("p", text(node.alt)) + caption
    return element("figure", picture + element("figcaption", words) if words else picture)


def _quote(node: PullQuote, document: _Document) -> str:
    who = f"<cite>{text(node.attribution)}</cite>" if node.attribution else ""
    host = _host(node.source_url)
    where = link(node.source_url, gettext("Read it at %(host)s") % {"host": host}) if host else ""
    cited = element("p", " ".join(filter(None, (who, where))))
    return element("blockquote", element("p", text(node.text)) + cited)


def _embed(node: Embed, document: _Document) -> str:
    player = player_of(node.url) if node.url else None
    provider = node.provider or (player.provider if player else _host(node.url))
    name = element("p", f"<small>{text(provider)}</small>" if provider else "")
    return name + element("p", link(node.url, node.title or node.url)) + node.summary.html


def _host(address: str) -> str:
    """The host that a link names, empty where the address is none to be linked."""
    try:
        return host_of(address).removeprefix("www.")
    except UnsafeURL:
        return ""


def _paid(target: PaidLinkTarget, words: str) -> str:
    if target.withheld == SUSPENDED:
        return ""
    if target.withheld == UNTAGGED:
        return element("p", link(target.url, words, target.rel))
    labelled = f"{words} {target.label or PAID_LABEL}"
    return element("p", link(target.url, labelled, target.rel or " ".join(PAID_REL)))


def _call(node: CallToAction, document: _Document) -> str:
    words = node.label or node.link.merchant or gettext("See the product")
    return element("p", text(node.text)) + _paid(node.link, words)


def _product(node: ProductCard, document: _Document) -> str:
    name = " ".join(filter(None, (node.brand, node.name)))
    facts = (node.form, node.nutrient, node.compound, node.amount, node.serving)
    written = element("p", f"<b>{text(name)}</b>" if name else "")
    written += listed(text(fact) for fact in (*facts, node.certifications) if fact)
    written += node.html.html + node.limits.html
    if not name:
        # The library has lost the product: its link would offer nobody knows what.
        return written + element("p", text(node.label))
    words = node.label or node.link.merchant or gettext("See the product")
    return written + document.shares(node) + _paid(node.link, words)


def _questions(node: Questions, document: _Document) -> str:
    answered = "".join(
        element("p", f"<b>{text(item.question)}</b>") + item.answer.html for item in node.items
    )
    return document.heading(node.heading) + answered


def _references(node: References, document: _Document) -> str:
    contents = (entry_html(entry, document.registered) for entry in node.items)
    numbered = enumerate(contents, start=document.listed + 1)
    written = "".join(f'<li value="{number}">{it}</li>' for number, it in numbered if it)
    document.listed += len(node.items)
    return document.heading(node.heading) + element("ol", written)


def _related(node: RelatedArticles, document: _Document) -> str:
    # Without a page readers see no title on the page either.
    titles = (text(item.title or item.shown) for item in node.items if item.page)
    names = listed(title for title in titles if title)
    return document.heading(node.heading) + names if names else ""


def _steps(node: Steps) -> str:
    return listed(
        (
            element("p", f"<b>{text(step.title)}</b>" if step.title else "") + step.html.html
            for step in node.items
        ),
        "ol",
    )


def _groups(node: Audience) -> str:
    return "".join(
        element("p", f"<b>{text(group.name)}</b>") + group.html.html for group in node.groups
    )


def _plain(node: Any) -> str:
    return str(node.html.html)


def _points(node: KeyPoints) -> str:
    return listed(item.html.html for item in node.items)


_WRITERS: dict[type[Node], Writer] = {
    Audience: partial(_headed, inner=_groups),
    CallToAction: _call,
    Caution: caution,
    Cautions: cautions,
    ComparisonTable: _comparison,
    Conclusion: partial(_headed, inner=_plain),
    Details: lambda node, document: element("p", f"<b>{text(node.summary)}</b>") + _plain(node),
    DosAndDonts: dos_and_donts,
    DosageTable: _dosage,
    Embed: _embed,
    EvidenceSummary: _evidence,
    Image: _image,
    Interactions: interactions,
    KeyPoints: partial(_headed, inner=_points),
    MythFact: _myth,
    ProductCard: _product,
    ProductList: lambda node, document: (
        document.heading(node.heading) + document.inside(node.items)
    ),
    Prose: lambda node, document: noted(_plain(node)),
    PullQuote: _quote,
    Questions: _questions,
    References: _references,
    RelatedArticles: _related,
    ResearchNote: _note,
    SafetyCard: safety_card,
    Section: _section,
    Steps: partial(_headed, inner=_steps),
    Table: _any_table,
    TypedDisclaimer: partial(_headed, inner=_plain),
}
