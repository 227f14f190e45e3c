"""No text takes more time for each character because it is longer."""

import gc
import sys
from time import process_time

import pytest

from health_content.compliance import check
from health_content.compliance.material import Material
from tests.compliance.hostile import editions

EDITIONS = list(editions())
each_kind = pytest.mark.parametrize(("name", "make"), EDITIONS, ids=[name for name, _ in EDITIONS])


def calls_of(edition) -> int:
    """How many functions a check calls."""
    count = 0

    def counted(frame, event, argument):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        check(edition)
    finally:
        sys.setprofile(None)
    return count


def seconds_of(edition) -> float:
    start = process_time()
    check(edition)
    return process_time() - start


def materials() -> int:
    """How many pages are in memory as the rules read them."""
    gc.collect()
    return sum(type(it) is Material for it in gc.get_objects())


@each_kind
def test_four_times_the_text_takes_four_times_the_steps(name, make):
    short, long = 2_000, 8_000
    empty = calls_of(make(1))
    before, after = calls_of(make(short)) - empty, calls_of(make(long)) - empty
    assert after <= max(before, short) * (long / short) * 1.5


@each_kind
def test_a_text_sixteen_times_as_long_takes_no_more_time_for_each_character(name, make):
    """Quadratic time would be sixteen times as much; the limit leaves room for a busy machine."""
    short, long = 1_000, 16_000
    rate = min(seconds_of(make(short + extra)) for extra in range(3)) / short
    reached = min(seconds_of(make(long + extra)) for extra in range(3)) / long
    assert reached <= max(rate, 2e-6) * 8


def test_nothing_of_what_was_judged_stays_in_memory():
    before = materials()
    for _, make in EDITIONS:
        check(make(200))
    assert materials() == before
