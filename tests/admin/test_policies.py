"""Drafting a policy, seeing what it would change, and switching it on."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from health_content.admin import policies
from health_content.admin.policies import initial_of
from health_content.assessment import in_force, policy
from health_content.compliance import Severity
from health_content.library.ledger import ComplianceRecord, Event, Outcome
from health_content.library.policies import PolicyVersion
from health_content.models import HealthArticlePage
from health_content.publishing import ComplianceError
from health_content.recording.ledger import problems
from tests.admin.site_of_findings import judged_by, live, text_of
from tests.publishing.scene import CLAIM, HARMLESS
from tests.waiving.people import article, person

WHY = "Counsel asked for it."


@pytest.fixture(autouse=True)
def _policy(settings):
    judged_by(settings)


@pytest.fixture
def address():
    return reverse("health_content_policy")


@pytest.fixture
def officer(client, db):
    client.force_login(person("Olive", "add_policyversion"))
    return client


@pytest.fixture
def page(settings, home):
    return live(settings, home, CLAIM, title="A claim")


def draft(**changes):
    """What somebody posts who changes this of the policy in force."""
    chosen = initial_of(in_force(), PolicyVersion.objects.first()) | {"note": "", "seen": ""}
    chosen |= changes
    return {name: "" if value is None else value for name, value in chosen.items()}


def previewed(client, address, **changes):
    """What the form holds after the preview."""
    answer = client.post(address, draft(**changes) | {"preview": ""})
    assert answer.context["is_previewed"], answer.context["form"].errors
    return draft(**changes) | {"seen": answer.context["form"]["seen"].value()}


def titles(answer):
    return {
        str(change.heading): [page.title for page in change.pages]
        for change in answer.context["changes"]
    }


def test_a_policy_is_switched_on_after_its_preview_and_recorded(officer, address):
    chosen = previewed(officer, address, CLM317="advice", markets=["US", "EU"], REVIEW_MONTHS="6")
    answer = officer.post(address, chosen | {"note": WHY, "switch": ""})
    assert answer.status_code == 302
    assert policy().severities["CLM317"] is Severity.ADVICE
    assert policy().thresholds.review_months == 6
    version = PolicyVersion.objects.get()
    record = ComplianceRecord.objects.get(event=Event.POLICY)
    assert (record.who, record.subject_id) == (version.by, str(version.pk))
    assert record.payload["reason"] == version.note == WHY
    assert record.payload["before"]["MARKETS"] == ["US"]
    assert record.payload["after"]["RULES"]["CLM317"] == "advice"
    assert list(problems()) == []
    html = text_of(officer.get(address))
    assert "Olive: Counsel asked for it." in html


def test_the_preview_tells_which_pages_fare_otherwise(officer, address, settings, page, home):
    live(settings, home, HARMLESS, sells=False, title="Harmless")
    answer = officer.post(address, draft(mode="report") | {"preview": ""})
    assert titles(answer)["No longer refused"] == ["A claim"]
    assert "CLM301" in text_of(answer)
    judged_by(settings, mode="report")
    answer = officer.post(address, draft(mode="enforce") | {"preview": ""})
    assert titles(answer)["Newly refused"] == ["A claim"]
    assert not PolicyVersion.objects.exists()


def test_a_locked_rule_cannot_be_lowered_and_the_form_says_which(officer, address):
    answer = officer.post(address, draft(DSC101="off") | {"preview": ""})
    assert answer.context["form"].errors["DSC101"] == [
        "DSC101 is locked: it can be raised, never lowered or switched off."
    ]
    assert "is_previewed" not in answer.context
    assert "DSC101 is locked" in text_of(answer)


def test_what_takes_two_people_is_not_admitted_because_one_switched_the_policy(
    officer, address, settings, home
):
    answer = officer.post(address, draft(CLM301="advice", mode="report") | {"preview": ""})
    assert "CLM301 finds disease claims: it can be raised, never lowered" in text_of(answer)
    # Nor by a policy from before that was known.
    PolicyVersion.objects.create(mode="report", markets=["US"], rules={"CLM301": "off"})
    assert "CLM301" not in policy().severities
    page = article(home)
    page.get_latest_revision().publish()
    record = ComplianceRecord.objects.get(event=Event.PUBLICATION)
    assert record.outcome == Outcome.REPORTED
    PolicyVersion.objects.create(mode="enforce", markets=["US"])
    with pytest.raises(ComplianceError, match="CLM301"):
        HealthArticlePage.objects.get(pk=page.pk).save()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"markets": []}, "markets"),
        ({"mode": "none"}, "mode"),
        ({"CLM301": "grave"}, "CLM301"),
        ({"REVIEW_MONTHS": "0"}, "REVIEW_MONTHS"),
        ({"REVIEW_MONTHS": ""}, "REVIEW_MONTHS"),
    ],
)
def test_a_policy_that_must_not_be_is_not_previewed(officer, address, changes, field):
    answer = officer.post(address, draft(**changes) | {"switch": "", "note": WHY})
    assert field in answer.context["form"].errors
    assert not PolicyVersion.objects.exists()


def test_what_was_not_previewed_is_not_switched_on(officer, address):
    for seen in ("", "forged", previewed(officer, address, CLM317="advice")["seen"]):
        chosen = draft(CLM322="advice", seen=seen, note=WHY) | {"switch": ""}
        answer = officer.post(address, chosen)
        assert "This is not what was previewed" in text_of(answer)
    assert not PolicyVersion.objects.exists()


def test_nothing_is_switched_on_without_a_reason_or_without_a_change(officer, address):
    chosen = previewed(officer, address, CLM317="advice")
    assert "Say why" in text_of(officer.post(address, chosen | {"switch": "", "note": " "}))
    same = previewed(officer, address)
    answer = officer.post(address, same | {"switch": "", "note": WHY})
    assert "the policy in force already" in text_of(answer)
    assert not PolicyVersion.objects.exists()
    assert not ComplianceRecord.objects.filter(event=Event.POLICY).exists()


def test_of_two_who_switch_at_once_the_second_is_told(officer, address):
    first = previewed(officer, address, CLM317="advice")
    second = previewed(officer, address, CLM322="advice")
    officer.post(address, first | {"switch": "", "note": WHY})
    answer = officer.post(address, second | {"switch": "", "note": WHY})
    assert "switched on in the meantime" in text_of(answer)
    assert PolicyVersion.objects.count() == 1


def test_only_those_with_the_permission_see_and_switch_the_policy(client, address, home):
    client.force_login(person("writer", "give_reason", "add_waiver", edits=home))
    assert client.get(address).status_code == 302
    assert client.post(address, draft() | {"switch": ""}).status_code == 302
    assert address not in text_of(client.get("/admin/"))


def test_a_large_site_is_previewed_by_the_command_that_the_screen_names(
    officer, address, page, monkeypatch
):
    monkeypatch.setattr(policies, "PAGES_AT_ONCE", 0)
    answer = officer.post(address, draft(mode="report", REV601="") | {"preview": ""})
    command = answer.context["command"]
    assert "changes" not in answer.context
    out = StringIO()
    call_command(*command.removeprefix("manage.py ").split(), stdout=out)
    assert "No longer refused: 1" in out.getvalue()
    assert "REV601" not in out.getvalue().splitlines()[0]


def test_the_command_tells_what_would_change_and_changes_nothing(page, settings):
    judged_by(settings, mode="report")
    out = StringIO()
    call_command("preview_policy", "--mode=enforce", "--rule", "CLM301=blocking", stdout=out)
    told = out.getvalue()
    assert "Newly refused: 1" in told
    assert f"{page.pk} A claim" in told
    assert "+ CLM301" in told
    assert not PolicyVersion.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        ["--rule", "DSC101=off"],
        ["--market", "XX"],
        ["--threshold", "REVIEW_MONTHS=x"],
        ["--rule", "CLM301"],
    ],
)
def test_the_command_refuses_a_policy_that_must_not_be(db, given):
    with pytest.raises(CommandError):
        call_command("preview_policy", *given)
