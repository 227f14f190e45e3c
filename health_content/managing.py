"""A paid address that somebody typed goes into the registry, and the registry's link in its place.

One link in the latest draft is replaced, and nothing else in it.
"""

from __future__ import annotations

import copy
import html as html_entities
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField
from wagtail.models import Page

from health_content.affiliates.programs import PROGRAMS
from health_content.affiliates.recognition import Recognized, paid_link
from health_content.affiliates.terms import ProgramTerms
from health_content.blocks.base import ArticleRichTextBlock
from health_content.compliance import Finding
from health_content.edition.inline import LINK_TYPE
from health_content.library.products import PaidLink, Product
from health_content.library.programs import AffiliateProgram
from health_content.manuscript import RichText, escape
from health_content.obligations import body_of, registered_for
from health_content.publishing.places import form_path

CODE = "AFF201"
"""The rule that finds such addresses."""

LOG_ACTION = "health_content.manage_link"

MOST_ENTRIES = 20

_ELEMENT = re.compile(r"<a\b[^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"(<[^>]*>)")


class NotManaged(Exception):
    """Nothing was replaced; the message says why, for whoever asked."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A paid address in a page's latest draft.

    ``words`` are those it stands behind. ``is_replaceable`` where a managed link can take its
    place; an address in a field of its own, such as a source's, can only be taken out.
    ``revision`` is the draft it was found in.
    """

    address: str
    words: str
    found: Recognized | None
    is_replaceable: bool
    revision: int | None
    path: tuple[str, ...]
    start: int

    @property
    def words_are_address(self) -> bool:
        """Whether a reader sees the address itself."""
        return paid_link(self.words.strip()) is not None or self.words.strip() == self.address


def typed_at(page: Page, finding: Finding) -> Typed:
    """The address that a finding of :data:`CODE` is about, in the page's latest draft.

    Raises :class:`NotManaged` where it is not there any more.
    """
    draft = page.get_latest_revision_as_object()
    path = form_path(draft, finding.span.location)
    start = finding.span.start
    html = _text_at(draft, path)
    found, address, words = None, "", finding.quote
    if html is not None:
        place = _place_in(html, start)
        if place is None:
            raise NotManaged(_("The link is not there any more: the page was changed."))
        address, words = place[0], place[1]
        found = paid_link(address, registered_for(draft, [address]))
    return Typed(
        address, words, found, html is not None, page.latest_revision_id, tuple(path), start
    )


def program_of(typed: Typed) -> AffiliateProgram | ProgramTerms | None:
    """The program of an address: the registry's, else the terms that ship; ``None``: unknown."""
    key = typed.found.program.key if typed.found and typed.found.program else ""
    if not key:
        return None
    if row := AffiliateProgram.objects.filter(key=key).first():
        return row
    return next((terms for terms in PROGRAMS if terms.key == key and not terms.is_template), None)


def entries_for(typed: Typed) -> list[PaidLink]:
    """The entries of the registry for the same address or the same product of the shop."""
    same, found = Q(url=typed.address), typed.found
    if found and found.program and found.product:
        product = Q(url__icontains=found.product) | Q(product__asin__iexact=found.product)
        same |= Q(program__key=found.program.key) & product
    return list(PaidLink.objects.filter(same).order_by("pk")[:MOST_ENTRIES])


def add_entry(
    typed: Typed, *, program: AffiliateProgram | None = None, tag: str = "", market: str = ""
) -> PaidLink:
    """A new entry for the address, of the program it belongs to or of ``program``.

    A program that the registry lacks is made from the terms that ship; ``tag`` is our own there.
    Raises ``ValidationError``, and :class:`~health_content.publishing.ComplianceError` where live
    pages may not show it.
    """
    known = program or program_of(typed)
    if known is None:
        raise ValidationError({"program": _("Choose the program that this link belongs to.")})
    row = AffiliateProgram.from_terms(known) if isinstance(known, ProgramTerms) else known
    market = market or (typed.found.market if typed.found else "")
    if tag:
        row.tags = {**(row.tags if isinstance(row.tags, dict) else {}), market: tag}
    if row.pk is None or tag:
        row.full_clean()
        row.save()
    asin = typed.found.product if typed.found else ""
    product = Product.objects.filter(asin__iexact=asin).first() if asin else None
    link = PaidLink(program=row, product=product, url=typed.address, market=market)
    link.full_clean()
    link.save()
    return link


def lacks_tag(typed: Typed, program: AffiliateProgram | ProgramTerms) -> bool:
    """Whether our own tag has to be said before the address can be kept."""
    terms = program.terms() if isinstance(program, AffiliateProgram) else program
    if not terms.tag_parameter or not typed.found or typed.found.is_shortened:
        return False
    market = terms.market(typed.found.market)
    return not (market and market.tag)


def manage(
    page: Page, typed: Typed, entry: Callable[[], PaidLink], *, seen: int | None, user: Any
) -> PaidLink:
    """Put an entry's link in the place of a typed one, in a new draft of the page.

    ``entry`` gives the entry and may make it: nothing of it stays where the draft cannot be
    written. ``seen`` is the draft that the person saw. Raises :class:`NotManaged`.
    """
    with transaction.atomic():
        held = Page.objects.select_for_update().get(pk=page.pk)
        if held.latest_revision_id != seen or typed.revision != seen:
            raise NotManaged(
                _("The page was changed meanwhile. Look at the link again before it is replaced.")
            )
        specific: Any = held.specific
        if told := locked_for(specific, user):
            raise NotManaged(told)
        link = entry()
        draft = specific.get_latest_revision_as_object()
        _put(draft, typed, link)
        draft.save_revision(user=user, log_action=LOG_ACTION, clean=False)
    return link


def locked_for(page: Any, user: Any) -> str:
    """Why a person cannot change a page now, in words; empty where they can."""
    lock = page.get_lock()
    if lock is None or not lock.for_user(user):
        return ""
    return _("This page is locked, or waits for somebody else in a workflow: it stays as it is.")


def _put(draft: Any, typed: Typed, link: PaidLink) -> None:
    html = _text_at(draft, typed.path)
    place = None if html is None else _place_in(html, typed.start)
    if html is None or place is None or place[0] != typed.address:
        raise NotManaged(_("The link is not there any more: the page was changed."))
    inner, first, last = place[2:]
    words = escape(_name_of(link)) if typed.words_are_address else inner
    put = f'<a linktype="{LINK_TYPE}" id="{link.pk}">{words}</a>'
    _set_text(draft, typed.path, html[:first] + put + html[last:])


def _name_of(link: PaidLink) -> str:
    return str(link.product) if link.product else link.program.merchant or link.program.name


def _place_in(html: str, start: int) -> tuple[str, str, str, int, int] | None:
    """Address, words, inner HTML, and where the element begins and ends that a text has at a place.

    An address that is written out among the words is its own words.
    """
    links = RichText(html).links
    elements = list(_ELEMENT.finditer(html))
    if len(links) == len(elements):
        for link, element in zip(links, elements, strict=True):
            if link.start == start and not link.entry:
                return link.target, link.text, element[1], element.start(), element.end()
    return _written_out(html, start)


def _written_out(html: str, start: int) -> tuple[str, str, str, int, int] | None:
    text = RichText(html).text
    token = re.match(r"[^\s<>\"'()\[\]]+", text[start:])
    address = token[0].rstrip(".,;:!?") if token else ""
    written = html_entities.escape(address, quote=False)
    if not address or html.count(written) != 1:
        return None
    first = html.index(written)
    return address, address, written, first, first + len(written)


def _text_at(draft: Any, path: tuple[str, ...]) -> str | None:
    """The rich text at a place of a page's form, ``None`` where none is there."""
    if not path:
        return None
    name, *rest = path
    field = _field_of(draft, name)
    if isinstance(field, RichTextField) and not rest:
        return str(getattr(draft, name) or "")
    body = body_of(draft)
    if body is None or name != draft.manuscript_body:
        return None
    holder = _holder(body.stream_block, body.stream_block.get_prep_value(body), rest)
    return None if holder is None else holder[0][holder[1]]


def _set_text(draft: Any, path: tuple[str, ...], html: str) -> None:
    name, *rest = path
    body = body_of(draft)
    if body is None or name != draft.manuscript_body:
        setattr(draft, name, html)
        return
    stored = copy.deepcopy(body.stream_block.get_prep_value(body))
    holder = _holder(body.stream_block, stored, rest)
    if holder is None:
        raise NotManaged(_("The link is not there any more: the page was changed."))
    holder[0][holder[1]] = html
    setattr(draft, name, body.stream_block.to_python(stored))


def _field_of(draft: Any, name: str) -> Any:
    return next((field for field in draft._meta.get_fields() if field.name == name), None)


def _holder(block: Any, stored: Any, path: list[str]) -> tuple[Any, Any] | None:
    """What holds the rich text at a path of names and ids, and its key there."""
    holder, key = None, None
    for step in path:
        children = getattr(block, "child_blocks", {})
        if isinstance(stored, list):
            entry = next((it for it in stored if isinstance(it, dict) and it.get("id") == step), {})
            block = children.get(entry.get("type")) or getattr(block, "child_block", None)
            holder, key, stored = entry, "value", entry.get("value")
        elif isinstance(stored, dict) and step in children:
            block, holder, key, stored = children[step], stored, step, stored[step]
        elif isinstance(block, ArticleRichTextBlock):
            break
        else:
            return None
    return (holder, key) if isinstance(block, ArticleRichTextBlock) and holder else None
