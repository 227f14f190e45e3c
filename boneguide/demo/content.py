"""Fills the library and the articles from the JSON files of this folder.

``library.json`` holds people, programs, products and paid links as their models' fields; a
person's ``user`` is an account name, a paid link's ``program`` a key and its ``product`` a name.
It also names the articles' ``author`` and ``reviewer`` and the articles left ``unreviewed``.
``articles/<slug>.json`` holds one manuscript each, as ``health_content.manuscript.payload`` reads
it.
"""

import json
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model

from health_content.importing import create_draft
from health_content.manuscript.payload import from_payload
from health_content.models import (
    AffiliateProgram,
    HealthArticlePage,
    HealthIndexPage,
    PaidLink,
    Person,
    Product,
)
from health_content.recording import record_review

DATA = Path(__file__).parent


def read_library() -> dict[str, Any]:
    """``library.json`` as Python's own types."""
    library: dict[str, Any] = json.loads((DATA / "library.json").read_text("utf-8"))
    return library


def load_library() -> None:
    """Add the people, programs, products and paid links that are not there yet."""
    library = read_library()
    users = get_user_model()._default_manager
    for fields in library["people"]:
        user = users.filter(username=fields.pop("user", None)).first()
        if user and Person.objects.filter(user=user).exists():
            user = None
        Person.objects.get_or_create(slug=fields.pop("slug"), defaults={**fields, "user": user})
    for fields in library["programs"]:
        AffiliateProgram.objects.get_or_create(key=fields.pop("key"), defaults=fields)
    for fields in library["products"]:
        Product.objects.get_or_create(
            brand=fields.pop("brand"), name=fields.pop("name"), defaults=fields
        )
    for fields in library["paid_links"]:
        PaidLink.objects.get_or_create(
            url=fields.pop("url"),
            defaults={
                **fields,
                "program": AffiliateProgram.objects.get(key=fields["program"]),
                "product": Product.objects.filter(name=fields["product"]).first(),
            },
        )


def load_articles(section: HealthIndexPage, folder: Path = DATA / "articles") -> list[str]:
    """Import the articles that ``section`` does not hold yet, and publish them.

    The names of the files imported, without ``.json``; each is the page's slug. Every article gets
    the library's ``author``, and a review by its ``reviewer`` unless it is among ``unreviewed``.
    Raises ``PayloadError`` when a file is not a manuscript.
    """
    library = read_library()
    author = Person.objects.get(slug=library["author"])
    reviewer = Person.objects.get(slug=library["reviewer"])
    present = set(section.get_children().values_list("slug", flat=True))
    added = []
    for path in sorted(folder.glob("*.json")):
        if path.stem in present:
            continue
        manuscript = from_payload(json.loads(path.read_text("utf-8")))
        page = create_draft(manuscript, section, HealthArticlePage, slug=path.stem)
        page.author = author
        page.save_revision().publish()
        page.refresh_from_db()
        if path.stem not in library["unreviewed"]:
            record_review(page, reviewer, note=library["review_note"])
        added.append(path.stem)
    return added
