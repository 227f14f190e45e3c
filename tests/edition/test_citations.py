"""Every source a page cites has one number, and the list is complete and in their order."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from health_content.edition.citations import arranged, citations_in, joined, numbered
from health_content.manuscript import (
    Manuscript,
    Prose,
    Reference,
    References,
    ResearchNote,
    RichText,
    Section,
)

KEYS = st.sampled_from([str(key) for key in range(1, 9)])


def cite(key, passage=""):
    quoted = f' data-passage="{passage}"' if passage else ""
    return f'<a linktype="reference" id="{key}"{quoted}>Writer {key}</a>'


def entries(*keys):
    return {key: Reference(citation=f"Writer {key}. A study.", key=key) for key in keys}


def prose(html):
    return Prose(RichText(f"<p>{html}</p>"))


def page(*body, known=()):
    return numbered(Manuscript("A title", body), entries(*known))


def texts(manuscript):
    return [node.html.text for node in manuscript.body if isinstance(node, Prose)]


def listed(manuscript):
    return [
        entry.key
        for node in manuscript.body
        if isinstance(node, References)
        for entry in node.items
    ]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(st.one_of(KEYS, st.just("")), max_size=5), max_size=3),
    st.lists(KEYS, max_size=8),
    st.booleans(),
)
def test_numbers_run_from_1_without_a_gap_and_each_source_cited_has_one(lists, cited, is_typed):
    numbering = arranged(lists, cited, is_typed=is_typed)
    flat = [key for keys in lists for key in keys]
    order = [it for entries in numbering.lists for it in entries]
    keys = [flat[it] if isinstance(it, int) else it for it in order]
    assert set(cited) | {key for key in flat if key} == set(numbering.numbers)
    assert all(keys[at - 1] == key for key, at in numbering.numbers.items())
    # No entry of a list is lost, and none is listed twice that was not.
    assert sorted(it for it in order if isinstance(it, int)) == list(range(len(flat)))
    if (is_typed and lists) or len(lists) > 1:
        assert keys[: len(flat)] == flat
        assert keys[len(flat) :] == [key for key in dict.fromkeys(cited) if key not in flat]
    else:
        first = list(dict.fromkeys(cited))
        assert keys[: len(first)] == first


def test_sources_are_numbered_as_the_page_cites_them_and_the_uncited_follow():
    note = ResearchNote("", RichText("<p>Pooled.</p>"), reference="3")
    inner = Section("A part", content=(prose(f"One{cite(2)}."), note))
    shown = page(
        inner, prose(f"Two{cite(3)} {cite(1)}."), References(items=tuple(entries(*"1234").values()))
    )
    assert shown.body[0].content[0].html.text == "One[1]."
    assert texts(shown) == ["Two[2, 3]."]
    assert listed(shown) == ["2", "3", "1", "4"]


def test_neighbors_share_brackets_and_three_in_a_row_are_a_range():
    text = "".join(cite(key) for key in "15324")
    shown = page(prose(f"{cite(9)} is first. All {text}."), known="912345")
    assert texts(shown) == ["[1] is first. All [2–6]."]
    assert [it.key for it in citations_in(shown.body[0].html.html)] == list("915324")
    assert [(it.first, it.last) for it in joined([5, 1, 2, 3, 8, 9])] == [
        (1, 3),
        (5, 5),
        (8, 8),
        (9, 9),
    ]


@pytest.mark.parametrize("typed", ["As shown [2].", "As shown [1–2]."])
def test_numbers_that_somebody_typed_keep_their_entries(typed):
    shown = page(
        prose(f"{typed} New{cite(7)}; known{cite(2)}."),
        References(items=tuple(entries(*"12").values())),
        known="7",
    )
    assert texts(shown) == [f"{typed} New[3]; known[2]."]
    assert listed(shown) == ["1", "2", "7"]


def test_an_interval_in_brackets_is_no_number_that_somebody_typed():
    shown = page(
        prose(f"95% CI [1, 2]; known{cite(2)}."), References(items=tuple(entries(*"12").values()))
    )
    assert listed(shown) == ["2", "1"]


def test_a_page_without_a_list_gets_one_with_what_is_quoted():
    shown = page(prose(f"One{cite(5, 'denser hips')}, two{cite(6)}."), known="56")
    assert listed(shown) == ["5", "6"]
    assert [entry.quoted for entry in shown.body[-1].items] == ["denser hips", ""]


def test_what_the_library_has_no_more_is_told_apart_and_takes_no_number():
    shown = page(prose(f"One{cite(9)}{cite(5)}{cite(8)}."), known="5")
    assert texts(shown) == ["One[1][?][?]."]
    assert listed(shown) == ["5"]


def test_numbering_again_changes_nothing():
    body = (prose(f"A{cite(9)}{cite(3)}{cite(2)} {cite(1)} and [2]."),)
    once = page(*body, known="123")
    assert numbered(once, entries(*"123")) == once
    again = numbered(Manuscript("A title", body[:0]), {})
    assert again.body == ()


def test_links_without_an_end_take_no_longer_than_others():
    opened = '<a linktype="reference" id="1">'
    spaced = cite("1") + "\u00a0" * 40 + "x"
    begun = time.monotonic()
    assert not list(citations_in(opened * 4000))
    assert len(list(citations_in(cite("1") + opened[:-1] * 4000))) == 1
    assert len(list(citations_in(spaced))) == 1
    assert time.monotonic() - begun < 1
