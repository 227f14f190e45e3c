"""The demonstration's articles: manuscripts whose every figure is the published one."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from boneguide import demo
from health_content.affiliates.programs import program
from health_content.dosage.intake import intakes
from health_content.manuscript import (
    CallToAction,
    DosageRow,
    DosageTable,
    DoseBasis,
    Manuscript,
    Reference,
    ResearchNote,
    descendants,
    from_payload,
    passages,
    to_payload,
)
from health_content.statutory import AMAZON_ASSOCIATE

ARTICLES = sorted((Path(demo.__file__).parent / "articles").glob("*.json"))

# Which published rows a line of the magnesium tables stands for.
LIFE_STAGES = {
    "Children, 1 to 3 years": ["Children 1-3 y"],
    "Children, 4 to 8 years": ["Children 4-8 y"],
    "Girls and boys, 9 to 13 years": ["Males 9-13 y", "Females 9-13 y"],
    "Girls, 14 to 18 years": ["Females 14-18 y"],
    "Boys, 14 to 18 years": ["Males 14-18 y"],
    "Women, 19 to 30 years": ["Females 19-30 y"],
    "Women, 31 years and older": ["Females 31-50 y", "Females 51-70 y", "Females >70 y"],
    "Men, 19 to 30 years": ["Males 19-30 y"],
    "Men, 31 years and older": ["Males 31-50 y", "Males 51-70 y", "Males >70 y"],
    "Pregnancy, 14 to 18 years": ["Pregnancy 14-18 y"],
    "Pregnancy, 19 to 30 years": ["Pregnancy 19-30 y"],
    "Pregnancy, 31 to 50 years": ["Pregnancy 31-50 y"],
    "Nursing, 14 to 18 years": ["Lactation 14-18 y"],
    "Nursing, 19 to 30 years": ["Lactation 19-30 y"],
    "Nursing, 31 to 50 years": ["Lactation 31-50 y"],
}
FROM_NINE = "Everyone from 9 years"
GRAMS_PER_MOLE_MAGNESIUM = Decimal("24.305")
GRAMS_PER_MOLE_GLYCINATE = Decimal("172.42")  # C4H8MgN2O4, from atomic weights
NUMBER = r"(\d{1,3}(?:,\d{3})*)"
AMOUNT = re.compile(rf"{NUMBER}(?: to {NUMBER})? mg\b")


@pytest.fixture(scope="module")
def magnesium() -> Manuscript:
    return read(next(path for path in ARTICLES if path.stem == "magnesium-and-bone-health"))


def read(path: Path) -> Manuscript:
    return from_payload(json.loads(path.read_text("utf-8")))


def stages(population: str) -> list[str]:
    """The names of the published rows that a line is about; a new line must be added above."""
    if population == FROM_NINE:
        return [row.life_stage for row in intakes("magnesium") if row.age_min_months >= 9 * 12]
    return LIFE_STAGES[population]


def doses(manuscript: Manuscript) -> list[DosageRow]:
    return [node for node in descendants(manuscript.body) if isinstance(node, DosageRow)]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_article_is_a_manuscript_and_is_stored_as_one(path):
    stored = json.loads(path.read_text("utf-8"))
    assert to_payload(from_payload(stored)) == stored


def test_every_line_of_the_tables_is_the_published_figure(magnesium):
    published = {row.life_stage: row for row in intakes("magnesium")}
    rows = doses(magnesium)
    assert len(rows) == len(LIFE_STAGES) + 3
    for row in rows:
        for stage in stages(row.population):
            source = published[stage]
            assert source.is_verified
            assert row.dose.unit == source.unit
            if row.dose.basis is DoseBasis.UPPER_LIMIT:
                assert (row.dose.minimum, row.dose.maximum) == (None, source.upper_limit), stage
            else:
                assert row.dose.basis is DoseBasis.RDA
                assert row.dose.minimum == row.dose.maximum == source.recommended, stage


def test_the_tables_leave_out_no_life_stage_but_infants(magnesium):
    told = {
        stage
        for row in doses(magnesium)
        if row.dose.basis is DoseBasis.RDA
        for stage in stages(row.population)
    }
    assert told == {row.life_stage for row in intakes("magnesium") if row.age_min_months >= 12}


def test_every_table_says_where_its_figures_come_from(magnesium):
    published = {row.source_url for row in intakes("magnesium")} | {
        address
        for row in intakes("magnesium")
        for address in re.findall(r"https://\S+", row.upper_limit_source)
    }
    tables = [node for node in descendants(magnesium.body) if isinstance(node, DosageTable)]
    assert len(tables) == 2
    assert {table.source_url for table in tables} <= published


def test_every_amount_in_the_prose_is_published_or_follows_from_atomic_weights(magnesium):
    adults = [row for row in intakes("magnesium") if row.age_min_months >= 19 * 12]
    adults = [row for row in adults if row.reproductive_state == "none"]
    teenagers = [row for row in intakes("magnesium") if row.life_stage.endswith("ales 14-18 y")]
    calcium = [row for row in intakes("calcium") if row.age_min_months >= 19 * 12]
    share = GRAMS_PER_MOLE_MAGNESIUM / GRAMS_PER_MOLE_GLYCINATE
    known = {
        min(row.recommended for row in adults),
        max(row.recommended for row in adults),
        *(row.upper_limit for row in adults),
        *(row.recommended for row in teenagers),
        *(row.recommended for row in calcium),
        (1000 * share).quantize(Decimal(1)),
    }
    stated = {
        Decimal(number.replace(",", ""))
        for passage in passages(magnesium)
        if passage.role not in {"reference", "dosage"}
        for match in AMOUNT.finditer(passage.text)
        for number in match.groups()
        if number
    }
    assert {Decimal(310), Decimal(350), Decimal(420), Decimal(141)} <= stated
    assert stated <= known


def test_safety_is_told_before_the_first_call_to_action(magnesium):
    order = [
        node.id if node.id == "safety" else "paid link"
        for node in descendants(magnesium.body)
        if node.id == "safety" or isinstance(node, CallToAction)
    ]
    assert order == ["safety", "paid link", "paid link"]


def test_every_research_note_names_an_entry_of_the_reference_list(magnesium):
    nodes = list(descendants(magnesium.body))
    keys = {node.key for node in nodes if isinstance(node, Reference)}
    cited = {node.reference for node in nodes if isinstance(node, ResearchNote)}
    assert cited
    assert cited <= keys


def test_every_citation_has_its_entry_and_every_entry_its_citation(magnesium):
    nodes = list(descendants(magnesium.body))
    entries = [node for node in nodes if isinstance(node, Reference)]
    stored = json.dumps(to_payload(magnesium))
    numbers = {int(number) for number in re.findall(r"#ref-(\d+)", stored)}
    assert numbers == set(range(1, len(entries) + 1))


def test_the_demonstrations_program_keeps_to_the_terms_the_package_ships():
    library = json.loads((Path(demo.__file__).parent / "library.json").read_text("utf-8"))
    (held,) = library["programs"]
    shipped = program(held["key"])
    assert held["identification"] == [
        {"market": "US", "language": AMAZON_ASSOCIATE.language, "text": AMAZON_ASSOCIATE.text}
    ]
    assert set(held["channels"]) == shipped.channels
    assert held["tag_parameter"] == shipped.tag_parameter
    for rule in ("cloaking", "prices", "ratings", "merchant_images"):
        assert held[f"{rule}_allowed"] == getattr(shipped, f"{rule}_allowed")


def test_every_call_to_action_uses_a_paid_link_of_the_demonstrations_library(magnesium):
    library = json.loads((Path(demo.__file__).parent / "library.json").read_text("utf-8"))
    known = {(link["program"], link["url"]) for link in library["paid_links"]}
    used = {
        (node.link.program, node.link.url)
        for node in descendants(magnesium.body)
        if isinstance(node, CallToAction)
    }
    assert used == known
