"""Each rule's own examples, run: what a rule shows to writers is what it does."""

import pytest

from health_content.compliance import Severity, all_rules, check
from health_content.compliance.examples import edition_of
from health_content.compliance.policy import policy_for

RULES = all_rules()
FAILING = [(rule, number) for rule in RULES for number in range(len(rule.failing))]
PASSING = [(rule, number) for rule in RULES for number in range(len(rule.passing))]


def name(value) -> str:
    return str(getattr(value, "code", value))


def findings(rule, example):
    """What the check finds in an example, under the law of every market the rule serves."""
    return check(edition_of(example), policy_for(rule.markets)).findings


def codes(rule, example):
    return {finding.code for finding in findings(rule, example)}


@pytest.mark.parametrize(("rule", "number"), FAILING, ids=name)
def test_a_failing_example_fails(rule, number):
    assert rule.code in codes(rule, rule.failing[number])


@pytest.mark.parametrize(("rule", "number"), PASSING, ids=name)
def test_a_passing_example_passes(rule, number):
    assert rule.code not in codes(rule, rule.passing[number])


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_the_better_way_passes_its_own_rule_and_blocks_under_no_other(rule):
    found = [
        finding
        for finding in findings(rule, rule.better)
        if finding.code == rule.code or finding.severity is Severity.BLOCKING
    ]
    assert [(finding.code, finding.quote) for finding in found] == []


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_a_finding_of_an_example_speaks_for_itself(rule):
    for example in rule.failing:
        for finding in findings(rule, example):
            if finding.code == rule.code:
                assert "{" not in finding.message
                assert finding.message.rstrip('"”)').endswith((".", "?", "!"))
                assert finding.remedy.rstrip('"”)').endswith(".")
                assert finding.quote in finding.excerpt
