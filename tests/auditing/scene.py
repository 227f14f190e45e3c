"""Articles that are live, and ways to change what is stored behind everybody's back."""

import json

from django.db import connection

from health_content.auditing import audit
from health_content.library.ledger import ComplianceRecord, Event
from health_content.library.standings import Standing, Version
from health_content.models import HealthArticlePage
from tests.factories import HealthArticlePageFactory
from tests.publishing.scene import BLOCKED, GOOD, body_of, stored

__all__ = [
    "BLOCKED",
    "GOOD",
    "admitted",
    "audited",
    "body_of",
    "bypassed",
    "records_of",
    "shown",
    "sql",
    "standing",
    "stored",
]


def admitted(parent, said=GOOD, slug="magnesium", **fields):
    """An article that was published through a door."""
    page = HealthArticlePageFactory(
        parent=parent, title="Magnesium", slug=slug, live=False, body=body_of(said), **fields
    )
    page.save_revision().publish()
    return HealthArticlePage.objects.get(pk=page.pk)


def bypassed(parent, said=BLOCKED, slug="bypassed", **fields):
    """An article that was made live without a door."""
    page = HealthArticlePageFactory(
        parent=parent, title="Arthritis", slug=slug, live=False, body=body_of(said), **fields
    )
    page.save_revision()
    HealthArticlePage.objects.filter(pk=page.pk).update(live=True, has_unpublished_changes=False)
    return page


def shown(said):
    """The text that the column of a body holds."""
    field = HealthArticlePage._meta.get_field("body")
    return json.dumps(field.get_prep_value(stored(HealthArticlePage, said)))


def sql(statement, *values):
    """Change what is stored, past Django."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1


def audited(**options):
    """An audit: its outcome, and the state of each page that is not fine."""
    told = {}
    outcome = audit(tell=lambda found: told.update({found.page_id: found}), **options)
    return outcome, {key: found.state.value for key, found in told.items()}


def standing(page):
    """How the live version of a page stands."""
    return Standing.objects.get(page_id=page.pk, version=Version.LIVE)


def records_of(page):
    """What audits recorded about a page."""
    return list(
        ComplianceRecord.objects.filter(event=Event.AUDIT, subject_id=str(page.pk)).order_by(
            "number"
        )
    )
