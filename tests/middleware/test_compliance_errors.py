"""A refusal that no form caught is a message in the admin, and an error anywhere else."""

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings as configured
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import AsyncClient
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from health_content.library.ledger import ComplianceRecord, Outcome
from health_content.publishing import ComplianceError
from health_content.publishing.doors import acting_user
from tests.publishing.scene import BLOCKED, Scene


def refuse(request):
    raise ComplianceError(message="This may not go live.")


def fail(request):
    raise ZeroDivisionError


def who(request):
    """Whom the ledger would name."""
    return HttpResponse(str(acting_user()), content_type="text/plain")


refuse_in_admin = require_admin_access(lambda request: refuse(request))
refuse_in_admin.__module__ = "health_content.admin.somewhere"


class AdminBelow:
    urlpatterns = [
        path("admin/refuse/", refuse_in_admin),
        path("admin/fail/", require_admin_access(fail)),
        path("admin/", include(wagtailadmin_urls)),
        path("elsewhere/", refuse),
        path("who/", who),
        path("", include(wagtail_urls)),
    ]


class AdminAtTheRoot:
    urlpatterns = [
        path("refuse/", refuse_in_admin),
        path("elsewhere/", refuse),
        path("read/", include(wagtail_urls)),
        path("", include(wagtailadmin_urls)),
    ]


@pytest.fixture
def office(admin_site, settings):
    settings.ROOT_URLCONF = AdminBelow
    return admin_site


def test_it_is_a_message_on_the_page_one_came_from(office):
    response = office.get("/admin/refuse/", headers={"referer": "http://testserver/admin/x/"})
    assert response.status_code == 302
    assert response.url == "http://testserver/admin/x/"
    (message,) = get_messages(response.wsgi_request)
    assert str(message).strip() == "This may not go live."
    assert message.level_tag == "error"


@pytest.mark.parametrize(
    "came_from", ["", "https://elsewhere.example/admin/", "javascript:alert()"]
)
def test_it_leads_nowhere_else(office, came_from):
    response = office.get("/admin/refuse/", headers={"referer": came_from})
    assert response.url == "/admin/"


def test_a_dialog_is_told_where_to_go(office):
    response = office.get("/admin/refuse/", headers={"x-requested-with": "XMLHttpRequest"})
    assert response.json() == {"step": "success", "redirect": "/admin/"}


@pytest.mark.parametrize("address", ["/admin/fail/", "/elsewhere/"])
def test_other_errors_and_other_places_are_none_of_its_business(office, address):
    expected = ComplianceError if address == "/elsewhere/" else ZeroDivisionError
    with pytest.raises(expected):
        office.get(address)


def test_an_admin_at_the_root_is_one_too(admin_site, settings):
    settings.ROOT_URLCONF = AdminAtTheRoot
    assert admin_site.get("/refuse/").status_code == 302
    with pytest.raises(ComplianceError):
        admin_site.get("/elsewhere/")


def test_pages_copied_in_an_admin_at_the_root(client, home, superuser, settings):
    settings.ROOT_URLCONF = AdminAtTheRoot
    scene = Scene(client, home, superuser, settings)
    page = scene.live(BLOCKED)
    scene.begin()
    fields = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": home.pk}
    response = client.post(f"/pages/{page.pk}/copy/", fields | {"publish_copies": "on"})
    assert response.status_code == 302
    (message,) = (str(it) for it in get_messages(response.wsgi_request) if "CLM301" in str(it))
    assert message
    assert [it.outcome for it in scene.records()] == [Outcome.REFUSED]


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_who_is_at_work_is_known_meanwhile(client, superuser, settings, is_signed_in):
    settings.ROOT_URLCONF = AdminBelow
    if is_signed_in:
        client.force_login(superuser)
    told = client.get("/who/").content.decode()
    assert told == (str(superuser) if is_signed_in else "None")
    assert acting_user() is None


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_under_asgi_it_is_the_same(home, superuser, settings):
    scene = Scene(None, home, superuser, settings)
    page = scene.draft(BLOCKED)
    client = AsyncClient()
    client.force_login(superuser)
    before = ComplianceRecord.objects.count()

    async def ask():
        return await client.post(
            f"/admin/bulk/wagtailcore/page/publish/?next=/admin/&id={page.pk}", {}
        )

    response = async_to_sync(ask)()
    assert response.status_code == 302
    (record,) = ComplianceRecord.objects.order_by("number")[before:]
    assert record.outcome == Outcome.REFUSED
    assert record.who
    assert configured.MIDDLEWARE[-1].endswith("ComplianceErrorMiddleware")
