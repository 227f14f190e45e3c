"""What exports of real sites do to an article, and what an editor would make of it.

The article holds, in our own words, every oddity that the real one outside the
repository has; the same expectations are held against both.
"""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from pathlib import Path

import pytest

from health_content.manuscript import (
    Audience,
    CallToAction,
    Caption,
    Conclusion,
    DisclaimerKind,
    DosageTable,
    DoseBasis,
    DosePer,
    DoseUnit,
    KeyPoints,
    MythFact,
    Node,
    References,
    RelatedArticles,
    ResearchNote,
    Section,
    SectionAspect,
    Steps,
    TypedDisclaimer,
    passages,
    walk,
)
from health_content.readers import Reading, RemarkKind, read

STEM = "magnesium-citrate-and-muscles"
PATH = Path(__file__).parent / "fixtures" / f"{STEM}.txt"


@dataclasses.dataclass(frozen=True)
class Expected:
    """What differs between our article and the real one."""

    captions: tuple[str, ...]
    key_points: str
    step_sizes: tuple[int, ...]
    groups: int
    myths: int
    references: int
    calls: int = 2


OURS = Expected(
    captions=(
        "Interplay of Magnesium, Calcium, and Vitamin D",
        "Magnesium Citrate for Calmer Legs",
    ),
    key_points="Key Functions of Magnesium in Muscle",
    step_sizes=(2, 1, 1),
    groups=2,
    myths=2,
    references=3,
)
REAL = Expected(
    captions=(
        "Synergistic Role of Magnesium, Calcium, and Vitamin D",
        "Magnesium Glycinate for Stronger Bones",
    ),
    key_points="Key Roles of Magnesium in Bone Health",
    step_sizes=(2, 1, 1),
    groups=4,
    myths=3,
    references=5,
)


@pytest.fixture(params=["ours", "ours-plain-spaces", "real", "real-plain-spaces"])
def case(request: pytest.FixtureRequest) -> tuple[Reading, Expected]:
    """The article as exported, and with the tell-tale spaces at line ends removed."""
    is_real = request.param.startswith("real")
    path = request.getfixturevalue("real_article") if is_real else PATH
    data = path.read_bytes()
    if request.param.endswith("plain-spaces"):
        text = data.decode().replace("\u00a0", " ")
        data = "\n".join(line.rstrip() for line in text.splitlines()).encode()
    return read(data, path.name), REAL if is_real else OURS


def nodes_of(reading: Reading, kind: type[Node]) -> list:
    return [node for _, node in walk(reading.manuscript) if isinstance(node, kind)]


def messages(reading: Reading, kind: RemarkKind) -> list[str]:
    return [remark.text.strip() for remark in reading.remarks if remark.kind is kind]


def test_a_repeated_title_is_removed_and_listed(case):
    reading, _ = case
    removed = messages(reading, RemarkKind.DUPLICATE_REMOVED)
    assert removed[0] == reading.manuscript.title.replace(":", "")
    assert reading.remarks[0].line == 3


def test_the_line_that_names_the_publisher_becomes_the_attribution(case):
    reading, _ = case
    title = reading.manuscript.title
    assert reading.manuscript.attribution.startswith(f"{title} is an original (")
    assert reading.manuscript.attribution.endswith(") article.")


def test_a_doubled_call_to_action_is_kept_once_and_typed(case):
    reading, expected = case
    found = nodes_of(reading, CallToAction)
    assert len(found) == expected.calls
    for call in found:
        assert call.link.merchant == "Amazon"
        assert call.link.program == "amazon"
        assert call.link.url == ""
        assert call.label.endswith("on Amazon!")
        assert "—" not in call.text
    assert len(messages(reading, RemarkKind.DUPLICATE_REMOVED)) == 1 + expected.calls
    assert len(messages(reading, RemarkKind.MISSING)) == expected.calls


def test_captions_that_look_like_headings_are_told_apart(case):
    reading, expected = case
    assert tuple(node.text for node in nodes_of(reading, Caption)) == expected.captions
    assert messages(reading, RemarkKind.GUESSED) == list(expected.captions)


def test_a_heading_without_text_of_its_own_keeps_its_subsections(case):
    reading, _ = case
    sections = [node for node in reading.manuscript.body if isinstance(node, Section)]
    parents = {
        section.heading: [part.heading for part in section.content]
        for section in sections
        if all(isinstance(part, Section) for part in section.content)
    }
    interplay, dosage = (
        next(value for name, value in parents.items() if word in name)
        for word in ("Calcium, and Vitamin D", "Dosage")
    )
    assert interplay[0].endswith(" Calcium")
    assert interplay[1].endswith(" Vitamin D")
    assert len(dosage) == 1
    assert dosage[0].startswith("How Much Magnesium Do")


def test_numbered_subheadings_are_sections_of_level_3_without_their_numbers(case):
    reading, _ = case
    subsections = [node for node in nodes_of(reading, Section) if node.level == 3]
    assert all(not node.heading[0].isdigit() for node in subsections)
    assert all(node.source_text.lstrip()[0] in "123H" for node in subsections)


def test_a_label_and_its_paragraph_become_a_research_note(case):
    reading, _ = case
    notes = nodes_of(reading, ResearchNote)
    assert len(notes) in {2, 6}
    assert {note.label for note in notes} == {"Research"}
    assert all(note.html.text.startswith("A 20") for note in notes)


def test_a_label_with_a_list_becomes_key_points(case):
    reading, expected = case
    (points,) = nodes_of(reading, KeyPoints)
    assert points.heading == expected.key_points
    assert len(points.items) == 3


def test_a_sentence_with_a_list_stays_running_text(case):
    reading, _ = case
    section = next(node for node in nodes_of(reading, Section) if node.heading.startswith("What "))
    (prose,) = section.content
    assert prose.html.html.count("<ol>") == 1
    assert prose.html.html.count("<li>") == 3


def test_restarted_numbers_are_steps_with_their_bullets(case):
    reading, expected = case
    (steps,) = nodes_of(reading, Steps)
    sizes = tuple(max(1, step.html.html.count("<li>")) for step in steps.items)
    assert sizes == expected.step_sizes
    assert all(step.title and not step.title.endswith(":") for step in steps.items)


def test_restarted_numbers_are_groups_with_their_bullets(case):
    reading, expected = case
    (audience,) = nodes_of(reading, Audience)
    assert len(audience.groups) == expected.groups
    assert "Older Adults" in [group.name for group in audience.groups]
    assert all(group.html for group in audience.groups)


def test_quoted_headings_under_myths_are_myths_with_their_facts(case):
    reading, expected = case
    myths = nodes_of(reading, MythFact)
    assert len(myths) == expected.myths
    assert all("“" not in node.myth and node.myth.endswith(".") for node in myths)
    assert myths[0].fact.text.startswith("False. ")


def test_doses_are_typed_and_lines_without_an_amount_keep_their_words(case):
    reading, _ = case
    allowance, supplement = nodes_of(reading, DosageTable)
    men, women, older = allowance.rows
    assert (men.population, women.population, older.population) == (
        "Men",
        "Women",
        "Older Adults",
    )
    assert (men.dose.minimum, men.dose.maximum) == (Decimal(400), Decimal(420))
    assert (men.dose.unit, men.dose.per) == (DoseUnit.MILLIGRAM, DosePer.DAY)
    assert (men.dose.nutrient, men.dose.form) == ("magnesium", "")
    assert men.dose.basis is DoseBasis.RDA
    assert not men.note
    assert not older.dose
    assert older.note
    assert "RDA" in allowance.caption
    (row,) = supplement.rows
    assert supplement.caption in {"Magnesium Citrate Dosage", "Magnesium Glycinate Dosage"}
    assert row.dose.form in {"magnesium citrate", "magnesium glycinate"}
    assert row.dose.basis is DoseBasis.UNSPECIFIED


def test_two_words_typed_as_one_are_parted_and_listed(case):
    reading, _ = case
    (remark,) = [item for item in reading.remarks if item.kind is RemarkKind.REPAIRED]
    assert "“dailyis”" in remark.message
    assert "“daily is”" in remark.message
    row = nodes_of(reading, DosageTable)[1].rows[0]
    assert "dailyis" in row.source_text
    assert row.note.text.startswith("is ")


def test_references_end_before_the_disclaimers(case):
    reading, expected = case
    (references,) = nodes_of(reading, References)
    assert len(references.items) == expected.references
    assert all("http" in item.citation for item in references.items)
    assert all(not item.citation[0].isdigit() for item in references.items)
    assert references.items[-1].pmid
    assert references.items[-1].url


def test_typed_disclaimers_are_kept_and_told(case):
    reading, _ = case
    medical, fda = nodes_of(reading, TypedDisclaimer)
    assert medical.disclaimer is DisclaimerKind.MEDICAL
    assert medical.heading.endswith("Note")
    assert fda.disclaimer is DisclaimerKind.FDA
    assert len(messages(reading, RemarkKind.TYPED_DISCLAIMER)) == 2
    assert reading.manuscript.body[-2:] == (medical, fda)


def test_titles_without_links_become_related_articles(case):
    reading, _ = case
    (related,) = nodes_of(reading, RelatedArticles)
    assert related.heading in {"You Might Also Like", "You May Also Like"}
    assert len(related.items) == 2
    assert related.items[1].title.endswith("?")


def test_the_conclusion_is_one_block_at_the_top_level(case):
    reading, _ = case
    (conclusion,) = [node for node in reading.manuscript.body if isinstance(node, Conclusion)]
    assert conclusion.heading.startswith("Conclusion: ")
    assert conclusion.html.html.count("<p>") == 2


def test_sections_know_what_they_are_about(case):
    reading, _ = case
    found = {node.aspect for node in nodes_of(reading, Section)}
    assert {SectionAspect.MISCONCEPTIONS, SectionAspect.HOW_TO_TAKE} <= found


def test_no_special_space_is_left_in_the_words(case):
    reading, _ = case
    for _, node in walk(reading.manuscript):
        for _, text in node.passages():
            assert "\u00a0" not in text
            assert "  " not in text


def test_reading_twice_gives_the_same_ids(case):
    reading, _ = case
    path = PATH
    first, second = read(path.read_bytes(), "a.txt"), read(path.read_bytes(), "b.txt")
    ids = [node.id for _, node in walk(first.manuscript)]
    assert ids == [node.id for _, node in walk(second.manuscript)]
    named = [node.id for node in nodes_of(reading, Node) if node.kind != "paid_link"]
    assert all(named)
    assert len(set(named)) == len(named)


def test_text_added_above_does_not_change_the_ids_below():
    text = PATH.read_text(encoding="utf-8")
    opening = "Muscles need calcium"
    longer = text.replace(opening, f"A new paragraph stands here.\n\n{opening}", 1)
    before = {node.id for node in nodes_of(read(text.encode(), "a.txt"), Section)}
    after = {node.id for node in nodes_of(read(longer.encode(), "a.txt"), Section)}
    assert before == after


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Iron Does Not Prevent Fatigue in Athletes", "Iron Does Prevent Fatigue in Athletes?"),
        (
            "Vitamin D and Calcium: Benefits, Dosage, and Side Effects",
            "Vitamin D and Calcium: Benefits and Side Effects",
        ),
    ],
)
def test_a_heading_of_almost_the_same_words_is_no_repeated_title(title, heading):
    text = f"{title}\n\nFirst words about it.\n\n{heading}\n\nMore words about it.\n"
    reading = read(text.encode(), "a.txt")
    assert heading in [passage.text for passage in passages(reading.manuscript)]
