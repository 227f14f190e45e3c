# ruff: noqa: E402 -- models can be imported when Django is set up, and not before
"""What the registry's screens cost on a small site and on a large one.

    uv run python -m tests.benchmarks.registry_speed [PAGES ...]

A site of so many live articles, each the real one of ``compliance_speed`` with a call to action of
its own paid link, so that there are as many links and products; every tenth has a draft besides.
Read the queries and the ratios between the sizes, not the times. *link*, *product* and *program*
ask where one is used: all pages use the program, so its answer is as long as the site is large,
and whatever searches texts or reads drafts reads more of them. *form* opens the form of a link,
which tells the live pages that show it; *report* is the first page of all paid links, and *export*
the whole as CSV. ``DATABASE_URL`` chooses the database; the plain run is on SQLite in memory.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boneguide.settings.test")

import django

django.setup()

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client, override_settings
from django.test.runner import DiscoverRunner
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex, Revision

from health_content.importing import create_draft
from health_content.library.usage import uses_of
from health_content.models import (
    AffiliateProgram,
    HealthArticlePage,
    HealthIndexPage,
    PaidLink,
    Product,
)
from tests.benchmarks.compliance_speed import article, show
from tests.benchmarks.publish_speed import timed
from tests.factories import UserFactory

SIZES = (1_000, 10_000)
BATCH = 500
ROUNDS = 3
DRAFTED = 10
"""Every so many pages have a draft."""


def filled(home: Page, size: int) -> PaidLink:
    """A site of so many articles and links; the link of one page."""
    program = AffiliateProgram.objects.create(
        key=f"shop-{size}",
        name="Shop",
        merchant="Shop",
        hosts={"US": [f"shop{size}.example"]},
        channels=["web"],
    )
    products = Product.objects.bulk_create(Product(name=f"Product {n}") for n in range(size))
    links = PaidLink.objects.bulk_create(
        PaidLink(
            program=program,
            product=product,
            url=f"https://shop{size}.example/{number}/x",
            market="US",
        )
        for number, product in enumerate(products)
    )
    index = HealthIndexPage(title=f"Articles {size}", slug=f"articles-{size}")
    home.add_child(instance=index)
    page: HealthArticlePage = create_draft(article(), index, HealthArticlePage)
    page.save_revision().publish()
    page = HealthArticlePage.objects.get(pk=page.pk)
    told = list(page.body.raw_data)
    for start in range(0, size, BATCH):
        articles(page, told, links[start : start + BATCH], start + 2)
    Page.objects.filter(pk=index.pk).update(numchild=size + 1)
    return links[size // 2]


def articles(page: Any, told: list[Any], links: list[PaidLink], first: int) -> None:
    """Articles beside one, each with a link: rows, references and drafts, and nobody is told."""
    index = page.get_parent()
    shared = {field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields}
    bases = [
        Page(
            **shared
            | {"id": None, "path": Page._get_path(index.path, index.depth + 1, number)}
            | {"slug": f"article-{number}", "url_path": f"{index.url_path}article-{number}/"}
            | {"translation_key": uuid4(), "latest_revision_id": None, "live_revision_id": None}
        )
        for number in range(first, first + len(links))
    ]
    Page.objects.bulk_create(bases)
    own = list(HealthArticlePage._meta.local_concrete_fields)
    kept = {field.attname: getattr(page, field.attname) for field in own}
    bodies = [json.dumps([*told, offer(link)]) for link in links]
    rows = [
        HealthArticlePage(**kept | {"page_ptr_id": base.pk, "body": body})
        for base, body in zip(bases, bodies, strict=True)
    ]
    HealthArticlePage._base_manager._insert(rows, fields=own, using="default")
    refer(bases, links)
    draft(page, bases[::DRAFTED], bodies[::DRAFTED])


def offer(link: PaidLink) -> dict[str, Any]:
    """A call to action as a stream stores it."""
    value = {"text": "See it at the shop.", "paid_link": link.pk, "program": None}
    return {"type": "affiliate_call_to_action", "id": str(uuid4()), "value": value}


def refer(pages: list[Page], links: list[PaidLink]) -> None:
    """What Wagtail's index of references knows of these pages."""
    kind = ContentType.objects.get_for_model
    ReferenceIndex.objects.bulk_create(
        ReferenceIndex(
            base_content_type=kind(Page),
            content_type=kind(HealthArticlePage),
            object_id=str(page.pk),
            to_content_type=kind(PaidLink),
            to_object_id=str(link.pk),
            model_path="body.affiliate_call_to_action.paid_link",
            content_path="body",
            content_path_hash=uuid4(),
        )
        for page, link in zip(pages, links, strict=True)
    )


def draft(page: Any, pages: list[Page], bodies: list[str]) -> None:
    """A draft for each of some pages."""
    content = page.serializable_data()
    made = Revision.objects.bulk_create(
        Revision(
            content_type=page.cached_content_type,
            base_content_type=ContentType.objects.get_for_model(Page),
            object_id=str(one.pk),
            created_at=timezone.now(),
            content=content | {"pk": one.pk, "body": body},
        )
        for one, body in zip(pages, bodies, strict=True)
    )
    for one, revision in zip(pages, made, strict=True):
        one.latest_revision, one.has_unpublished_changes = revision, True
    Page.objects.bulk_update(pages, ["latest_revision", "has_unpublished_changes"])


def ways(link: PaidLink, client: Client) -> dict[str, Callable[[], Any]]:
    """What is measured, by name."""
    form = reverse(PaidLink.snippet_viewset.get_url_name("edit"), args=[link.pk])
    report = f"{reverse('health_content_links')}?program={link.program_id}"

    def exported() -> int:
        return sum(map(len, client.get(f"{report}&export=csv").streaming_content))

    return {
        "link": lambda: uses_of(link),
        "product": lambda: uses_of(link.product),
        "program": lambda: uses_of(link.program),
        "form": lambda: client.get(form),
        "report": lambda: client.get(report),
        "export": exported,
    }


def measure(home: Page, size: int, client: Client) -> dict[str, tuple[float, int]]:
    """The shortest time in seconds and the queries of each way, on a site of one size."""
    found = {}
    for name, way in ways(filled(home, size), client).items():
        way()
        found[name] = (min(timed(way) for _ in range(ROUNDS)), queries_of(way))
    return found


def queries_of(way: Callable[[], Any]) -> int:
    """How many queries one takes."""
    asked = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        way()
    return len(asked)


def main() -> None:
    """Measure on sites of all sizes, in a database of our own."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        with override_settings(HEALTH_CONTENT={"COMPLIANCE": {"MODE": "report"}}, DEBUG=False):
            home = Page.objects.get(depth=2)
            client = Client()
            client.force_login(UserFactory(username="owner", is_superuser=True, is_staff=True))
            found = [measure(home, size, client) for size in sizes]
    finally:
        runner.teardown_databases(databases)
        runner.teardown_test_environment()
    show(f"{'':>10}" + "".join(f"{size:>12} pages" for size in sizes) + "   ratio   queries")
    for name in found[0]:
        times = "".join(f"{one[name][0] * 1e3:15.1f} ms" for one in found)
        ratio = found[-1][name][0] / found[0][name][0]
        show(f"{name:>10}{times} {ratio:6.1f}×   {[one[name][1] for one in found]}")


if __name__ == "__main__":
    main()
