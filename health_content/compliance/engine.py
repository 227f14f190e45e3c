"""The check: an edition and a policy in, a report out. Nothing else is asked or known."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter, itemgetter

from health_content.compliance.finding import Context, Finding, Market, Report, Severity
from health_content.compliance.material import Copy, Material
from health_content.compliance.policy import US, Policy, PolicyError
from health_content.compliance.rule import RULE_SET_VERSION, Fault, Rule, all_rules
from health_content.edition import Edition
from health_content.manuscript import Location, Span

_Key = tuple[str, Location, int, int]
_start = attrgetter("start")
_reading_order = itemgetter(0, 1, 2, 3)


def check(edition: Edition, policy: Policy = US) -> Report:
    """Judge an edition by every rule that its policy leaves on.

    Deterministic and offline: the same edition, policy and rule set give the same report.
    Findings come in reading order. Where several markets find the same fault, it is
    reported once, with the gravest severity, for all of them.

    Raises :class:`PolicyError` where the policy lowers or switches off a locked rule, or
    names a rule that does not exist.
    """
    _require_sound(policy, all_rules())
    return check_material(Material(edition, policy))


def check_material(material: Material) -> Report:
    """The same of an edition that was walked through already, with its policy."""
    rules, policy = all_rules(), material.policy
    _require_sound(policy, rules)
    places: dict[Location, tuple[int, Copy | None]] = {}
    for number, copy in enumerate(material.copies):
        places.setdefault(copy.location, (number, copy))
    for number, (location, _) in enumerate(material.nodes):
        places.setdefault(location, (number, None))
    nowhere = (len(places), None)
    found: dict[_Key, tuple[Rule, Fault, Severity, list[Market]]] = {}
    for market in policy.markets:
        for rule in rules:
            if market not in rule.markets or _is_off(rule, policy):
                continue
            for fault in rule.faults(material, market):
                severity = _severity(rule, fault, policy, material)
                key = (rule.code, fault.location, fault.start, fault.end)
                if key not in found:
                    found[key] = (rule, fault, severity, [market])
                    continue
                _, _, known, markets = found[key]
                if market not in markets:
                    markets.append(market)
                if severity.rank < known.rank:
                    found[key] = (rule, fault, severity, markets)
    contexts = _Contexts(material)
    findings = []
    for rule, fault, severity, markets in found.values():
        order, where = places.get(fault.location, nowhere)
        finding = _finding(rule, fault, severity, contexts.of(rule, tuple(markets)), where)
        findings.append((order, finding.span.start, severity.rank, rule.code, finding))
    findings.sort(key=_reading_order)
    return Report(
        findings=tuple(item[-1] for item in findings),
        rule_set=RULE_SET_VERSION,
        markets=policy.markets,
        is_commercial=material.is_commercial,
        partial_markets=policy.partial_markets,
    )


def _require_sound(policy: Policy, rules: tuple[Rule, ...]) -> None:
    if not policy.severities:
        return
    by_code = {rule.code: rule for rule in rules}
    for code, severity in policy.severities.items():
        rule = by_code.get(code)
        if rule is None:
            raise PolicyError(f"There is no rule {code}.")
        if rule.is_locked and (severity is None or severity.rank > rule.severity.rank):
            raise PolicyError(f"{code} ({rule.name}) is locked: it can be raised, never lowered.")


def _is_off(rule: Rule, policy: Policy) -> bool:
    return rule.code in policy.severities and policy.severities[rule.code] is None


def _severity(rule: Rule, fault: Fault, policy: Policy, material: Material) -> Severity:
    own = fault.severity or (rule.severity if material.is_commercial else rule.severity_elsewhere)
    wanted = policy.severities.get(rule.code)
    if wanted is None:
        return own
    if rule.is_locked and wanted.rank > own.rank:
        return own
    return wanted


class _Contexts:
    """The contexts of a page's findings: a few, each of them made once."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._known: dict[tuple[int, tuple[Market, ...]], Context] = {}

    def of(self, rule: Rule, markets: tuple[Market, ...]) -> Context:
        key = (rule.version, markets)
        if key not in self._known:
            self._known[key] = Context(
                is_commercial=self._material.is_commercial,
                products=self._material.products,
                markets=markets,
                rule_version=rule.version,
            )
        return self._known[key]


def _finding(
    rule: Rule,
    fault: Fault,
    severity: Severity,
    context: Context,
    copy: Copy | None,
) -> Finding:
    text = copy.text if copy else ""
    start, end = min(fault.start, len(text)), min(fault.end, len(text))
    quote = text[start:end]
    excerpt, excerpt_start = _excerpt(copy, start, end)
    return Finding(
        code=rule.code,
        name=rule.name,
        message=(fault.message or rule.message).replace("{quote}", quote),
        remedy=fault.remedy or rule.remedy,
        severity=severity,
        span=Span(fault.location, start, end),
        quote=quote,
        excerpt=excerpt,
        excerpt_start=excerpt_start,
        authority=rule.authority,
        context=context,
        criterion=fault.criterion or rule.criterion,
    )


def _excerpt(copy: Copy | None, start: int, end: int) -> tuple[str, int]:
    """The sentence that holds these characters, or the sentences where they are of several."""
    if copy is None:
        return "", 0
    sentences = copy.sentences
    first = bisect_right(sentences, start, key=_start) - 1
    if first < 0 or start >= max(sentences[first].end, sentences[first].start + 1):
        return copy.text, 0
    last = max(first, bisect_left(sentences, end, key=_start) - 1)
    begun = sentences[first].start
    return copy.text[begun : max(sentences[last].end, end)], begun
