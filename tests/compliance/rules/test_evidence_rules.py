"""The rules on evidence: what is stated, what is cited, what is listed."""

import json
from pathlib import Path

import pytest

from boneguide import demo
from health_content.bibliography.journal_likeness import same_journal
from health_content.compliance import Policy, Severity, check
from health_content.compliance.examples import SALE, edition_of, placed
from health_content.compliance.rules.evidence.comparing import comparisons
from health_content.compliance.rules.evidence.journals import named_study
from health_content.compliance.rules.evidence.wording import is_animal
from health_content.manuscript import (
    CallToAction,
    Conclusion,
    Manuscript,
    PaidLinkTarget,
    Prose,
    Reference,
    References,
    ResearchNote,
    RichText,
    Section,
    from_payload,
)
from health_content.readers import read

SMITH = Reference(
    id="smith",
    key="smith-2011",
    citation="Smith A. Magnesium in ordinary food. J Am Osteopath Assoc. 2011;1(1):1-2.",
    doi="10.1000/smith",
)
ROSSI = Reference(
    id="rossi",
    key="rossi-2013",
    citation="Rossi B. Magnesium in hard water. Osteoporosis International. 2013;2(1):3-4.",
    pmid="12345678",
)
DEMO = sorted((Path(demo.__file__).parent / "articles").glob("*.json"))


def page(*nodes, entries=(SMITH, ROSSI)):
    return Manuscript(title="Notes", body=(*nodes, References(id="list", items=entries)))


def prose(text, name="text"):
    return Prose(id=name, html=RichText.from_text(text))


def html(markup):
    return Prose(id="text", html=RichText(markup))


def note(text, **more):
    return ResearchNote(id="note", label="Research", html=RichText.from_text(text), **more)


def found(manuscript, code):
    return [item for item in check(edition_of(manuscript)).findings if item.code == code]


def quotes(manuscript, code):
    return [item.quote for item in found(manuscript, code)]


CLAIM = "Magnesium supports healthy bone density."


def test_one_paragraph_of_benefits_is_one_finding():
    text = f"{CLAIM} It is also essential for calm muscles. Magnesium boosts your energy."
    assert quotes(page(prose(text)), "EVD401") == [CLAIM]
    assert len(found(page(prose(f"{CLAIM}\n\nCalcium builds bone.")), "EVD401")) == 2


def test_a_mark_vouches_for_its_whole_paragraph_and_for_no_other():
    text = f"{CLAIM} That was weighed in a kitchen [1].\n\nZinc protects the skin."
    assert quotes(page(prose(text)), "EVD401") == ["Zinc protects the skin."]


def test_a_mark_without_an_entry_vouches_for_nothing():
    assert quotes(page(prose("Magnesium helps to build bone [3].")), "EVD401")
    assert not quotes(page(prose("Magnesium helps to build bone [2].")), "EVD401")


def test_a_link_to_a_source_vouches_and_a_paid_link_does_not():
    cited = '<p>Magnesium <a href="https://example.org/paper">supports bone density</a>.</p>'
    sold = (
        '<p><a href="https://www.amazon.com/dp/B000000001?tag=x-20">Magnesium</a> builds bone.</p>'
    )
    assert not quotes(page(html(cited)), "EVD401")
    assert quotes(page(html(sold)), "EVD401")


def test_a_note_with_a_reference_vouches_for_the_paragraph_beside_it():
    told = note("It was measured in forty women.", reference="smith-2011")
    bare = note("It was measured in forty women.")
    far = Section(id="far", heading="Elsewhere", content=(told,))
    assert not quotes(page(prose(CLAIM), told), "EVD401")
    assert quotes(page(prose(CLAIM), bare), "EVD401")
    assert quotes(page(prose(CLAIM), far), "EVD401")


def test_where_nothing_is_sold_an_unreferenced_benefit_is_advice():
    [finding] = check(edition_of(CLAIM, is_commercial=False)).findings[:1]
    assert (finding.code, finding.severity) == ("EVD401", Severity.ADVICE)


def test_a_button_is_judged_by_its_text():
    button = CallToAction(
        id="cta",
        text="Strengthen your bones with magnesium",
        label="Strengthen your bones with magnesium",
        link=PaidLinkTarget(id="link", program="amazon", merchant="Amazon"),
    )
    assert len(found(page(button), "EVD401")) == 1


def test_a_note_without_a_reference_is_found_even_where_it_names_no_year():
    assert quotes(page(note("Forty women took part. They slept.")), "EVD402") == [
        "Forty women took part."
    ]


def test_a_note_is_matched_by_journal_and_year():
    matched = "A 2013 study in Osteoporosis International weighed water."
    abbreviated = "A 2011 review in The Journal of the American Osteopathic Association counted."
    wrong_year = "A 2012 study in Osteoporosis International weighed water."
    wrong_journal = "A 2013 study in Magnesium Research weighed water."
    assert not found(page(note(matched)), "EVD402")
    assert not found(page(note(abbreviated)), "EVD402")
    assert found(page(note(wrong_year)), "EVD402")
    assert found(page(note(wrong_journal)), "EVD402")


def test_a_note_with_a_reference_or_a_mark_is_sourced():
    text = "A 1999 study in Magnesium Research weighed water."
    assert not found(page(note(text, reference="smith-2011")), "EVD402")
    assert not found(page(note(text, source="Somebody. 1999.")), "EVD402")
    assert not found(page(note(text + " [1]")), "EVD402")


def test_entries_are_cited_by_marks_notes_links_authors_and_named_studies():
    doi = '<p>See <a href="https://doi.org/10.1000/smith">the paper</a>.</p>'
    pubmed = '<p>See <a href="https://pubmed.ncbi.nlm.nih.gov/12345678/">the paper</a>.</p>'
    uncited = [SMITH.citation, ROSSI.citation]
    assert quotes(page(prose("Nothing.")), "EVD403") == uncited
    assert quotes(page(prose("All of it [1, 2].")), "EVD403") == []
    assert quotes(page(prose("Some of it [2].")), "EVD403") == uncited[:1]
    assert quotes(page(html(doi)), "EVD403") == uncited[1:]
    assert quotes(page(html(pubmed)), "EVD403") == uncited[:1]
    assert quotes(page(note("Water.", reference="rossi-2013")), "EVD403") == uncited[:1]
    assert quotes(page(prose("Smith et al. (2011) counted.")), "EVD403") == uncited[1:]
    study = "A 2013 study in Osteoporosis International weighed water."
    assert quotes(page(prose(study)), "EVD403") == uncited[:1]


def test_an_entry_that_the_library_lost_is_no_entry_for_a_mark():
    lost = Reference(id="lost")
    manuscript = page(prose("Water [1]. Food [2]."), entries=(SMITH, lost))
    assert quotes(manuscript, "EVD404") == ["[2]"]
    assert not found(manuscript, "EVD403")


def test_an_interval_is_no_citation():
    text = "It rose by 3 mg (95% CI [1, 9]). The range was 5 mg [3–12]."
    assert not found(page(prose(text)), "EVD404")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Magnesium prevents calcification in a rodent model", True),
        ("Effect of boron on HT-29 human colon cells, a cell line study", True),
        ("Zinc in vitro and bone", True),
        ("Zinc in rats and in postmenopausal women", False),
        ("A randomized trial of zinc", False),
    ],
)
def test_an_animal_title_is_told_from_one_on_people(title, expected):
    assert is_animal(title) is expected


def test_a_benefit_that_cites_rats_and_a_trial_passes():
    rats = Reference(id="rats", citation="Lee C. Zinc and bone in growing rats. Bone. 2010;1:1-9.")
    assert found(page(prose("Zinc improves bone strength [1]."), entries=(rats,)), "EVD405")
    both = page(prose("Zinc improves bone strength [1, 2]."), entries=(rats, SMITH))
    assert not found(both, "EVD405")


@pytest.mark.parametrize(
    ("status", "severity"),
    [
        ("retracted", Severity.BLOCKING),
        ("withdrawn", Severity.BLOCKING),
        ("concern", Severity.NEEDS_REASON),
        ("current", None),
        ("unknown", None),
        ("", None),
    ],
)
def test_what_has_become_of_a_publication_decides(status, severity):
    entry = Reference(id="one", citation=SMITH.citation, doi=SMITH.doi, status=status)
    findings = found(page(prose("Food [1]."), entries=(entry,)), "EVD407")
    assert [item.severity for item in findings] == ([severity] if severity else [])


def test_a_printed_work_named_in_full_is_only_advised_to_have_an_identifier():
    full = Reference(id="a", citation="Lee C. Zinc in nuts. Bone. 2010;46(2):100-109.")
    vague = Reference(id="b", citation="Lee C. Zinc in nuts.")
    severities = [item.severity for item in found(page(SALE, entries=(full, vague)), "EVD408")]
    assert severities == [Severity.ADVICE, Severity.NEEDS_REASON]


def test_an_identifier_with_a_lost_prefix_is_quoted():
    entry = Reference(id="a", citation="Lee C. Zinc in nuts.", doi="s41586-020")
    [finding] = found(page(entries=(entry,)), "EVD408")
    assert "s41586-020" in finding.message


def test_the_second_of_two_like_entries_is_the_duplicate():
    again = Reference(id="again", citation="Smith. Food. https://doi.org/10.1000/SMITH")
    assert quotes(page(entries=(SMITH, ROSSI, again)), "EVD409") == [again.citation]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://en.wikipedia.org/wiki/Bone", "a page that anybody may write"),
        ("https://www.amazon.com/dp/B000000001", "a shop"),
        ("https://www.prnewswire.com/news-releases/x.html", "a press release"),
        ("https://supplements.example/blogs/news/x", "a blog"),
        ("https://ods.od.nih.gov/factsheets/Zinc-Consumer/", ""),
        ("https://www.medicines.org.uk/emc/product/3130/smpc", ""),
        ("http://[broken", ""),
    ],
)
def test_an_address_tells_what_it_leads_to(address, kind):
    entry = Reference(id="a", citation="Somebody. Something.", url=address)
    findings = found(page(entries=(entry,)), "EVD413")
    assert [kind in item.message for item in findings] == ([True] if kind else [])


def test_every_comparison_of_a_sentence_is_found():
    text = "With superior bioavailability and minimal side effects it is an ideal supplement."
    spans = [text[start:end] for start, end in comparisons(text)]
    assert spans == ["superior bioavailability", "minimal side effects", "ideal supplement"]


def test_a_comparison_in_a_note_without_a_reference_is_unsourced():
    text = "Forty women found that citrate was the most effective form."
    assert found(page(note(text)), "EVD410")
    assert not found(page(note(text, reference="smith-2011")), "EVD410")


def test_a_heading_is_held_against_what_stands_under_it():
    seen = prose("A cohort study linked a higher intake to denser bone.", "seen")
    tried = prose("A randomized trial compared it with placebo.", "tried")
    heading = "Magnesium strengthens bones"
    over_seen = Section(id="a", heading=heading, content=(seen,))
    over_both = Section(id="a", heading=heading, content=(seen, tried))
    elsewhere = (Section(id="a", heading=heading, content=()), seen)
    assert quotes(page(over_seen), "EVD414") == [heading]
    assert not found(page(over_both), "EVD414")
    assert not found(page(*elsewhere), "EVD414")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Journal of the American Osteopathic Association", "J Am Osteopath Assoc", True),
        ("Osteoporos Int", "Osteoporosis International", True),
        ("Nutrients", "Nutrients", True),
        ("Bone", "Bone Reports", False),
        ("Magnesium Research", "Journal of Bone and Mineral Research", False),
    ],
)
def test_a_journal_is_known_by_its_abbreviation(one, other, same):
    assert same_journal(one, other) is same
    assert same_journal(other, one) is same


def test_a_study_is_named_by_year_and_journal_and_not_by_a_country():
    study = named_study("A 2019 cohort study in New Zealand followed nurses.")
    assert study is not None
    assert (study.year, study.journal) == (2019, "")
    study = named_study("A review of 2006 in Archives of Internal Medicine pooled trials.")
    assert study is not None
    assert (study.year, study.journal) == (2006, "Archives of Internal Medicine")


@pytest.fixture(scope="module")
def real_findings(corpus):
    path = corpus / "magnesium-glycinate-and-bone-health.txt"
    manuscript = read(path.read_bytes(), path.name).manuscript
    return check(placed(manuscript)).findings


def of(findings, code):
    return [item for item in findings if item.code == code]


def test_every_unlisted_study_of_the_real_article_is_found(real_findings):
    years = [item.quote[2:6] for item in of(real_findings, "EVD402")]
    assert years == ["2013", "2018", "2017", "2015", "2020", "2019"]


def test_what_the_real_article_lists_and_never_cites_is_found(real_findings):
    starts = [item.quote.split(",")[0] for item in of(real_findings, "EVD403")]
    assert {"Rude", "Castiglioni", "Dominguez", "Wu"} <= set(starts)


def test_the_superlatives_and_the_figure_of_the_real_article_are_found(real_findings):
    compared = {item.quote for item in of(real_findings, "EVD410")}
    assert {
        "superior bioavailability",
        "the most effective form",
        "minimal side effects",
        "absorbed more effectively",
        "without gastrointestinal side effects",
    } <= compared
    assert [item.quote for item in of(real_findings, "EVD411")] == ["by 33%"]


def test_no_paragraph_of_the_real_article_has_two_unreferenced_benefits(real_findings):
    places = [(item.span.location, item.excerpt_start) for item in of(real_findings, "EVD401")]
    assert 10 <= len(places) == len(set(places)) <= 25


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_no_demonstration_article_is_blocked_for_its_evidence(path):
    manuscript = from_payload(json.loads(path.read_text("utf-8")))
    report = check(placed(manuscript), Policy())
    blocked = [item for item in report.of(Severity.BLOCKING) if item.code.startswith("EVD")]
    assert [(item.code, item.quote) for item in blocked] == []
    assert len([item for item in report.findings if item.code == "EVD401"]) <= 1


def test_a_conclusion_repeats_nothing_unreferenced():
    end = Conclusion(id="end", heading="The end", html=RichText.from_text(CLAIM))
    assert quotes(page(prose("Bone holds magnesium [1]."), end), "EVD401") == [CLAIM]
