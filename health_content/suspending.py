"""Taking calls to action down for a while, and saying so in the ledger.

What a suspension does is told in :mod:`health_content.library.suspensions`; how it ends, in
:mod:`health_content.lifting`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.contrib.frontend_cache.utils import get_backends, purge_pages_from_cache
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, get_page_models

from health_content.affiliates.programs import PROGRAMS
from health_content.affiliates.terms import ProgramTerms
from health_content.compliance import all_rules
from health_content.library.ledger import Event, Outcome
from health_content.library.programs import AffiliateProgram
from health_content.library.pseudonyms import Pseudonym
from health_content.library.standings import StoredFinding, Version
from health_content.library.suspensions import Scope, Suspension
from health_content.library.usage import live_pages_showing
from health_content.recording.ledger import Entry, append, hold


def suspend(scope: Scope | str, subject: Any, *, reason: str, user: Any) -> Suspension:
    """Hide the calls to action of a page, a product, a program, or of pages that break a rule.

    ``subject`` is the page, product or program, or the rule's code. Where it is suspended
    already, that suspension is returned and nothing is recorded. ``user`` may be ``None``,
    where no person decided. Raises ``ValidationError`` where the reason or the subject is
    missing.
    """
    scope = Scope(scope)
    if subject in (None, ""):
        raise ValidationError({scope.value: _("Say what is to be suspended.")})
    named = subject.pk if scope is Scope.PAGE else subject
    known = Suspension.objects.in_force().filter(scope=scope, **{scope.value: named})
    if found := known.first():
        return found
    made = _sound(scope, subject, reason, user)
    # Looked up while others may still go live: the texts of a large site take a while.
    pages = list(pages_of(made))
    with transaction.atomic():
        hold()
        if found := known.first():
            return found
        made.save()
        note(made, "suspended", user, pages)
    return made


def _sound(scope: Scope, subject: Any, reason: str, user: Any) -> Suspension:
    made = Suspension(scope=scope, reason=reason, by=Pseudonym.of(user))
    if scope is Scope.PAGE:
        # The key points at the base page, and would not take one that is specific.
        made.page_id = subject.pk
    else:
        setattr(made, scope.value, subject)
    made.full_clean(validate_constraints=False)
    if made.rule and made.rule not in {rule.code for rule in all_rules()}:
        raise ValidationError({"rule": _("There is no rule %(code)s.") % {"code": made.rule}})
    return made


def note(suspension: Suspension, action: str, user: Any, pages: list[Page]) -> None:
    """Record what was done about a suspension, and let caches forget the pages concerned."""
    subject: Any = suspension.subject
    append(
        Entry(
            event=Event.SUSPENSION,
            outcome=Outcome.DONE,
            subject=subject if hasattr(subject, "_meta") else suspension,
            user=user,
            payload={
                "action": action,
                "suspension": as_data(suspension),
                "pages": [page.pk for page in pages],
            },
        )
    )
    transaction.on_commit(lambda: _forget(suspension, pages), robust=True)


def as_data(suspension: Suspension) -> dict[str, Any]:
    """A suspension as JSON: what it holds for, who said why, and its end."""
    subject: Any = suspension.subject
    return {
        "id": suspension.pk,
        "scope": suspension.scope,
        "subject": subject if isinstance(subject, str) else str(subject.pk),
        "title": str(subject),
        "reason": suspension.reason,
        "by": suspension.by,
        "since": suspension.since,
        "lifted_by": suspension.lifted_by,
        "lifted_at": suspension.lifted_at,
    }


def is_suspended(page: Any) -> bool:
    """Whether all calls to action of a page are hidden: by the page's or a rule's suspension.

    An alias shows what its source shows.
    """
    keys = [key for key in (page.pk, page.alias_of_id) if key]
    found = Suspension.objects.in_force()
    return bool(keys) and found.filter(found.on_pages(keys)).exists()


def pages_of(suspension: Suspension) -> QuerySet[Page]:
    """The live pages that a suspension may concern, whether they sell nothing else or more.

    A page that has an address on a shop's host is among those of its program, and of the
    products sold there: it may be a paid link that somebody typed.
    """
    subject: Any = suspension.subject
    match suspension.scope:
        case Scope.PAGE:
            keys = {subject.pk}
        case Scope.RULE:
            broken = StoredFinding.objects.filter(code=subject, standing__version=Version.LIVE)
            keys = set(broken.values_list("standing__page_id", flat=True))
        case _:
            keys = {*live_pages_showing(subject), *_mentioning(set(_signs_of(subject)))}
    return Page.objects.live().filter(Q(pk__in=keys) | Q(alias_of__in=keys)).order_by("pk")


def _signs_of(entry: Any) -> Iterator[str]:
    """What stands in a typed address that may lead to a product, or into a program."""
    yield from (urlsplit(link.url).netloc for link in entry.paid_links.all())
    if not isinstance(entry, AffiliateProgram):
        yield entry.asin
        return
    for hosts in entry.hosts.values() if isinstance(entry.hosts, dict) else ():
        yield from hosts if isinstance(hosts, list) else ()
    yield from entry.shorteners if isinstance(entry.shorteners, list) else ()
    yield from _shipped_hosts(terms for terms in PROGRAMS if terms.key == entry.key)


def _shipped_hosts(programs: Iterator[ProgramTerms]) -> Iterator[str]:
    for terms in programs:
        yield from terms.shorteners
        for market in terms.markets:
            yield from market.hosts


def _mentioning(signs: set[str]) -> Iterator[int]:
    """The live pages in whose texts one of these stands, in a query for each type of page."""
    wanted = [sign.removeprefix("www.") for sign in signs if isinstance(sign, str) and sign]
    for model in get_page_models() if wanted else ():
        texts = {
            f"text_of_{field.name}": Cast(field.name, TextField())
            for field in model._meta.get_fields()
            if isinstance(field, StreamField | RichTextField)
        }
        found = Q(pk__in=[])
        for name in texts:
            for sign in wanted:
                found |= Q(**{f"{name}__icontains": sign})
        pages = model._base_manager.filter(live=True).annotate(**texts).filter(found)
        yield from pages.values_list("pk", flat=True)


def _forget(suspension: Suspension, pages: list[Page]) -> None:
    """Purge pages from the cache before the site, where one is set up.

    Those that went live while they were looked up are among the pages that it concerns now.
    """
    if get_backends():
        purge_pages_from_cache({*pages, *pages_of(suspension)})
