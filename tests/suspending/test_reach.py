"""Which pages a suspension reaches, and that all of them are judged before it ends."""

from typing import ClassVar

import pytest
import wagtail_factories
from wagtail.contrib.frontend_cache.backends.base import BaseBackend
from wagtail.models import Page, Revision

from health_content.assessment import judged_edition
from health_content.compliance import Policy, check
from health_content.library.ledger import Event
from health_content.library.usage import pages_naming
from health_content.lifting import lift
from health_content.models import ComplianceRecord, HealthArticlePage, Product
from health_content.publishing import ComplianceError
from health_content.suspending import is_suspended, pages_of, suspend
from tests.factories import HealthArticlePageFactory
from tests.suspending.pages import ADDRESS, again, selling, shop

pytestmark = pytest.mark.usefixtures("report_only")
CLAIM = "This magnesium supplement cures arthritis."


def typing(home, address, words="Nuts hold magnesium.", **fields):
    """A live article whose one paid link somebody typed."""
    typed = f'<p>{words} At <a href="{address}">the shop</a>.</p>'
    page = HealthArticlePageFactory(
        parent=home, title="Typed", live=False, body=[("rich_text", typed)], **fields
    )
    page.save_revision().publish()
    return HealthArticlePage.objects.get(pk=page.pk)


def shown(client, page):
    return client.get(page.url).content.decode()


@pytest.mark.parametrize("scope", ["product", "program"])
def test_a_page_with_a_typed_link_is_judged_before_it_sells_again(home, superuser, settings, scope):
    program, product, _ = shop()
    page = typing(home, ADDRESS, CLAIM)
    made = suspend(scope, {"product": product, "program": program}[scope], reason="W", user=None)
    assert list(pages_of(made).values_list("pk", flat=True)) == [page.pk]
    settings.HEALTH_CONTENT = {}
    with pytest.raises(ComplianceError, match="would sell again"):
        lift(made, user=superuser)


def test_a_draft_that_cannot_be_read_is_in_nobodys_way(client, home, superuser):
    program, product, link = shop()
    page = selling(home, product, link)
    HealthArticlePageFactory(parent=home, title="Draft", live=False).save_revision()
    Revision.objects.filter(content__title="Draft").update(content="words")
    for scope, subject in (("product", product), ("program", program)):
        made = suspend(scope, subject, reason="A recall.", user=None)
        assert list(pages_of(made)) == [Page.objects.get(pk=page.pk)]
        lift(made, user=superuser)
    assert list(pages_naming(link)) == [Page.objects.get(pk=page.pk)]


def test_a_typed_link_to_a_suspended_product_at_amazon_is_none(client, home):
    product = Product.objects.create(name="Magnesium", asin="B000000001")
    page = typing(home, "https://www.amazon.com/dp/B000000001?tag=us-20")
    suspend("product", product, reason="Under review.", user=None)
    html = shown(client, page)
    assert "amazon.com" not in html
    assert "the shop" in html


def test_an_alias_is_suspended_with_its_source(client, home):
    _, product, link = shop()
    page = selling(home, product, link)
    alias = page.create_alias(parent=home, update_slug="again")
    made = suspend("page", page, reason="Under review.", user=None)
    assert is_suspended(alias)
    assert ADDRESS not in shown(client, alias)
    pages = ComplianceRecord.objects.get(event=Event.SUSPENSION).payload["pages"]
    assert pages == list(pages_of(made).values_list("pk", flat=True)) == [page.pk, alias.pk]


def test_a_paid_link_below_the_picture_on_top_is_suspended_too(client, home, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    shop()
    caption = f'<p>By <a href="{ADDRESS}">the shop</a></p>'
    picture = wagtail_factories.ImageFactory()
    page = typing(home, ADDRESS, hero_image=picture, hero_alt="Nuts", hero_caption=caption)
    assert shown(client, page).count(ADDRESS) == 2
    suspend("page", page, reason="Under review.", user=None)
    assert ADDRESS not in shown(client, page)
    assert not check(judged_edition(again(page)), Policy()).is_commercial


def test_text_of_a_page_without_an_article_is_suspended(client, home):
    program, _, _ = shop()
    home.introduction = f'<p>At <a href="{ADDRESS}">the shop</a>.</p>'
    home.save_revision().publish()
    assert ADDRESS in shown(client, home)
    suspend("program", program, reason="Under review.", user=None)
    html = shown(client, home)
    assert ADDRESS not in html
    assert "hc-disclosures" not in html


def test_what_a_rule_suspends_stays_hidden_when_a_product_is_sold_again(client, home, superuser):
    _, product, link = shop()
    page = selling(home, product, link, words=CLAIM)
    found = set(page.health_content_standings.get().findings.values_list("code", flat=True))
    made = suspend("product", product, reason="Under review.", user=None)
    again(page).save_revision().publish()
    left = set(again(page).health_content_standings.get().findings.values_list("code", flat=True))
    suspend("rule", min(found - left), reason="Under review.", user=None)
    lift(made, user=superuser)
    assert ADDRESS not in shown(client, page)


class Purged(BaseBackend):
    """A cache that remembers what it was told to forget."""

    urls: ClassVar[list[str]] = []

    def purge(self, url):
        self.urls.append(url)


def test_caches_before_the_site_forget_the_pages(
    home, settings, django_capture_on_commit_callbacks
):
    settings.WAGTAILFRONTENDCACHE = {"kept": {"BACKEND": f"{__name__}.Purged"}}
    _, product, link = shop()
    page = selling(home, product, link)
    Purged.urls.clear()
    with django_capture_on_commit_callbacks(execute=True):
        suspend("page", page, reason="Under review.", user=None)
    assert Purged.urls == [page.full_url]
