"""What several test modules need: a site with a front page, and the people who work on it."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page, Site

from tests.factories import HomePageFactory, UserFactory


@pytest.fixture
def site(db) -> Site:
    """The default site, as Wagtail's migrations leave it: one plain welcome page."""
    return Site.objects.select_related("root_page").get(is_default_site=True)


@pytest.fixture
def home(site):
    """The site's front page, live, at ``/``. Wagtail's welcome page is gone."""
    welcome = site.root_page
    front = HomePageFactory(parent=Page.get_first_root_node(), title="Boneguide", slug="front")
    site.root_page = front
    site.save()
    Page.objects.get(pk=welcome.pk).delete()
    return front


@pytest.fixture
def superuser(db):
    """A person who may do everything."""
    return UserFactory(username="owner", is_superuser=True, is_staff=True)


@pytest.fixture
def editor(home):
    """A person of the group Editors, who may add, change and publish pages of the site."""
    group, _ = Group.objects.get_or_create(name="Editors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(
            codename=codename, content_type__app_label="wagtailcore"
        )
        GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)
    user = UserFactory(username="editor")
    user.groups.add(group)
    return user


@pytest.fixture
def admin_site(client, superuser):
    """A test client with the superuser logged in."""
    client.force_login(superuser)
    return client
