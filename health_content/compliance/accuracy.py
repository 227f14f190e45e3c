"""How well the claim rules tell labelled sentences apart: the whole file, never a part.

Each row is judged with the production :func:`check`, as one sentence of body copy on a page
with a call to action, under the policy of its market. It counts as flagged where a blocking
finding of the claims family is located in it; other families do not count.

Intervals are Wilson's, of 95 % (E. B. Wilson, "Probable inference, the law of succession,
and statistical inference", J. Am. Stat. Assoc. 22, 1927, 209-212).
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from health_content.compliance.engine import check
from health_content.compliance.examples import edition_of
from health_content.compliance.finding import Market, Severity
from health_content.compliance.policy import Policy
from health_content.compliance.rule import RULE_SET_VERSION, Family
from health_content.manuscript import Location

_SENTENCE = Location(("body", "text"))
_Z = 1.959963984540054


class BadRow(ValueError):
    """A line that is no labelled row; the message names it and says what it needs."""


class Label(StrEnum):
    """What a sentence is, by the law of its market."""

    DISEASE = "disease"
    STRUCTURE_FUNCTION = "structure_function"
    NEUTRAL = "neutral"
    AUTHORIZED = "authorized_health_claim"


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled sentence. ``line`` is its line in the file, from 1."""

    text: str
    label: Label
    criterion: str = ""
    is_context_dependent: bool = False
    market: Market = Market.US
    source: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """A row and what was found in it where it is said on a page that sells, and elsewhere.

    ``codes`` are of the blocking claims, which decide; ``other_codes`` of everything else
    that was found in the sentence.
    """

    row: Row
    codes: tuple[str, ...]
    other_codes: tuple[str, ...]
    codes_elsewhere: tuple[str, ...] = ()

    @property
    def is_flagged(self) -> bool:
        return bool(self.codes)


def rows_of(lines: Iterable[str]) -> Iterator[Row]:
    """The rows of a JSON Lines file; empty lines are passed over. Raises :class:`BadRow`."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _row(line, number)


def judged(rows: Iterable[Row]) -> list[Judged]:
    """Every row with the codes of what the rules find in it."""
    found = []
    for row in rows:
        codes, others = _codes(row, is_commercial=True)
        elsewhere = _codes(row, is_commercial=False)[0] if row.is_context_dependent else ()
        found.append(Judged(row, codes, others, elsewhere))
    return found


def measured(found: Sequence[Judged]) -> dict[str, Any]:
    """The figures, as plain data.

    ``disease_recall`` is over all disease rows. ``false_positive_rate`` is over the
    structure/function and neutral rows whose label does not depend on context; so are
    ``precision`` and ``f1``. ``with_context_dependent`` and ``without_context_dependent``
    give the same four over all rows, and without those rows on either side.
    """
    diseases = _of(found, Label.DISEASE)
    others = _of(found, Label.STRUCTURE_FUNCTION, Label.NEUTRAL)
    settled = [it for it in others if not it.row.is_context_dependent]
    dependent = [it for it in found if it.row.is_context_dependent]
    authorized = _of(found, Label.AUTHORIZED)
    return {
        "rule_set": RULE_SET_VERSION,
        "rows": len(found),
        **_figures(diseases, settled),
        "recall_by_criterion": _grouped(
            diseases, lambda it: it.row.criterion or "none given", share="recall"
        ),
        "by_label": _grouped(found, lambda it: it.row.label.value),
        "by_source": _grouped(found, lambda it: it.row.source or "none given"),
        "with_context_dependent": _figures(diseases, others),
        "without_context_dependent": _figures(
            [it for it in diseases if not it.row.is_context_dependent], settled
        ),
        "context_dependent": {
            "rows": len(dependent),
            "flagged_on_a_page_that_sells": sum(it.is_flagged for it in dependent),
            "flagged_elsewhere": sum(bool(it.codes_elsewhere) for it in dependent),
            "each": [
                {
                    **_told(it),
                    "flagged_on_a_page_that_sells": it.is_flagged,
                    "flagged_elsewhere": bool(it.codes_elsewhere),
                }
                for it in dependent
            ],
        },
        "authorized_health_claims": {
            "by_market": _grouped(authorized, lambda it: it.row.market.value),
            "flagged": [_told(it) for it in authorized if it.is_flagged],
        },
        "missed": [_told(it) for it in diseases if not it.is_flagged],
        "wrongly_flagged": [_told(it) for it in others if it.is_flagged],
    }


def wilson(successes: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a proportion; (0, 1) where there is nothing to divide by."""
    if not total:
        return 0.0, 1.0
    share, square = successes / total, _Z * _Z
    middle = share + square / (2 * total)
    spread = _Z * math.sqrt(share * (1 - share) / total + square / (4 * total * total))
    scale = 1 + square / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def as_text(figures: dict[str, Any]) -> str:
    """The figures for people."""
    lines = [f"{figures['rows']} rows, rule set {figures['rule_set']}", ""]
    titles = {
        "disease_recall": "disease recall",
        "false_positive_rate": "false positive rate",
        "precision": "precision",
    }
    for key, title in titles.items():
        low, high = figures["intervals"][key]
        hits, total = figures["fractions"][key]
        value = _percent(figures[key])
        lines.append(
            f"{title:<22}{value:>8}  {hits}/{total}, 95 % {_percent(low)}-{_percent(high)}"
        )
    lines.append(f"{'F1':<22}{_percent(figures['f1']):>8}")
    for key, title in (
        ("with_context_dependent", "with all rows whose label depends on context"),
        ("without_context_dependent", "without any of them"),
    ):
        part = figures[key]
        lines.append(
            f"  {title}: recall {_percent(part['disease_recall'])}, false positives "
            f"{_percent(part['false_positive_rate'])}, precision {_percent(part['precision'])}, "
            f"F1 {_percent(part['f1'])}"
        )
    sections = {
        "Recall by criterion": figures["recall_by_criterion"],
        "Flagged by label": figures["by_label"],
        "Authorized health claims flagged, by market": figures["authorized_health_claims"][
            "by_market"
        ],
    }
    for title, groups in sections.items():
        lines += ["", title]
        lines += [
            f"  {name:<32}{group['flagged']:>4}/{group['rows']}" for name, group in groups.items()
        ]
    dependent = figures["context_dependent"]
    lines += ["", f"Rows whose label depends on context: {dependent['rows']}"]
    lines += [
        f"  flagged on a page that sells {dependent['flagged_on_a_page_that_sells']:>7}",
        f"  flagged elsewhere {dependent['flagged_elsewhere']:>18}",
    ]
    for title, listed in (
        ("Missed", figures["missed"]),
        ("Wrongly flagged", figures["wrongly_flagged"]),
        ("Authorized health claims flagged", figures["authorized_health_claims"]["flagged"]),
    ):
        lines += ["", f"{title}: {len(listed)}"]
        lines += [f"  line {it['line']}: {_row_text(it)}" for it in listed]
    return "\n".join(lines) + "\n"


def _row_text(told: dict[str, Any]) -> str:
    kind = told["criterion"] or told["label"]
    depends = ", depends on context" if told["context_dependent"] else ""
    codes = f" -> {', '.join(told['codes'])}" if told["codes"] else ""
    return f"[{told['market']}, {kind}{depends}] {' '.join(told['text'].split())}{codes}"


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{share:.1%}"


def _row(line: str, number: int) -> Row:
    try:
        data = json.loads(line)
    except ValueError as error:
        raise BadRow(f"Line {number} is no JSON: {error}.") from error
    if not isinstance(data, dict):
        raise BadRow(f"Line {number} is no JSON object.")
    text = data.get("text")
    if not isinstance(text, str) or not text.strip():
        raise BadRow(f'Line {number} needs a "text" with words.')
    known = ", ".join(Label)
    if data.get("label") not in list(Label):
        raise BadRow(f"Line {number} has the label {data.get('label')!r}. Known are: {known}.")
    market = data.get("market") or Market.US
    if market not in list(Market):
        raise BadRow(f"Line {number} has the market {market!r}. Known are: {', '.join(Market)}.")
    depends = data.get("context_dependent") or False
    if not isinstance(depends, bool):
        raise BadRow(f'Line {number} has a "context_dependent" that is neither true nor false.')
    for key in ("criterion", "source"):
        if not isinstance(data.get(key) or "", str):
            raise BadRow(f'Line {number} has a "{key}" that is no text.')
    return Row(
        text=text,
        label=Label(data["label"]),
        criterion=data.get("criterion") or "",
        is_context_dependent=depends,
        market=Market(market),
        source=data.get("source") or "",
        line=number,
    )


def _codes(row: Row, *, is_commercial: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    report = check(edition_of(row.text, is_commercial=is_commercial), Policy((row.market,)))
    deciding: set[str] = set()
    others: set[str] = set()
    for finding in report.findings:
        if not finding.span.location.is_within(_SENTENCE):
            continue
        is_claim = finding.code.startswith(Family.CLAIMS)
        decides = is_claim and finding.severity is Severity.BLOCKING
        (deciding if decides else others).add(finding.code)
    return tuple(sorted(deciding)), tuple(sorted(others - deciding))


def _of(found: Iterable[Judged], *labels: Label) -> list[Judged]:
    return [it for it in found if it.row.label in labels]


def _figures(diseases: Sequence[Judged], others: Sequence[Judged]) -> dict[str, Any]:
    hits = sum(it.is_flagged for it in diseases)
    wrong = sum(it.is_flagged for it in others)
    fractions = {
        "disease_recall": (hits, len(diseases)),
        "false_positive_rate": (wrong, len(others)),
        "precision": (hits, hits + wrong),
    }
    both = 2 * hits + wrong + (len(diseases) - hits)
    return {
        **{key: part / whole if whole else None for key, (part, whole) in fractions.items()},
        "f1": 2 * hits / both if both else None,
        "fractions": {key: list(value) for key, value in fractions.items()},
        "intervals": {key: list(wilson(*value)) for key, value in fractions.items()},
    }


def _grouped(
    found: Iterable[Judged], key: Callable[[Judged], str], share: str = "share_flagged"
) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[bool]] = {}
    for it in found:
        groups.setdefault(key(it), []).append(it.is_flagged)
    return {
        name: {
            "rows": len(flags),
            "flagged": sum(flags),
            share: sum(flags) / len(flags),
            "interval": list(wilson(sum(flags), len(flags))),
        }
        for name, flags in sorted(groups.items())
    }


def _told(it: Judged) -> dict[str, Any]:
    return {
        "line": it.row.line,
        "text": it.row.text,
        "label": it.row.label.value,
        "criterion": it.row.criterion,
        "context_dependent": it.row.is_context_dependent,
        "market": it.row.market.value,
        "source": it.row.source,
        "codes": list(it.codes),
        "other_codes": list(it.other_codes),
    }
