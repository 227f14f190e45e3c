"""A site on which people of every role try what they may and may not do."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Permission
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, Workflow, WorkflowTask

from health_content.groups import EDITORS, OFFICERS, REVIEWERS, make_group
from health_content.library.ledger import ComplianceRecord
from health_content.library.policies import PolicyVersion
from health_content.library.pseudonyms import Pseudonym
from health_content.library.records import ReviewRecord
from health_content.library.suspensions import Scope, Suspension
from health_content.library.waivers import Waiver
from health_content.models import (
    ComplianceReviewTask,
    HealthArticlePage,
    MedicalReviewTask,
    Person,
    Product,
    Reference,
    Topic,
    Vetting,
)
from health_content.suspending import suspend
from tests.factories import HomePageFactory, UserFactory
from tests.publishing.scene import CLAIM, HARMLESS, Scene
from tests.waiving.people import ABSOLUTE, REASON, article, found, given, person

WRITTEN = (
    (Page, ("live", "last_published_at")),
    (Revision, ("approved_go_live_at",)),
    (TaskState, ("status",)),
    (Waiver, ("confirmed_at", "taken_back_at")),
    (Suspension, ("lifted_at",)),
    (PolicyVersion, ()),
    (ReviewRecord, ()),
    (ComplianceRecord, ("hash",)),
    (Topic, ("name",)),
    (Vetting, ("has_passed",)),
    (Reference, ("citation",)),
    (Person, ("name",)),
)
"""What is looked at to see whether anything was written. A draft is not among it."""


def written():
    """The rows, as they stand; drafts aside."""
    rows = {model: set(model._base_manager.values_list("pk", *fields)) for model, fields in WRITTEN}
    rows[Revision] = {row for row in rows[Revision] if row[1]}
    return rows


@dataclass
class Place:
    """The people by role, and what they try their rights on."""

    people: dict[str, Any]
    pages: dict[str, Any]
    tasks: dict[str, Any]
    findings: dict[str, Any]
    waiver: Waiver
    suspension: Suspension
    topic: Topic
    product: Product
    author: Person
    settings: Any
    previewed: str = ""

    def form(self, user, action, **fields):
        """What the page editor sends."""
        scene = Scene(None, None, user, self.settings)
        return scene.form((HARMLESS, False), action, **fields)

    def waived_by(self, user):
        """Make the waiver somebody's own."""
        if user is not None:
            Waiver.objects.filter(pk=self.waiver.pk).update(given_by=Pseudonym.of(user))


def set_scene(site, settings):
    """Make it all. The rules are those of the tests about waivers."""
    home = HomePageFactory(parent=Page.get_first_root_node(), title="Boneguide", slug="front")
    site.root_page = home
    site.save()
    editors, reviewers, officers = (
        make_group(role, [home]).group for role in (EDITORS, REVIEWERS, OFFICERS)
    )
    people = {"anonymous": None, "admin user": UserFactory(username="plain")}
    access = Permission.objects.get(codename="access_admin")
    people["admin user"].user_permissions.add(access)
    for role, group in (
        ("editor", editors),
        ("medical reviewer", reviewers),
        ("compliance officer", officers),
    ):
        people[role] = UserFactory(username=role)
        people[role].groups.add(group)
    people["superuser"] = UserFactory(username="root", is_superuser=True)
    elsewhere = article(home, title="Elsewhere")
    people["editor of other pages"] = person("elsewhere", "give_reason", edits=elsewhere)
    Person.objects.create(name="Morgan Sample", credentials="RD", user=people["medical reviewer"])
    pages = {
        "asks": article(home, CLAIM, sells=False, title="Asks"),
        "blocks": article(home, ABSOLUTE, title="Blocks"),
        "claims": article(home, CLAIM, title="Claims"),
        "good": article(home, HARMLESS, sells=False, title="Good"),
        "suspended": article(home, HARMLESS, title="Suspended"),
    }
    findings = {
        "asks": found(pages["asks"], "CLM301"),
        "blocks": found(pages["blocks"], "CLM317"),
    }
    giver = person("giver", "add_waiver")
    waiver = given(pages["claims"], "CLM301", giver)
    tasks = {}
    for kind, group in ((ComplianceReviewTask, officers), (MedicalReviewTask, reviewers)):
        page = article(home, HARMLESS, sells=False, title=kind.__name__)
        task = kind.objects.create(name=kind.__name__)
        task.groups.add(group)
        workflow = Workflow.objects.create(name=kind.__name__)
        # Another task follows, so that the approval publishes nothing.
        then = ComplianceReviewTask.objects.create(name="Then")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
        WorkflowTask.objects.create(workflow=workflow, task=then, sort_order=1)
        workflow.start(page, giver)
        tasks[kind] = page.current_workflow_task_state
        pages[kind] = HealthArticlePage.objects.get(pk=page.pk)
    return Place(
        people=people,
        pages=pages,
        tasks=tasks,
        findings=findings,
        waiver=waiver,
        suspension=suspend(Scope.PAGE, pages["suspended"], reason=REASON, user=giver),
        topic=Topic.objects.create(name="Bone"),
        product=Product.objects.create(name="Zinc"),
        author=Person.objects.create(name="Alex Sample"),
        settings=settings,
    )


def soon():
    """A time to put a page on the schedule for."""
    return (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
