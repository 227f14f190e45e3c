"""Addresses in one safe spelling, and our tag in them."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from health_content.affiliates import (
    ProgramMarket,
    ProgramTerms,
    UnsafeURL,
    normalize,
    program,
    tagged,
    with_tag,
    without_tag,
)

AMAZON = program("amazon")


@pytest.mark.parametrize(
    ("url", "spelling"),
    [
        ("HTTPS://WWW.Amazon.com", "https://www.amazon.com/"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://example.org./a", "https://example.org/a"),
        (
            "https://b\u00fccher.example/\u00e4?q=\u00f6",
            "https://xn--bcher-kva.example/%C3%A4?q=%C3%B6",
        ),
        ("https://example.org/a%20b?c=%26", "https://example.org/a%20b?c=%26"),
        ("  https://example.org/a\n", "https://example.org/a"),
    ],
)
def test_an_address_has_one_spelling(url, spelling):
    assert normalize(url) == spelling
    assert normalize(spelling) == spelling


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "//example.org/",
        "example.org",
        "https://",
        "https:///path",
        "https://user:word@example.org/",
        "https://example.org@evil.example/",
        "https://example.org\\@evil.example/",
        "https://exa mple.org/",
        "https://example.org/\u202egpj.exe",
        "https://example.org:99999/",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://2130706433/",
        "https://-a-.example/",
        "https://example.org/" + "a" * 3000,
        "https://[bad/",
        "",
    ],
)
def test_an_unsafe_address_is_refused(url):
    with pytest.raises(UnsafeURL, match=r"\w"):
        normalize(url)


def test_our_tag_replaces_every_other_and_leaves_the_rest():
    url = "https://www.amazon.com/dp/B00ABCDEFG?tag=old-20&th=1&tag=other-20#reviews"
    assert with_tag(url, AMAZON, "US", "bone-20") == (
        "https://www.amazon.com/dp/B00ABCDEFG?th=1&tag=bone-20#reviews"
    )


@given(
    st.lists(
        st.tuples(st.sampled_from(["tag", "th", "a b", "\u00e9"]), st.text(max_size=8)), max_size=6
    )
)
def test_tagging_twice_changes_nothing_and_leaves_exactly_one_tag(pairs):
    query = "&".join(f"{name}={value}" for name, value in pairs)
    try:
        once = with_tag(f"https://www.amazon.com/dp/B00ABCDEFG?{query}", AMAZON, "US", "bone-20")
    except UnsafeURL:
        return
    assert with_tag(once, AMAZON, "US", "bone-20") == once
    tags = [value for name, value in parse_qsl(urlsplit(once).query) if name == "tag"]
    assert tags == ["bone-20"]


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("exec/obidos/ASIN/B000FGDIAI/evil-20", "exec/obidos/ASIN/B000FGDIAI"),
        ("exec/obidos/asin/B000FGDIAI/evil/ref=nosim", "exec/obidos/asin/B000FGDIAI"),
        ("dp/B000FGDIAI/ref=nosim/evil%2D20/", "dp/B000FGDIAI/ref=nosim/"),
        ("zinc-20/dp/B000FGDIAI/ref=sr_1_1", "zinc-20/dp/B000FGDIAI/ref=sr_1_1"),
        ("dp/B000FGDIAI/102-1234567-1234567", "dp/B000FGDIAI/102-1234567-1234567"),
    ],
)
def test_a_tag_in_the_path_of_a_product_is_another_tag(path, left):
    terms = replace(AMAZON, markets=(ProgramMarket("US", ("amazon.com",), "ours-20"),))
    shop = "https://www.amazon.com/"
    for query in ("", "?tag=ours-20"):
        assert tagged(f"{shop}{path}{query}", terms) == f"{shop}{left}?tag=ours-20"
        assert without_tag(f"{shop}{path}{query}", terms) == f"{shop}{left}"
    other = replace(terms, product_patterns=(r"/p/(\d+)", "("))
    assert tagged(f"{shop}p/12/zinc-20", other) == f"{shop}p/12/zinc-20?tag=ours-20"


def test_a_short_address_carries_its_tag_already():
    assert with_tag("https://amzn.to/3abc", AMAZON, "US", "bone-20") == "https://amzn.to/3abc"


@pytest.mark.parametrize(
    ("url", "market", "tag", "message"),
    [
        ("https://www.amazon.co.uk/dp/B00ABCDEFG", "US", "bone-20", "not a shop"),
        ("https://example.org/dp/B00ABCDEFG", "US", "bone-20", "not a shop"),
        ("https://www.amazon.com/dp/B00ABCDEFG", "XX", "bone-20", "no market"),
        ("https://www.amazon.com/dp/B00ABCDEFG", "US", "", "Set our tag"),
    ],
)
def test_a_tag_goes_only_where_it_belongs(url, market, tag, message):
    with pytest.raises(ValueError, match=message):
        with_tag(url, AMAZON, market, tag)


SHOP = ProgramTerms(
    key="shop",
    name="Shop",
    markets=(
        ProgramMarket("UK", ("shop.example",), "ours-21"),
        ProgramMarket("US", ("us.shop.example",), "ours-20"),
        ProgramMarket("DE", ("de.shop.example",)),
    ),
    shorteners=("s.example",),
    tag_parameter="tag",
)


@pytest.mark.parametrize(
    ("url", "market", "shown"),
    [
        ("https://shop.example/p", "UK", "https://shop.example/p?tag=ours-21"),
        ("https://shop.example/p?tag=ours-21&a=1", "GB", "https://shop.example/p?tag=ours-21&a=1"),
        ("https://shop.example/p?a=1&tag=x", "", "https://shop.example/p?a=1&tag=ours-21"),
        ("https://shop.example/p?tag=&tag=ours-21", "", "https://shop.example/p?tag=ours-21"),
        ("https://shop.example/p?TAG=x&t%61g=y", "uk", "https://shop.example/p?tag=ours-21"),
        (
            "https://shop.example/p?ascsubtag=x&tags=y#tag=z",
            "",
            "https://shop.example/p?ascsubtag=x&tags=y&tag=ours-21#tag=z",
        ),
        # Not the shop of that market, a short address, no tag of ours, nobody's shop, unsafe.
        ("https://shop.example/p?tag=x", "DE", "https://shop.example/p?tag=x"),
        ("https://s.example/abc", "UK", "https://s.example/abc"),
        ("https://de.shop.example/p?tag=x", "UK", "https://de.shop.example/p?tag=x"),
        ("https://de.shop.example/p?tag=x", "DE", "https://de.shop.example/p?tag=x"),
        ("https://shop.example.evil.example/p", "", "https://shop.example.evil.example/p"),
        ("https://me@shop.example/p", "", "https://me@shop.example/p"),
    ],
)
def test_an_address_is_shown_with_our_tag_once_where_we_have_one(url, market, shown):
    assert tagged(url, SHOP, market) == shown
    assert tagged(shown, SHOP, market) == shown


@pytest.mark.parametrize(
    ("url", "left"),
    [
        ("https://shop.example/p?a=1&TAG=x&tag=ours-21", "https://shop.example/p?a=1"),
        ("https://s.example/abc", ""),
        ("https://other.example/p?tag=x", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_tag_can_be_taken_out_of_a_shops_address_alone(url, left):
    assert without_tag(url, SHOP) == left
