"""The reference is current, and what the guide shows works."""

import re
from pathlib import Path

import pytest

from health_content.compliance import Market, Policy, all_rules, check
from health_content.compliance.catalogue import COMMAND, reference
from health_content.compliance.examples import edition_of
from health_content.compliance.lexicons import Lexicon, entries
from health_content.compliance.material import Material
from health_content.compliance.policy import US
from health_content.compliance.rule import Rule

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "compliance.md").read_text(encoding="utf-8")
PROGRAMS = re.findall(r"^```python\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


def run(program: str) -> dict:
    names: dict = {"__name__": "guide"}
    exec(compile(program, "docs/compliance.md", "exec"), names)  # noqa: S102 -- our own guide
    return names


@pytest.fixture
def rule() -> Rule:
    names = run(PROGRAMS[0])
    kind = next(
        value
        for value in names.values()
        if isinstance(value, type) and issubclass(value, Rule) and value is not Rule
    )
    return kind()


def test_the_reference_is_current():
    written = (DOCS / "rules.md").read_text(encoding="utf-8")
    assert written == reference(), f"Renew it with: {COMMAND}"


def test_the_reference_names_every_rule_with_its_words_and_its_authority():
    text = re.sub(r"\\(.)", r"\1", reference())
    for one in all_rules():
        assert text.count(f"### {one.code} {one.name}\n") == 1
        for said in (one.why, one.remedy, one.authority.title, one.authority.url):
            assert said in text


def test_the_rule_of_the_guide_does_what_it_says(rule):
    def found(example):
        return list(rule.faults(Material(edition_of(example), US), Market.US))

    assert all(map(found, rule.failing))
    assert not any(map(found, (*rule.passing, rule.better)))


def test_the_rule_of_the_guide_takes_no_code_of_another(rule):
    assert rule.code not in {other.code for other in all_rules()}
    assert rule.name not in {other.name for other in all_rules()}


def test_the_policy_of_the_guide_is_sound():
    policy = run(PROGRAMS[1])["policy"]
    assert isinstance(policy, Policy)
    assert check(edition_of("Studies show much."), policy).markets == (Market.US, Market.UK)


def test_the_entries_that_the_guide_shows_are_there():
    shown = re.search(r"^```\n(kidney stone\n.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)[1]
    known = {
        (phrase, " ".join(sorted(tags))) for lexicon in Lexicon for phrase, tags in entries(lexicon)
    }
    for line in shown.splitlines():
        phrase, _, tags = line.partition(" | ")
        assert (phrase, tags) in known


def test_the_guide_says_how_to_renew_the_reference():
    assert COMMAND in GUIDE
    assert f"with: {COMMAND}" in reference()
