"""How long the whole check of an article takes, measured against a bare scan for its words.

    uv run python -m tests.benchmarks.compliance_speed

The yardstick is ``ahocorasick_rs``, which only looks for the vocabulary in the lower-cased text, in
the same run. Read the ratios, not the times.

*Warm* is a check of an article whose texts were all read before, as when an editor saves again.
What a text says, and what most rules find in it alone, is remembered with the text. The page is
walked, what depends on place, offers and sources is judged, and the report is made anew: no report
is remembered, and a paragraph that was changed costs what it costs cold. *Cold* forgets every text
before each check, and all that was found in one; words stay known, as to a server that has checked
other articles. *New words* forgets the words besides, so that only the vocabulary stays.

Scan and states take turns, and of each the shortest run counts, since others may use the machine.

The article is the one of the tests' fixture ``real_article``, from the folder that
HEALTH_CONTENT_CORPUS names.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from health_content.compliance import Market, all_rules, check
from health_content.compliance.examples import placed
from health_content.compliance.lexicons import Lexicon, entries, vocabulary
from health_content.compliance.material import Material
from health_content.compliance.policy import US
from health_content.compliance.tokens import tokens
from health_content.edition import Edition
from health_content.manuscript import Manuscript
from health_content.readers import read
from tests.compliance.hostile import editions

SECONDS = 1.0
TURNS, TURN = 10, 0.1
LENGTH = 10_000
SIZES = (1, 2, 4, 8)
SLOWEST = 15


def article() -> Manuscript:
    """The real article on magnesium and bone."""
    default = Path(__file__).parents[3] / "shared" / "articles"
    folder = Path(os.environ.get("HEALTH_CONTENT_CORPUS", default))
    path = folder / "magnesium-glycinate-and-bone-health.txt"
    return read(path.read_bytes(), path.name).manuscript


def best(
    action: Callable[[], object],
    before: Callable[[], object] = lambda: None,
    seconds: float = SECONDS,
) -> float:
    """The shortest of many runs, in seconds; ``before`` runs untimed before each."""
    shortest, spent = float("inf"), 0.0
    gc.collect()
    gc.disable()
    try:
        while spent < seconds:
            before()
            start = time.perf_counter()
            action()
            taken = time.perf_counter() - start
            shortest, spent = min(shortest, taken), spent + taken
    finally:
        gc.enable()
    return shortest


def memories() -> Iterable[Any]:
    """Every memory of the package that keeps some texts and not all: the bounded ones."""
    for name, module in list(sys.modules.items()):
        if name.startswith("health_content."):
            for value in vars(module).values():
                parameters = getattr(value, "cache_parameters", None)
                if parameters is not None and parameters()["maxsize"] is not None:
                    yield value


def forget_texts() -> None:
    """As when an article is seen for the first time."""
    for memory in memories():
        memory.cache_clear()


def forget_words() -> None:
    """As when no article was ever seen."""
    forget_texts()
    tokens().clear()
    tokens().heads.clear()
    vocabulary().bases.clear()
    vocabulary().shapes.clear()


def scanner(edition: Edition) -> Callable[[], object]:
    """A bare scan of what the check reads."""
    patterns = sorted({phrase.lower() for lexicon in Lexicon for phrase, _ in entries(lexicon)})
    automaton = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)
    text = "\n".join(copy.text for copy in Material(edition, US).copies).lower()
    return lambda: automaton.find_matches_as_indexes(text)


def repeated(manuscript: Manuscript, times: int) -> Edition:
    """The article several times over, each with texts of its own, so that all are read."""
    return placed(replace(manuscript, body=manuscript.body * times))


def show(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)  # noqa: T201 -- a benchmark prints


def taking_turns(edition: Edition) -> tuple[float, list[float]]:
    """The scan and the check warm, cold and with new words, in seconds."""
    scan = scanner(edition)
    bare, states = float("inf"), [float("inf")] * 3
    for _ in range(TURNS):
        bare = min(bare, best(scan, seconds=TURN))
        for number, before in enumerate((lambda: None, forget_texts, forget_words)):
            check(edition)
            taken = best(lambda: check(edition), before, TURN)
            states[number] = min(states[number], taken)
    return bare, states


def show_ratios(manuscript: Manuscript) -> None:
    """The check against the scan, in all three states, and how both grow."""
    show(f"{'article':>10} {'scan':>10} {'warm':>16} {'cold':>16} {'new words':>16}")
    for times in SIZES:
        edition = repeated(manuscript, times)
        check(edition)
        bare, states = taking_turns(edition)
        shown = " ".join(f"{state * 1e3:7.2f} ms {state / bare:4.0f}×" for state in states)
        show(f"{times:>9}× {bare * 1e6:7.0f} µs {shown}")


def show_rules(manuscript: Manuscript) -> None:
    """What gathering the words takes, and each of the slowest rules, against the scan."""
    edition = placed(manuscript)
    bare = best(scanner(edition))
    gathered = best(lambda: Material(edition, US))
    show(f"\ngathering the words {gathered / bare:5.2f}× the scan; rules, warm:")
    material = Material(edition, US)
    taken = []
    for rule in all_rules():
        spent = best(lambda rule=rule: list(rule.faults(material, Market.US)), seconds=0.05)  # type: ignore[misc]
        taken.append((spent, rule))
    taken.sort(key=lambda item: -item[0])
    for spent, rule in taken[:SLOWEST]:
        show(f"{spent / bare:8.2f}×  {rule.code} {rule.name}")
    show(f"{sum(spent for spent, _ in taken) / bare:8.2f}×  all {len(taken)} rules")


def show_hostile() -> None:
    """Time for each character, at one length and at eight times that."""
    show(f"\n{'hostile text':>20} {'µs per character':>18} {'8× longer':>10} {'growth':>7}")
    for name, make in editions():
        short, long = (
            best(lambda size=size: check(size), forget_words, seconds=0.05) / length  # type: ignore[misc]
            for length, size in ((LENGTH * n, make(LENGTH * n)) for n in (1, 8))
        )
        show(f"{name:>20} {short * 1e6:18.2f} {long * 1e6:10.2f} {long / short:6.2f}×")


if __name__ == "__main__":
    real = article()
    show_ratios(real)
    show_rules(real)
    show_hostile()
