"""Rules over what an edition says: claims, doses, evidence, disclosures, reviews.

:func:`check` is the one question. It is plain Python: it knows neither who asks nor what
happens with the answer.
"""

from health_content.compliance.authority import Authority
from health_content.compliance.engine import check
from health_content.compliance.finding import Context, Finding, Market, Report, Severity
from health_content.compliance.policy import Policy, PolicyError, Thresholds, policy_for
from health_content.compliance.rule import RULE_SET_VERSION, Family, Fault, Rule, all_rules

__all__ = [
    "RULE_SET_VERSION",
    "Authority",
    "Context",
    "Family",
    "Fault",
    "Finding",
    "Market",
    "Policy",
    "PolicyError",
    "Report",
    "Rule",
    "Severity",
    "Thresholds",
    "all_rules",
    "check",
    "policy_for",
]
