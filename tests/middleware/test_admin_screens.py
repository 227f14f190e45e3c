"""Which responses the middleware leaves to the admin."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import include, path, resolve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from health_content.middleware.admin_screens import is_admin_screen

STAFF = SimpleNamespace(is_authenticated=True)


class AdminAtTheRoot:
    urlpatterns = [path("read/", include(wagtail_urls)), path("", include(wagtailadmin_urls))]


class NoAdmin:
    urlpatterns = [path("", include(wagtail_urls))]


def _screen(request):
    """Stands where Django's admin would have a view."""


_DJANGO_ADMIN = ([path("", _screen, name="index"), path("auth/", _screen)], "admin")


class DjangoAdmin:
    urlpatterns = [path("office/", include(_DJANGO_ADMIN)), path("", include(wagtail_urls))]


def request_for(address, user=STAFF, **attributes):
    request = RequestFactory().get(address)
    request.user = user
    vars(request).update(attributes)
    return request


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/3/", "/admin/no-such-screen/"])
def test_the_screens_of_the_admin_are_exempt(address):
    assert is_admin_screen(request_for(address))


@pytest.mark.parametrize("address", ["/", "/administration/", "/search/", "/_util/login/"])
def test_the_site_s_own_addresses_are_not_exempt(address):
    assert not is_admin_screen(request_for(address))


def test_what_a_stranger_sees_in_the_admin_is_public():
    assert not is_admin_screen(request_for("/admin/login/", user=AnonymousUser()))
    assert not is_admin_screen(RequestFactory().get("/admin/login/"))


def test_a_user_that_the_database_cannot_name_is_a_stranger():
    class Unknown:
        @property
        def is_authenticated(self):
            raise RuntimeError("the database is down")

    assert not is_admin_screen(request_for("/admin/", user=Unknown()))


@pytest.mark.parametrize("flag", ["is_preview", "is_dummy"])
def test_a_preview_is_public_whatever_its_address(flag):
    assert not is_admin_screen(request_for("/admin/", **{flag: True}))


@pytest.mark.parametrize(
    "address",
    [
        "/admin/pages/3/edit/preview/",
        "/admin/pages/add/home/homepage/2/preview/",
        "/admin/pages/3/view_draft/",
        "/admin/pages/3/revisions/5/view/",
        "/admin/pages/workflow/preview/3/1/",
        "/admin/block-preview/",
        "/admin/snippets/health_content/disclaimeraddition/preview/",
    ],
)
def test_the_addresses_of_previews_are_not_exempt(address):
    assert not is_admin_screen(request_for(address, resolver_match=resolve(address)))


def test_an_admin_at_the_root_is_told_from_the_pages_by_its_views(settings):
    settings.ROOT_URLCONF = AdminAtTheRoot
    for address, exempt in {"/pages/3/": True, "/read/zinc/": False, "/read/": False}.items():
        request = request_for(address, resolver_match=resolve(address))
        assert is_admin_screen(request) is exempt
    assert not is_admin_screen(request_for("/nowhere"))


def test_a_site_without_wagtail_s_admin_has_no_screens_to_exempt(settings):
    settings.ROOT_URLCONF = NoAdmin
    assert not is_admin_screen(request_for("/admin/"))


def test_django_s_admin_is_exempt_wherever_it_lies(settings):
    settings.ROOT_URLCONF = DjangoAdmin
    assert is_admin_screen(request_for("/office/auth/", resolver_match=resolve("/office/auth/")))
    assert is_admin_screen(request_for("/office/no-such-screen/"))
    assert not is_admin_screen(request_for("/zinc/"))
