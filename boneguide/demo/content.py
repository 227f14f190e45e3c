"""Imports the articles, and gives each what ``library.json`` says of its page.

``articles/<slug>.json`` holds one manuscript each, as ``health_content.manuscript.payload`` reads
it. Its pictures are named ``asset:<name>.png`` and drawn by ``boneguide.demo.pictures``.
"""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from boneguide.demo.library import DATA, read_library
from boneguide.demo.pictures import drawn, picture
from health_content.importing import create_draft
from health_content.manuscript import Image, Manuscript, descendants, from_payload
from health_content.models import HealthArticlePage, HealthIndexPage, Person, Topic
from health_content.readers import Asset
from health_content.recording import record_review

ARTICLES = DATA / "articles"
ASSET = "asset:"


def load_articles(section: HealthIndexPage, folder: Path = ARTICLES) -> list[str]:
    """Import the articles that ``section`` does not hold yet, and publish them.

    The names of the files imported, without ``.json``; each is the page's slug. Raises
    ``PayloadError`` when a file is not a manuscript.
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
        _publish(page, {**library["every_article"], **library["articles"].get(slug, {})}, library)
    return list(added)


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


def _publish(page: HealthArticlePage, said: dict[str, Any], library: dict[str, Any]) -> None:
    """Publish a page with its people, topics and dates; ``said`` is its part of the library.

    Its review is made of the words as they stood with ``dek_at_review``, where that is given:
    the page is then one that was changed after its review.
    """
    today = timezone.localdate()
    page.author = Person.objects.get(slug=said["author"])
    page.fact_checker = Person.objects.get(slug=said["fact_checker"])
    page.first_published = today - timedelta(days=said["published_days_ago"])
    page.next_review_due = today + timedelta(days=said["review_due_in_days"])
    page.topics = Topic.objects.filter(slug__in=said["topics"])
    page.nutrients = Topic.objects.filter(slug__in=said["nutrients"])
    dek, page.dek = page.dek, said.get("dek_at_review", page.dek)
    page.save_revision().publish()
    page.refresh_from_db()
    if said["is_reviewed"]:
        reviewer = Person.objects.get(slug=said["reviewer"])
        record_review(page, reviewer, note=library["review_note"])
    if dek != page.dek:
        page.dek = dek
        page.save_revision().publish()
