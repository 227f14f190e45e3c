"""Articles whose line ends were lost."""

from __future__ import annotations

import pytest

from health_content.readers.flattened import split_heading, unflattened
from health_content.readers.traced import TracedText

FILLER = (
    "This sentence makes the line as long as a line of a flattened article is, because short "
    "lines are never touched. It goes on for a while, and says nothing that matters to anybody. "
    "Nor does this one, which is here to be safe, or the half sentence that follows it at the end."
)


def restored(text: str) -> str:
    return unflattened(TracedText.of(text))[0].text


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("What Is Zinc? Zinc is a metal.", "What Is Zinc?"),
        ("What Is Zinc Zinc is a metal that people need.", "What Is Zinc"),
        ("How to take zinc Take it with food and water.", "How to take zinc"),
        ("Benefits The body uses it in a hundred enzymes.", "Benefits"),
        (
            "Zinc and Sleep: What We Know Many people sleep badly these days.",
            "Zinc and Sleep: What We Know",
        ),
        ("Forms of Zinc - Citrate - Oxide", "Forms of Zinc"),
        ("References 1. Doe J. Zinc. 2018.", "References"),
        ("Dosage | Group | Dose |", "Dosage"),
        ("Conclusion", "Conclusion"),
        ("Is zinc safe for children?", "Is zinc safe for children?"),
    ],
)
def test_headings_end_where_their_text_begins(text, heading):
    found, rest = split_heading(text)
    assert found == heading
    assert f"{found} {rest}".strip() == text


def test_headings_lists_tables_and_quotes_get_their_lines_back():
    found = restored(
        f"# Zinc Basics {FILLER} ## Signs Look for these signs: - Slow healing - Loss of taste "
        "## Steps 1. Eat beans 2. Eat nuts ## Amounts | Who | Dose | |---|---| | Men | 11 mg | "
        "| Women | 8 mg | Ask first. > A quoted line. --- [^1]: A note."
    )
    assert [row.strip() for row in found.split("\n") if row.strip()] == [
        "# Zinc Basics",
        FILLER,
        "## Signs",
        "Look for these signs:",
        "- Slow healing",
        "- Loss of taste",
        "## Steps",
        "1. Eat beans",
        "2. Eat nuts",
        "## Amounts",
        "| Who | Dose |",
        "|---|---|",
        "| Men | 11 mg |",
        "| Women | 8 mg |",
        "Ask first.",
        "> A quoted line.",
        "---",
        "[^1]: A note.",
    ]
    assert "\n\n- Slow healing\n- Loss" in found
    assert "\n\n| Who |" in found


def test_calls_and_disclaimers_leave_the_list_above_them():
    found = restored(
        f"# Zinc {FILLER} ## Steps 1. Eat beans. 2. Eat nuts. [Buy zinc here](https://example.org) "
        "*These words are set in italics from the first to the last of them.*"
    )
    assert "2. Eat nuts.\n\n[Buy zinc here](https://example.org)\n\n*These words" in found


def test_front_matter_in_the_same_line_is_found():
    found = restored(
        f"--- title: Zinc author: Jane Doe date: 2024-02-03 --- # Zinc {FILLER} ## End Fine."
    )
    assert found.startswith("---\ntitle: Zinc\nauthor: Jane Doe\ndate: 2024-02-03\n---\n")


@pytest.mark.parametrize(
    "text",
    [
        FILLER,
        f"# A heading\n\n{FILLER} {FILLER}",
        f"{FILLER} He took item # 4 and went - as people do - home. {FILLER}",
        f"- {FILLER} - and a dash - in an item",
        f"| {FILLER} | b |",
        f"{FILLER} In 2018. 2 of them left. 1. one",
    ],
)
def test_ordinary_lines_are_left_alone(text):
    source = TracedText.of(text)
    assert unflattened(source) == (source, ())


def test_every_line_is_traced_to_the_one_it_was_in():
    source = TracedText.of(f"intro\n\n# Zinc {FILLER} {FILLER} ## More Of it.\nlast")
    found, remarks = unflattened(source)
    rows = found.text.split("\n")
    assert [found.line(number) for number in (1, 3, len(rows))] == [1, 3, 4]
    assert remarks[0].line == 3
