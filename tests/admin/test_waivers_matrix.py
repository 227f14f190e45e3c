"""Who may do what about waivers, tried at the real addresses."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from health_content.library.pseudonyms import Pseudonym
from health_content.library.waivers import Category, Waiver, site_day
from tests.factories import UserFactory
from tests.publishing.scene import CLAIM
from tests.waiving.people import ABSOLUTE, REASON, article, found, given, judged_by, person

NOTHING = frozenset()
READS = {"list", "see", "export"}
EDITOR = READS | {"give a reason", "report a false alarm", "take back own"}
OFFICER = EDITOR | {"waive what blocks", "confirm another's", "take back another's"}
MAY = {
    "anonymous": NOTHING,
    "reader of the admin": NOTHING,
    "editor": EDITOR,
    "editor of other pages": {"list", "export"},
    "medical reviewer": READS | {"confirm another's", "take back own", "take back another's"},
    "compliance officer": OFFICER,
    "second officer": OFFICER,
    "superuser": OFFICER,
}


class Attempts:
    """One person and what they try; each attempt is undone again."""

    def __init__(self, client, home, settings):
        judged_by(settings, CLM317="blocking")
        self.client = client
        self.asks = article(home, CLAIM, sells=False, title="Asks for a reason")
        self.blocks = article(home, ABSOLUTE, title="Blocks")
        self.claims = article(home, CLAIM, title="Claims")
        self.findings = {
            self.asks: found(self.asks, "CLM301"),
            self.blocks: found(self.blocks, "CLM317"),
        }
        giver = person("giver", "add_waiver")
        self.waiver = given(self.claims, "CLM301", giver)

    def everything(self, user):
        """The names of all that this person may do."""
        if user is not None:
            self.client.force_login(user)
        own = {"given_by": Pseudonym.of(user)} if user else {}
        attempts = {
            "give a reason": lambda: self.gives(self.asks, Category.OTHER),
            "waive what blocks": lambda: self.gives(self.blocks, Category.OTHER),
            "report a false alarm": lambda: self.gives(self.blocks, Category.FALSE_ALARM),
            "confirm own": lambda: self.decides("confirm", "confirmed_at", **own),
            "confirm another's": lambda: self.decides("confirm", "confirmed_at"),
            "take back own": lambda: self.decides("take_back", "taken_back_at", **own),
            "take back another's": lambda: self.decides("take_back", "taken_back_at"),
            "list": lambda: self.reads("health_content_waivers"),
            "export": lambda: self.reads("health_content_waivers", query="?export=csv"),
            "see": lambda: self.reads("health_content_waiver", self.waiver.pk),
        }
        done = set()
        for name, attempt in attempts.items():
            with transaction.atomic():
                if attempt():
                    done.add(name)
                transaction.set_rollback(True)
        return done

    def gives(self, page, category):
        before = Waiver.objects.count()
        address = reverse("health_content_waive", args=[page.pk, self.findings[page].fingerprint])
        form = self.client.get(address)
        seen = form.context["form"]["seen"].value() if form.status_code == 200 else ""
        self.client.post(
            address,
            {
                "category": category,
                "reason": REASON,
                "expires_on": site_day() + timedelta(days=9),
                "seen": seen,
            },
        )
        return Waiver.objects.count() > before

    def decides(self, action, field, **changes):
        Waiver.objects.filter(pk=self.waiver.pk).update(**changes)
        address = reverse(f"health_content_waiver_{action}", args=[self.waiver.pk])
        self.client.post(address, {"why": REASON})
        return getattr(Waiver.objects.get(pk=self.waiver.pk), field) is not None

    def reads(self, name, *args, query=""):
        return self.client.get(reverse(name, args=args) + query).status_code == 200


def somebody(role, home):
    """An account of a role, with the permissions given to it directly."""
    if role == "anonymous":
        return None
    if role == "superuser":
        return UserFactory(username="root", is_superuser=True)
    if role == "editor of other pages":
        return person("elsewhere", "give_reason", edits=article(home, title="Elsewhere"))
    codenames = {
        "reader of the admin": (),
        "editor": ("give_reason",),
        "medical reviewer": ("confirm_waiver",),
    }.get(role, ("give_reason", "add_waiver", "confirm_waiver"))
    return person(role, *codenames, edits=home if "editor" in role else None)


@pytest.mark.parametrize("role", MAY)
def test_each_person_may_do_what_their_role_is_for_and_nothing_else(client, home, settings, role):
    attempts = Attempts(client, home, settings)
    assert attempts.everything(somebody(role, home)) == MAY[role]
