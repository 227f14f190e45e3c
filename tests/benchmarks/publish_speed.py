# ruff: noqa: E402 -- models can be imported when Django is set up, and not before
"""What the gate adds to publishing an article, measured against Wagtail's own publishing.

    uv run python -m tests.benchmarks.publish_speed [PAGES ...]

The yardstick is the same revision of the same page type, published in the same run by Wagtail's
own action while nothing of ``health_content.signal_handlers`` listens: no judgment, no record, no
standing. Read the ratios, not the times. The article is the real one of ``compliance_speed``; one
word of its title changes each time, so that it is judged and recorded as new.

*code* publishes with ``revision.publish()``, *editor* posts the editor's form with "Publish", which
asks at two doors. *first sight* is *code* with all texts forgotten that were ever read, as when
another process saved the draft. The plain way and ours take turns, and of each the shortest run
counts, since others may use the machine. Everything is done on a site of 100 live articles and
again on one of 10,000, each with its standing. ``DATABASE_URL`` chooses the database; the plain run
is on SQLite in memory.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4
from weakref import ReferenceType

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boneguide.settings.test")

import django

django.setup()

from django.core.signals import request_finished
from django.db import connection
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.test import Client, override_settings
from django.test.runner import DiscoverRunner
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail import blocks
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import Page, Revision
from wagtail.signals import page_published
from wagtail.test.utils.form_data import rich_text

from health_content.forms import HealthPageForm
from health_content.importing import create_draft
from health_content.library.standings import Standing, Version
from health_content.models import HealthArticlePage, HealthIndexPage
from tests.benchmarks.compliance_speed import article, forget_texts, show
from tests.factories import UserFactory

SIZES = (100, 10_000)
BATCH = 200
ROUNDS = 15
AT_MOST = 1.5
SIGNALS = (pre_save, post_save, pre_delete, post_delete, page_published, request_finished)
OURS = "health_content.signal_handlers"


@contextmanager
def plain_wagtail() -> Iterator[None]:
    """Nothing of the gate listens, and the editor's form is Wagtail's."""
    before = [(signal, signal.receivers) for signal in SIGNALS]
    judge = HealthPageForm.__dict__["_post_clean"]
    HealthPageForm._post_clean = WagtailAdminPageForm._post_clean  # type: ignore[method-assign]
    for signal, receivers in before:
        signal.receivers = [entry for entry in receivers if not _is_ours(entry[1])]
        signal.sender_receivers_cache.clear()
    try:
        yield
    finally:
        HealthPageForm._post_clean = judge  # type: ignore[method-assign]
        for signal, receivers in before:
            signal.receivers = receivers
            signal.sender_receivers_cache.clear()


def _is_ours(receiver: Any) -> bool:
    receiver = receiver() if isinstance(receiver, ReferenceType) else receiver
    return str(getattr(receiver, "__module__", "")).startswith(OURS)


def filled(home: Page, size: int) -> HealthArticlePage:
    """A site of so many live articles, and the one that is published again and again."""
    index = HealthIndexPage(title=f"Articles {size}", slug=f"articles-{size}")
    home.add_child(instance=index)
    page: HealthArticlePage = create_draft(article(), index, HealthArticlePage)
    page.save_revision().publish()
    page = HealthArticlePage.objects.get(pk=page.pk)
    standing = Standing.objects.get(page_id=page.pk, version=Version.LIVE)
    for start in range(2, size + 1, BATCH):
        copies(page, standing, range(start, min(start + BATCH, size + 1)))
    Page.objects.filter(pk=index.pk).update(numchild=size)
    return page


def copies(page: HealthArticlePage, standing: Standing, numbers: range) -> None:
    """More articles beside one, rows and standings and nothing else: nobody else is told."""
    index = page.get_parent()
    shared = {field.attname: getattr(page, field.attname) for field in Page._meta.concrete_fields}
    own = list(HealthArticlePage._meta.local_concrete_fields)
    bases = [
        Page(
            **shared
            | {"id": None, "path": Page._get_path(index.path, index.depth + 1, number)}
            | {"slug": f"article-{number}", "url_path": f"{index.url_path}article-{number}/"}
            | {"translation_key": uuid4(), "latest_revision_id": None, "live_revision_id": None}
        )
        for number in numbers
    ]
    Page.objects.bulk_create(bases)
    kept = {field.attname: getattr(page, field.attname) for field in own}
    articles = [HealthArticlePage(**kept | {"page_ptr_id": base.pk}) for base in bases]
    HealthArticlePage._base_manager._insert(articles, fields=own, using="default")
    known = {field.attname: getattr(standing, field.attname) for field in Standing._meta.fields}
    Standing.objects.bulk_create(
        Standing(**known | {"id": None, "page_id": base.pk}) for base in bases
    )


def drafted(page: HealthArticlePage) -> Revision:
    """A new version of the article, as the database has it."""
    page = HealthArticlePage.objects.get(pk=page.pk)
    page.title = f"{page.title.partition(' #')[0]} #{time.perf_counter_ns()}"
    return Revision.objects.get(pk=page.save_revision(clean=False).pk)


def by_code(page: HealthArticlePage, is_plain: bool) -> Callable[[], Any]:
    """Publishing a draft from code."""
    revision = drafted(page)
    if is_plain:
        return lambda: Page.publish(revision.content_object, revision)
    return revision.publish


def by_editor(page: HealthArticlePage, client: Client) -> Callable[[], Any]:
    """Publishing what stands in the editor's form."""
    form = form_of(page)
    form["title"] = f"{form['title'].partition(' #')[0]} #{time.perf_counter_ns()}"
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    def post() -> None:
        answer = client.post(address, form)
        assert answer.status_code == 302, answer.status_code

    return post


def form_of(page: HealthArticlePage) -> dict[str, str]:
    """The editor's form of an article, as a browser sends it."""
    page = HealthArticlePage.objects.get(pk=page.pk)
    form = {"action-publish": "1", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    for name, field in page.get_edit_handler().get_form_class().base_fields.items():
        value = getattr(page, name, None)
        if hasattr(field, "block"):
            form |= posted(field.block, value, name)
        elif name.endswith("caption"):
            form[name] = rich_text(value or "")
        elif isinstance(value, str):
            form[name] = value
    return form


def posted(block: Any, value: Any, prefix: str) -> dict[str, str]:
    """A block's value as a form sends it."""
    form: dict[str, str] = {}
    match block:
        case blocks.StreamBlock() | blocks.ListBlock():
            members = list(value if isinstance(block, blocks.StreamBlock) else value.bound_blocks)
            form[f"{prefix}-count"] = str(len(members))
            for number, member in enumerate(members):
                here = f"{prefix}-{number}"
                form |= {f"{here}-order": str(number), f"{here}-deleted": ""}
                form |= {f"{here}-type": getattr(member, "block_type", "item")}
                form |= {f"{here}-id": str(member.id or "")}
                form |= posted(member.block, member.value, f"{here}-value")
        case blocks.StructBlock():
            for name, child in block.child_blocks.items():
                form |= posted(child, value.get(name), f"{prefix}-{name}")
        case blocks.RichTextBlock():
            form[prefix] = rich_text(value.source)
        case blocks.BooleanBlock():
            form |= {prefix: "on"} if value else {}
        case blocks.ChooserBlock():
            form[prefix] = str(value.pk) if value else ""
        case _:
            form |= _told(block, value, prefix)
    return form


def _told(block: Any, value: Any, prefix: str) -> dict[str, str]:
    stored = block.get_prep_value(value)
    return {prefix: "" if stored is None else str(stored)}


def timed(action: Callable[[], Any]) -> float:
    """How long one action takes, in seconds."""
    # SQLite works in this process: its time is told by the processor's clock, whoever else is busy.
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    gc.collect()
    gc.disable()
    try:
        start = clock()
        action()
        return clock() - start
    finally:
        gc.enable()


def in_turns(
    make: Callable[[bool], Callable[[], Any]], before: Callable[[], None] = lambda: None
) -> tuple[float, float]:
    """The shortest run of the plain way and of ours, in seconds."""
    plain, ours = [], []
    for _ in range(ROUNDS):
        action = make(True)
        with plain_wagtail():
            plain.append(timed(action))
        action = make(False)
        before()
        ours.append(timed(action))
    return min(plain), min(ours)


def queries_of(make: Callable[[bool], Callable[[], Any]]) -> tuple[int, int]:
    """How many queries both take."""
    action = make(True)
    with plain_wagtail(), CaptureQueriesContext(connection) as plain:
        action()
    action = make(False)
    with CaptureQueriesContext(connection) as ours:
        action()
    return len(plain), len(ours)


def measure(size: int, home: Page, client: Client) -> list[float]:
    """All ways to publish on a site of one size; their ratios."""
    start = time.perf_counter()
    page = filled(home, size)
    show(f"\n{size} articles ({time.perf_counter() - start:.0f} s to make)")
    show(f"{'':>12} {'plain':>10} {'ours':>10} {'ratio':>7}   queries")
    ratios = []
    for name, make, before in (
        ("code", lambda is_plain: by_code(page, is_plain), lambda: None),
        ("editor", lambda is_plain: by_editor(page, client), lambda: None),
        ("first sight", lambda is_plain: by_code(page, is_plain), forget_texts),
    ):
        plain, ours = in_turns(make, before)
        few, many = queries_of(make)
        show(
            f"{name:>12} {plain * 1e3:7.1f} ms {ours * 1e3:7.1f} ms {ours / plain:6.2f}×"
            f"   {few} and {many}"
        )
        ratios.append(ours / plain)
    return ratios


def main() -> None:
    """Measure on sites of all sizes, in a database of our own."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    try:
        with override_settings(HEALTH_CONTENT={"COMPLIANCE": {"MODE": "report"}}, DEBUG=False):
            home = Page.objects.get(depth=2)
            client = Client()
            client.force_login(UserFactory(username="owner", is_superuser=True, is_staff=True))
            worst = max(ratio for size in sizes for ratio in measure(size, home, client)[:2])
            show(f"\nworst of code and editor {worst:.2f}×, at most {AT_MOST}× wanted")
    finally:
        runner.teardown_databases(databases)
        runner.teardown_test_environment()


if __name__ == "__main__":
    main()
