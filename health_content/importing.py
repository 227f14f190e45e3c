"""Making draft pages from sources. Nothing here publishes."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from wagtail.log_actions import log
from wagtail.models import Page

from health_content.affiliates.programs import PROGRAMS
from health_content.conversion import field_values
from health_content.library.products import PaidLink
from health_content.library.programs import AffiliateProgram
from health_content.library.records import ImportRecord
from health_content.library.references import Reference, fingerprint_of
from health_content.manuscript import (
    CallToAction,
    Manuscript,
    Node,
    Prose,
    ResearchNote,
    RichText,
    descendants,
)
from health_content.manuscript import Reference as ReferenceNode
from health_content.readers import Reading, Remark, RemarkKind, read
from health_content.readers.cleaning import clean_manuscript
from health_content.recording import record_import

TITLE_LENGTH = 255
SOURCE_LENGTH = 500


class LockedPage(ValueError):
    """A page that somebody locked, or that waits for moderation or its publication."""


class ImportStatus(StrEnum):
    """What an import did."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CHANGED_SOURCE = "changed-source"


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of one source. ``page`` is the draft; ``remarks`` are the reader's."""

    status: ImportStatus
    page: Any
    remarks: tuple[Remark, ...] = ()


def import_source(
    data: bytes,
    name: str,
    parent: Any,
    page_type: Any,
    *,
    source: str = "",
    user: Any = None,
    update: bool = False,
) -> ImportOutcome:
    """Read a source and make a draft page of it below ``parent``.

    ``name`` says how to read it and how messages call it; ``source`` is what tells it
    from every other source, such as the absolute path of a file, and is ``name`` where
    it is not given.

    A source that was imported below the same parent before is not imported again,
    wherever its page was moved since. When it differs from what was last imported into
    that page, the page is left alone unless ``update`` asks for a new draft revision of
    it. Another source with the very same content counts as imported, too.

    Raises ``UnreadableSource`` when it cannot be read and :class:`LockedPage` when its
    page may not be revised. Everything happens in one transaction: on any error nothing
    is left behind.
    """
    source_hash = hashlib.sha256(data).hexdigest()
    source_name = (source or name)[-SOURCE_LENGTH:]
    page = _earlier_page(parent, source_name=source_name)
    if page is not None and _last_hash(page) == source_hash:
        return ImportOutcome(ImportStatus.UNCHANGED, page)
    if page is None:
        same = _earlier_page(parent, source_hash=source_hash)
        if same is not None:
            return ImportOutcome(ImportStatus.UNCHANGED, same)
    elif not update:
        return ImportOutcome(ImportStatus.CHANGED_SOURCE, page)
    reading = read(data, name)
    with transaction.atomic():
        manuscript, remarks = _titled(reading, name)
        if page is None:
            page = create_draft(manuscript, parent, page_type, user=user)
            status = ImportStatus.CREATED
        else:
            page = revise_draft(page.specific, manuscript, user=user)
            status = ImportStatus.UPDATED
        record_import(
            page,
            source_name=source_name,
            source_hash=source_hash,
            remarks=[dataclasses.asdict(remark) for remark in remarks],
            user=user,
        )
    return ImportOutcome(status, page, remarks)


@transaction.atomic
def create_draft(
    manuscript: Manuscript, parent: Any, page_type: Any, *, slug: str = "", user: Any = None
) -> Any:
    """A draft of ``page_type`` below ``parent`` that says what the manuscript says.

    References, programs and paid links that the library lacks are added to it.
    """
    bound = bind_library(clean_manuscript(manuscript))
    values = field_values(bound, page_type)
    page = page_type(
        slug=_free_slug(parent, slug or slugify(manuscript.title)),
        live=False,
        owner=user,
        locale=parent.locale,
        **values,
    )
    parent.add_child(instance=page)
    page.save_revision(user=user)
    log(instance=page, action="health_content.import", user=user)
    return page


@transaction.atomic
def revise_draft(page: Any, manuscript: Manuscript, *, user: Any = None) -> Any:
    """A new draft revision of a page with the manuscript's words. Live words stay.

    Raises :class:`LockedPage` for a page that is locked, whoever locked it.
    """
    if page.get_lock() is not None:
        raise LockedPage(
            f"The page “{page.title}” (page {page.pk}) is locked. Unlock it, or wait for its "
            "moderation or publication, and import again."
        )
    draft = page.get_latest_revision_as_object()
    bound = bind_library(clean_manuscript(manuscript))
    for field, value in field_values(bound, type(draft)).items():
        setattr(draft, field, value)
    revision = draft.save_revision(user=user)
    log(instance=draft, action="health_content.import", user=user, revision=revision)
    return draft


def bind_library(manuscript: Manuscript) -> Manuscript:
    """The manuscript with this library's keys, whatever keys it came with.

    A reference is found by its citation, a paid link by its program and address. A
    research note names its reference by the entry's id or key within the manuscript.
    """
    nodes = list(descendants(manuscript.body))
    references = _references([node for node in nodes if isinstance(node, ReferenceNode)])
    cited = {
        name: references[fingerprint_of(node.citation)]
        for node in nodes
        if isinstance(node, ReferenceNode)
        for name in (node.id, node.key)
        if name
    }
    links = {
        node.link.url: _paid_link_key(node)
        for node in nodes
        if isinstance(node, CallToAction) and node.link.url
    }
    for node in nodes:
        if isinstance(node, CallToAction) and node.link.program:
            _program(node.link.program)

    def bound(node: Node) -> Node:
        if isinstance(node, ReferenceNode):
            return dataclasses.replace(node, key=references[fingerprint_of(node.citation)])
        if isinstance(node, CallToAction):
            link = dataclasses.replace(node.link, key=links.get(node.link.url, ""))
            return dataclasses.replace(node, link=link)
        if isinstance(node, ResearchNote):
            return dataclasses.replace(node, reference=cited.get(node.reference, ""))
        changes = {}
        for item in dataclasses.fields(node):
            value = getattr(node, item.name)
            if isinstance(value, tuple):
                changes[item.name] = tuple(
                    bound(member) if isinstance(member, Node) else member for member in value
                )
        return dataclasses.replace(node, **changes) if changes else node  # type: ignore[arg-type]

    return dataclasses.replace(manuscript, body=tuple(bound(node) for node in manuscript.body))


def _references(nodes: list[ReferenceNode]) -> dict[str, str]:
    wanted = {fingerprint_of(node.citation): node for node in nodes}
    keys = {
        row.fingerprint: str(row.pk) for row in Reference.objects.filter(fingerprint__in=wanted)
    }
    for fingerprint, node in wanted.items():
        if fingerprint not in keys:
            row = Reference.objects.create(
                citation=node.citation,
                title=node.title[:500],
                doi=node.doi,
                pmid=node.pmid,
                pmcid=node.pmcid,
                url=_valid_address(Reference, node.url),
            )
            keys[fingerprint] = str(row.pk)
    return keys


def _program(key: str) -> AffiliateProgram | None:
    """The library's program, added from the shipped ones where the library lacks it."""
    found = AffiliateProgram.objects.filter(key=key).first()
    if found is not None:
        return found
    for terms in PROGRAMS:
        if terms.key == key and not terms.is_template:
            program = AffiliateProgram.from_terms(terms)
            program.save()
            return program
    return None


def _paid_link_key(node: CallToAction) -> str:
    program = _program(node.link.program)
    if program is None or not _valid_address(PaidLink, node.link.url):
        return ""
    link = PaidLink.objects.filter(program=program, url=node.link.url).first()
    if link is None:
        link = PaidLink.objects.create(
            program=program, url=node.link.url, market=node.link.market[:2]
        )
    return str(link.pk)


def _valid_address(model: Any, address: str) -> str:
    """The address, or nothing where the model's field does not take it."""
    try:
        return str(model._meta.get_field("url").clean(address, None))
    except ValidationError:
        return ""


def _earlier_page(parent: Any, **source: str) -> Any:
    """The page made of this source by an earlier import below ``parent``, or moved there.

    A page found by its content must still have it: the last import into it counts.
    """
    children = parent.get_children().values("pk")
    records = ImportRecord.objects.filter(
        Q(parent_id=parent.pk) | Q(page_id__in=children), **source
    )
    for page_id in dict.fromkeys(records.values_list("page_id", flat=True)):
        page = Page.objects.filter(pk=page_id).first()
        if page is None:
            continue
        if source.get("source_hash") in {None, _last_hash(page)}:
            return page
    return None


def _last_hash(page: Any) -> str:
    """The hash of the source that was last imported into a page."""
    hashes = ImportRecord.objects.filter(page_id=page.pk).values_list("source_hash", flat=True)
    return hashes.first() or ""


def _free_slug(parent: Any, wanted: str) -> str:
    base = wanted[:240].strip("-") or "article"
    taken = set(parent.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _titled(reading: Reading, name: str) -> tuple[Manuscript, tuple[Remark, ...]]:
    """The manuscript with a title that a page can have, and what was done for it.

    A title that does not fit moves whole into the first paragraph; a source without
    one goes by its file name.
    """
    manuscript, title = reading.manuscript, reading.manuscript.title.strip()
    if title and len(title) <= TITLE_LENGTH:
        return manuscript, reading.remarks
    if title:
        short = title[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"
        whole = Prose(RichText.from_text(title), source_text=title)
        message = (
            f"The title is longer than {TITLE_LENGTH} characters. It was shortened, and "
            "stands whole in the first paragraph."
        )
        changed = dataclasses.replace(manuscript, title=short, body=(whole, *manuscript.body))
    else:
        short = re.sub(r"[\W_]+", " ", PurePath(name).stem).strip().capitalize() or "Untitled"
        message = "The source has no title; the file name stands in for it. Write one."
        changed = dataclasses.replace(manuscript, title=short[:TITLE_LENGTH])
    remark = Remark(RemarkKind.REPAIRED, message, line=1, text=title or name)
    return changed, (*reading.remarks, remark)
