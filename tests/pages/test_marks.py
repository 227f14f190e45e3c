"""Marks of findings: in previews, and nowhere else."""

import re

import pytest
from django.urls import reverse
from lxml import html

from health_content.compliance import Policy, check
from health_content.edition import Channel
from health_content.edition.placing import place
from health_content.manuscript import Manuscript, Prose, RichText
from health_content.pages.marks import MARK, mark_findings
from tests.factories import HealthArticlePageFactory

CLAIM = "This magnesium supplement cures arthritis."
OFFER = ("affiliate_call_to_action", {"text": "See it.", "label": "", "paid_link": None})


@pytest.fixture
def article(home, settings):
    """An article that makes a disease claim and is live, on a site that only reports."""
    settings.HEALTH_CONTENT = {"COMPLIANCE": {"MODE": "report"}}
    page = HealthArticlePageFactory(
        parent=home,
        search_description="It heals osteoporosis.",
        dek="About nuts.",
        body=[("rich_text", f"<p>Nuts are nuts.</p><p>{CLAIM}</p>"), OFFER],
    )
    page.save_revision().publish()
    return page


@pytest.fixture
def preview(admin_site, article):
    """What the editor shows of it."""
    address = reverse("wagtailadmin_pages:view_draft", args=[article.pk])
    return admin_site.get(address).content.decode()


def marked(source):
    return {
        code: element
        for element in html.fromstring(source).xpath(f"//*[@{MARK}]")
        for code in element.get(MARK).split()
    }


def test_the_paragraph_that_holds_the_sentence_is_marked(preview):
    element = marked(preview)["CLM301"]
    assert element.tag == "p"
    assert element.text_content() == CLAIM


def test_what_nobody_sees_is_marked_on_the_headline(preview):
    headline = marked(preview)["REV601"]
    assert headline.tag == "h1"


def test_a_preview_is_what_readers_get_but_for_the_marks(preview, client, article):
    client.logout()
    read = client.get(article.url).content.decode()
    assert MARK not in read
    (article_read,) = re.findall(r"<article.*</article>", read, re.DOTALL)
    without = re.sub(rf' {MARK}="[^"]*"', "", preview)
    assert without != preview
    assert article_read in without


def test_somebody_logged_in_reads_the_live_page_without_marks_and_rules(admin_site, article):
    read = admin_site.get(article.url).content.decode()
    assert MARK not in read
    assert "health-content-clm301" not in read


def findings_in(*paragraphs):
    body = tuple(Prose(RichText(f"<p>{words}</p>")) for words in paragraphs)
    edition = place(Manuscript(title="Nuts", body=body), (), Channel.WEB)
    return [item for item in check(edition, Policy()).findings if item.code.startswith("CLM")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # Links, notes and white space inside the sentence.
        (
            "<p>Nuts\n</p><p>This <a href=/>magnesium\n supplement</a> cures arthritis.<sup>1</p>",
            "<p {}>This",
        ),
        # The list of contents names the sentence first, and no one is sent there.
        (f"<nav><a>{CLAIM}</a></nav><h2>{CLAIM}</h2>", "<h2 {}>This"),
        # Elements that nobody closed, entities, and lines that HTML does not count.
        (
            f"<ul>\u2028<li class=x>Nuts &amp; seeds<br><li>{CLAIM.replace(' ', '&#32;')}</ul>",
            "<li {}>This",
        ),
        ("<h1 class='t'>Nuts</h1><p>Something else.</p>", "<h1 {} class='t'>Nuts"),
    ],
)
def test_the_innermost_block_is_marked(source, expected):
    findings = findings_in(CLAIM)
    assert findings
    found = mark_findings(source, findings)
    (mark,) = re.findall(rf'{MARK}="[^"]*"', found)
    assert expected.format(mark) in found
    assert found.replace(f" {mark}", "") == source


def test_a_text_without_any_element_stays_as_it_is():
    assert mark_findings("Nothing.", findings_in(CLAIM)) == "Nothing."
