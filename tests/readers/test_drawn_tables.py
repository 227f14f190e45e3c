"""Tables drawn with characters in Markdown."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from health_content.manuscript import Table, walk
from health_content.readers import read
from health_content.readers.drawn_tables import with_tables
from health_content.readers.traced import TracedText

SIMPLE = """\
Group         Daily    Upper limit
------------  -------  -----------
Men           8 mg     **45 mg**
Women 19-50   18 mg    45 mg

Table: Iron
"""
GRID = """\
+-----------+---------------+
| Food      | Remark        |
+===========+===============+
| Lentils   | phytate       |
|           | holds it      |
+-----------+---------------+
| Oats      |               |
+-----------+---------------+
"""


def cells(text: str) -> list[list[str]]:
    found = read(f"# A title\n\nSome words.\n\n{text}\n\nMore words.\n".encode(), "a.md")
    tables = [node for _, node in walk(found.manuscript) if isinstance(node, Table)]
    return [[cell.html.html for cell in row.cells] for table in tables for row in table.rows]


def test_dashes_say_where_the_columns_of_a_simple_table_are():
    assert cells(SIMPLE) == [
        ["<p>Group</p>", "<p>Daily</p>", "<p>Upper limit</p>"],
        ["<p>Men</p>", "<p>8 mg</p>", "<p><b>45 mg</b></p>"],
        ["<p>Women 19-50</p>", "<p>18 mg</p>", "<p>45 mg</p>"],
    ]


def test_a_caption_below_a_table_is_the_tables():
    found = read(f"# A title\n\nSome words.\n\n{SIMPLE}".encode(), "a.md")
    assert [n.caption for _, n in walk(found.manuscript) if isinstance(n, Table)] == ["Iron"]


def test_the_lines_of_a_cell_of_a_grid_are_joined():
    assert cells(GRID) == [
        ["<p>Food</p>", "<p>Remark</p>"],
        ["<p>Lentils</p>", "<p>phytate holds it</p>"],
        ["<p>Oats</p>", ""],
    ]


def test_a_grid_that_does_not_keep_to_its_columns_is_told():
    broken = GRID.replace("| Oats      |", "| Oats and more of it |")
    source, remarks = with_tables(TracedText.of(broken))
    assert source.text == broken
    assert [remark.text for remark in remarks] == [broken.strip()]


def test_a_drawing_in_code_is_code():
    code = f"```\n{GRID}```\n"
    assert with_tables(TracedText.of(code))[0].text == code


def test_a_heading_over_a_rule_is_no_table():
    text = "Heading words\n-------------\n\nText.\n\n--- ---\nText goes on over the rule.\n"
    assert with_tables(TracedText.of(text))[0].text == text


def test_lines_after_a_table_keep_their_numbers():
    source, _ = with_tables(TracedText.of(f"One\n\n{GRID}\nLast"))
    assert source.line(len(source.text.split("\n"))) == 3 + GRID.count("\n") + 1


@given(st.text(st.sampled_from("+-=|: ab\n"), max_size=200))
def test_no_word_of_a_drawing_is_lost_whatever_it_looks_like(text):
    source, _ = with_tables(TracedText.of(text))
    assert len(source.origins) == source.text.count("\n") + 1
    words = re.sub(r"</?(?:table|caption|thead|tbody|tr|th|td)>", " ", source.text)
    assert sorted(re.findall("[ab]", words)) == sorted(re.findall("[ab]", text))


@pytest.mark.parametrize(
    "unit",
    [
        "a word ",
        "a | b ",
        "-- -- ",
        "-- --\na b\n",
        "+--+\n| a |\n",
        "a\n-- --\n\n",
        "```\n-- --\n",
    ],
)
def test_the_time_grows_with_the_length_only(unit):
    taken = []
    for times in (2_000, 16_000):
        start = time.process_time()
        with_tables(TracedText.of(unit * times))
        taken.append(time.process_time() - start)
    assert taken[1] <= max(taken[0], 0.02) * 40
