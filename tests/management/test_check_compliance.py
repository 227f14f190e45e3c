"""``manage.py check_compliance``."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from health_content.assessment import assess
from health_content.compliance.render import Checked, as_text
from health_content.management.commands import check_compliance
from health_content.models import HealthArticlePage
from tests.factories import HealthArticlePageFactory, HealthIndexPageFactory, HomePageFactory
from tests.management.conftest import run

pytestmark = pytest.mark.usefixtures("report_only")

FINE = ("rich_text", "<p>Magnesium is found in nuts and seeds.</p>")
CLAIM = ("rich_text", "<p>This magnesium supplement cures arthritis.</p>")
OFFER = ("affiliate_call_to_action", {"text": "See it.", "label": "", "paid_link": None})


@pytest.fixture
def section(home):
    return HealthIndexPageFactory(parent=home, slug="articles")


@pytest.fixture
def selling(section):
    return HealthArticlePageFactory(
        parent=section, title="Joints", slug="joints", body=[CLAIM, OFFER]
    )


@pytest.fixture
def telling(section):
    return HealthArticlePageFactory(parent=section, title="Nuts", slug="nuts", body=[FINE])


def check(*arguments):
    return run("check_compliance", *arguments)


def names(*arguments):
    _, out, _ = check(*arguments, "--format", "json", "--fail-on", "never")
    return [it["name"] for it in json.loads(out)["articles"]]


def test_a_page_is_named_by_its_path_and_the_words_are_underlined(selling):
    code, out, complaint = check("--page", selling.pk)
    assert code == 1
    assert "/articles/joints/:body." in out
    assert " CLM301 disease-claim blocking\n" in out
    assert "This magnesium supplement cures arthritis.\n" in out
    assert "^^^^^^^^^^^^^^^\n" in out
    assert ", by rule set 2026.11.\n" in out
    assert complaint == "There are findings as grave as blocking."


def test_a_page_is_found_by_the_path_of_its_address(selling, telling):
    assert names("--path", "/articles/joints/") == ["/articles/joints/"]
    assert names("--path", "articles/nuts", "--page", selling.pk) == [
        "/articles/joints/",
        "/articles/nuts/",
    ]
    assert names("--path", "/") == ["/"]


def test_all_are_the_live_pages_that_have_an_article(selling, telling, section):
    draft = HealthArticlePageFactory(parent=section, slug="draft", body=[FINE], live=False)
    assert names("--all") == ["/articles/joints/", "/articles/nuts/"]
    assert names("--page", draft.pk) == ["/articles/draft/"]
    assert names("--all", "--page", telling.pk) == ["/articles/joints/", "/articles/nuts/"]


def test_what_readers_see_is_judged_unless_the_draft_is_asked_for(telling):
    telling.body = telling.body.stream_block.to_python([{"type": CLAIM[0], "value": CLAIM[1]}])
    telling.save_revision()
    _, live, _ = check("--page", telling.pk)
    code, draft, _ = check("--page", telling.pk, "--draft", "--fail-on", "needs-reason")
    assert "CLM301" not in live
    assert "/articles/nuts/:body." in draft
    assert "CLM301 disease-claim needs a reason" in draft
    assert code == 1


def test_nothing_wanted_by_fail_on_is_fine(selling):
    assert check("--page", selling.pk, "--fail-on", "never")[0] == 0


def test_nothing_is_changed_in_the_database(selling, telling):
    with CaptureQueriesContext(connection) as captured:
        check("--all", "--draft")
    assert {query["sql"].lstrip("(").split()[0] for query in captured.captured_queries} == {
        "SELECT"
    }


def test_sarif_and_json_are_whole_on_the_standard_output(selling):
    code, out, _ = check("--page", selling.pk, "--format", "sarif")
    (run_of_tool,) = json.loads(out)["runs"]
    uris = {
        location["physicalLocation"]["artifactLocation"]["uri"]
        for result in run_of_tool["results"]
        for location in result["locations"]
    }
    assert code == 1
    assert uris == {"/articles/joints/"}


def test_markets_can_be_asked_for(telling):
    _, out, _ = check("--page", telling.pk, "--market", "US,UK", "--fail-on", "never")
    assert "Of UK law only some rules are known here." in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Name pages with --page or --path, or give --all."),
        (["--page", "999999"], "There is no page 999999."),
        (["--page", "1"], "There is no page 1."),
        (["--path", "/no/such/page/"], "There is no page at /no/such/page/."),
        (["--all", "--market", "FR"], "There is no market 'FR'."),
    ],
)
def test_wrong_usage_has_code_2(home, arguments, words):
    code, out, complaint = check(*arguments)
    assert code == 2
    assert words in complaint
    assert out == ""


def test_a_setting_that_makes_no_policy_is_wrong_usage(telling, settings):
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"RULES": {"CLM999": "off"}}}
    code, _, complaint = check("--all")
    assert code == 2
    assert "CLM999" in complaint


def test_a_site_without_articles_has_nothing_to_check(home):
    assert check("--all") == (0, "Nothing was checked.\n", "")


def test_pages_of_several_sites_are_told_apart_by_host(home, telling):
    other = HomePageFactory(parent=home.get_parent(), slug="other")
    Site.objects.create(hostname="other.example", root_page=other, port=80)
    HealthArticlePageFactory(parent=other, slug="nuts", body=[FINE])
    (here, there) = names("--all")
    assert here.endswith("/articles/nuts/")
    assert there == "http://other.example/nuts/"


def test_many_pages_come_from_the_database_in_batches(section, monkeypatch):
    monkeypatch.setattr(check_compliance, "_BATCH", 2)
    for number in range(5):
        HealthArticlePageFactory(parent=section, slug=f"page-{number}", body=[FINE])
    assert names("--all") == [f"/articles/page-{number}/" for number in range(5)]


def test_what_is_printed_is_what_the_check_of_files_prints(selling):
    _, out, _ = check("--page", selling.pk)
    report = assess(HealthArticlePage.objects.get(pk=selling.pk))
    assert out == as_text([Checked.of("/articles/joints/", report)])
