"""Imports the articles, and gives each what ``library.json`` says of its page.

``articles/<slug>.json`` holds one manuscript each, as ``health_content.manuscript.payload`` reads
it. Its pictures are named ``asset:<name>.png`` and drawn by ``boneguide.demo.pictures``.
"""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from wagtail.models import Revision

from boneguide.demo.library import DATA, read_library
from boneguide.demo.pictures import drawn, picture
from health_content import waiving
from health_content.conversion import content_hash_of
from health_content.importing import create_draft
from health_content.manuscript import Image, Manuscript, descendants, from_payload
from health_content.models import (
    HealthArticlePage,
    HealthIndexPage,
    Person,
    ReviewRecord,
    Topic,
)
from health_content.publishing import judge
from health_content.readers import Asset

ARTICLES = DATA / "articles"
ASSET = "asset:"
HOUR = time(9)


def load_articles(
    section: HealthIndexPage, folder: Path = ARTICLES, *, editor: Any = None, officer: Any = None
) -> list[str]:
    """Import the articles that ``section`` does not hold yet, and publish them as ``editor``.

    Where a finding asks for a reason, the editor gives that of ``library.json``, and the officer
    is the second person where one is needed.
    The names of the files imported, without ``.json``; each is the page's slug. Raises
    ``PayloadError`` when a file is not a manuscript, and ``ComplianceError`` when a page may
    not go live.
    """
    library = read_library()
    present = set(section.get_children().values_list("slug", flat=True))
    added = {}
    for path in sorted(folder.glob("*.json")):
        if path.stem not in present:
            manuscript = from_payload(json.loads(path.read_text("utf-8")))
            added[path.stem] = _drafted(manuscript, section, path.stem)
    pages = dict(section.get_children().values_list("title", "pk"))
    for slug, page in added.items():
        _lead_on(page, pages)
        said = _said_of(slug, library)
        _review(page, said, library["review_note"])
        _give_reasons(page, said, editor, officer)
        _publish(page, said, editor)
    return list(added)


def _said_of(slug: str, library: dict[str, Any]) -> dict[str, Any]:
    return {**library["every_article"], **library["articles"].get(slug, {})}


def _drafted(manuscript: Manuscript, section: HealthIndexPage, slug: str) -> HealthArticlePage:
    assets = []
    for node in descendants(manuscript.nodes):
        if isinstance(node, Image):
            name = node.address.removeprefix(ASSET).removesuffix(".png")
            # Put into the library first, with its focal point; the import finds it there.
            picture(name, node.alt)
            assets.append(Asset(f"{name}.png", "image/png", drawn(name)))
    page: HealthArticlePage = create_draft(
        manuscript, section, HealthArticlePage, slug=slug, assets=assets
    )
    return page


def _lead_on(page: HealthArticlePage, pages: dict[str, int]) -> None:
    """Give the titles of related articles their pages, which may have been imported later."""
    stored = list(page.body.raw_data)
    for block in stored:
        if block["type"] == "related_articles":
            for item in block["value"]["items"]:
                item["value"]["page"] = pages.get(item["value"]["title"])
    page.body = page.body.stream_block.to_python(stored)


def _review(page: HealthArticlePage, said: dict[str, Any], note: str) -> None:
    """Draft a page with its people, topics and dates, and record its review.

    ``said`` is the page's part of the library. With ``dek_at_review``, where that is given, in
    the place of its own dek.
    """
    today = timezone.localdate()
    page.author = Person.objects.get(slug=said["author"])
    page.fact_checker = Person.objects.get(slug=said["fact_checker"])
    page.first_published = today - timedelta(days=said["published_days_ago"])
    page.next_review_due = today + timedelta(days=said["review_due_in_days"])
    page.topics = Topic.objects.filter(slug__in=said["topics"])
    page.nutrients = Topic.objects.filter(slug__in=said["nutrients"])
    dek, page.dek = page.dek, said.get("dek_at_review", page.dek)
    draft = page.save_revision()
    page.dek = dek
    if said["is_reviewed"]:
        day = today - timedelta(days=said["reviewed_days_ago"])
        _record_review(draft, Person.objects.get(slug=said["reviewer"]), day, note)


def _give_reasons(page: HealthArticlePage, said: dict[str, Any], editor: Any, officer: Any) -> None:
    for given in said.get("reasons", []):
        draft = page.get_latest_revision_as_object()
        for finding in judge(draft).refusing:
            if finding.code == given["code"]:
                waiver = waiving.give(
                    page,
                    finding,
                    user=editor,
                    category=given["category"],
                    reason=given["reason"],
                    expires_on=waiving.default_day(finding),
                )
                if waiver.is_waiting:
                    waiving.confirm(waiver, user=officer)


def _publish(page: HealthArticlePage, said: dict[str, Any], editor: Any) -> None:
    """Publish the draft, then the page's own dek where another was reviewed, and set its days."""
    draft = page.get_latest_revision()
    draft.publish(user=editor)
    if draft.content["dek"] != page.dek:
        live = HealthArticlePage.objects.get(pk=page.pk)
        live.dek = page.dek
        live.save_revision(user=editor).publish(user=editor)
    today = timezone.localdate()
    first, last = (
        today - timedelta(days=said[f"{which}_days_ago"]) for which in ("published", "updated")
    )
    _set_days(page, first, last)


def _record_review(draft: Revision, reviewer: Person, day: date, note: str) -> None:
    """Record an approving review of what a draft says, as of an earlier day."""
    ReviewRecord.objects.create(
        page_id=int(draft.object_id),
        revision_id=draft.pk,
        content_hash=content_hash_of(draft.as_object()),
        reviewer=reviewer,
        reviewer_name=reviewer.name,
        reviewer_credentials=reviewer.credentials,
        reviewer_job_title=reviewer.job_title,
        outcome=ReviewRecord.Outcome.APPROVED,
        note=note,
        recorded_at=_moment(day),
    )


def _set_days(page: HealthArticlePage, first: date, last: date) -> None:
    """Give a page the days of an article that was published and changed over months.

    Past the model, which would make today of them.
    """
    HealthArticlePage.objects.filter(pk=page.pk).update(
        first_published_at=_moment(first), last_published_at=_moment(last)
    )


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, HOUR))
