"""What Wagtail's own content checks are told."""

import json

from django.urls import reverse
from lxml import html
from wagtail.admin.userbar import AccessibilityItem
from wagtail.models import Page

from health_content.admin.content_checks import check_findings
from health_content.compliance import all_rules
from tests.factories import HealthArticlePageFactory


def configuration(client, page):
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    (told,) = html.fromstring(response.content).xpath('//*[@id="checker-axe-configuration"]')
    return json.loads(told.text)


def test_the_checks_of_the_editor_know_every_rule(admin_site, home):
    told = configuration(admin_site, HealthArticlePageFactory(parent=home, live=False))
    names = {f"health-content-{rule.code.lower()}" for rule in all_rules()}
    assert names <= set(told["options"]["runOnly"])
    assert names <= set(told["messages"])
    assert names <= {rule["id"] for rule in told["spec"]["rules"]}


def test_wagtails_own_checks_stay(admin_site, home):
    told = configuration(admin_site, HealthArticlePageFactory(parent=home, live=False))
    assert "empty-heading" in told["options"]["runOnly"]
    assert "check-image-alt-text" in {check["id"] for check in told["spec"]["checks"]}


def test_pages_that_are_not_judged_have_wagtails_checks_alone(db):
    for page in (None, Page.objects.first()):
        item = AccessibilityItem(in_editor=True)
        check_findings(None, [item], page)
        assert vars(item) == {"in_editor": True}
