"""A paid link that somebody typed is made one of the registry's, from its finding."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import PageLogEntry

from health_content.assessment import assess
from health_content.models import AffiliateProgram, HealthArticlePage, PaidLink
from tests.factories import HealthArticlePageFactory

pytestmark = pytest.mark.usefixtures("report_only")

ADDRESS = "https://www.amazon.com/dp/B000000001?tag=other-20"
LINK = f'<a href="{ADDRESS}">this <b>powder</b></a>'
HTML = f"<p>See <a href='https://ods.od.nih.gov/'>a fact sheet</a>, or {LINK} daily.</p>"


def article(home, html=HTML):
    inner = {"type": "rich_text", "id": "11111111-1111-4111-8111-111111111111", "value": html}
    section = {"type": "section", "value": {"heading": "Forms", "content": [inner]}}
    page = HealthArticlePageFactory(parent=home)
    page.body = page.body.stream_block.to_python([section])
    page.save_revision()
    return page


def latest(page):
    draft = HealthArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return draft.body[0].value["content"][0].value.source


def screen_of(page):
    draft = HealthArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    (found,) = [item for item in assess(draft).findings if item.code == "AFF201"]
    return reverse("health_content_manage_link", args=[page.pk, found.fingerprint])


@pytest.fixture
def page(home):
    return article(home)


def test_the_finding_leads_to_the_screen_which_makes_program_and_entry(page, admin_site):
    screen = screen_of(page)
    panel = admin_site.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert screen in panel.content.decode()
    shown = admin_site.get(screen).content.decode()
    assert ADDRESS in shown
    page.refresh_from_db()
    given = {"entry": "new", "seen": page.latest_revision_id}
    refused = admin_site.post(screen, given)
    assert "Without our own tag" in refused.content.decode()
    admin_site.post(screen, {**given, "tag": "ours-20"})
    link = PaidLink.objects.get()
    assert (link.url, link.market) == (ADDRESS.replace("other-20", "ours-20"), "US")
    assert link.program.key == "amazon"
    put = f'<a linktype="paid-link" id="{link.pk}">this <b>powder</b></a>'
    assert latest(page) == HTML.replace(LINK, put)
    assert PageLogEntry.objects.filter(
        page=page.pk, action="health_content.manage_link", revision=latest_of(page)
    ).exists()
    assert "not there any more" in follow(admin_site, screen)


def latest_of(page):
    return HealthArticlePage.objects.get(pk=page.pk).latest_revision


def follow(client, screen):
    return client.get(screen, follow=True).content.decode()


@pytest.fixture
def entry():
    program = AffiliateProgram.objects.create(
        key="amazon",
        name="Amazon",
        merchant="Amazon",
        hosts={"US": ["amazon.com"]},
        product_patterns=["/dp/([A-Z0-9]{10})"],
        tag_parameter="tag",
        tags={"US": "ours-20"},
    )
    return PaidLink.objects.create(
        program=program, market="US", url="https://www.amazon.com/dp/B000000001?tag=ours-20"
    )


def test_an_entry_for_the_same_product_is_used_again(page, entry, admin_site):
    screen = screen_of(page)
    assert str(entry) in admin_site.get(screen).content.decode()
    admin_site.post(screen, {"entry": str(entry.pk), "seen": latest_of(page).pk})
    assert PaidLink.objects.count() == 1
    assert f'linktype="paid-link" id="{entry.pk}"' in latest(page)


def test_a_draft_that_was_changed_meanwhile_is_left_alone(page, admin_site):
    screen, seen = screen_of(page), latest_of(page).pk
    page.save_revision()
    given = {"entry": "new", "tag": "ours-20", "seen": seen}
    assert "changed meanwhile" in admin_site.post(screen, given).content.decode()
    assert latest(page) == HTML
    assert not PaidLink.objects.exists()
    assert not AffiliateProgram.objects.exists()


def test_it_takes_the_right_to_add_links_and_a_page_that_nobody_locked(page, editor, client):
    client.force_login(editor)
    screen = screen_of(page)
    assert client.get(screen).status_code == 302
    assert (
        screen
        not in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    )
    group = Group.objects.get(name="Editors")
    group.permissions.add(Permission.objects.get(codename="add_paidlink"))
    page.locked = True
    page.save()
    assert "is locked" in follow(client, screen)
    assert latest(page) == HTML


def test_an_address_that_is_written_out_gives_way_to_the_shops_name(home, entry, admin_site):
    page = article(home, "<p>It is sold at amazon.com/dp/B000000001 &amp; elsewhere.</p>")
    screen = screen_of(page)
    admin_site.post(screen, {"entry": str(entry.pk), "seen": latest_of(page).pk})
    put = f'<a linktype="paid-link" id="{entry.pk}">Amazon</a>'
    assert latest(page) == f"<p>It is sold at {put} &amp; elsewhere.</p>"


def test_an_address_in_a_field_of_its_own_can_only_be_taken_out(home, admin_site):
    page = HealthArticlePageFactory(
        parent=home, body=[("pull_quote", {"text": "Bone is alive.", "source_url": ADDRESS})]
    )
    page.save_revision()
    shown = admin_site.get(screen_of(page)).content.decode()
    assert "take the address out" in shown
    assert "Make it managed</button>" not in shown
