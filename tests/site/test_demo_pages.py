"""The demonstration's front page and the name of its site."""

import pytest
from wagtail.models import Site

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
