"""The demonstration's articles: manuscripts whose every figure and source can be looked up."""

from __future__ import annotations

import csv
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from boneguide import demo
from boneguide.demo.drawing.figures import SHARES
from boneguide.demo.pictures import DRAWINGS
from health_content.affiliates.programs import program
from health_content.dosage.intake import IntakeRow, intakes, nutrients
from health_content.manuscript import (
    CallToAction,
    ComparisonOffer,
    DosageTable,
    DoseBasis,
    Embed,
    EvidenceCertainty,
    EvidenceSummary,
    Image,
    Interactions,
    Manuscript,
    ProductCard,
    PullQuote,
    RecordDifference,
    Reference,
    ResearchNote,
    SafetyCard,
    SafetyKind,
    Table,
    descendants,
    from_payload,
    passages,
    to_payload,
)
from health_content.manuscript.article import NODE_TYPES
from health_content.statutory import AMAZON_ASSOCIATE

ARTICLES = sorted((Path(demo.__file__).parent / "articles").glob("*.json"))
LIBRARY = json.loads((Path(demo.__file__).parent / "library.json").read_text("utf-8"))
MOST_COMMERCIAL = 4

# The same tables in print, where the rows' own source is a copy somewhere else.
SUMMARY_TABLES = "http://books.nap.edu/openbook.php?record_id=13050&page=1103"
# Public documents that the articles name besides works with an identifier; read 2026-11-23.
DOCUMENTS = {
    SUMMARY_TABLES,
    "http://books.nap.edu/openbook.php?record_id=10026&page=27",
    "http://www.medicines.org.uk/emc/product/4481/smpc",
    "https://dsld.od.nih.gov/dsld/unitconversion.jsp",
    "https://ods.od.nih.gov/factsheets/Boron-HealthProfessional/",
    "https://ods.od.nih.gov/factsheets/Magnesium-HealthProfessional/",
    "https://ods.od.nih.gov/factsheets/VitaminD-HealthProfessional/",
    "https://ods.od.nih.gov/factsheets/vitaminK-HealthProfessional/",
    "https://stlukes-stl.com/health-content/medicine/33/000998.htm",
    (
        "https://webarchive.library.unt.edu/eot2008/20080916162330/http:/catalog.niams.nih.gov/"
        "saverecord.cfm?URL=http://www.niams.nih.gov/Health_Info/Bone/Bone_Health/"
        "bone_mass_measure.asp&Type=H&ID=1675"
    ),
    "https://www.ecfr.gov/current/title-21/section-101.36",
    "https://www.ecfr.gov/current/title-21/section-101.93",
    "https://www.medicines.org.uk/emc/product/12118/smpc",
    "https://www.medicines.org.uk/emc/product/2678/smpc",
    "https://www.medicines.org.uk/emc/product/4841/smpc",
    "https://www.nationalacademies.org/read/9956/chapter/28",
    "https://www.ncbi.nlm.nih.gov/books/NBK545442/table/appJ_tab3/?report=objectonly",
    "https://www.rxlist.com/calcium-page3/supplements.htm",
}

# Works read in print or in a copy that no reader should be sent to: cited without an address.
IN_PRINT = {
    (
        "Physical Activity and Public Health in Older Adults: Recommendation from the American "
        "College of Sports Medicine and the American Heart Association"
    ),
    "Exercise Prescriptions in Older Adults",
    "FOSAMAX (alendronate sodium) tablets: US prescribing information",
}
# Sites of copies that anybody uploads, and printed rules of a year long past.
COPIES = re.compile(r"scribd|studylib|docslib|cfr_\d{4}", re.IGNORECASE)
HOURS = re.compile(r"\d+ (?:hours?|minutes?)\b")
EMERGENCY = re.compile(
    r"911|at once|right away|ambulance|irregular heartbeat|trouble breathing|faint(?:ing)?\b",
    re.IGNORECASE,
)
CALL = "call 911 or your local emergency number"

POPULATION = re.compile(
    r"(?P<who>[A-Z][a-z ]+), (?P<low>\d+)(?: to (?P<high>\d+) (?P<unit>years|months)"
    r"| years and older)"
)
SEXES = {"Girls": {"female"}, "Women": {"female"}, "Boys": {"male"}, "Men": {"male"}}
STATES = {
    "Pregnancy": {"pregnant"},
    "Nursing": {"lactating"},
    "Pregnancy and nursing": {"pregnant", "lactating"},
}
BOTH_SEXES = {
    *("Infants", "Children", "Girls and boys", "Adults", "Everyone"),
    *STATES,
}
GRAMS_PER_MOLE = {
    "Oxide": "40.30",
    "Hydroxide": "58.32",
    "Carbonate": "84.31",
    "Citrate": "451.11",
    "Malate": "156.38",
    "Glycinate": "172.42",
    "Chloride hexahydrate": "203.30",
    "Taurate": "272.57",
    "L-threonate": "294.50",
    "Gluconate": "414.60",
}
MAGNESIUM = Decimal("24.305")
ATOMS = {"Citrate": 3}
NUMBER = r"(\d{1,3}(?:,\d{3})*)"
AMOUNT = re.compile(rf"{NUMBER}(?: to {NUMBER})? mg\b")
CITATION = re.compile(r"<sup>\[([0-9, –]+)\]</sup>")
# As they stand in JSON.
ENTITY_KEY = re.compile(r'linktype=\\"reference\\" id=\\"([\w-]+)\\"')
ENTITIES = re.compile(r'(?:<a linktype=\\"reference\\"[^>]*>[^<]*</a> ?)+(?<! )')
# Never about a product, in whatever tone: what 21 CFR 101.93(g) makes a claim about a disease.
CLAIMS = re.compile(
    r"prevent|treat|cure|heal|fracture|osteopor|disease|relie(?:f|ve)|proven|miracle|guarantee"
    r"|best|safe\b|doctor[- ]recommended",
    re.IGNORECASE,
)


def read(path: Path) -> Manuscript:
    """An article, its citations by the places of the list, whether typed or put with Cite."""
    data = path.read_text("utf-8")
    places = {
        node.key: str(place)
        for place, node in enumerate(
            (node for node in descendants(from_payload(json.loads(data)).body) if is_entry(node)), 1
        )
    }

    def typed(run: re.Match[str]) -> str:
        return f"<sup>[{', '.join(places[key] for key in ENTITY_KEY.findall(run[0]))}]</sup>"

    return from_payload(json.loads(ENTITIES.sub(typed, data)))


def is_entry(node: object) -> bool:
    return isinstance(node, Reference)


def published(nutrient: str, population: str) -> list[IntakeRow]:
    """The published rows that a line of a table stands for."""
    found = POPULATION.fullmatch(population)
    assert found, f"No stage of life: {population}"
    assert found["who"] in BOTH_SEXES | SEXES.keys(), found["who"]
    months = 1 if found["unit"] == "months" else 12
    low = int(found["low"]) * months
    high = (int(found["high"]) + 1) * months - 1 if found["high"] else None
    rows = [
        row
        for row in intakes(nutrient)
        if row.reproductive_state in STATES.get(found["who"], {"none"})
        and row.sex in SEXES.get(found["who"], {"female", "male"}) | {"any"}
        and row.age_min_months >= low
        and (high is None or (row.age_max_months is not None and row.age_max_months <= high))
    ]
    assert rows, population
    assert min(row.age_min_months for row in rows) == low, population
    ends = [row.age_max_months for row in rows]
    assert (None in ends) if high is None else (max(ends) == high), population
    return rows


every_article = pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def magnesium() -> Manuscript:
    return read(next(path for path in ARTICLES if path.stem == "magnesium-and-bone-health"))


def test_there_are_enough_of_them():
    assert len(ARTICLES) >= 9
    assert {path.stem for path in ARTICLES} == set(LIBRARY["articles"])


@every_article
def test_an_article_is_a_manuscript_and_is_stored_as_one(path):
    stored = json.loads(path.read_text("utf-8"))
    assert to_payload(from_payload(stored)) == stored


@every_article
def test_an_article_is_long_enough_to_say_something_and_has_its_head(path):
    manuscript = read(path)
    words = sum(
        len(passage.text.split())
        for passage in passages(manuscript)
        if passage.role not in {"reference", "dosage"}
    )
    assert 700 <= words <= 1750
    assert 60 <= len(manuscript.dek) <= 220
    assert 100 <= len(manuscript.search_description) <= 160
    assert manuscript.hero.address == f"asset:{path.stem}.png"


def test_every_kind_of_node_that_a_writer_places_is_shown_somewhere():
    shown = {node.kind for path in ARTICLES for node in descendants(read(path).nodes)}
    made_by_readers = {"caption", "typed_disclaimer", "unknown"}
    made_by_library = {RecordDifference.kind}
    assert NODE_TYPES.keys() - shown == made_by_readers | made_by_library | {Embed.kind}


@every_article
def test_every_dose_is_the_published_figure_and_its_source_is_named(path):
    ids = {row.name: name for name in nutrients() for row in intakes(name)}
    for table in descendants(read(path).body):
        if not isinstance(table, DosageTable):
            continue
        for line in table.rows:
            rows = published(ids[line.dose.nutrient], line.population)
            for row in rows:
                assert row.is_verified
                assert line.dose.unit == row.unit
                if line.dose.basis is DoseBasis.UPPER_LIMIT:
                    assert (line.dose.minimum, line.dose.maximum) == (None, row.upper_limit)
                    addresses = [row.upper_limit_source_url]
                else:
                    assert line.dose.basis.value == row.kind.value.lower()
                    assert line.dose.minimum == line.dose.maximum == row.recommended
                    addresses = [row.source_url]
                assert table.source_url in {*addresses, SUMMARY_TABLES}


def test_the_published_figures_are_those_of_the_shared_table(shared):
    with (shared / "data" / "dri.csv").open(encoding="utf-8", newline="") as stored:
        rows = {(row["nutrient_id"], row["life_stage"]): row for row in csv.DictReader(stored)}
    for name in ("magnesium", "calcium", "vitamin_d", "vitamin_k", "zinc", "copper", "boron"):
        for row in intakes(name):
            other = rows[name, row.life_stage]
            told = (row.recommended, row.upper_limit)
            read_there = (other["rda_or_ai"], other["ul"])
            assert told == tuple(Decimal(text) if text else None for text in read_there)


def test_the_magnesium_tables_leave_out_no_life_stage_but_infants(magnesium):
    tables = [node for node in descendants(magnesium.body) if isinstance(node, DosageTable)]
    told = {
        row.life_stage
        for table in tables
        for line in table.rows
        if line.dose.basis is DoseBasis.RDA
        for row in published("magnesium", line.population)
    }
    assert told == {row.life_stage for row in intakes("magnesium") if row.age_min_months >= 12}


def test_every_amount_in_the_prose_is_published_or_follows_from_atomic_weights(magnesium):
    adults = [row for row in intakes("magnesium") if row.age_min_months >= 19 * 12]
    adults = [row for row in adults if row.reproductive_state == "none"]
    expecting = [row for row in intakes("magnesium") if row.reproductive_state != "none"]
    teenagers = [row for row in intakes("magnesium") if row.life_stage.endswith("ales 14-18 y")]
    calcium = [row for row in intakes("calcium") if row.age_min_months >= 19 * 12]
    share = MAGNESIUM / Decimal(GRAMS_PER_MOLE["Glycinate"])
    known = {
        min(row.recommended for row in adults),
        max(row.recommended for row in adults),
        *(row.upper_limit for row in adults),
        *(row.recommended for row in teenagers),
        *(row.recommended for row in expecting),
        *(row.recommended for row in calcium),
        (1000 * share).quantize(Decimal(1)),
    }
    stated = {
        Decimal(number.replace(",", ""))
        for passage in passages(magnesium)
        if passage.role not in {"reference", "dosage", "commercial"}
        for match in AMOUNT.finditer(passage.text)
        for number in match.groups()
        if number
    }
    assert {Decimal(310), Decimal(350), Decimal(420), Decimal(141)} <= stated
    assert stated <= known


def test_the_shares_of_magnesium_follow_from_atomic_weights():
    for name, share in SHARES:
        weight = Decimal(GRAMS_PER_MOLE[name])
        exact = 100 * MAGNESIUM * ATOMS.get(name, 1) / weight
        assert abs(exact - Decimal(str(share))) <= Decimal("0.05"), name
    forms = read(next(path for path in ARTICLES if path.stem == "magnesium-forms-compared"))
    (table,) = [node for node in descendants(forms.body) if isinstance(node, Table)]
    drawn = dict(SHARES)
    for row in table.rows[1:]:
        name, share, amount = (cell.html.text for cell in row.cells)
        compound = name.removeprefix("Magnesium ").split(",")[0]
        compound = compound[0].upper() + compound[1:]
        assert share == f"{drawn[compound]:.1f}%"
        exact = 5 * 100 * MAGNESIUM * ATOMS.get(compound, 1) / Decimal(GRAMS_PER_MOLE[compound])
        assert amount == f"{exact:.0f} mg"


@every_article
def test_safety_is_told_before_the_first_call_to_action(path):
    order = [
        "safety" if isinstance(node, SafetyCard) else "paid"
        for node in descendants(read(path).body)
        if isinstance(node, SafetyCard | CallToAction | ProductCard)
    ]
    assert order[0] == "safety"


def test_only_a_few_articles_sell_anything():
    selling = [
        path.stem
        for path in ARTICLES
        if any(node.role == "commercial" for node in descendants(read(path).body))
    ]
    assert 0 < len(selling) <= MOST_COMMERCIAL


@every_article
def test_nothing_that_sells_claims_anything(path):
    for passage in passages(read(path)):
        if passage.role == "commercial":
            assert not CLAIMS.search(passage.text), passage.text


def test_no_address_title_or_summary_of_an_article_that_sells_names_a_disease():
    for path in ARTICLES:
        manuscript = read(path)
        if any(node.role == "commercial" for node in descendants(manuscript.body)):
            head = [path.stem, manuscript.title, manuscript.dek, manuscript.search_description]
            text = " ".join([*head, *(passage.text for passage in passages(manuscript))])
            assert not re.search(r"osteopor|osteopenia|fracture|arthritis|rickets", text, re.I)


@every_article
def test_every_picture_says_what_it_shows_and_can_be_drawn(path):
    pictures = [node for node in descendants(read(path).nodes) if isinstance(node, Image)]
    assert pictures
    for node in pictures:
        assert len(node.alt) > 40
        assert node.credit == "Drawn for Boneguide"
        assert node.address.removeprefix("asset:").removesuffix(".png") in DRAWINGS


@every_article
def test_every_citation_has_its_entry_and_every_entry_its_citation(path):
    manuscript = read(path)
    nodes = list(descendants(manuscript.body))
    entries = [node for node in nodes if isinstance(node, Reference)]
    noted = {node.reference for node in nodes if isinstance(node, ResearchNote)}
    assert noted <= {entry.key for entry in entries}
    stored = json.dumps(to_payload(manuscript), ensure_ascii=False)
    told = {int(number) for found in CITATION.findall(stored) for number in found.split(",")}
    told |= {place for place, entry in enumerate(entries, 1) if entry.key in noted}
    assert told == set(range(1, len(entries) + 1))


def known_records(shared: Path) -> set[str]:
    """Every identifier and title among the records that were read in public sources."""
    data = shared / "data"
    lines = (data / "references.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    records += [
        record
        for record in json.loads((data / "seed-references.json").read_text("utf-8"))["records"]
        if record["verified"] is not False and "title" in record
    ]
    return {
        str(record[field]).casefold().removesuffix(".")
        for record in records
        for field in ("doi", "pmid", "pmcid", "title", "url")
        if record.get(field)
    } | set(
        re.findall(r"PMID (\d+)", (shared / "design" / "units-and-interactions.md").read_text())
    )


@every_article
def test_every_reference_is_a_known_work_or_a_public_document(path, shared):
    known = known_records(shared)
    for node in descendants(read(path).body):
        if not isinstance(node, Reference):
            continue
        identifiers = [text for text in (node.doi, node.pmid, node.pmcid) if text]
        assert all(text.casefold() in known for text in identifiers), node.citation
        is_known = node.url in DOCUMENTS or node.title.casefold() in known
        assert identifiers or is_known or (not node.url and node.title in IN_PRINT), node.citation


@every_article
def test_no_address_leads_to_an_uploaded_copy_or_to_rules_of_a_year_long_past(path):
    assert not COPIES.search(path.read_text("utf-8"))


@every_article
def test_the_source_below_a_dosage_table_is_among_the_references(path):
    nodes = list(descendants(read(path).body))
    listed = {node.url for node in nodes if isinstance(node, Reference)}
    assert {node.source_url for node in nodes if isinstance(node, DosageTable)} <= listed


def cited(manuscript: Manuscript, text: str) -> list[Reference]:
    """The entries that the bracketed numbers in a text stand for."""
    entries = [node for node in descendants(manuscript.body) if isinstance(node, Reference)]
    return [
        entries[int(number) - 1]
        for numbers in re.findall(r"\[([0-9, ]+)\]", text)
        for number in numbers.split(",")
    ]


@every_article
def test_the_words_of_grade_stand_only_where_a_cited_body_rated_with_it(path):
    manuscript = read(path)
    for summary in descendants(manuscript.body):
        if not isinstance(summary, EvidenceSummary):
            continue
        for outcome in summary.outcomes:
            if outcome.certainty is not EvidenceCertainty.UNRATED:
                told = summary.introduction.text + outcome.finding.text
                assert any("GRADE" in entry.citation for entry in cited(manuscript, told))


@every_article
def test_a_pull_quote_is_somebodys_or_repeats_the_body_and_not_what_stands_next_to_it(path):
    told = [passage for passage in passages(read(path)) if passage.role != "reference"]
    quotes = [node for node in descendants(read(path).body) if isinstance(node, PullQuote)]
    body = " ".join(passage.text for passage in told if passage.role != "quotation")
    for quote in quotes:
        assert quote.attribution or quote.text in body
        (place,) = [at for at, passage in enumerate(told) if passage.text == quote.text]
        near = told[place - 1].text + told[place + 1].text
        assert quote.text not in near


@every_article
def test_an_emergency_is_told_in_emergency_cards_alone_and_says_whom_to_call(path):
    manuscript = read(path)
    cards = [node for node in descendants(manuscript.body) if isinstance(node, SafetyCard)]
    emergencies = [node for node in cards if node.card is SafetyKind.EMERGENCY]
    for node in cards:
        words = f"{node.heading} {node.html.text}"
        if node in emergencies:
            assert CALL in words.casefold()
        else:
            assert not EMERGENCY.search(words), words
    told = " ".join(passage.text for passage in passages(manuscript))
    called = sum(f"{node.heading} {node.html.text}".count("911") for node in emergencies)
    assert told.count("911") == called


def interactions_of(path: Path) -> list[tuple[Interactions, str, str, str]]:
    """Each block of interactions with one of its lines: substance, effect and advice."""
    return [
        (block, item.substance, item.effect.html, item.advice.html)
        for block in descendants(read(path).body)
        if isinstance(block, Interactions)
        for item in block.items
    ]


@every_article
def test_every_time_between_two_substances_has_its_citation(path):
    for _, substance, _, advice in interactions_of(path):
        if HOURS.search(advice):
            assert CITATION.search(advice), f"{path.stem}: {substance}"


def test_thirty_minutes_are_said_of_alendronate_alone():
    found = 0
    for path in ARTICLES:
        for _, substance, _, advice in interactions_of(path):
            if "30 minutes" in advice:
                assert substance == "Alendronate"
                assert "Other bisphosphonates have their own times" in advice
                found += 1
    assert found > 1


def test_the_same_pair_has_the_same_words_in_every_article():
    said: dict[tuple[str, str], set[str]] = {}
    for path in ARTICLES:
        for block, substance, effect, advice in interactions_of(path):
            words = CITATION.sub("", effect + advice)
            said.setdefault((block.source, substance), set()).add(words)
    assert [pair for pair, words in said.items() if len(words) > 1] == []
    assert len(said) < sum(len(interactions_of(path)) for path in ARTICLES)


@every_article
def test_every_block_of_interactions_can_be_told_from_the_others_by_its_heading(path):
    blocks = [node for node in descendants(read(path).body) if isinstance(node, Interactions)]
    headings = {node.heading for node in blocks}
    assert len(headings) == len(blocks)
    assert all(headings)


@pytest.mark.parametrize("slug", ["magnesium-and-bone-health", "vitamin-d-how-much"])
def test_an_article_about_a_supplement_answers_what_a_reader_must_know(slug):
    manuscript = read(next(path for path in ARTICLES if path.stem == slug))
    nodes = list(descendants(manuscript.body))
    kinds = {node.card for node in nodes if isinstance(node, SafetyCard)}
    assert {SafetyKind.NOT_SUITABLE, SafetyKind.SIDE_EFFECTS} <= kinds
    assert any(isinstance(node, DosageTable) for node in nodes)
    assert any(isinstance(node, Interactions) for node in nodes)
    (pregnancy,) = [node for node in nodes if getattr(node, "anchor", "") == "pregnancy"]
    assert any(CITATION.search(node.html.html) for node in pregnancy.content)


def test_the_pages_about_the_site_say_that_it_is_a_demonstration():
    pages = {page["slug"]: page["body"] for page in LIBRARY["site_pages"]}
    assert set(pages) == {"about", "how-we-work"}
    for body in pages.values():
        assert 150 <= len(re.sub(r"<[^>]+>", " ", body).split()) <= 250
        assert "Boneguide is a demonstration" in body
        assert "made-up" in body or "made up" in body
        assert "@example.org" in body


def test_people_and_products_say_that_they_are_samples():
    for person in LIBRARY["people"]:
        assert "sample person" in person["job_title"]
        assert person["biography"].startswith("Sample person")
        assert "Sample" in person["name"]
        assert person["credentials"].startswith("sample ")
        assert person["license_note"].startswith("Sample")
        assert person["conflict_of_interest"].startswith("Sample statement")
    assert {product["brand"] for product in LIBRARY["products"]} == {"Sample Brand"}
    for path in ARTICLES:
        for node in descendants(read(path).body):
            if isinstance(node, ProductCard):
                assert node.brand == "Sample Brand"
                assert "made-up product" in node.html.text


def test_the_demonstrations_program_keeps_to_the_terms_the_package_ships():
    held = next(each for each in LIBRARY["programs"] if each["key"] == "amazon")
    shipped = program(held["key"])
    assert held["identification"] == [
        {"market": "US", "language": AMAZON_ASSOCIATE.language, "text": AMAZON_ASSOCIATE.text}
    ]
    assert set(held["channels"]) == shipped.channels
    assert held["tag_parameter"] == shipped.tag_parameter
    for rule in ("cloaking", "prices", "ratings", "merchant_images"):
        assert held[f"{rule}_allowed"] == getattr(shipped, f"{rule}_allowed")


def test_everything_that_sells_uses_what_the_demonstrations_library_has():
    links = {(link["program"], link["url"]) for link in LIBRARY["paid_links"]}
    products = {(product["brand"], product["name"]) for product in LIBRARY["products"]}
    used, shown = set(), set()
    for path in ARTICLES:
        for node in descendants(read(path).body):
            if isinstance(node, CallToAction | ProductCard):
                used.add((node.link.program, node.link.url))
            if isinstance(node, ProductCard):
                shown.add((node.brand, node.name))
    assert used == links
    assert shown <= products


def test_a_sample_product_leads_to_a_reserved_address_and_never_to_a_shop_s_search():
    led = {}
    for path in ARTICLES:
        for node in descendants(read(path).body):
            if isinstance(node, CallToAction | ProductCard):
                is_sample = isinstance(node, ProductCard) or bool(node.link.product)
                assert node.link.url.startswith("https://shop.example/") is is_sample
                assert is_sample or node.label.startswith("Search Amazon for ")
                if not isinstance(node, ComparisonOffer):
                    led.setdefault(path.stem, []).append(node.link.url)
    for stem, addresses in led.items():
        assert len(addresses) == len(set(addresses)), stem
