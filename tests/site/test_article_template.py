"""What an article's page says about who stands behind it, and how readers find their way."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from health_content.models import Person
from health_content.recording import record_review
from tests.factories import HealthArticlePageFactory, HealthIndexPageFactory

pytestmark = pytest.mark.usefixtures("report_only")

CARD = {
    "type": "safety_card",
    "id": "11111111-0000-0000-0000-000000000000",
    "value": {"card": "seek-help", "heading": "Call your doctor", "html": "<p>If it hurts.</p>"},
}
ACTION = {"type": "affiliate_call_to_action", "value": {"text": "See what it costs."}}


def section(heading, *content, anchor="", aspect=""):
    return {
        "type": "section",
        "value": {
            "heading": heading,
            "anchor": anchor,
            "aspect": aspect,
            "content": list(content),
        },
    }


def text(words):
    return {"type": "rich_text", "value": f"<p>{words}</p>"}


@pytest.fixture
def write(home):
    """Publishes an article with the given blocks and fields."""
    index = HealthIndexPageFactory(parent=home, slug="articles", title="Articles")

    def make(*blocks, **fields):
        page = HealthArticlePageFactory(parent=index, slug="magnesium", **fields)
        page.body = page.body.stream_block.to_python(list(blocks) or [text("Magnesium.")])
        page.save_revision().publish()
        page.refresh_from_db()
        return page

    return make


@pytest.fixture
def reviewer(db):
    return Person.objects.create(
        name="Robin Sample", credentials="PharmD", job_title="Pharmacist", slug="robin-sample"
    )


def soup_of(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "html.parser")


def words_of(element):
    return " ".join(element.get_text(" ").split())


def byline_of(client, page):
    return words_of(soup_of(client, page).select_one(".hc-byline"))


def test_a_page_that_nobody_reviewed_names_no_reviewer(client, write):
    page = write()
    byline = byline_of(client, page)
    assert "Not yet medically reviewed" in byline
    assert "reviewed by" not in byline
    history = words_of(soup_of(client, page).select_one("#how-we-reviewed"))
    assert "No medical reviewer has approved what this page says now." in history


def test_a_reviewed_page_names_the_reviewer_and_leads_to_their_page(client, write, reviewer):
    page = write()
    record_review(page, reviewer)
    soup = soup_of(client, page)
    byline = words_of(soup.select_one(".hc-byline"))
    assert "Medically reviewed by Robin Sample, PharmD Pharmacist" in byline
    link = soup.select_one(".hc-byline a.hc-byline__name")
    assert link["href"] == reviewer.get_absolute_url() == "/people/robin-sample/"


def test_a_page_changed_since_its_review_names_no_reviewer_in_its_byline(client, write, reviewer):
    page = write()
    record_review(page, reviewer)
    page.body = page.body.stream_block.to_python([text("Something else.")])
    page.save_revision().publish()
    byline = byline_of(client, page)
    assert "Medically reviewed" not in byline
    assert "Robin" not in byline
    assert re.search(r"Reviewed .+ ; changed since|Reviewed .+; changed since", byline)
    history = words_of(soup_of(client, page).select_one("#how-we-reviewed"))
    assert "approved by Robin Sample, PharmD" in history
    assert "The words have changed since." in history


def test_a_review_that_asked_for_changes_is_told_and_is_no_approval(client, write, reviewer):
    page = write()
    record_review(page, reviewer, approved=False)
    soup = soup_of(client, page)
    assert "Medically reviewed" not in soup.text
    assert "changes asked for by Robin Sample" in words_of(soup.select_one("#how-we-reviewed"))


def test_author_and_fact_checker_are_named_with_their_credentials(client, write):
    author = Person.objects.create(name="Ada Sample", credentials="MS", job_title="Writer")
    checker = Person.objects.create(name="Cleo Sample", credentials="RD")
    byline = byline_of(client, write(author=author, fact_checker=checker))
    assert "Written by Ada Sample, MS Writer" in byline
    assert "Fact-checked by Cleo Sample, RD" in byline


def test_an_overdue_review_is_said_plainly_in_both_places(client, write):
    page = write(
        first_published=date(2020, 1, 1), next_review_due=timezone.localdate() - timedelta(days=1)
    )
    assert "Review overdue since" in byline_of(client, page)
    history = words_of(soup_of(client, page).select_one("#how-we-reviewed"))
    assert "has not happened yet" in history


def test_a_review_still_to_come_is_named_with_its_day(client, write):
    page = write(next_review_due=timezone.localdate() + timedelta(days=90))
    assert "Next review due" in byline_of(client, page)
    assert "overdue" not in byline_of(client, page)


def test_the_contents_nest_subsections_and_end_with_the_references_and_the_review(client, write):
    inner = {"type": "subsection", "value": {"heading": "In food", "anchor": "in-food"}}
    questions = {
        "type": "questions",
        "value": {"heading": "Questions", "items": [{"question": "Why?", "answer": "<p>So.</p>"}]},
    }
    conclusion = {"type": "conclusion", "value": {"heading": "In short", "html": "<p>Eat.</p>"}}
    references = {"type": "references", "value": {"heading": "", "items": []}}
    page = write(section("Where it is", inner, anchor="where"), questions, conclusion, references)
    soup = soup_of(client, page)
    contents = soup.select_one("nav.hc-contents")
    listed = [words_of(link) for link in contents.select("a")]
    assert listed == [
        "Where it is",
        "In food",
        "Questions",
        "In short",
        "References",
        "How we reviewed this article",
    ]
    assert words_of(contents.select_one("ol ol")) == "In food"
    for link in contents.select("a"):
        assert soup.select_one(f'[id="{link["href"][1:]}"]') is not None, link["href"]


def test_no_id_stands_twice_on_a_page(client, write):
    soup = soup_of(client, write(section("One", CARD), section("One", text("Two."))))
    ids = [element["id"] for element in soup.select("[id]")]
    assert sorted(set(ids)) == sorted(ids)


def test_cautions_are_named_above_the_first_paid_link_and_lead_to_where_they_stand(client, write):
    page = write(text("Start."), section("Buy", ACTION), section("Care", CARD, anchor="care"))
    soup = soup_of(client, page)
    (link,) = soup.select("#safety-first a")
    assert link.text.strip() == "Call your doctor"
    assert "If it hurts." in soup.select_one(f'[id="{link["href"][1:]}"]').text
    html = str(soup)
    assert html.index("safety-first") < html.index("See what it costs.")


def test_a_section_on_side_effects_counts_as_a_caution_where_it_holds_no_card(client, write):
    page = write(
        section(
            "What can go wrong", text("Little."), anchor="wrong", aspect="SideEffectsHealthAspect"
        )
    )
    (link,) = soup_of(client, page).select("#safety-first a")
    assert (link["href"], link.text.strip()) == ("#wrong", "What can go wrong")


def test_a_card_at_the_top_needs_no_way_to_it(client, write):
    assert (
        soup_of(client, write(CARD, section("More", text("Words.")))).select("#safety-first") == []
    )


def test_key_points_stand_above_the_contents_and_sections_below(client, write):
    points = {"type": "key_points", "value": {"items": ["<p>Point one.</p>"]}}
    html = str(
        soup_of(client, write(points, section("Later", text("Body words."), anchor="later")))
    )
    assert html.index("Point one.") < html.index("hc-contents") < html.index("Body words.")


def test_every_block_of_the_body_is_shown_once(client, write):
    blocks = [text(f"Sentence {number}.") for number in range(9)]
    html = str(soup_of(client, write(*blocks, section("Rest", text("Sentence 9.")))))
    assert [html.count(f"Sentence {number}.") for number in range(10)] == [1] * 10


def test_a_page_gives_its_own_address_as_canonical(client, write):
    page = write()
    canonical = soup_of(client, page).select("link[rel=canonical]")
    assert [link["href"] for link in canonical] == [page.full_url]


@pytest.mark.parametrize("path", ["/search/?query=x", "/_util/login/", "/nope/", "/topics/"])
def test_pages_that_need_not_be_found_say_so(client, home, path):
    soup = BeautifulSoup(client.get(path).text, "html.parser")
    assert soup.select_one("meta[name=robots]")["content"] == "noindex"


def test_an_article_may_be_found(client, write):
    assert soup_of(client, write()).select("meta[name=robots]") == []


def test_a_persons_page_states_conflicts_of_interest_or_that_there_is_no_statement(
    client, write, reviewer
):
    page = write()
    record_review(page, reviewer)
    silent = words_of(BeautifulSoup(client.get("/people/robin-sample/").text, "html.parser").main)
    assert "No statement has been recorded." in silent
    assert f"Articles reviewed {page.title}" in silent
    reviewer.conflict_of_interest = "Holds no shares."
    reviewer.license_note = "State board, checked in May."
    reviewer.save()
    stated = words_of(BeautifulSoup(client.get("/people/robin-sample/").text, "html.parser").main)
    assert "Holds no shares." in stated
    assert "State board, checked in May." in stated
