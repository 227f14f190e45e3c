"""The demonstration's front page, and the name and the address of its site."""

import pytest
from wagtail.models import Site

from boneguide.demo.address import address_site
from boneguide.demo.pages import front_page, name_site

pytestmark = pytest.mark.django_db


def test_the_demonstrations_site_has_a_name():
    name_site(front_page())
    assert Site.objects.get().site_name == "Boneguide"


def test_a_site_that_somebody_named_keeps_its_name():
    home = front_page()
    Site.objects.update(site_name="Bones and more")
    name_site(home)
    assert Site.objects.get().site_name == "Bones and more"


@pytest.fixture
def named():
    """The demonstration's site, as it is before it is served."""
    name_site(front_page())


def served() -> tuple[str, int]:
    site = Site.objects.get(is_default_site=True)
    return site.hostname, site.port


def test_a_page_names_the_address_it_is_served_on(client, named):
    address_site("127.0.0.1", 8123)
    shown = client.get("/", headers={"host": "127.0.0.1:8123"}).text
    assert '<link rel="canonical" href="http://127.0.0.1:8123/"' in shown


def test_a_later_run_on_another_port_moves_the_site_along(named):
    address_site("127.0.0.1", 8123)
    address_site("127.0.0.1", 8124)
    assert served() == ("127.0.0.1", 8124)


@pytest.mark.parametrize("everywhere", ["0.0.0.0", "::", "::1"])  # noqa: S104
def test_a_site_served_on_every_address_is_at_localhost(named, everywhere):
    address_site(everywhere, 8123)
    assert served() == ("localhost", 8123)


def test_an_address_that_somebody_gave_stays(named):
    Site.objects.update(hostname="bones.example.org", port=443)
    address_site("127.0.0.1", 8123)
    assert served() == ("bones.example.org", 443)


def test_a_site_that_somebody_named_keeps_its_address():
    home = front_page()
    Site.objects.update(site_name="Bones and more")
    name_site(home)
    address_site("127.0.0.1", 8123)
    assert served() == ("localhost", 80)


def test_the_address_of_another_site_is_not_taken(named):
    other = Site.objects.get().root_page
    Site.objects.create(hostname="127.0.0.1", port=8123, root_page=other)
    address_site("127.0.0.1", 8123)
    assert served() == ("localhost", 80)
