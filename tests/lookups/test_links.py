"""What merchants do, and what is made of it."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from health_content.lookups.links import Verdict, probe
from tests.lookups.merchants import bomb, free_port

SHOP = {"www.shop.example", "shop.co.uk"}


def look_at(shops, path, host="shop.example", merchants=SHOP, **more):
    return probe(shops.at(host, path), merchants, shops.fetcher(**more))


@pytest.mark.parametrize(
    ("path", "verdict"),
    [
        ("/product/1", Verdict.WORKS),
        ("/", Verdict.WORKS),
        ("/gone", Verdict.GONE),
        ("/soft/1", Verdict.GONE),
        ("/to/302?url=/", Verdict.GONE),
        ("/to/302?url=/en-us/", Verdict.GONE),
        ("/circle", Verdict.GONE),
        ("/stairs/0", Verdict.GONE),
        ("/failing", Verdict.FAILED),
        ("/out/1", Verdict.OUT_OF_STOCK),
        ("/partly-out/1", Verdict.WORKS),
        ("/challenge", Verdict.ROBOT_CHECK),
        ("/login", Verdict.LOG_IN),
        ("/to/301?url=/new/1", Verdict.MOVED),
        ("/to/302?url=/new/1", Verdict.WORKS),
        ("/refresh?url=/gone", Verdict.GONE),
        ("/script?url=/gone", Verdict.GONE),
        ("/huge", Verdict.WORKS),
        ("/headers", Verdict.FAILED),
    ],
)
def test_what_a_shop_answers_is_understood(shops, path, verdict):
    assert look_at(shops, path).verdict == verdict


def test_the_end_must_be_the_merchants_in_any_market_whatever_stands_between(shops):
    def by_tracker(end):
        return look_at(shops, f"/to/302?url={shops.at(end, '/p/1')}", host="track.example")

    assert by_tracker("www.shop.example").verdict == Verdict.WORKS
    assert by_tracker("de.shop.co.uk").verdict == Verdict.WORKS
    for other in ("shop.example.evil.test", "evilshop.example", "other.co.uk"):
        look = by_tracker(other)
        assert look.verdict == Verdict.OTHER_MERCHANT
        assert look.chain == (shops.at("track.example", look.chain[0].partition(
            str(shops.server_port))[2]), shops.at(other, "/p/1"))  # fmt: skip
    assert look_at(shops, "/p", host="track.example").verdict == Verdict.OTHER_MERCHANT


def test_a_phrase_of_one_merchant_counts_with_that_merchant_alone(shops):
    assert look_at(shops, "/captcha", "www.amazon.de", {"amazon.de"}).verdict == Verdict.ROBOT_CHECK
    assert look_at(shops, "/captcha").verdict == Verdict.WORKS


def test_a_server_that_wants_to_be_left_alone_is_believed(shops):
    look = look_at(shops, "/busy")

    assert (look.verdict, look.status, look.wait) == (Verdict.ROBOT_CHECK, 429, 7200)


@pytest.mark.parametrize(
    "path", ["/silent", "/dripping", "/dripping-body", "/dripping-page", "/dripping-chunks"]
)
def test_whoever_answers_slowly_is_not_waited_for(shops, path):
    begun = time.monotonic()

    look = look_at(shops, path, read=10, total=0.4)

    assert look.verdict == Verdict.FAILED
    assert time.monotonic() - begun < 2


def test_a_page_without_end_and_a_bomb_are_left_where_they_are(shops):
    bomb()
    for path in ("/huge", "/bomb"):
        tracemalloc.start()
        answer = shops.fetcher(max_bytes=50_000).get(shops.at("shop.example", path))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert (len(answer.body), answer.is_cut) == (50_000, True)
        assert peak < 3_000_000


def test_nobody_at_home_is_told_from_a_page_that_is_gone(shops):
    closed = f"http://shop.example:{free_port()}/p"

    assert probe(closed, SHOP, shops.fetcher()).verdict == Verdict.UNREACHED
    unknown = shops.fetcher(resolve=lambda host, port: (_ for _ in ()).throw(OSError("no")))
    assert probe(closed, SHOP, unknown).verdict == Verdict.UNREACHED


def test_we_say_who_we_are_and_send_nothing_else(shops):
    look_at(shops, "/p", user_agent="Example Site link check")

    assert shops.headers["User-Agent"] == "Example Site link check"
    assert not {"Cookie", "Referer", "Authorization"} & set(shops.headers)
