"""Citations in the text lead to the reference list, and its entries lead back."""

import re

import pytest
from django.template import Context, Template
from wagtail.rich_text import expand_db_html

from health_content.blocks.citations import cited_entries
from health_content.blocks.references import reference_node
from health_content.edition.citations import numbered
from health_content.library.references import Reference
from health_content.manuscript import Manuscript
from health_content.models import HealthArticlePage
from tests.blocks.conftest import BODY, value_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def references():
    return [
        Reference.objects.create(citation=f"Author {letter}. A study of bone {letter}. 2020.")
        for letter in "ABC"
    ]


def shown(*stored, page=None):
    """The blocks as an article's page shows them."""
    template = Template("{% load health_content_tags %}{% article_body body %}")
    return template.render(Context({"body": value_of(*stored), "page": page}))


def text(html):
    return {"type": "rich_text", "value": html}


def reference_list(references):
    keys = [reference.pk for reference in references]
    return {"type": "references", "value": {"heading": "References", "items": keys}}


def test_a_citation_leads_to_its_entry_and_back(references):
    html = shown(text("<p>Bone is alive.<sup>[2]</sup></p>"), reference_list(references))
    assert '<sup>[<a class="hc-cite" id="cite-2-1" href="#ref-2"' in html
    assert re.search(r'id="ref-2".*?href="#cite-2-1"', html, re.DOTALL)


def test_an_entry_leads_back_to_every_place_that_cites_it(references):
    html = shown(
        text("<p>One [1] and two [1, 3].</p>"), text("<p>[1–3]</p>"), reference_list(references)
    )
    places = set(re.findall(r'id="(cite-[0-9-]+)"', html))
    assert {"cite-1-1", "cite-1-2", "cite-1-3", "cite-3-1", "cite-3-2"} == places
    assert set(re.findall(r'href="#(cite-[0-9-]+)"', html)) == places
    entry_two = html[html.index('id="ref-2"') : html.index('id="ref-3"')]
    assert "#cite-1-3" in entry_two


def test_no_identifier_stands_twice_on_the_page(references):
    html = shown(
        text("<p>[1] [1] [2–3]</p>"), reference_list(references[:2]), reference_list(references[2:])
    )
    found = re.findall(r'\bid="([^"]*)"', html)
    assert len(found) == len(set(found))
    assert 'id="ref-3"' in html


@pytest.mark.parametrize("typed", ["[4]", "[2019]", "[0]", "[3–1]"])
def test_what_cites_nothing_stays_as_it_was_typed(references, typed):
    html = shown(text(f"<p>As said {typed}.</p>"), reference_list(references))
    assert f"As said {typed}." in html


def test_a_number_inside_a_link_is_left_alone(references):
    html = shown(
        text('<p><a href="https://example.org/">see [1]</a></p>'), reference_list(references)
    )
    assert ">see [1]</a>" in html


def test_without_a_reference_list_nothing_is_linked():
    assert "<p>Bone [1].</p>" in shown(text("<p>Bone [1].</p>"))


def test_a_research_note_names_the_number_of_its_reference_and_counts_as_citing_it(references):
    note = {"label": "Research", "html": "<p>Pooled.</p>", "reference": references[2].pk}
    html = shown({"type": "research_note", "value": note}, reference_list(references))
    assert 'href="#ref-1"' in html
    assert "[1]" in html
    assert 'href="#cite-1-1"' in html
    assert re.findall(r"bone ([ABC])", html[html.index("<ol") :]) == ["C", "A", "B"]
    typed = shown(
        {"type": "research_note", "value": note}, text("<p>[1]</p>"), reference_list(references)
    )
    assert 'href="#ref-3"' in typed


def cite(reference, passage=""):
    return f'<a data-passage="{passage}" id="{reference.pk}" linktype="reference">Author 2020</a>'


def test_a_cited_entry_has_its_number_on_the_page_as_in_what_leaves_the_site(references):
    first, second, third = references
    gone = Reference.objects.create(citation="Gone.")
    everything = "".join(map(cite, (first, second, third, gone)))
    stored = [
        text(f"<p>One{cite(third, 'denser &amp; older')}. All{everything}.</p>"),
        {"type": "research_note", "value": {"html": "<p>N.</p>", "reference": second.pk}},
    ]
    gone.delete()
    html = shown(*stored)
    words = re.sub(r"<[^>]*>", "", html)
    assert "One[1]. All[1–3]." in words
    assert "Author 2020" not in html
    assert re.findall(r"bone ([ABC])", html[html.index("<ol") :]) == ["C", "A", "B"]
    assert "denser &amp; older" in html[html.index("<ol") :]
    found = re.findall(r'\bid="([^"]*)"', html)
    assert len(found) == len(set(found))
    places = {place for place in found if place.startswith("cite-")}
    assert set(re.findall(r'href="#(cite-[0-9-]+)"', html)) == places
    # Inside a range the entry leads back to the range.
    middle = html[html.index('id="ref-2"') : html.index('id="ref-3"')]
    assert 'href="#cite-1-2"' in middle

    body = value_of(*stored)
    known = {key: reference_node(it) for key, it in cited_entries(body).items()}
    outside = numbered(Manuscript("A title", BODY.to_nodes(body)), known)
    assert outside.body[0].html.text == "One[1]. All[1–3][?]."
    assert [entry.key for entry in outside.body[-1].items] == [
        str(it.pk) for it in (third, first, second)
    ]


def test_outside_its_page_a_citation_leaves_nothing_to_be_read(references):
    html = expand_db_html(f"<p>Bone{cite(references[0])} lives.</p>")
    assert re.sub(r"<a hidden[^>]*>.*?</a>", "", html) == "<p>Bone lives.</p>"


def test_all_that_texts_cite_is_fetched_at_once(references, django_assert_num_queries):
    stored = [text(f"<p>{cite(reference)}</p>") for reference in references * 3]
    with django_assert_num_queries(1):
        html = shown(*stored)
    assert html.count("A study of bone") == 3


def test_an_interval_in_brackets_is_no_citation_and_a_raised_range_is_one(references):
    html = shown(
        text("<p>RR 3, 95% <b>CI</b> [2, 3].</p><p>95% CI<sup>[1–3]</sup></p>"),
        reference_list(references),
    )
    assert "</b> [2, 3]." in html
    assert "cite-2-2" not in html
    assert 'id="cite-1-1"' in html


def test_a_deleted_entry_keeps_its_number_and_no_citation_leads_to_it(references):
    stored = reference_list(references)
    references[0].delete()
    html = shown(text("<p>One [1], two [2], all [1–3].</p>"), stored)
    assert "#ref-1" not in html
    assert "One [1], two" in html
    assert 'id="ref-2"' in html
    places = set(re.findall(r'id="(cite-[0-9-]+)"', html))
    assert set(re.findall(r'href="#(cite-[0-9-]+)"', html)) == places


def test_a_note_is_counted_where_it_is_read(references):
    note = {"label": "R", "html": "<p>Pooled [1].</p>", "reference": references[0].pk}
    html = shown(
        {"type": "research_note", "value": note},
        text("<p>Later [1].</p>"),
        reference_list(references),
    )
    assert re.findall(r'id="(cite-[0-9-]+)"', html) == ["cite-1-1", "cite-1-2", "cite-1-3"]


def test_under_the_last_list_of_a_live_page_stand_its_references_to_take_along(references):
    lists = [reference_list(references[:2]), reference_list(references[2:]), reference_list([])]
    page = HealthArticlePage(pk=7, live=True)
    html = shown(*lists, page=page)
    assert html.count("hc-references__downloads") == 1
    assert html.index("hc-references__downloads") > html.index('id="ref-3"')
    for extension in ("ris", "bib", "json"):
        assert f'/references/7.{extension}"' in html
    assert "hc-references__downloads" in shown(text(f"<p>{cite(references[0])}</p>"), page=page)
    page.live = False
    assert "hc-references__downloads" not in shown(*lists, page=page)
