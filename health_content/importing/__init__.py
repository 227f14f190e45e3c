"""Making draft pages from sources. Nothing here publishes."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from wagtail.log_actions import log
from wagtail.models import Page

from health_content.conversion import field_values
from health_content.importing.binding import bind_library
from health_content.importing.facts import tell_page
from health_content.importing.files import undone_on_error
from health_content.importing.pictures import keep_pictures
from health_content.importing.revising import take_over
from health_content.library.records import ImportRecord
from health_content.manuscript import Manuscript, Prose, RichText
from health_content.readers import Asset, Reading, Remark, RemarkKind, read
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
    is left behind. A caller that may roll back more than this import stands inside
    :func:`~health_content.importing.files.undone_on_error`, which deletes the pictures' files.
    """
    source_hash = hashlib.sha256(data).hexdigest()
    source_name = (source or name)[-SOURCE_LENGTH:]
    page = _earlier_page(parent, source_name=source_name)
    if settled := _settled(page, parent, source_hash, update):
        return settled
    reading = read(data, name)
    told: list[Remark] = []
    with undone_on_error(), transaction.atomic():
        manuscript, titled = _titled(reading, name)
        told += titled
        wanted: dict[str, Any] = {"user": user, "assets": reading.assets, "told": told}
        status = ImportStatus.CREATED if page is None else ImportStatus.UPDATED
        if page is None:
            page = create_draft(manuscript, parent, page_type, **wanted)
        else:
            page = revise_draft(page.specific, manuscript, **wanted)
        record_import(
            page,
            source_name=source_name,
            source_hash=source_hash,
            remarks=[dataclasses.asdict(remark) for remark in told],
            user=user,
        )
    return ImportOutcome(status, page, tuple(told))


@undone_on_error()
@transaction.atomic
def create_draft(
    manuscript: Manuscript,
    parent: Any,
    page_type: Any,
    *,
    slug: str = "",
    user: Any = None,
    assets: Iterable[Asset] = (),
    told: list[Remark] | None = None,
) -> Any:
    """A draft of ``page_type`` below ``parent`` that says what the manuscript says.

    References, programs, products, paid links and the pictures among ``assets`` that the
    library lacks are added to it. What an editor should know of it is added to ``told``.
    """
    told = [] if told is None else told
    bound = _bound(manuscript, assets, user, told)
    page = page_type(
        slug=_free_slug(parent, slug or slugify(manuscript.title)),
        live=False,
        owner=user,
        locale=parent.locale,
        **field_values(bound, page_type),
    )
    told += tell_page(page, manuscript)
    parent.add_child(instance=page)
    page.save_revision(user=user)
    log(instance=page, action="health_content.import", user=user)
    return page


@undone_on_error()
@transaction.atomic
def revise_draft(
    page: Any,
    manuscript: Manuscript,
    *,
    user: Any = None,
    assets: Iterable[Asset] = (),
    told: list[Remark] | None = None,
) -> Any:
    """A new draft revision of a page with the manuscript's words. Live words stay.

    As with :func:`create_draft`, the library gets what it lacks and ``told`` the remarks.
    An author, a date and topics that the page has already stay as they are, and so does
    every field about which the manuscript says nothing.

    Raises :class:`LockedPage` for a page that is locked, whoever locked it.
    """
    if page.get_lock() is not None:
        raise LockedPage(
            f"The page “{page.title}” (page {page.pk}) is locked. Unlock it, or wait for its "
            "moderation or publication, and import again."
        )
    told = [] if told is None else told
    draft = page.get_latest_revision_as_object()
    bound = _bound(manuscript, assets, user, told)
    told += take_over(draft, field_values(bound, type(draft)))
    told += tell_page(draft, manuscript)
    revision = draft.save_revision(user=user)
    log(instance=draft, action="health_content.import", user=user, revision=revision)
    return draft


def _settled(page: Any, parent: Any, source_hash: str, update: bool) -> ImportOutcome | None:
    """What an import comes to where nothing is to be read: ``page`` is the source's own."""
    if page is None:
        same = _earlier_page(parent, source_hash=source_hash)
        return None if same is None else ImportOutcome(ImportStatus.UNCHANGED, same)
    if _last_hash(page) == source_hash:
        return ImportOutcome(ImportStatus.UNCHANGED, page)
    return None if update else ImportOutcome(ImportStatus.CHANGED_SOURCE, page)


def _bound(
    manuscript: Manuscript, assets: Iterable[Asset], user: Any, told: list[Remark]
) -> Manuscript:
    """The manuscript, clean and with this library's keys and pictures."""
    pictured, remarks = keep_pictures(clean_manuscript(manuscript), assets, user)
    told += remarks
    return bind_library(pictured, told)


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
