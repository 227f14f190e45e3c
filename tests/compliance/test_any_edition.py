"""Properties that hold whatever an article is made of."""

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from health_content.compliance import Market, Policy, all_rules, check
from health_content.compliance.examples import OBLIGATIONS, SALE, edition_of
from health_content.compliance.material import Material
from health_content.edition import Channel, PageFacts, ReviewState, place
from health_content.manuscript import (
    Item,
    KeyPoints,
    Manuscript,
    Prose,
    Question,
    Questions,
    Reference,
    References,
    ResearchNote,
    RichText,
    Section,
)
from tests.manuscript.strategies import bare_manuscripts, manuscripts

BOTH = Policy((Market.US, Market.UK))
ALL = Policy(tuple(Market))
GUILTY = [example for rule in all_rules() for example in rule.failing if isinstance(example, str)]
LAWFUL = [example for rule in all_rules() for example in rule.passing if isinstance(example, str)]
thorough = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

sentences = st.sampled_from(GUILTY + LAWFUL)
texts = st.lists(sentences, min_size=1, max_size=3).map(" ".join)
rich = texts.map(RichText.from_text)
written_nodes = st.one_of(
    st.builds(Prose, html=rich),
    st.builds(Section, heading=sentences, content=st.lists(st.builds(Prose, html=rich)).map(tuple)),
    st.builds(ResearchNote, html=rich, reference=st.sampled_from(["", "1"])),
    st.builds(KeyPoints, heading=sentences, items=st.lists(st.builds(Item, html=rich)).map(tuple)),
    st.builds(
        Questions,
        items=st.lists(st.builds(Question, question=sentences, answer=rich), max_size=2).map(tuple),
    ),
    st.builds(
        References,
        items=st.lists(st.builds(Reference, citation=sentences, key=st.just("1"))).map(tuple),
    ),
    st.just(SALE),
)
written = st.builds(
    Manuscript,
    title=sentences,
    dek=sentences | st.just(""),
    body=st.lists(written_nodes, max_size=4).map(
        lambda nodes: tuple(replace(node, id=f"block{number}") for number, node in enumerate(nodes))
    ),
)
facts = st.builds(
    PageFacts,
    slug=st.sampled_from(["", "magnesium-and-bone", "cure-osteoporosis-now"]) | st.text(max_size=9),
    sells=st.booleans(),
    review=st.sampled_from(list(ReviewState)),
    reviewer=st.text(max_size=6),
    reviewed_on=st.none() | st.dates(),
    review_due=st.none() | st.dates(),
)


def editions(articles):
    return st.builds(
        place,
        articles,
        st.just(OBLIGATIONS) | st.just(()),
        st.sampled_from(list(Channel)),
        facts=facts,
    )


any_edition = editions(manuscripts | bare_manuscripts) | editions(written)


@thorough
@given(any_edition)
def test_every_edition_can_be_judged_under_every_law_and_twice_alike(edition):
    first = check(edition, ALL)
    assert check(edition, ALL) == first
    assert [item.fingerprint for item in first.findings] == [
        item.fingerprint for item in check(edition, ALL).findings
    ]


@thorough
@given(any_edition)
def test_every_finding_lies_inside_the_text_of_its_place(edition):
    texts: dict = {}
    material = Material(edition, ALL)
    for copy in material.copies:
        texts.setdefault(copy.location, copy.text)
    known = {location for location, _ in material.nodes} | set(texts)
    for finding in check(edition, ALL).findings:
        text = texts.get(finding.span.location, "")
        assert finding.span.location in known or not finding.quote
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        assert finding.quote == text[finding.span.start : finding.span.end]
        assert finding.quote in finding.excerpt
        stop = finding.excerpt_start + len(finding.excerpt)
        assert finding.excerpt == text[finding.excerpt_start : stop]


@thorough
@given(any_edition)
def test_findings_come_in_reading_order(edition):
    order: dict = {}
    for copy in Material(edition, ALL).copies:
        order.setdefault(copy.location, len(order))
    read = [
        (order[item.span.location], item.span.start)
        for item in check(edition, ALL).findings
        if item.span.location in order
    ]
    assert read == sorted(read)


@thorough
@given(any_edition)
def test_another_market_takes_no_finding_away(edition):
    alone = check(edition, Policy((Market.US,)))
    both = check(edition, BOTH)
    # Two doses without words of their own may have one place.
    places = defaultdict(list)
    for item in both.findings:
        places[item.code, item.span].append(item)
    for finding in alone.findings:
        assert any(
            other.severity.rank <= finding.severity.rank and Market.US in other.context.markets
            for other in places[finding.code, finding.span]
        )


@settings(parent=thorough, max_examples=40)
@given(editions(written), st.randoms(use_true_random=False))
def test_a_sentence_keeps_its_fingerprint_wherever_its_block_moves(edition, random):
    """Those of claims, which are judged by their sentence alone."""
    body = list(edition.manuscript.body)
    random.shuffle(body)
    moved = place(
        replace(edition.manuscript, body=tuple(body)),
        edition.obligations,
        edition.channel,
        facts=edition.facts,
    )

    def prints(one):
        return sorted(item.fingerprint for item in check(one).findings if item.code in SENTENCES)

    assert prints(moved) == prints(edition)


SENTENCES = frozenset("CLM301 CLM302 CLM303 CLM307 CLM309 CLM310 CLM311 CLM312 CLM318".split())


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u00ad", "…", "•", "(((", "\u0301", "\n\n"])
def test_an_article_without_words_has_findings_of_no_claim(text):
    found = check(edition_of(text or " "), ALL).findings
    assert [item for item in found if item.code.startswith("CLM")] == []
