"""How findings are shown."""

import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from health_content.compliance import Authority, Market, Severity, all_rules, check
from health_content.compliance.examples import edition_of
from health_content.compliance.render import (
    Checked,
    Place,
    SourceText,
    Terminal,
    Unreadable,
    as_json,
    as_sarif,
    as_text,
    fails,
    summary,
)
from health_content.compliance.render.columns import cell, underlined
from health_content.manuscript import Location, Span
from tests.compliance.findings import SENTENCE, finding, report

SOURCE = f"Magnesium\n\nA mineral.\n{SENTENCE}\n"


def text_of(*findings, source=None, terminal=None):
    checked = Checked.of("magnesium.txt", report(*findings), source and SourceText(source))
    return as_text([checked], terminal or Terminal())


def marked(line, marks):
    """The characters of a line that stand above carets, where all take one column."""
    return line[marks.index("^") : len(marks)]


def test_a_finding_is_shown_with_its_place_its_words_what_to_do_and_who_says_so():
    shown = text_of(finding(), source=SOURCE)
    first, message, line, marks, *rest = shown.split("\n")
    assert first == "magnesium.txt:4:11 CLM301 disease-claim blocking"
    assert message == "  This says that a product acts on a disease: “cures arthritis”."
    assert line == "    4 | Magnesium cures arthritis in weeks."
    assert marks == "      |           ^^^^^^^^^^^^^^^"
    told = " ".join(" ".join(rest).split())
    assert "do: Say what the nutrient does in a healthy body." in told
    assert "source: 21 CFR 101.93(g)(2)(i): Disease claims, https://www.ecfr.gov/" in told
    assert "(read 2026-11-23)" in told
    assert "why: " in told
    assert "better: " in told


def test_the_reason_of_a_rule_is_told_once_and_the_source_always():
    shown = text_of(finding(), finding("Zinc prevents flu.", "prevents flu"))
    assert shown.count("  why: ") == 1
    assert shown.count("  source: ") == 2
    assert shown.count("  do: ") == 2


def test_a_title_that_the_citation_already_names_is_not_told_twice():
    law = Authority("Guidance on Claims, 2022", "Guidance on Claims", "", date(2026, 11, 23))
    shown = text_of(finding(authority=law, criterion=""))
    assert "source:  Guidance on Claims, 2022 (read 2026-11-23)\n" in shown


def test_without_a_line_the_path_within_the_article_is_shown():
    assert text_of(finding()).startswith("magnesium.txt:body.one CLM301 ")


def test_a_finding_about_the_whole_article_has_no_excerpt():
    bare = finding("", "", start=0, span=Span(Location(), 0, 0))
    shown = text_of(bare)
    assert shown.startswith("magnesium.txt:article CLM301")
    assert " | " not in shown


def test_an_empty_quote_gets_one_caret_where_it_stands():
    line, marks = underlined("Take zinc daily.", 5, 5, 80)
    assert marks == "     ^"
    assert line == "Take zinc daily."


@pytest.mark.parametrize(
    ("text", "quote", "lead", "width"),
    [
        ("骨に 骨粗鬆症を治す です", "骨粗鬆症を治す", 5, 14),
        ("Cafe\u0301 cures flu", "cures", 5, 5),
        ("Zinc\tcures flu", "cures", 5, 5),
        ("Zi\u00adnc\u200b cures flu", "cures", 5, 5),
        ("Zinc cu\u00adres flu", "cu\u00adres", 5, 5),
        ("\u202eZinc cures flu", "cures", 5, 5),
        ("Zinc\ncures flu", "cures", 5, 5),
    ],
)
def test_carets_stand_under_the_columns_of_the_words(text, quote, lead, width):
    start = text.index(quote)
    line, marks = underlined(text, start, start + len(quote), 80)
    assert marks == " " * lead + "^" * width
    assert "\n" not in line
    assert "\u202e" not in line


def test_nothing_in_a_text_can_steer_the_terminal():
    shown = text_of(finding("Zinc \x1b[2Jcures arthritis\r.", "cures arthritis"))
    assert "\x1b" not in shown
    assert "\r" not in shown


def test_a_long_sentence_is_cut_at_words_around_the_span():
    text = f"{'many words before ' * 30}cures arthritis{' and many words after' * 30}."
    start = text.index("cures")
    line, marks = underlined(text, start, start + 15, 70)
    assert 55 < len(line) <= 70
    assert marked(line, marks) == "cures arthritis"
    assert line.startswith("…")
    assert line.endswith("…")
    assert line.strip("…") in text
    before, after = line.strip("…").split("cures arthritis")
    assert before.split()[0] in {"many", "words", "before"}
    assert after.split()[-1] in {"and", "many", "words", "after"}


def test_a_span_wider_than_the_terminal_shows_its_beginning():
    text = f"So {'it cures ' * 40}all."
    line, marks = underlined(text, 3, 363, 50)
    assert line.startswith("…it cures")
    assert line.endswith(" it…")
    assert len(line) <= 50
    assert marked(line, marks) == line.strip("…")


@given(st.text(max_size=200), st.integers(0, 210), st.integers(0, 210), st.integers(20, 100))
def test_an_excerpt_never_takes_more_columns_than_there_are(text, one, other, width):
    line, marks = underlined(text, min(one, other), max(one, other), width)
    assert sum(cell(character).width for character in line) <= width
    assert len(marks) <= width + 1
    assert "^" in marks


@given(st.text(max_size=60), st.sampled_from(["ascii", "latin-1", "cp1252", "utf-8"]))
def test_a_terminal_gets_only_what_its_encoding_has(text, encoding):
    shown = text_of(
        finding(f"{text} cures arthritis", message=text, remedy=text),
        terminal=Terminal(encoding=encoding),
    )
    assert shown.encode(encoding)


def test_carets_follow_letters_that_had_to_be_written_out():
    line, marks = underlined("Zinc “cures” flu", 6, 11, 80, "ascii")
    assert line == "Zinc \\u201ccures\\u201d flu"
    assert marked(line, marks) == "cures"


class Screen(io.StringIO):
    def isatty(self):
        return True


def test_color_is_for_terminals_whose_people_want_it(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert Terminal.of(Screen()).has_color
    assert not Terminal.of(io.StringIO()).has_color
    monkeypatch.setenv("NO_COLOR", "1")
    assert not Terminal.of(Screen()).has_color
    colored = text_of(finding(), terminal=Terminal(has_color=True))
    assert "\x1b[1;31mblocking\x1b[0m" in colored
    assert "\x1b" not in text_of(finding())


def test_the_summary_counts_by_severity():
    found = (
        finding(),
        finding(severity=Severity.NEEDS_REASON),
        finding(severity=Severity.ADVICE),
        finding(severity=Severity.NEEDS_REASON),
    )
    assert summary([Checked.of("a.txt", report(*found))]) == (
        "Found 4 findings: 1 blocking, 2 need a reason, 1 advice, by rule set 2026.11."
    )
    assert summary([Checked.of("a.txt", report(found[1]))]) == (
        "Found 1 finding: 1 needs a reason, by rule set 2026.11."
    )
    several = [Checked.of("a.txt", report(found[0])), Checked.of("b.txt", report())]
    assert summary(several).startswith("Found 1 finding in 1 of 2 articles: 1 blocking, ")


def test_nothing_found_is_never_called_compliant():
    assert as_text([Checked.of("a.txt", report())]) == (
        "No known problem found by rule set 2026.11 (US).\n"
    )
    both = Checked.of("a.txt", report(markets=(Market.US, Market.UK)))
    assert summary([both]) == (
        "No known problem found by rule set 2026.11 (US, UK). "
        "Of UK law only some rules are known here."
    )


def test_the_least_grave_severity_that_fails_is_the_callers():
    advice = [Checked.of("a.txt", report(finding(severity=Severity.ADVICE)))]
    outcomes = {it: fails(advice, it) for it in ("blocking", "needs-reason", "advice", "never")}
    assert outcomes == {"blocking": False, "needs-reason": False, "advice": True, "never": False}
    assert not fails([Checked.of("a.txt", report(finding()))], "never")


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (SOURCE, Place(4, 11, 4, 26)),
        (SOURCE.replace("\n", "\r\n"), Place(4, 11, 4, 26)),
        ("Magnesium **cures\narthritis** in weeks.", Place(1, 13, 2, 10)),
        ("<p>Magnesium cu<b>res</b> arthri&shy;tis in weeks.</p>", Place(1, 14, 1, 41)),
        ("Magnesium [cures arthritis](https://shop.example/m) in weeks.", Place(1, 12, 1, 27)),
        ("MAGNESIUM CURES ARTHRITIS IN WEEKS", Place(1, 11, 1, 26)),
        ("<p><em>Magn&#101;sium</em>&nbsp;cures arthritis in weeks.", Place(1, 33, 1, 48)),
    ],
)
def test_a_sentence_is_found_again_in_its_source(source, place):
    assert SourceText(source).place_of(finding()) == place


@pytest.mark.parametrize(
    "source",
    [
        f"{SENTENCE}\n\n{SENTENCE}",
        f'<meta content="{SENTENCE}"><p>Magnesium <b>cures</b> arthritis in weeks.</p>',
        "Magnesium does not cure arthritis in weeks.",
        "Paramagnesium cures arthritis in weeks.",
        "Magnesium cures arthritis in weeksends.",
        "",
    ],
)
def test_a_line_that_is_not_certain_is_not_told(source):
    assert SourceText(source).place_of(finding()) is None


def test_an_address_has_no_line_though_the_words_stand_in_the_text():
    slug = finding("magnesium cures arthritis in weeks", span=Span(Location(("slug",)), 10, 25))
    assert SourceText(SOURCE).place_of(slug) is None


def test_the_marks_around_the_words_belong_to_their_place():
    price = finding("Now only $19.99!", "$19.99!")
    assert SourceText("Sale\nNow only $19.99!").place_of(price) == Place(2, 10, 2, 17)


@given(
    st.text(max_size=80),
    st.text(max_size=80),
    st.text("abcdefgéß骨", min_size=1, max_size=20),
    st.sampled_from(["\n", "\r\n", " ", "<b>"]),
)
def test_a_place_that_is_told_holds_the_words(before, after, quote, gap):
    excerpt = f"Zinc {quote} bones"
    source = f"{before}{gap}{excerpt}{gap}{after}"
    place = SourceText(source).place_of(finding(excerpt, quote, start=5))
    if place is not None:
        lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert place.line == place.end_line
        assert lines[place.line - 1][place.column - 1 : place.end_column - 1] == quote


def test_json_has_every_documented_key_and_no_other():
    checked = Checked.of("magnesium.txt", report(finding()), SourceText(SOURCE))
    whole = json.loads(as_json([checked], [Unreadable("gone.txt", "gone.txt cannot be opened.")]))
    assert whole["rule_set"] == "2026.11"
    assert whole["markets"] == ["US"]
    assert whole["partial_markets"] == []
    assert whole["counts"] == {"findings": 1, "blocking": 1, "needs-reason": 0, "advice": 0}
    assert whole["unreadable"] == [{"name": "gone.txt", "problem": "gone.txt cannot be opened."}]
    (article,) = whole["articles"]
    assert article["name"] == "magnesium.txt"
    assert article["is_commercial"] is True
    (told,) = article["findings"]
    why, better = told.pop("why"), told.pop("better")
    assert why
    assert better
    assert told == {
        "code": "CLM301",
        "name": "disease-claim",
        "severity": "blocking",
        "message": "This says that a product acts on a disease: “cures arthritis”.",
        "remedy": "Say what the nutrient does in a healthy body.",
        "criterion": "(g)(2)(i)",
        "fingerprint": finding().fingerprint,
        "location": "body.one",
        "span": {"start": 10, "end": 25},
        "quote": "cures arthritis",
        "excerpt": SENTENCE,
        "excerpt_start": 0,
        "place": {"line": 4, "column": 11, "end_line": 4, "end_column": 26},
        "authority": {
            "citation": "21 CFR 101.93(g)",
            "title": "Disease claims",
            "url": "https://www.ecfr.gov/current/title-21/section-101.93",
            "read_on": "2026-11-23",
            "is_secondary": False,
        },
        "context": {
            "is_commercial": True,
            "products": ["Amazon"],
            "markets": ["US"],
            "rule_version": 1,
        },
    }


def test_sarif_has_the_parts_that_its_schema_requires():
    found = [
        finding(),
        finding("Zinc prevents flu.", "prevents flu", severity=Severity.NEEDS_REASON),
        finding("Zinc!", "!", code="REV610", name="unused-waiver", severity=Severity.ADVICE),
    ]
    checked = Checked.of("drafts/my article.txt", report(*found), SourceText(SOURCE))
    log = json.loads(as_sarif([checked], [Unreadable("gone.txt", "It is gone.")]))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "health_content"
    assert [rule["id"] for rule in driver["rules"]] == ["CLM301", "REV610"]
    for rule in driver["rules"]:
        for key in ("shortDescription", "fullDescription", "help"):
            assert rule[key]["text"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        assert result["partialFingerprints"].keys() == {"healthContentSentence/v1"}
        (location,) = result["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert uri == "drafts/my%20article.txt"
        assert location["logicalLocations"] == [{"fullyQualifiedName": "body.one"}]
    first, second, _ = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert first["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 4,
        "startColumn": 11,
        "endLine": 4,
        "endColumn": 26,
    }
    assert "region" not in second["locations"][0]["physicalLocation"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"] == "It is gone."


def test_a_name_that_is_a_path_from_the_root_becomes_an_address():
    absolute, page = (
        Checked.of(name, report(finding())) for name in ("/a/b c.txt", "/articles/k/")
    )
    results = json.loads(as_sarif([absolute, page]))["runs"][0]["results"]
    uris = [it["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for it in results]
    assert uris == ["file:///a/b%20c.txt", "/articles/k/"]


def test_every_rule_can_be_shown_in_every_format():
    checked = [Checked.of(rule.code, check(edition_of(rule.failing[0]))) for rule in all_rules()]
    shown = as_text(checked)
    told = {
        it["code"] for one in json.loads(as_json(checked))["articles"] for it in one["findings"]
    }
    rules = json.loads(as_sarif(checked))["runs"][0]["tool"]["driver"]["rules"]
    assert told == {rule["id"] for rule in rules}
    assert all(f" {code} " in shown for code in told)
    assert "compliant" not in summary(checked)
