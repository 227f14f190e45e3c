"""Waivers: a person's word that a finding may stand, for a while, with a reason.

A waiver binds to a sentence (the finding's fingerprint) and to the context it was given in:
what the page sells, whose law counts, the version of the rule. When any of these changes it
ends by itself. Whether a person may give one is asked where people have accounts; what any
waiver must be is said here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from health_content.compliance.authority import Authority
from health_content.compliance.finding import Context, Finding, Report, Severity
from health_content.compliance.rule import Rule, all_rules
from health_content.manuscript import Location, Span

UNUSED_WAIVER = "REV610"
FALSE_ALARM_DAYS = 90
"""How long a second person's word lets a sentence pass that a locked rule found."""

NOTICE_DAYS = 30
"""How long before its end a waiver is called expiring."""

DISEASE_CLAIMS = frozenset({"CLM315", "CLM316", "CLM319", "CLM321", "CLM327"})
"""Rules about claims that a product acts on a disease, besides those that name the part of
21 CFR 101.93(g)(2) they stand on: in a headline, a testimonial, an altered or swapped health
claim, or said to people who need protection most."""

_CRITERIA = "(g)(2)"

_HOUSE_POLICY = Authority(
    citation="House policy of health_content",
    title="A waiver ends with what it was given for",
    url="",
    read_on=date(2026, 11, 23),
)


class WaiverError(ValueError):
    """A waiver that must not be; the message says what to change."""


class Category(StrEnum):
    """Why a finding may stand."""

    FALSE_ALARM = "false-alarm"
    QUOTATION = "quotation"
    AUTHORIZED = "authorized-claim"
    LEGAL_ADVICE = "legal-advice"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Waiver:
    """Leave for one finding to stand.

    ``code`` and ``quote`` say which finding it was, for people; ``fingerprint`` and
    ``context`` are what it is held to. ``expires_on`` is the last day it holds, at most
    twelve months after ``granted_on``. ``confirmed_by`` is the second person, where one
    was asked; where ``needs_second_person``, it has no effect without one. ``severity`` is
    what the finding was when it was given: a reason for one that asked for no more does not
    cover one that blocks.

    Raises :class:`WaiverError`.
    """

    fingerprint: str
    context: Context
    code: str
    person: str
    reason: str
    category: Category
    granted_on: date
    expires_on: date
    confirmed_by: str = ""
    quote: str = ""
    severity: Severity = Severity.BLOCKING
    needs_second_person: bool = False

    def __post_init__(self) -> None:
        if not self.person.strip():
            raise WaiverError("A waiver names the person who gives it.")
        if not self.reason.strip():
            raise WaiverError("A waiver needs a reason in words.")
        if self.expires_on < self.granted_on:
            raise WaiverError("A waiver cannot end before it begins.")
        if self.expires_on > a_year_after(self.granted_on):
            raise WaiverError("A waiver holds for twelve months at most.")
        if self.confirmed_by and _same(self.confirmed_by, self.person):
            raise WaiverError("A waiver is confirmed by somebody else than the one who gives it.")

    @classmethod
    def of(
        cls,
        finding: Finding,
        *,
        person: str,
        reason: str,
        category: Category,
        granted_on: date,
        expires_on: date,
        confirmed_by: str = "",
    ) -> Waiver:
        """A waiver for this finding, in the context it was found in."""
        return cls(
            fingerprint=finding.fingerprint,
            context=finding.context,
            code=finding.code,
            person=person,
            reason=reason,
            category=category,
            granted_on=granted_on,
            expires_on=expires_on,
            confirmed_by=confirmed_by,
            quote=finding.quote,
            severity=finding.severity,
        )

    def fits(self, finding: Finding) -> bool:
        """Whether it was given for this sentence and rule, in this context, as grave as it is
        now or graver.
        """
        return (
            finding.severity.rank >= self.severity.rank
            and self.code == finding.code
            and self.fingerprint == finding.fingerprint
            and self.context == finding.context
        )


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding and the waiver that lets it stand."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True, slots=True)
class Refused:
    """A waiver that has no effect, and why."""

    waiver: Waiver
    why: str


@dataclass(frozen=True, slots=True)
class WaivedReport:
    """A report after its waivers.

    ``report`` has the findings that are not waived, and one more for each waiver that is
    not used any more. ``expired`` waivers ended by their date, ``expiring`` ones hold and
    end soon, ``unused`` ones are in force and nothing fits them.
    """

    report: Report
    waived: tuple[Waived, ...] = ()
    unused: tuple[Waiver, ...] = ()
    expired: tuple[Waiver, ...] = ()
    expiring: tuple[Waiver, ...] = ()
    refused: tuple[Refused, ...] = ()


def apply(report: Report, waivers: Iterable[Waiver], today: date) -> WaivedReport:
    """Hold a report against the waivers on file, as of a day."""
    in_force: list[Waiver] = []
    expired: list[Waiver] = []
    refused: list[Refused] = []
    for waiver in waivers:
        if waiver.expires_on < today:
            expired.append(waiver)
        elif why := _refusal(waiver, today):
            refused.append(Refused(waiver, why))
        else:
            in_force.append(waiver)
    waived: list[Waived] = []
    standing: list[Finding] = []
    used: set[Waiver] = set()
    for finding in report.findings:
        fitting = [waiver for waiver in in_force if waiver.fits(finding)]
        used.update(fitting)
        if fitting:
            waived.append(Waived(finding, max(fitting, key=lambda waiver: waiver.expires_on)))
        else:
            standing.append(finding)
    unused = tuple(waiver for waiver in in_force if waiver not in used)
    soon = today + timedelta(days=NOTICE_DAYS)
    return WaivedReport(
        report=replace(report, findings=(*standing, *map(_unused_waiver, unused))),
        waived=tuple(waived),
        unused=unused,
        expired=tuple(expired),
        expiring=tuple(it for it in in_force if it in used and it.expires_on <= soon),
        refused=tuple(refused),
    )


def is_disease_claim(finding: Finding) -> bool:
    """Whether a finding is about a claim that something acts on a disease."""
    return finding.criterion.startswith(_CRITERIA) or finding.code in DISEASE_CLAIMS


def is_about_disease(rule: Rule) -> bool:
    """Whether what a rule finds are disease claims."""
    return rule.criterion.startswith(_CRITERIA) or rule.code in DISEASE_CLAIMS


def is_locked(code: str) -> bool:
    """Whether a rule can be neither lowered nor waived: only its false alarms pass."""
    return any(rule.code == code and rule.is_locked for rule in all_rules())


def always_needs_second_person(finding: Finding) -> bool:
    """Whether no policy spares the second person: a locked rule, or a disease claim where the
    page sells.
    """
    return is_locked(finding.code) or (finding.context.is_commercial and is_disease_claim(finding))


def _refusal(waiver: Waiver, today: date) -> str:
    """Why a waiver that has not ended has no effect; empty where it has."""
    if waiver.granted_on > today:
        return f"It begins on {waiver.granted_on.isoformat()}."
    if not is_locked(waiver.code):
        if waiver.needs_second_person and not waiver.confirmed_by.strip():
            return "It waits for a second person."
        return ""
    if waiver.category is not Category.FALSE_ALARM:
        return f"{waiver.code} is locked: only a false alarm can be confirmed."
    if not waiver.confirmed_by.strip():
        return f"{waiver.code} is locked: a second person has to confirm the false alarm."
    if waiver.expires_on > waiver.granted_on + timedelta(days=FALSE_ALARM_DAYS):
        return f"{waiver.code} is locked: a false alarm holds for {FALSE_ALARM_DAYS} days at most."
    return ""


def _unused_waiver(waiver: Waiver) -> Finding:
    about = f"{waiver.code} on “{waiver.quote}”" if waiver.quote else waiver.code
    return Finding(
        code=UNUSED_WAIVER,
        name="unused-waiver",
        message=(
            f"The waiver for {about} fits nothing here any more: the sentence was changed, or what "
            "the page sells, or the rule."
        ),
        remedy="Take the waiver back; where the finding came back in other words, ask for another.",
        severity=Severity.ADVICE,
        span=Span(Location(), 0, 0),
        quote="",
        excerpt="",
        excerpt_start=0,
        authority=_HOUSE_POLICY,
        context=waiver.context,
    )


def a_year_after(day: date) -> date:
    """The same day of the next year: the last on which a waiver of this day may hold."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # from a 29 February
        return day.replace(year=day.year + 1, day=28)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
