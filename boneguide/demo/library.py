"""Fills the library from ``library.json``: people, topics, programs, products and their links.

They stand there as their models' fields. A person's ``user`` is an account name, a ``picture`` a
name among ``boneguide.demo.pictures.DRAWINGS``, a paid link's ``program`` a key and its ``product``
a name. ``references`` says of sources that articles cite which kind of study they are; of those in
``references_to_mend``, which no article cites, the citation names another work than the identifier
does, as somebody found them in a published article. ``articles`` holds what belongs to a page and
not to its manuscript.
"""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model

from boneguide.demo.pictures import picture
from health_content.bibliography import parse_record
from health_content.library.shipped_cautions import load_cautions
from health_content.library.waivers import site_day
from health_content.models import (
    AffiliateProgram,
    PaidLink,
    Person,
    Product,
    Reference,
    Topic,
    Vetting,
)

DATA = Path(__file__).parent
RECORDS_FROM = "the demonstration"
"""Whose word the true records are: facts read in public copies of them, asked of nobody here."""


def read_library() -> dict[str, Any]:
    """``library.json`` as Python's own types."""
    library: dict[str, Any] = json.loads((DATA / "library.json").read_text("utf-8"))
    return library


def load_library() -> None:
    """Add what is not there yet, and leave the rest alone."""
    library = read_library()
    for fields in library["people"]:
        _add_person(fields)
    for fields in library["topics"]:
        Topic.objects.get_or_create(slug=fields.pop("slug"), defaults=fields)
    load_cautions()
    for fields in library["programs"]:
        AffiliateProgram.objects.get_or_create(key=fields.pop("key"), defaults=fields)
    for fields in library["products"]:
        _add_product(fields)
    for fields in library["vettings"]:
        _add_vetting(fields)
    for fields in (*library["references"], *library["references_to_mend"]):
        _add_reference(fields)
    for fields in library["paid_links"]:
        PaidLink.objects.get_or_create(
            url=fields.pop("url"),
            defaults={
                **fields,
                "program": AffiliateProgram.objects.get(key=fields["program"]),
                "product": Product.objects.filter(name=fields["product"]).first(),
            },
        )


def _add_person(fields: dict[str, Any]) -> None:
    if Person.objects.filter(slug=fields["slug"]).exists():
        return
    user = get_user_model()._default_manager.filter(username=fields.pop("user", None)).first()
    if user and Person.objects.filter(user=user).exists():
        user = None
    image = picture(fields.pop("picture"), f"Drawing that stands for {fields['name']}")
    Person.objects.create(**fields, user=user, image=image)


def _add_product(fields: dict[str, Any]) -> None:
    if Product.objects.filter(brand=fields["brand"], name=fields["name"]).exists():
        return
    image = picture(fields.pop("picture"), "Drawing of a supplement bottle with a blank label")
    Product.objects.create(**fields, image=image, image_license="Drawn for Boneguide")


def _add_reference(fields: dict[str, Any]) -> None:
    if Reference.objects.filter(citation=fields["citation"]).exists():
        return
    read = parse_record(fields["citation"])
    known = {"title": read.title, "csl": read.to_csl(), "fields_from": "reading", **fields}
    if "record" in fields:
        known |= {"lookup": Reference.Lookup.FOUND, "record_source": RECORDS_FROM}
    Reference.objects.create(**known)


def _add_vetting(fields: dict[str, Any]) -> None:
    product = Product.objects.filter(name=fields.pop("product")).first()
    if product is None or product.vettings.exists():
        return
    vetted_on = site_day() - timedelta(days=fields.pop("vetted_days_ago"))
    next_due = site_day() + timedelta(days=fields.pop("due_in_days"))
    Vetting.objects.create(**fields, product=product, vetted_on=vetted_on, next_due=next_due)
