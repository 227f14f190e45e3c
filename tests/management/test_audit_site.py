"""``manage.py audit_site``."""

import json

import pytest

from health_content.auditing import State
from health_content.library.ledger import ComplianceRecord
from health_content.library.standings import Standing
from tests.auditing import scene
from tests.auditing.scene import admitted, bypassed
from tests.management.conftest import run


def audit(*arguments):
    return run("audit_site", *arguments)


@pytest.fixture
def home(home):
    """A front page that a door has seen."""
    home.save()
    return home


@pytest.fixture
def past(home):
    """A page that no door saw."""
    return bypassed(home)


def test_a_page_that_no_door_saw_is_named_with_its_rules(past):
    code, out, complaint = audit()
    assert code == 1
    assert f"unjudged: page {past.pk}, Arthritis ({past.url_path}): " in out
    assert "CLM301" in out.splitlines()[0]
    assert "      1 unjudged: Live, and no door ever saw it\n" in out
    assert complaint == "1 live pages are not as a door admitted them."


def test_a_site_on_which_all_is_well_ends_with_0(home):
    admitted(home)
    code, out, _ = audit("--verify")
    assert code == 0
    assert out.startswith("2 live pages, 2 judged anew.\n")
    assert "The chain of records is whole." in out
    number = ComplianceRecord.objects.order_by("-number").first().number
    assert f"Recorded as number {number}." in out


def test_taking_over_needs_a_name_and_leaves_a_list(past, superuser):
    assert audit("--baseline")[0] == 2
    code, out, _ = audit("--baseline", "--user", "owner")
    assert code == 0
    assert "1 taken over as they are." in out
    assert Standing.objects.get(page_id=past.pk).is_baseline
    assert audit()[0] == 0
    code, _, complaint = audit("--fail-on", "listed")
    assert (code, complaint) == (1, "1 live pages would be refused today.")


def test_the_document_has_counts_and_pages(past):
    code, out, _ = audit("--format", "json", "--fix", "suspend", "--fail-on", "never")
    document = json.loads(out)
    assert code == 0
    assert set(document["states"]) == {state.value for state in State}
    assert set(document) == {
        "pages",
        "judged",
        "drafts",
        "taken_over",
        "fixed",
        "states",
        "waivers",
        "failed",
        "chain",
        "record",
        "found",
    }
    (found,) = document["found"]
    assert found["page"] == past.pk
    assert found["state"] == "unjudged"
    assert found["blocking"] == 1
    assert "CLM301" in found["rules"]
    assert found["fixed"] == "suspend"


def test_taking_offline_is_said(past):
    assert audit("--fix", "unpublish")[1].splitlines()[0].endswith("; taken offline")


def test_a_broken_chain_ends_with_1_where_it_is_asked(home):
    admitted(home)
    audit()
    number = ComplianceRecord.objects.order_by("number").first().number
    scene.sql(
        "UPDATE health_content_compliancerecord SET subject_title = %s WHERE number = %s",
        "X",
        number,
    )
    assert audit()[0] == 0
    code, out, complaint = audit("--verify")
    assert code == 1
    assert f"Record {number} was changed" in out
    assert complaint == "The chain of records is broken."


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--baseline"], "Say with --user"),
        (["--user", "nobody"], "There is no user nobody."),
        (["--baseline", "--user", "owner", "--fix", "suspend"], "not both"),
    ],
)
def test_wrong_usage_has_code_2(home, superuser, arguments, words):
    code, _, complaint = audit(*arguments)
    assert code == 2
    assert words in complaint


def test_a_setting_that_makes_no_policy_is_wrong_usage(home, settings):
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"RULES": {"CLM999": "off"}}}
    assert audit()[0] == 2
