"""Figures on labelled sentences."""

import json
import math

import pytest

from health_content.compliance import Market, Severity, check
from health_content.compliance.accuracy import (
    BadRow,
    Judged,
    Label,
    Row,
    as_text,
    judged,
    measured,
    rows_of,
    wilson,
)
from health_content.compliance.examples import edition_of
from health_content.compliance.policy import EU

CLAIM = "This supplement cures arthritis."
PLAIN = "Magnesium is found in nuts, seeds and whole grains."


def line(text=CLAIM, label="disease", **more):
    return json.dumps({"text": text, "label": label, **more})


def told(label, *codes, dependent=False, elsewhere=(), **more):
    return Judged(Row("A.", label, is_context_dependent=dependent, **more), codes, (), elsewhere)


def test_a_row_is_read_with_all_it_says():
    row, other = rows_of(
        [
            line(criterion="101.93(g)(2)(i)", market="EU", source="A letter", url="ignored"),
            "",
            line(PLAIN, "neutral", context_dependent=True),
        ]
    )
    assert row == Row(
        CLAIM, Label.DISEASE, "101.93(g)(2)(i)", market=Market.EU, source="A letter", line=1
    )
    assert (other.line, other.market, other.is_context_dependent) == (3, Market.US, True)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("{", "Line 2 is no JSON"),
        ("[]", "Line 2 is no JSON object"),
        (line(text=" "), 'Line 2 needs a "text"'),
        (json.dumps({"label": "disease"}), 'Line 2 needs a "text"'),
        (line(label="illness"), "Line 2 has the label 'illness'. Known are: disease, "),
        (line(label=["disease"]), "Line 2 has the label"),
        (line(market="FR"), "Line 2 has the market 'FR'. Known are: US, "),
        (line(context_dependent="no"), "neither true nor false"),
        (line(criterion=3), 'Line 2 has a "criterion" that is no text'),
    ],
)
def test_a_bad_line_is_named(bad, words):
    with pytest.raises(BadRow) as refusal:
        list(rows_of([line(), bad]))
    assert words in str(refusal.value)


def test_a_row_is_judged_as_the_check_judges_it():
    (one,) = judged(rows_of([line()]))
    report = check(edition_of(CLAIM))
    assert one.codes == tuple(
        sorted(
            {
                it.code
                for it in report.findings
                if it.code.startswith("CLM3") and it.severity is Severity.BLOCKING
            }
        )
    )
    assert one.is_flagged
    assert not judged(rows_of([line(PLAIN, "neutral")]))[0].is_flagged


def test_each_row_answers_to_the_law_of_its_market():
    (one,) = judged(rows_of([line(market="EU")]))
    found = check(edition_of(CLAIM), EU).findings
    blocking = {it.code for it in found if it.severity is Severity.BLOCKING}
    assert set(one.codes) == {code for code in blocking if code.startswith("CLM3")}


def test_only_blocking_claims_decide():
    text = "Take 900,000 mg of magnesium daily from amazon.com, says 10.1000/xyz."
    (one,) = judged(rows_of([line(text, "neutral")]))
    assert not [code for code in one.codes if not code.startswith("CLM3")]


def test_a_row_that_depends_on_context_is_judged_without_it_too():
    dependent, settled = judged(rows_of([line(context_dependent=True), line()]))
    elsewhere = check(edition_of(CLAIM, is_commercial=False)).findings
    blocking = {it.code for it in elsewhere if it.severity is Severity.BLOCKING}
    assert set(dependent.codes_elsewhere) == {it for it in blocking if it.startswith("CLM3")}
    assert settled.codes_elsewhere == ()


FOUND = [
    told(Label.DISEASE, "CLM301", criterion="(i)", source="FDA"),
    told(Label.DISEASE, criterion="(i)", source="FDA", line=7),
    told(Label.DISEASE, "CLM301", criterion="(ii)", dependent=True, elsewhere=("CLM301",)),
    told(Label.NEUTRAL, "CLM309", line=9),
    told(Label.NEUTRAL, "CLM309", dependent=True),
    told(Label.NEUTRAL),
    told(Label.STRUCTURE_FUNCTION),
    told(Label.AUTHORIZED, "CLM319", market=Market.EU),
    told(Label.AUTHORIZED),
]


def test_the_figures_are_what_they_are_called():
    figures = measured(FOUND)
    assert figures["rows"] == 9
    assert figures["disease_recall"] == 2 / 3
    assert figures["false_positive_rate"] == 1 / 3
    assert figures["precision"] == 2 / 3
    assert figures["f1"] == pytest.approx(2 / 3)
    assert figures["fractions"]["false_positive_rate"] == [1, 3]
    assert figures["intervals"]["disease_recall"] == list(wilson(2, 3))
    assert figures["with_context_dependent"]["false_positive_rate"] == 2 / 4
    assert figures["with_context_dependent"]["precision"] == 2 / 4
    assert figures["without_context_dependent"]["disease_recall"] == 1 / 2
    assert figures["without_context_dependent"]["precision"] == 1 / 2


def test_authorized_claims_are_counted_apart_and_by_market():
    figures = measured(FOUND)
    by_market = figures["authorized_health_claims"]["by_market"]
    assert {name: (it["flagged"], it["rows"]) for name, it in by_market.items()} == {
        "EU": (1, 1),
        "US": (0, 1),
    }
    assert [it["codes"] for it in figures["authorized_health_claims"]["flagged"]] == [["CLM319"]]


def test_recall_is_told_by_criterion_and_rows_by_label_and_source():
    figures = measured(FOUND)
    criteria = figures["recall_by_criterion"]
    assert criteria["(i)"]["recall"] == 0.5
    assert criteria["(ii)"]["rows"] == 1
    assert figures["by_label"]["neutral"]["flagged"] == 2
    assert figures["by_source"]["FDA"]["rows"] == 2


def test_rows_that_depend_on_context_are_told_with_and_without_it():
    dependent = measured(FOUND)["context_dependent"]
    assert dependent["rows"] == 2
    assert dependent["flagged_on_a_page_that_sells"] == 2
    assert dependent["flagged_elsewhere"] == 1
    assert len(dependent["each"]) == 2


def test_what_was_missed_and_wrongly_flagged_is_listed():
    figures = measured(FOUND)
    (missed,) = figures["missed"]
    assert missed == {
        "line": 7,
        "text": "A.",
        "label": "disease",
        "criterion": "(i)",
        "context_dependent": False,
        "market": "US",
        "source": "FDA",
        "codes": [],
        "other_codes": [],
    }
    wrong = figures["wrongly_flagged"]
    assert [(it["label"], it["codes"], it["context_dependent"]) for it in wrong] == [
        ("neutral", ["CLM309"], False),
        ("neutral", ["CLM309"], True),
    ]


def test_without_rows_of_a_kind_there_is_no_figure():
    figures = measured([told(Label.AUTHORIZED)])
    assert figures["disease_recall"] is None
    assert figures["intervals"]["disease_recall"] == [0.0, 1.0]
    assert "disease recall            none" in as_text(figures)


def test_the_interval_is_wilsons():
    # 81 of 263 at 95 %: 0.2553 to 0.3662 (R. G. Newcombe, Statistics in Medicine 17, 1998,
    # 857-872, table I, method 3).
    low, high = wilson(81, 263)
    assert math.isclose(low, 0.2553, abs_tol=5e-5)
    assert math.isclose(high, 0.3662, abs_tol=5e-5)
    assert wilson(0, 20)[0] == 0.0
    assert wilson(20, 20)[1] == 1.0


def test_the_text_tells_every_part():
    shown = as_text(measured(FOUND))
    for words in (
        "disease recall           66.7%  2/3",
        "Recall by criterion",
        "Authorized health claims flagged, by market",
        "Missed: 1",
        "line 7: [US, (i)] A.",
        "line 9: [US, neutral] A. -> CLM309",
        "Authorized health claims flagged: 1",
        "[EU, authorized_health_claim] A. -> CLM319",
    ):
        assert words in shown


def test_the_whole_file_of_labelled_sentences_is_measured(shared):
    lines = (shared / "data" / "claims.jsonl").read_text("utf-8").splitlines()
    figures = measured(judged(rows_of(lines)))
    assert figures["rows"] == len(lines)
    assert sum(it["rows"] for it in figures["by_label"].values()) == len(lines)
    assert sum(it["rows"] for it in figures["by_source"].values()) == len(lines)
