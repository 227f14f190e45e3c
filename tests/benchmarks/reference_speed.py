"""How long it takes to read citations and hold them against records, and that it is linear.

    uv run python -m tests.benchmarks.reference_speed

The citations are made up, in eight styles over and over, each with a number of its own so that
none is the same text twice. Ten times as many should take ten times as long, a pasted list ten
times as long should be divided in ten times as long, and a single text that is ten times longer,
made of pieces on which a careless expression would backtrack, should not take longer for each of
its characters. Read the ratios, not the times. Measured on two busy cores (load 8), 2026-11-23:

       1000 citations read and matched:   0.79 s,   792 µs each
      10000 citations read and matched:   8.47 s,   847 µs each
            10 times as many take 10.7 times as long
       1000 citations divided:   0.05 s,    50 µs each
      10000 citations divided:   0.48 s,    48 µs each
            10 times as many take 9.6 times as long
              '2018;'    1.73    0.29  0.17×   (µs per character of one text)
          '2011.\\nA '    4.14    2.07  0.50×
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from functools import partial

from health_content.bibliography import parse_record, split_citations
from health_content.bibliography.matching import compare

COUNTS = (1_000, 10_000)
LENGTHS = (20_000, 200_000)
ROUNDS = 3
TITLE = "Magnesium and bone in {n} older adults: a randomized trial"
STYLES = (
    "Weir A, van Loon LJ. {t}. J Bone Miner Res. 2019;28(4):{n}-9. doi:10.5555/made.up.{n}",
    "Weir, A., & van Loon, L. J. (2019). {t}. Journal of Bone Research, 28(4), {n}. PMID: {n}",
    "Weir, Ann, et al. \u201c{t}.\u201d Journal of Bone Research, vol. 28, no. 4, 2019, pp. {n}-9.",
    "[7] A. Weir and L. J. van Loon, \u201c{t},\u201d J. Bone Res., vol. 28, no. 4, p. {n}, 2019.",
    "Weir, A. & van Loon, L. {t}. J. Bone Res. 28, {n} (2019). https://doi.org/10.5555/made.{n}",
    "Weir A (2019) {t}. In: van Loon LJ, ed. Bone. 2nd ed. New York, NY: Example; 2019:{n}-9.",
    "World Bone Organization. {t}. Geneva: World Bone Organization; 2019.",
    "J Bone Res. 2019 May;28(4):{n}. {t}. Weir A, van Loon LJ.",
)
PIECES = (
    *("Weir A, ", "A. ", "2018;", "\u201ca ", "(2018) ", "van de ", "10.1000/", "1(", "Aa "),
    *("Weir, John; ", "Geneva: W", "1, ", "in Aa ", "1. A\n", "2011.\nA "),
)


def citations(count: int) -> list[str]:
    """As many citations as asked for, all different."""
    return [STYLES[n % len(STYLES)].format(t=TITLE.format(n=n), n=n) for n in range(count)]


def best(action: Callable[[], object]) -> float:
    """The shortest of some runs, in seconds of the processor."""
    shortest = float("inf")
    for _ in range(ROUNDS):
        gc.collect()
        start = time.process_time()
        action()
        shortest = min(shortest, time.process_time() - start)
    return shortest


def show(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)  # noqa: T201 -- a benchmark prints


def read_and_match(texts: list[str]) -> None:
    """Read every citation and hold it against the one before it."""
    before = None
    for text in texts:
        record = parse_record(text)
        compare(record, before)
        before = record


def per_character(piece: str, size: int) -> float:
    """Seconds for each character of one text made of ``piece``, read and divided."""
    text = (piece * (size // len(piece) + 1))[:size]
    return best(lambda: (parse_record(text), split_citations(text))) / size


def main() -> None:
    """Print a line for each size, and the ratios."""
    read_and_match(citations(100))
    few, many = COUNTS
    for name, action in (("read and matched", read_and_match), ("divided", _divided)):
        taken = {}
        for count in COUNTS:
            taken[count] = best(partial(action, citations(count)))
            each = taken[count] / count * 1e6
            show(f"{count:>7} citations {name}: {taken[count]:6.2f} s, {each:5.0f} \u00b5s each")
        ratio = taken[many] / taken[few]
        show(f"{'':>7} {many // few} times as many take {ratio:.1f} times as long")
    show("single texts, \u00b5s per character at both lengths, and growth")
    for piece in PIECES:
        short, long = (per_character(piece, size) for size in LENGTHS)
        show(f"{piece!r:>26} {short * 1e6:7.2f} {long * 1e6:7.2f} {long / short:5.2f}\u00d7")


def _divided(texts: list[str]) -> None:
    split_citations("\n".join(texts))


if __name__ == "__main__":
    main()
