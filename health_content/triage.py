"""Which live pages to look at first: those that risk most, and that most readers buy from.

Nothing is judged here. What is known of every page is read in a few queries, however many pages
there are; :func:`risk_of` and :func:`priority_of` make the order of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum
from wagtail.models import Page, ReferenceIndex, get_page_models

from health_content import conf
from health_content.library.clicks import ClickCount, rounded
from health_content.library.earnings import Earning
from health_content.library.link_health import DEAD, LinkHealth
from health_content.library.page_tasks import PageTask
from health_content.library.products import PaidLink, Product
from health_content.library.records import ReviewRecord
from health_content.library.standings import Standing, StoredFinding, Version
from health_content.library.suspensions import Scope, Suspension
from health_content.library.vetting import Vetting, wanting, with_vetting
from health_content.library.waivers import site_day


@dataclass(slots=True)
class Reasons:
    """What is known of one live page that asks for somebody's attention.

    ``is_unjudged`` is set where the page was never judged. Of the findings those that a waiver
    lets stand count in ``waived`` alone. ``sources`` are those of which there is news that nobody
    dealt with.
    """

    blocking: int = 0
    needs_reason: int = 0
    advice: int = 0
    waived: int = 0
    dead_links: int = 0
    unvetted: int = 0
    suspensions: int = 0
    sources: int = 0
    is_overdue: bool = False
    is_unjudged: bool = False


def risk_of(reasons: Reasons) -> int:
    """The risk of a page, in points: more of the same and graver kinds add up.

    A blocking finding is worth five that need a reason, and one of these ten pieces of advice.
    A page that was never judged counts like one blocking finding, since it may have any; an
    overdue review, a product that nobody vetted and a source of which there is news like one that
    needs a reason. A dead link misleads, and harms nobody: half of that. What is waived or
    suspended was dealt with by a person, and stays on the list with a point or two.
    """
    return (
        100 * (reasons.blocking + reasons.is_unjudged)
        + 20 * (reasons.needs_reason + reasons.unvetted + reasons.sources + reasons.is_overdue)
        + 10 * reasons.dead_links
        + 2 * (reasons.advice + reasons.suspensions)
        + reasons.waived
    )


def priority_of(risk: int, reached: float) -> float:
    """Risk × (1 + clicks), or × (1 + what a page earned): by risk alone where nothing is known.

    A page that lost money is no less urgent than one that earned none.
    """
    return risk * (1 + max(0.0, reached))


@dataclass
class Work:
    """A page of the list: why it stands there, and where."""

    page_id: int
    reasons: Reasons
    clicks: int = 0
    earned: Decimal = field(default_factory=Decimal)
    risk: int = 0
    priority: float = 0


def work_list(
    pages: QuerySet[Any],
    unjudged: QuerySet[Any],
    *,
    days: int = 90,
    by: str = "clicks",
    currency: str = "",
) -> list[Work]:
    """The pages that risk anything, the most urgent first.

    ``pages`` are the live ones to be listed and ``unjudged`` those that were never judged.
    ``by`` is "clicks", "earnings" (in one ``currency``) or "risk". Small counts of clicks
    weigh as they are shown.
    """
    wanted = set(pages.values_list("pk", flat=True))
    since = site_day() - timedelta(days=days)
    clicks = _clicks_since(since)
    earned = _earned_since(since, currency) if currency else {}
    found = []
    for key, reasons in _reasons(unjudged).items():
        risk = risk_of(reasons)
        if not risk or key not in wanted:
            continue
        work = Work(key, reasons, clicks.get(key, 0), earned.get(key, Decimal()), risk)
        reached = {"clicks": float(rounded(work.clicks)), "earnings": float(work.earned)}
        work.priority = priority_of(risk, reached.get(by, 0))
        found.append(work)
    return sorted(found, key=lambda work: (-work.priority, -work.risk, work.page_id))


def _reasons(unjudged: QuerySet[Any]) -> Mapping[int, Reasons]:
    known: dict[int, Reasons] = defaultdict(Reasons)
    rows = Standing.objects.filter(version=Version.LIVE, page__live=True)
    columns = ("page_id", "blocking", "needs_reason", "advice", "waived")
    for key, *counts in rows.values_list(*columns):
        known[key] = Reasons(*counts)
    for key in unjudged.values_list("pk", flat=True):
        known[key].is_unjudged = True
    for key in _overdue():
        known[key].is_overdue = True
    tasks = PageTask.objects.filter(settled_at=None, page__live=True).order_by()
    for key, count in tasks.values_list("page_id").annotate(Count("reference", distinct=True)):
        known[key].sources = count
    _add_what_is_sold(known)
    return known


def _overdue() -> Iterator[int]:
    """Live pages whose next review was due before today, and that had none since."""
    for model in get_page_models():
        if not any(item.name == "next_review_due" for item in model._meta.local_fields):
            continue
        since = ReviewRecord.objects.filter(
            page=OuterRef("pk"), recorded_at__date__gte=OuterRef("next_review_due")
        )
        rows = model._base_manager.filter(~Exists(since), live=True, next_review_due__lt=site_day())
        yield from rows.values_list("pk", flat=True)


def _add_what_is_sold(known: Mapping[int, Reasons]) -> None:
    """Dead links, products that nobody vetted, and suspensions, by what each page names."""
    links = {
        key: (product, program)
        for key, product, program in PaidLink._base_manager.order_by().values_list(
            "pk", "product_id", "program_id"
        )
    }
    dead = _dead_links()
    unvetted = _unvetted_products()
    suspended = _suspended()
    if not (dead or unvetted or suspended):
        return
    for page, (named_links, named_products) in _named_by_pages().items():
        sold = named_products | {links[key][0] for key in named_links if key in links} - {None}
        programs = {links[key][1] for key in named_links if key in links}
        reasons = known[page]
        reasons.dead_links = len(named_links & dead)
        reasons.unvetted = len(sold & unvetted)
        reasons.suspensions += sum(suspended[Scope.PRODUCT, key] for key in sold)
        reasons.suspensions += sum(suspended[Scope.PROGRAM, key] for key in programs)
    rules = [key for scope, key in suspended if scope == Scope.RULE]
    broken = StoredFinding.objects.filter(
        standing__version=Version.LIVE, is_waived=False, code__in=rules
    )
    for page, _code in broken.values_list("standing__page_id", "code").distinct():
        known[page].suspensions += 1
    for (scope, key), count in suspended.items():
        if scope == Scope.PAGE:
            known[key].suspensions += count


def _dead_links() -> set[int]:
    rows = LinkHealth.objects.filter(state__in=DEAD, address=F("link__url"))
    return set(rows.values_list("link_id", flat=True))


def _unvetted_products() -> set[int]:
    """Products that did not pass, on sites that vet any or have to."""
    if not conf.vetting()["REQUIRED"] and not Vetting.objects.exists():
        return set()
    rows = with_vetting(Product.objects.order_by()).filter(wanting())
    return set(rows.values_list("pk", flat=True))


def _suspended() -> Counter[tuple[str, Any]]:
    """Suspensions in force by their scope and what they hold for."""
    columns = ("scope", "page_id", "product_id", "program_id", "rule")
    rows = Suspension.objects.in_force().values_list(*columns)
    return Counter((scope, next(filter(None, subjects))) for scope, *subjects in rows)


def _named_by_pages() -> dict[int, tuple[set[int], set[int]]]:
    """The paid links and the products that each page names, as the reference index knows."""
    kinds = {
        ReferenceIndex._get_base_content_type(model).pk: place
        for place, model in enumerate((PaidLink, Product))
    }
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page), to_content_type__in=kinds
    )
    found: dict[int, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    named = rows.values_list("object_id", "to_content_type", "to_object_id").distinct()
    for page, kind, key in named.iterator():
        found[int(page)][kinds[kind]].add(int(key))
    return found


def _clicks_since(day: date) -> dict[int, int]:
    rows = ClickCount.objects.filter(day__gt=day).order_by()
    return dict(rows.values_list("page_id").annotate(Sum("count")))


def _earned_since(day: date, currency: str) -> dict[int, Decimal]:
    """What pages earned: by the rows that name them, and their share of what their links earned.

    A link's earnings of which no page is known are shared among pages by the clicks on it there,
    as they are shown.
    """
    rows = Earning.objects.filter(day__gt=day, currency=currency).order_by()
    named = rows.filter(page__isnull=False).values_list("page_id").annotate(Sum("amount"))
    found: dict[int, Decimal] = defaultdict(Decimal, named)
    unnamed = rows.filter(page__isnull=True, link__isnull=False)
    by_link = dict(unnamed.values_list("link_id").annotate(Sum("amount")))
    if not by_link:
        return found
    shares: dict[int, dict[int, int]] = defaultdict(dict)
    counts = ClickCount.objects.filter(day__gt=day).order_by()
    for link, page, count in counts.values_list("link_id", "page_id").annotate(Sum("count")):
        if link in by_link:
            shares[link][page] = rounded(count)
    for link, pages in shares.items():
        total = sum(pages.values())
        for page, count in pages.items():
            found[page] += by_link[link] * count / total if total else Decimal()
    return found
