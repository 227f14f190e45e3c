"""On how many live pages readers may get a link."""

import pytest
from django.urls import reverse

from health_content.library.live_pages import live_pages_of_each
from health_content.library.usage import uses_of
from health_content.models import LinkHealth, PaidLink
from tests.suspending.pages import selling, shop

pytestmark = pytest.mark.usefixtures("report_only")


def test_a_link_counts_where_its_product_or_another_link_to_it_is_named(home, admin_site):
    program, product, link = shop()
    selling(home, product, link)
    selling(home, product, link, title="Gone").unpublish()
    given = {"program": program, "url": "https://shop.example/other"}
    sibling = PaidLink.objects.create(product=product, **given)
    alone = PaidLink.objects.create(**given)

    counts = live_pages_of_each([link, sibling, alone])

    assert counts == {link.pk: 1, sibling.pk: 1, alone.pk: 0}
    live = set(home.get_children().live().values_list("pk", flat=True))
    assert len(uses_of(sibling).pages & live) == 1
    for row in (link, sibling):
        LinkHealth.objects.create(link=row, address=row.url, state="ok")
    for report in ("health_content_links", "health_content_link_health"):
        rows = admin_site.get(reverse(report)).context["object_list"]
        told = {getattr(row, "link_id", row.pk): row.page_count for row in rows}
        assert {key: told[key] for key in (link.pk, sibling.pk)} == {link.pk: 1, sibling.pk: 1}
