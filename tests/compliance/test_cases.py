"""Texts that look guilty and are not, and texts that look innocent: ``cases/<CODE>.yaml``.

A file maps ``flag`` and ``pass`` to texts, each of which becomes a paragraph on a page with a
call to action.
"""

from pathlib import Path

import pytest
import yaml

from health_content.compliance import Family, all_rules, check
from health_content.compliance.examples import edition_of
from health_content.compliance.policy import policy_for

FOLDER = Path(__file__).parent / "cases"
RULES = {rule.code: rule for rule in all_rules()}
CASES = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("*.yaml"))
}
NEAR_MISSES = 3


def texts(code: str, outcome: str) -> list[str]:
    found = CASES[code].get(outcome) or []
    return list(found.values() if isinstance(found, dict) else found)


def of(outcome: str):
    every = [(code, text) for code in CASES if code in RULES for text in texts(code, outcome)]
    return pytest.mark.parametrize(("code", "text"), every)


def codes_of(code: str, text: str) -> set[str]:
    report = check(edition_of(text), policy_for(RULES[code].markets))
    return {finding.code for finding in report.findings}


@of("flag")
def test_a_guilty_text_is_found(code, text):
    assert code in codes_of(code, text)


@of("pass")
def test_a_near_miss_is_left_alone(code, text):
    assert code not in codes_of(code, text)


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_file_of_cases_belongs_to_a_rule_and_says_only_what_it_may(code):
    assert code in RULES
    assert set(CASES[code]) <= {"flag", "pass"}
    every = texts(code, "flag") + texts(code, "pass")
    assert all(isinstance(text, str) and text.strip() == text for text in every)
    assert len(set(every)) == len(every)


@pytest.mark.parametrize("code", [code for code in RULES if code.startswith(Family.CLAIMS)])
def test_every_rule_about_claims_has_near_misses_besides_its_own_examples(code):
    assert code in CASES, f"Write tests/compliance/cases/{code}.yaml."
    own = {example for example in RULES[code].passing if isinstance(example, str)}
    assert len(set(texts(code, "pass")) - own) >= NEAR_MISSES
