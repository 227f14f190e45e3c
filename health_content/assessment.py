"""The one question about a page: what do the rules find in it?"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from health_content import conf
from health_content.beside import beside_of
from health_content.compliance import (
    Market,
    Policy,
    PolicyError,
    Report,
    Rule,
    Severity,
    Thresholds,
    all_rules,
    check,
)
from health_content.compliance.waivers import is_about_disease
from health_content.edition import (
    Beside,
    Channel,
    Edition,
    ObligationKind,
    PageFacts,
    Suspended,
)
from health_content.edition.beside import addresses_of, hash_of
from health_content.edition.inline import beside_with_addresses
from health_content.library.link_health import LinkState
from health_content.library.policies import Mode, PolicyVersion
from health_content.manuscript import Location, content_hash
from health_content.obligations import Leads, edition_of, leads_of, suspended_for

OFF = "off"
_WHERE = 'HEALTH_CONTENT["COMPLIANCE"]'
_WELL = frozenset({LinkState.UNCHECKED, LinkState.OK, LinkState.ROBOT_CHECK, LinkState.ACCEPTED})
_KEYS = tuple(conf.DEFAULTS["COMPLIANCE"])
_THRESHOLDS = {field.name.upper(): field.name for field in dataclasses.fields(Thresholds)}


def assess(
    page: Any, channel: Channel = Channel.WEB, *, site: Any = None, by: Policy | None = None
) -> Report:
    """Judge a page as it stands in memory, in one channel.

    It may be a stored page, the object of a revision, or the instance of a form that its
    values were written to; it need not be saved. ``site`` is the page's own where it is
    not given, ``by`` the site's :func:`policy`.
    """
    return check(judged_edition(page, channel, site=site), by or policy())


def judged_edition(
    page: Any, channel: Channel = Channel.WEB, *, site: Any = None, is_whole: bool = False
) -> Edition:
    """The edition that is judged: the page's own, with what the page shows and knows besides.

    What is suspended is no offer in it. What is suspended for a rule's sake is one all the
    same: hidden, it would not be found again. Where it ``is_whole``, so is everything. So is
    what only time or a machine hides or shows: a product that nobody vetted, a link that is
    dead or out of its dates, and another that takes its place. The page is judged as its links
    were chosen, and no words of it change their hash before somebody changes them.
    """
    site = _site_of(page) if site is None else site
    beside = beside_of(page)
    leads = dataclasses.replace(leads_of(page), is_as_chosen=True)
    found = Suspended() if is_whole else suspended_for(page, leads)
    hidden = dataclasses.replace(found.without_unvetted(), is_by_rule=False)
    edition = edition_of(
        page, site, channel, also=addresses_of(beside), suspended=hidden, leads=leads
    )
    facts = dataclasses.replace(
        _facts_of(page, edition),
        ailing_links=tuple(_ailing(leads)),
        unvetted_products=found.unvetted,
        unvetted_links=found.unvetted_links,
    )
    beside = beside_with_addresses(beside, edition.inline)
    return dataclasses.replace(edition, facts=facts, beside=(*beside, *_reviewer(facts)))


def judged_hash(edition: Edition) -> str:
    """A hash of all words that are judged: the article's content hash, and what is beside it.

    The same as the content hash where nothing is beside it.
    """
    words = content_hash(edition.manuscript)
    if not edition.beside:
        return words
    return hashlib.sha256(f"{words}{hash_of(edition.beside)}".encode()).hexdigest()


def policy() -> Policy:
    """The policy in force: the last that was switched on in the admin, else the setting's.

    Raises ``PolicyError`` with all that is wrong with it.
    """
    return policy_of(in_force())


def mode() -> Mode:
    """Whether the gate refuses, or only reports."""
    return Mode(in_force()["MODE"])


def in_force() -> dict[str, Any]:
    """The policy in force in the shape of the setting."""
    version = PolicyVersion.objects.first()
    return conf.compliance() if version is None else given_by(version)


def given_by(version: PolicyVersion) -> dict[str, Any]:
    """A stored policy in the shape of the setting.

    Without rules that are no more, and without what no policy may say of a rule any more:
    that rule is then as grave as it is by itself.
    """
    known = {rule.code: rule for rule in all_rules()}
    return {
        "MODE": version.mode,
        "MARKETS": version.markets,
        "RULES": {
            code: value
            for code, value in version.rules.items()
            if code in known and not lowers(known[code], value)
        },
        "THRESHOLDS": version.thresholds,
    }


def policy_of(given: Mapping[str, Any]) -> Policy:
    """The policy that a dict of the setting's shape says. Raises ``PolicyError``."""
    if problems := policy_problems(given):
        raise PolicyError(" ".join(problems))
    severities = {
        code: None if value == OFF else Severity(value) for code, value in given["RULES"].items()
    }
    thresholds = {_THRESHOLDS[name]: value for name, value in given["THRESHOLDS"].items()}
    return Policy(
        markets=tuple(dict.fromkeys(Market(name) for name in given["MARKETS"])),
        severities=MappingProxyType(severities),
        thresholds=Thresholds(**thresholds),
    )


def policy_problems(given: Mapping[str, Any] | None = None) -> list[str]:
    """What is wrong with the setting, or with a dict of its shape, a sentence each."""
    given = conf.compliance() if given is None else given
    found = [
        f"{_WHERE} has no key {key!r}. Known keys: {', '.join(_KEYS)}."
        for key in given
        if key not in _KEYS
    ]
    if given["MODE"] not in Mode.values:
        known = ", ".join(Mode.values)
        found.append(f'{_WHERE}["MODE"] is {given["MODE"]!r}. Known are: {known}.')
    found += _market_problems(given["MARKETS"])
    for key, problems in (("RULES", _rule_problems), ("THRESHOLDS", _threshold_problems)):
        value = given[key]
        if isinstance(value, Mapping):
            found += problems(value)
        else:
            found.append(f'{_WHERE}["{key}"] is a {type(value).__name__}, not a dict.')
    return found


def only_rises(rule: Rule) -> bool:
    """Whether no policy may lower a rule: it is locked, or finds disease claims.

    Else one person could let a disease claim beside an offer be admitted by switching the
    policy, where a waiver takes two. Where the gate only reports it goes live, not admitted.
    """
    return rule.is_locked or is_about_disease(rule)


def lowers(rule: Rule, value: str) -> bool:
    """Whether a policy that says ``value`` of a rule lowers one that only rises."""
    if not only_rises(rule):
        return False
    return value == OFF or (value in list(Severity) and Severity(value).rank > rule.severity.rank)


def _site_of(page: Any) -> Any:
    """The site of a page: that of its parent while it is not stored and has an old address."""
    if page.pk is None and page.path:
        parent = page.get_parent()
        return parent and parent.get_site()
    return page.get_site() if page.url_path else None


def _ailing(leads: Leads) -> Iterator[tuple[str, str]]:
    """What was found of the links that were chosen, as it was fetched along with them."""
    links = {
        offer["paid_link"].pk: offer["paid_link"] for offer in leads.offers if offer["paid_link"]
    }
    for key, link in sorted(links.items()):
        health = link._state.fields_cache.get("health")
        # What is known of another address says nothing.
        if health is not None and health.address == link.url and health.state not in _WELL:
            yield str(key), str(health.state)


def _facts_of(page: Any, edition: Edition) -> PageFacts:
    facts = getattr(page, "page_facts", None)
    if not isinstance(facts, PageFacts):
        facts = PageFacts(slug=page.slug)
    discloses = any(
        item.kind is ObligationKind.AFFILIATE_DISCLOSURE for item in edition.obligations
    )
    return dataclasses.replace(facts, sells=facts.sells or discloses, labels_ads=True)


def _reviewer(facts: PageFacts) -> Iterator[Beside]:
    """The reviewer as the page shows them: as they were on the day."""
    place = Location(("review",))
    byline = ", ".join(filter(None, (facts.reviewer, facts.reviewer_credentials)))
    if byline:
        yield Beside(place, "review", byline, "attribution")
    if facts.reviewer_job_title:
        title = facts.reviewer_job_title
        yield Beside(place / "job_title", "review.job_title", title, "attribution")


def _market_problems(given: object) -> Iterator[str]:
    where = f'{_WHERE}["MARKETS"]'
    known = ", ".join(Market)
    if not isinstance(given, list | tuple) or not given:
        yield f"{where} is not a list of markets. Known are: {known}."
        return
    for name in given:
        if name not in list(Market):
            yield f"{where} names {name!r}. Known are: {known}."


def _rule_problems(given: Mapping[Any, Any]) -> Iterator[str]:
    if not given:
        return
    where = f'{_WHERE}["RULES"]'
    rules = {rule.code: rule for rule in all_rules()}
    values = ", ".join((*Severity, OFF))
    for code, value in given.items():
        rule = rules.get(code)
        if rule is None:
            yield f"{where} names {code!r}, and there is no such rule."
        elif value != OFF and value not in list(Severity):
            yield f"{where}[{code!r}] is {value!r}. Known are: {values}."
        elif lowers(rule, value):
            why = "is locked" if rule.is_locked else "finds disease claims"
            yield (
                f"{where}[{code!r}] is {value!r}, but {code} ({rule.name}) {why}: it can be "
                "raised, never lowered."
            )


def _threshold_problems(given: Mapping[Any, Any]) -> Iterator[str]:
    where = f'{_WHERE}["THRESHOLDS"]'
    for name, value in given.items():
        if name not in _THRESHOLDS:
            yield f"{where} has no key {name!r}. Known keys: {', '.join(_THRESHOLDS)}."
        elif type(value) is not int or value < 1:
            yield f"{where}[{name!r}] is {value!r}, not a whole number from 1."
