"""Who may do what on the compliance side, each tried at the real address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from health_content.admin.policies import initial_of
from health_content.admin.waivers.giving import mark_of
from health_content.assessment import in_force
from health_content.library.ledger import ComplianceRecord
from health_content.library.suspensions import Scope
from health_content.library.waivers import Category, site_day
from health_content.models import ComplianceReviewTask, MedicalReviewTask
from tests.permissions.scene import set_scene, soon, written
from tests.waiving.people import REASON, judged_by

EDITOR, ELSEWHERE = "editor", "editor of other pages"
REVIEWER, OFFICER, OWNER = "medical reviewer", "compliance officer", "superuser"
ROLES = ("anonymous", "admin user", EDITOR, ELSEWHERE, REVIEWER, OFFICER, OWNER)
SHOWN, DONE, LOGIN, HOME, NO_METHOD = "200", "302", "302 log in", "302 admin home", "405"
NOT_THERE = {ELSEWHERE.replace(" ", "_"): "404"}
"""For whoever may see no more than the waivers on their own pages."""


@dataclass(frozen=True)
class Action:
    """Something to try, who may, and what the others are answered, where that is no refusal."""

    name: str
    go: Callable[..., Any]
    allowed: tuple[str, ...]
    answer: str
    writes: bool
    otherwise: dict[str, str]


ACTIONS: list[Action] = []


def action(*allowed, answer=DONE, writes=True, **otherwise):
    """Register an action under the name of its function; ``otherwise`` by role."""

    def keep(go):
        told = by_role(otherwise)
        ACTIONS.append(Action(go.__name__.replace("_", " "), go, allowed, answer, writes, told))
        return go

    return keep


def screen(name, *allowed, url, args=lambda place: (), query="", **otherwise):
    """Register reading a screen."""

    def look(client, place, user):
        return client.get(reverse(url, args=args(place)) + query)

    told = by_role(otherwise)
    ACTIONS.append(Action(name, look, allowed, SHOWN, writes=False, otherwise=told))


def by_role(otherwise):
    return {role.replace("_", " "): said for role, said in otherwise.items()}


def page_of(name):
    return lambda place: (place.pages[name].pk,)


screen(
    "see findings in the editor",
    EDITOR,
    REVIEWER,
    OFFICER,
    OWNER,
    url="wagtailadmin_pages:edit",
    args=page_of("blocks"),
)
screen("see the report", EDITOR, ELSEWHERE, REVIEWER, OFFICER, OWNER, url="health_content_findings")
screen(
    "export the report",
    EDITOR,
    ELSEWHERE,
    REVIEWER,
    OFFICER,
    OWNER,
    url="health_content_findings",
    query="?export=csv",
)
screen(
    "see the rules",
    "admin user",
    EDITOR,
    ELSEWHERE,
    REVIEWER,
    OFFICER,
    OWNER,
    url="health_content_rules",
)
screen(
    "print findings",
    EDITOR,
    REVIEWER,
    OFFICER,
    OWNER,
    url="health_content_findings_of",
    args=page_of("blocks"),
)
screen("see the records", OFFICER, OWNER, url="health_content_records")
screen("export the records", OFFICER, OWNER, url="health_content_records_export")
screen(
    "see a record",
    OFFICER,
    OWNER,
    url="health_content_record",
    args=lambda place: (ComplianceRecord.objects.first().number,),
)
screen("see the policy", OFFICER, OWNER, url="health_content_policy")
screen("see the suspensions", EDITOR, OFFICER, OWNER, url="health_content_suspensions")
screen("see the waivers", EDITOR, ELSEWHERE, OFFICER, OWNER, url="health_content_waivers")
screen(
    "export the waivers",
    EDITOR,
    ELSEWHERE,
    OFFICER,
    OWNER,
    url="health_content_waivers",
    query="?export=csv",
)
screen(
    "see a waiver",
    EDITOR,
    OFFICER,
    OWNER,
    url="health_content_waiver",
    args=lambda place: (place.waiver.pk,),
    **NOT_THERE,
)


def gives(client, place, name, category):
    finding = place.findings[name]
    return client.post(
        reverse("health_content_waive", args=[place.pages[name].pk, finding.fingerprint]),
        {
            "category": category,
            "reason": REASON,
            "expires_on": site_day() + timedelta(days=9),
            "seen": mark_of(finding),
        },
    )


@action(EDITOR, OFFICER, OWNER)
def give_a_reason(client, place, user):
    return gives(client, place, "asks", Category.OTHER)


@action(OFFICER, OWNER, editor=SHOWN)
def waive_what_blocks(client, place, user):
    return gives(client, place, "blocks", Category.OTHER)


@action(EDITOR, OFFICER, OWNER)
def report_a_false_alarm(client, place, user):
    return gives(client, place, "blocks", Category.FALSE_ALARM)


def decides(client, place, what):
    return client.post(
        reverse(f"health_content_waiver_{what}", args=[place.waiver.pk]), {"why": REASON}
    )


@action(**NOT_THERE)
def confirm_a_waiver_of_ones_own(client, place, user):
    place.waived_by(user)
    return decides(client, place, "confirm")


@action(OFFICER, OWNER, **NOT_THERE)
def confirm_the_waiver_of_another(client, place, user):
    return decides(client, place, "confirm")


@action(EDITOR, OFFICER, OWNER, **NOT_THERE)
def take_back_a_waiver_of_ones_own(client, place, user):
    place.waived_by(user)
    return decides(client, place, "take_back")


@action(OFFICER, OWNER, **NOT_THERE)
def take_back_the_waiver_of_another(client, place, user):
    return decides(client, place, "take_back")


@action(OFFICER, OWNER)
def suspend_a_page(client, place, user):
    data = {"scope": Scope.PAGE, "page": place.pages["good"].pk, "reason": REASON}
    return client.post(reverse("health_content_suspend"), data)


screen(
    "see the form of a vetting",
    OFFICER,
    OWNER,
    url="health_content_vet",
    args=lambda place: (place.product.pk,),
)
screen("see the paid links", EDITOR, OFFICER, OWNER, url="health_content_links")


@action(OFFICER, OWNER)
def vet_a_product(client, place, user):
    data = {
        "third_party_test": "unknown",
        "warning_letter": "no",
        "claims_looked_at": "on",
        "has_passed": "on",
        "vetted_on": site_day(),
        "next_due": site_day() + timedelta(days=9),
    }
    return client.post(reverse("health_content_vet", args=[place.product.pk]), data)


@action(OFFICER, OWNER)
def lift_a_suspension(client, place, user):
    return client.post(reverse("health_content_suspension_lift", args=[place.suspension.pk]))


def policy(**changes):
    shown = initial_of(in_force(), None) | {"mode": "report", "note": REASON} | changes
    return {name: value for name, value in shown.items() if value is not None}


@action(OFFICER, OWNER, answer=SHOWN, writes=False)
def preview_a_policy(client, place, user):
    response = client.post(reverse("health_content_policy"), policy(preview=""))
    if response.status_code == 200:
        place.previewed = response.context["form"]["seen"].value()
    return response


@action(OFFICER, OWNER)
def change_the_policy(client, place, user):
    data = policy(switch="", seen=place.previewed)
    return client.post(reverse("health_content_policy"), data)


@action(REVIEWER)
def record_a_review(client, place, user):
    page = place.pages["good"]
    data = {"outcome": "approved", "note": "", "content_hash": page.content_hash}
    return client.post(reverse("health_content_record_review", args=[page.pk]), data)


def approves(client, place, kind):
    args = [place.pages[kind].pk, "approve", place.tasks[kind].pk]
    return client.post(reverse("wagtailadmin_pages:workflow_action", args=args))


@action(OFFICER, OWNER)
def approve_at_compliance_review(client, place, user):
    return approves(client, place, ComplianceReviewTask)


@action(REVIEWER)
def approve_at_medical_review(client, place, user):
    return approves(client, place, MedicalReviewTask)


def publishes(client, place, user, **fields):
    form = place.form(user, "action-publish", slug="good", **fields)
    return client.post(reverse("wagtailadmin_pages:edit", args=page_of("good")(place)), form)


@action(EDITOR, OFFICER, OWNER, medical_reviewer=DONE)
def publish(client, place, user):
    """Whoever may only change a page has saved a draft."""
    return publishes(client, place, user)


@action(EDITOR, OFFICER, OWNER, medical_reviewer=DONE)
def schedule(client, place, user):
    return publishes(client, place, user, go_live_at=soon())


def library(name, what, *args):
    return reverse(f"wagtailsnippets_health_content_{name}:{what}", args=args)


@action(EDITOR, OWNER)
def change_a_topic(client, place, user):
    data = {"kind": "topic", "name": "Bones", "slug": place.topic.slug}
    return client.post(library("topic", "edit", place.topic.pk), data)


@action(EDITOR, REVIEWER, OWNER)
def add_a_reference(client, place, user):
    data = {"citation": "Sample A. A study. 2026.", "status": "unknown"}
    return client.post(library("reference", "add"), data)


@action(EDITOR, REVIEWER, OWNER, answer=SHOWN, writes=False)
def paste_references(client, place, user):
    url = reverse("health_content_add_references")
    return client.post(url, {"text": "Sample A. A study. 2026."})


@action(EDITOR, REVIEWER, OWNER, answer=SHOWN, writes=False)
def read_a_reference_in_the_chooser(client, place, user):
    url = reverse("wagtailsnippetchoosers_health_content_reference:create")
    return client.post(url, {"text": "Sample A. A study. 2026."})


@action(OFFICER, OWNER)
def change_a_person(client, place, user):
    data = {"name": "Alex B. Sample", "slug": place.author.slug}
    return client.post(library("person", "edit", place.author.pk), data)


def at_a_record(method):
    number = ComplianceRecord.objects.first().number
    return method(reverse("health_content_record", args=[number]))


@action(compliance_officer=NO_METHOD, superuser=NO_METHOD)
def delete_a_record(client, place, user):
    return at_a_record(client.delete)


@action(compliance_officer=NO_METHOD, superuser=NO_METHOD)
def change_a_record(client, place, user):
    return at_a_record(client.post)


def told(response):
    """The answer in short."""
    if response.status_code != 302:
        return str(response.status_code)
    if response.url.startswith(reverse("wagtailadmin_login")):
        return LOGIN
    return HOME if response.url == reverse("wagtailadmin_home") else DONE


def outcomes(place, role):
    """What came of every action: the answer, and whether anything was written; undone again."""
    client, user = Client(raise_request_exception=False), place.people[role]
    if user is not None:
        client.force_login(user)
    for action in ACTIONS:
        with transaction.atomic():
            before = written()
            answer = told(action.go(client, place, user))
            yield action.name, (answer, written() != before)
            transaction.set_rollback(True)


def expected(action, role):
    """What the table says."""
    if role in action.allowed:
        return action.answer, action.writes
    return action.otherwise.get(role, LOGIN if role == "anonymous" else HOME), False


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_what_it_is_for_and_nothing_else(role, site, settings):
    judged_by(settings, CLM317="blocking")
    place = set_scene(site, settings)
    wanted = {action.name: expected(action, role) for action in ACTIONS}
    assert dict(outcomes(place, role)) == wanted
