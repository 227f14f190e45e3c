"""``manage.py make_groups``."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from wagtail.models import GroupPagePermission, Page


def make_groups(*args):
    output = StringIO()
    call_command("make_groups", *args, stdout=output)
    return output.getvalue()


def test_groups_are_made_once_told_of_and_only_ever_given_more(home):
    assert "Compliance officers: made" in make_groups()
    officers = Group.objects.get(name="Compliance officers")
    assert officers.permissions.filter(codename="view_compliancerecord").exists()
    assert GroupPagePermission.objects.filter(group=officers, page=home).exists()
    own = Permission.objects.get(codename="add_user")
    officers.permissions.add(own)
    officers.permissions.remove(Permission.objects.get(codename="add_waiver"))
    told = make_groups()
    assert "Compliance officers: 1 permission added" in told
    assert "Editors: nothing was missing" in told
    assert officers.permissions.contains(own)


def test_they_work_below_the_page_that_is_named(home):
    part = home.add_child(instance=Page(title="Clinic", slug="clinic"))
    assert "“Clinic”" in make_groups("--page", str(part.pk))
    reviewers = Group.objects.get(name="Medical reviewers")
    assert {item.page_id for item in reviewers.page_permissions.all()} == {part.pk}
    with pytest.raises(CommandError, match="no page 999999"):
        make_groups("--page", "999999")
