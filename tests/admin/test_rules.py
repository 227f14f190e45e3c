"""The reference of the rules in the admin."""

import pytest
from django.urls import reverse

from health_content.admin.rules import entries
from health_content.assessment import policy_of
from health_content.compliance import Market, all_rules
from tests.admin.site_of_findings import judged_by, text_of
from tests.waiving.people import person

RULES = "health_content_rules"


@pytest.fixture(autouse=True)
def _policy(settings):
    judged_by(settings)


def listed(answer):
    return [entry.rule.code for _title, members in answer.context["families"] for entry in members]


def of(code, answer):
    [entry] = [
        entry
        for _title, members in answer.context["families"]
        for entry in members
        if entry.rule.code == code
    ]
    return entry


def test_every_rule_has_an_anchor_and_says_all_it_knows(admin_site):
    html = text_of(admin_site.get(reverse(RULES)))
    for rule in all_rules():
        assert f'id="{rule.code}"' in html
        for words in (rule.name, rule.why, rule.remedy, rule.better, rule.authority.citation):
            assert " ".join(words.split()) in html, (rule.code, words)
    assert 'id="REV610"' in html


def test_a_rule_says_what_the_policy_in_force_makes_of_it(admin_site, settings):
    assert str(of("CLM317", admin_site.get(reverse(RULES))).sells) == "Needs a reason"
    judged_by(settings, CLM317="advice")
    entry = of("CLM317", admin_site.get(reverse(RULES)))
    assert (str(entry.sells), str(entry.elsewhere)) == ("Advice", "Advice")
    assert "by itself: Needs a reason" in text_of(admin_site.get(reverse(RULES), {"q": "CLM317"}))
    assert str(of("REV601", admin_site.get(reverse(RULES))).sells) == "Off"


def test_a_rule_of_other_markets_than_the_policys_is_not_asked():
    given = {"MODE": "enforce", "MARKETS": ["EU"], "RULES": {}, "THRESHOLDS": {}}
    told = {entry.rule.code: entry for entry in entries(policy_of(given))}
    foreign = [rule for rule in all_rules() if Market.EU not in rule.markets]
    assert foreign
    assert all(told[rule.code].kinds == "off" and not told[rule.code].asked for rule in foreign)


def test_words_and_severity_narrow_the_list_without_a_script(admin_site):
    everything = listed(admin_site.get(reverse(RULES)))
    assert everything == [rule.code for rule in sorted(all_rules(), key=by_family)]
    assert listed(admin_site.get(reverse(RULES), {"q": "clm301"})) == ["CLM301"]
    off = listed(admin_site.get(reverse(RULES), {"severity": "off"}))
    assert {"REV601", "AFF205"} <= set(off)
    assert "CLM301" not in off
    assert listed(admin_site.get(reverse(RULES), {"q": "no rule has these words"})) == []


def by_family(rule):
    families = list(type(rule.family))
    return families.index(rule.family), rule.code


def test_whoever_is_let_into_the_admin_may_read_the_rules(client, home):
    client.force_login(person("reader"))
    answer = client.get(reverse(RULES))
    assert answer.status_code == 200
    assert reverse("health_content_policy") not in text_of(answer)
    client.logout()
    assert client.get(reverse(RULES)).status_code == 302
