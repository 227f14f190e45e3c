"""Suspensions in the admin."""

import pytest
from django.urls import reverse

from health_content.models import Suspension
from health_content.suspending import suspend
from tests.suspending.pages import ADDRESS, selling, shop
from tests.waiving.people import person


@pytest.fixture
def sale(home, report_only):
    """A live page that sells."""
    program, product, link = shop()
    page = selling(home, product, link, words="This magnesium supplement cures arthritis.")
    return {"page": page, "product": product, "program": program}


def said(scope, subject, reason="Under review."):
    return {"scope": scope, scope: getattr(subject, "pk", subject), "reason": reason}


@pytest.mark.parametrize("scope", ["page", "product", "program", "rule"])
def test_calls_to_action_are_suspended_and_shown_again_in_the_admin(
    admin_site, sale, superuser, scope
):
    subject = sale.get(scope, "CLM301")
    form = admin_site.get(reverse("health_content_suspend"), {"scope": scope})
    subjects = {"page", "product", "program", "rule"}
    assert subjects & form.context["form"].fields.keys() == {scope}
    done = admin_site.post(reverse("health_content_suspend"), said(scope, subject), follow=True)
    made = Suspension.objects.get()
    assert (made.scope, getattr(made, f"{scope}_id", made.rule)) == (
        scope,
        getattr(subject, "pk", subject),
    )
    assert str(made) in done.content.decode()
    lifting = reverse("health_content_suspension_lift", args=[made.pk])
    assert lifting in done.content.decode()
    assert "Under review." in admin_site.get(lifting).content.decode()
    assert Suspension.objects.in_force().exists()
    after = admin_site.post(lifting, follow=True)
    assert not Suspension.objects.in_force().exists()
    assert lifting not in after.content.decode()
    assert admin_site.get(lifting).status_code == 404


def test_whoever_has_not_said_what_to_suspend_is_asked_first(admin_site, home):
    html = admin_site.get(reverse("health_content_suspend"), {"scope": "market"}).content.decode()
    for scope in ("page", "product", "program", "rule"):
        assert f'href="?scope={scope}"' in html
    sent = admin_site.post(reverse("health_content_suspend"), {"reason": "Why."})
    assert sent["Location"] == reverse("health_content_suspend")


@pytest.mark.parametrize("scope", ["page", "product", "program", "rule"])
def test_a_subject_that_is_none_is_asked_for_again(admin_site, home, scope):
    address = reverse("health_content_suspend")
    for answer in (
        admin_site.get(address, {"scope": scope, scope: "abc"}),
        admin_site.post(address, said(scope, "abc")),
    ):
        assert answer.status_code == 200
    assert answer.context["form"].errors[scope] == ["Say what is to be suspended."]
    assert not Suspension.objects.exists()


def test_a_suspension_without_a_subject_or_a_reason_is_not_made(admin_site, sale):
    for wrong in ({"scope": "product", "reason": "Why."}, said("page", sale["page"], " ")):
        response = admin_site.post(reverse("health_content_suspend"), wrong)
        assert response.status_code == 200
        assert response.context["form"].errors
    assert not Suspension.objects.exists()


def test_what_may_not_be_lifted_says_why_and_stays(admin_site, client, sale, superuser, settings):
    made = suspend("page", sale["page"], reason="Under review.", user=superuser)
    settings.HEALTH_CONTENT = {}
    response = admin_site.post(reverse("health_content_suspension_lift", args=[made.pk]))
    assert "would sell again" in response.content.decode()
    assert Suspension.objects.in_force().get() == made
    assert ADDRESS not in client.get(sale["page"].url).content.decode()


@pytest.mark.parametrize(
    ("codenames", "allowed"),
    [
        ((), ()),
        (("add_suspension",), ("list", "add")),
        (("change_suspension",), ("list", "lift")),
        (("view_suspension",), ("list",)),
    ],
)
def test_each_may_do_what_they_were_given_the_right_for(client, home, sale, codenames, allowed):
    made = suspend("page", sale["page"], reason="Under review.", user=None)
    client.force_login(person("somebody", *codenames))
    screens = {
        "list": reverse("health_content_suspensions"),
        "add": reverse("health_content_suspend"),
        "lift": reverse("health_content_suspension_lift", args=[made.pk]),
    }
    shown = {name for name, address in screens.items() if client.get(address).status_code == 200}
    assert shown == set(allowed)
    assert (screens["list"] in client.get(reverse("wagtailadmin_home")).content.decode()) == bool(
        allowed
    )
    if "list" in allowed:
        html = client.get(screens["list"]).content.decode()
        assert (screens["add"] in html) == ("add" in allowed)
        assert (screens["lift"] in html) == ("lift" in allowed)
    if "lift" not in allowed:
        client.post(screens["lift"])
        assert Suspension.objects.in_force().exists()


def test_the_list_is_filtered_and_exported(admin_site, sale, superuser):
    suspend("product", sale["product"], reason="Under review.", user=superuser)
    address = reverse("health_content_suspensions")
    assert "Under review." in admin_site.get(address, {"state": "in-force"}).content.decode()
    assert "Under review." not in admin_site.get(address, {"state": "lifted"}).content.decode()
    response = admin_site.get(address, {"export": "csv"})
    told = b"".join(response.streaming_content).decode()
    assert "Magnesium of shop" in told
    assert "owner" in told
