"""What readers are told of a source."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template

from health_content.bibliography.study import StudyKind
from health_content.blocks.citations import Entry
from health_content.blocks.reference_words import KINDS, OXFORD, ReferenceWords
from health_content.library.references import Reference

CHECKED = datetime(2026, 11, 14, 12, tzinfo=UTC)
ENTRY = "Writer A, Other B. Magnesium and bone. J Bones. 2018;1(2):3-9."


def told_of(**fields):
    return ReferenceWords(
        Reference(**{"citation": ENTRY, "title": "Magnesium and Bone.", **fields})
    )


def shown(**fields):
    reference = told_of(**fields).reference
    template = Template('{% include "health_content/includes/reference_entry.html" %}')
    return " ".join(template.render(Context({"entry": Entry(3, reference)})).split())


def notice(kind, on, **fields):
    return {"kind": kind, "on": on, "source": "crossref", **fields}


def test_a_retraction_is_told_first_with_its_day_and_its_notice_and_strikes_the_title():
    html = shown(
        status="retracted",
        notices=[
            notice("correction", "2019-05-01", doi="10.5555/corrected"),
            notice("retraction", "2020", source="retraction-watch"),
            notice("retraction", "2020-02-02", doi="10.5555/retracted"),
        ],
    )
    assert html.index("Retracted on Feb. 2, 2020: do not rely on it.") < html.index("Writer A")
    assert 'href="https://doi.org/10.5555/retracted">Read the retraction</a>' in html
    assert "corrected" not in html
    assert ">Magnesium and bone</s>. J Bones" in html


@pytest.mark.parametrize(
    ("status", "on", "words"),
    [
        ("withdrawn", "2020-02", "Withdrawn in February 2020: do not rely on it."),
        ("concern", "2020", "Expression of concern published in 2020: read it with care."),
        ("corrected", "", "Corrected."),
    ],
)
def test_a_notice_is_told_as_exactly_as_its_day_is_known(status, on, words):
    kind = {"withdrawn": "withdrawal", "corrected": "correction"}.get(status, status)
    assert told_of(status=status, notices=[notice(kind, on)]).status == words
    assert told_of(status=status).status.endswith(".")


def test_a_source_that_nobody_checked_is_never_told_as_fine():
    unknown = shown(status="unknown", status_checked_at=CHECKED, pmid="1")
    assert "Not checked for corrections or retraction." in unknown
    assert "none known" not in unknown
    assert "none known" not in told_of(status="unknown").unchecked
    current = shown(status="current", status_checked_at=CHECKED)
    assert "Checked for corrections and retraction on Nov. 14, 2026: none known." in current
    assert "Not checked" not in current


def test_an_entry_that_does_not_agree_with_its_record_is_doubted_and_one_that_does_gets_no_praise():
    record = {"type": "article-journal", "title": "Magnesium and bone", "issued": {}}
    assert told_of(agreement="agrees", record=record, doi="10.5555/1").doubt == ""
    other = {"type": "article-journal", "title": "Sleep of owls", "volume": "7"}
    cited = {"id": "x", "type": "article-journal", "title": "Magnesium and bone", "volume": "1"}
    differs = told_of(agreement="differs", record=other, csl=cited)
    assert "leads to another publication" in differs.doubt
    assert "no publication" in told_of(lookup="not-found", pmid="1").doubt
    assert told_of(pmid="1").doubt == "Not confirmed yet."
    assert told_of(url="https://a.example/page").doubt == ""


@pytest.mark.parametrize(
    "end",
    [
        "doi:10.5555/ABC",
        "https://doi.org/10.5555/abc",
        "doi: 10.5555/abc. PubMed PMID: 12; PubMed Central PMCID: PMC3.",
    ],
)
def test_an_identifier_stands_once_in_an_entry_as_its_link(end):
    identifiers = {"doi": "10.5555/abc", "pmid": "12", "pmcid": "PMC3"}
    told = told_of(citation=f"{ENTRY} {end}", **identifiers)
    assert told.entry == ENTRY
    assert told_of(citation=f"{ENTRY} {end}", doi="10.5555/c").entry == f"{ENTRY} {end}"
    assert shown(citation=f"{ENTRY} {end}", **identifiers).casefold().count("doi:") == 1


def test_every_kind_of_study_says_how_sure_it_is_and_no_weaker_kind_sounds_surer():
    assert set(KINDS) == set(StudyKind) - {StudyKind.UNKNOWN, StudyKind.OTHER}
    surest = {kind for kind, words in KINDS.items() if "surest" in str(words)}
    assert surest == {kind for kind, level in OXFORD.items() if level <= 2}
    for kind, level in OXFORD.items():
        assert ("less sure" in str(KINDS[kind])) == (level == 3)


def test_what_is_known_of_a_study_is_told_and_what_is_not_is_left_out():
    html = shown(
        study_kind="randomized-trial",
        fields_from="record",
        csl={"issued": {"date-parts": [[2018, 3]]}},
        population="Women after menopause <50",
        sample_size=1234,
        open_access_url="https://a.example/free",
    )
    for words in (
        "Randomized controlled trial, 2018.",
        "Chance decided who got what.",
        "Women after menopause &lt;50",
        "1,234",
        '"https://a.example/free">Free to read</a>',
    ):
        assert words in html
    assert "Paid for by" not in html
    assert "<details" not in shown(status="unknown")
    assert told_of(study_kind="other").kind == ""
