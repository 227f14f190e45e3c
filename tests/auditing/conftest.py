"""What the tests of audits share."""

from datetime import timedelta

import pytest
from wagtail.models import Page

from health_content.library.pseudonyms import Pseudonym
from health_content.library.waivers import Waiver, site_day
from health_content.models import HealthArticlePage
from health_content.publishing.judging import judge
from tests.auditing.scene import body_of
from tests.factories import HealthArticlePageFactory
from tests.publishing.scene import NEEDS_REASON


@pytest.fixture
def home(home):
    """A front page that a door has seen."""
    home.save()
    return home


@pytest.fixture
def waived(home, superuser):
    """A page that was published with a reason on file."""
    page = HealthArticlePageFactory(
        parent=home, title="Joints", slug="joints", live=False, body=body_of(NEEDS_REASON)
    )
    revision = page.save_revision()
    for finding in judge(page).refusing:
        Waiver.objects.create(
            page=Page.objects.get(pk=page.pk),
            code=finding.code,
            fingerprint=finding.fingerprint,
            quote=finding.quote,
            severity=finding.severity,
            is_commercial=finding.context.is_commercial,
            products=list(finding.context.products),
            markets=list(finding.context.markets),
            rule_version=finding.context.rule_version,
            category="quotation",
            reason="Quoted from a leaflet, to be refuted.",
            given_by=Pseudonym.of(superuser),
            confirmed_by="p-second",
            expires_on=site_day() + timedelta(days=60),
        )
    revision.publish()
    return HealthArticlePage.objects.get(pk=page.pk)
