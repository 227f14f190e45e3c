"""The rules about rules."""

import ast
import inspect
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from health_content.compliance import Policy, PolicyError, Severity, all_rules, check
from health_content.compliance.examples import edition_of
from health_content.compliance.policy import policy_for
from health_content.compliance.rule import Family, Rule

RULES = all_rules()
FOLDERS = {
    Family.DISCLAIMERS: ("disclaimers", "1"),
    Family.AFFILIATE: ("affiliate", "2"),
    Family.CLAIMS: ("claims", "3"),
    Family.EVIDENCE: ("evidence", "4"),
    Family.DOSAGE: ("dosage", "5"),
    Family.REVIEW: ("review", "6"),
}
PACKAGE = "health_content.compliance.rules"
# A code stands in waivers and records: once given it stays, and means the same.
CODES = frozenset(
    """
    AFF201 AFF202 AFF203 AFF204 AFF205 AFF206 AFF207 AFF208 AFF209 AFF210 AFF211 AFF212
    AFF213 AFF214 AFF215 AFF216 AFF217 AFF218 AFF219 AFF220 AFF221 AFF222
    CLM301 CLM302 CLM303 CLM304 CLM305 CLM306 CLM307 CLM308 CLM309 CLM310 CLM311 CLM312
    CLM313 CLM314 CLM315 CLM316 CLM317 CLM318 CLM319 CLM320 CLM321 CLM322 CLM323 CLM324
    CLM325 CLM326 CLM327 CLM328 CLM329 CLM330
    DOS501 DOS502 DOS503 DOS504 DOS505 DOS506 DOS507 DOS508 DOS509 DOS510 DOS511
    DOS512 DOS513 DOS514 DOS515 DOS516
    DSC101 DSC103 DSC104 DSC105 DSC106
    EVD401 EVD402 EVD403 EVD404 EVD405 EVD406 EVD407 EVD408 EVD409 EVD410 EVD411 EVD412
    EVD413 EVD414 EVD415 EVD416 EVD417 EVD418 EVD419 EVD420
    REV601 REV602 REV603 REV604 REV605 REV606 REV607
    """.split()
)
LOCKED = frozenset("AFF212 CLM318 DSC101".split())
# A name says the fault; how grave it is, is the policy's to say, and what to do the remedy's.
UNFIT_NAME_WORDS = frozenset(
    """error warning block blocking forbid avoid not no never dont do must should prefer
    use fix check bad illegal severe""".split()
)
TEXTS = ("why", "message", "remedy", "better")

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")


def source_of(rule: Rule) -> Path:
    return Path(inspect.getfile(type(rule)))


def repeated(values) -> list[object]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_there_are_enough_rules_to_be_of_use():
    assert len(RULES) >= 45


def test_codes_and_names_are_given_once():
    assert repeated(rule.code for rule in RULES) == []
    assert repeated(rule.name for rule in RULES) == []


def test_no_code_is_ever_taken_back():
    assert sorted(CODES - {rule.code for rule in RULES}) == []


def test_every_code_is_on_the_list_of_codes_that_stay():
    assert sorted({rule.code for rule in RULES} - CODES) == []


def test_rules_stand_in_the_order_of_their_codes():
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)


def test_every_family_has_rules():
    assert {rule.family for rule in RULES} == set(Family)


@pytest.mark.parametrize("text", TEXTS)
def test_no_text_of_a_rule_is_repeated_from_another(text):
    assert repeated(getattr(rule, text) for rule in RULES) == []


@each_rule
def test_a_rule_stands_in_the_folder_of_its_family_under_its_name(rule):
    folder, digit = FOLDERS[rule.family]
    stem = rule.name.replace("-", "_")
    assert type(rule).__module__ == f"{PACKAGE}.{folder}.{stem}"
    assert re.fullmatch(rf"{rule.family}{digit}\d\d", rule.code)


@each_rule
def test_a_name_says_the_fault_and_neither_its_gravity_nor_its_cure(rule):
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.name)
    assert UNFIT_NAME_WORDS.isdisjoint(rule.name.split("-"))


@each_rule
def test_the_class_bears_the_name_of_the_rule(rule):
    said = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", type(rule).__name__)
    assert said.lower().removesuffix("-rule") == rule.name


@each_rule
@pytest.mark.parametrize("text", TEXTS)
def test_every_text_is_whole_sentences(rule, text):
    """Only what is better may be a label or a heading, where the rule judges such."""
    said = getattr(rule, text)
    is_label = text == "better" and not any(isinstance(example, str) for example in rule.failing)
    assert is_label or said.endswith((".", '."', ".”", ".)"))
    assert said[0].isupper() or said[0] in "\"“'{1234567890"
    assert "  " not in said
    assert said == said.strip()


@each_rule
def test_a_message_quotes_what_was_found(rule):
    """Only what is missing cannot be quoted, and what a rule words anew for each fault."""
    if "{quote}" in rule.message:
        return
    found = [
        finding
        for example in rule.failing
        for finding in check(edition_of(example), policy_for(rule.markets)).findings
        if finding.code == rule.code
    ]
    assert found
    assert all(
        not finding.quote or finding.message != rule.message or finding.quote == finding.excerpt
        for finding in found
    )


@each_rule
def test_a_rule_names_its_authority_and_when_it_was_read(rule):
    authority = rule.authority
    assert authority.citation
    assert authority.title
    assert re.fullmatch(r"https://[\w.-]+\.[a-z]{2,}(/\S*)?", authority.url)
    assert date(2026, 1, 1) <= authority.read_on <= date.today() + timedelta(days=1)


@each_rule
def test_a_rule_has_examples_of_both_kinds(rule):
    assert len(rule.failing) >= 2
    assert len(rule.passing) >= 2
    assert repeated(map(repr, (*rule.failing, *rule.passing))) == []


@each_rule
def test_a_rule_is_one_class_in_one_short_file(rule):
    source = source_of(rule).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 100
    tree = ast.parse(source)
    assert ast.get_docstring(tree)
    assert (
        ast.get_docstring(
            next(
                node
                for node in tree.body
                if isinstance(node, ast.ClassDef) and node.name == type(rule).__name__
            )
        )
        or type(rule).__doc__
    )
    others = [other for other in RULES if other is not rule]
    assert source_of(rule) not in map(source_of, others)


@each_rule
def test_a_rule_knows_no_other_rule_no_output_and_no_site(rule):
    modules = set()
    for node in ast.walk(ast.parse(source_of(rule).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            modules |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    others = {type(other).__module__ for other in RULES if other is not rule}
    assert modules & others == set()
    barred = ("django", "wagtail", "health_content.compliance.render")
    barred += ("health_content.compliance.engine", "boneguide")
    assert [name for name in modules if name.startswith(barred)] == []


@each_rule
def test_severities_and_markets_make_sense(rule):
    assert rule.severity.rank <= rule.severity_elsewhere.rank
    assert rule.markets
    assert repeated(rule.markets) == []
    assert rule.version >= 1


def test_what_is_locked_stays_locked():
    assert {rule.code for rule in RULES if rule.is_locked} == LOCKED


@each_rule
def test_a_locked_rule_can_be_raised_and_never_lowered(rule):
    edition = edition_of("Magnesium is a mineral.")
    off = Policy().with_severity(rule.code, None)
    if not rule.is_locked:
        assert rule.code not in {item.code for item in check(edition, off).findings}
        return
    with pytest.raises(PolicyError, match=rule.code):
        check(edition, off)
    with pytest.raises(PolicyError, match=rule.code):
        check(edition, Policy().with_severity(rule.code, Severity.ADVICE))
    check(edition, Policy().with_severity(rule.code, Severity.BLOCKING))
