"""Every page is valid HTML: it parses without an error, and what it points at is there."""

import gzip
import urllib.error
import urllib.request
from collections import Counter
from itertools import pairwise
from urllib.parse import urlsplit

import html5lib
import pytest

from tests.browser.chromium import PHONE
from tests.browser.conftest import ARTICLE, PAGES

MOST_COMPRESSED = 60 * 1024
MOST_SHIFT = 0.02
MOST_VISITS = 10
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers")


def get(address):
    try:
        with urllib.request.urlopen(address) as response:  # noqa: S310 -- our own server
            return response.read()
    except urllib.error.HTTPError as error:
        return error.read()


@pytest.fixture(params=PAGES.values(), ids=PAGES.keys())
def source(served, request):
    return get(served + request.param[0]).decode()


def elements(source):
    return html5lib.parse(source, namespaceHTMLElements=False).iter()


def test_a_page_parses_without_an_error(source):
    html5lib.HTMLParser(strict=True).parse(source)


def test_no_identifier_is_given_twice(source):
    counts = Counter(element.get("id") for element in elements(source) if element.get("id"))
    assert [name for name, count in counts.items() if count > 1] == []


def test_what_a_page_points_at_within_itself_is_there(source):
    found = list(elements(source))
    names = {element.get("id") for element in found}
    wanted = set()
    for element in found:
        for attribute in REFERRING:
            wanted |= set((element.get(attribute) or "").split())
        address = element.get("href") or ""
        if address.startswith("#") and len(address) > 1:
            wanted.add(address[1:])
    assert wanted - names == set()


def test_headings_leave_out_no_level_and_there_is_one_title(source):
    levels = [int(element.tag[1]) for element in elements(source) if element.tag in HEADINGS]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


HEADINGS = {f"h{level}" for level in range(1, 7)}

SHIFT = """() => new Promise(resolve => {
    let shift = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
    }).observe({type: "layout-shift", buffered: true});
    window.scrollTo(0, document.body.scrollHeight);
    setTimeout(() => { window.scrollTo(0, 0); setTimeout(() => resolve(shift), 400); }, 1200);
})"""


def test_the_demo_article_and_its_styles_are_small(served):
    source = get(served + ARTICLE)
    styles = [
        get(served + element.get("href"))
        for element in elements(source.decode())
        if element.tag == "link" and element.get("rel") == "stylesheet"
    ]
    assert styles
    weight = sum(len(gzip.compress(part, 6)) for part in (source, *styles))
    assert weight <= MOST_COMPRESSED, f"{weight} bytes compressed"


@pytest.mark.parametrize("path", [ARTICLE, "/", "/articles/"])
def test_a_page_asks_no_other_site_for_anything(chromium, served, path):
    def drive(page):
        hosts = set()
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.reload()
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
        return hosts

    assert chromium.visit(served + path, drive) == {urlsplit(served.url).netloc}


def test_nothing_moves_while_the_demo_article_loads(chromium, served):
    """A busy machine may draw half a page, and a rule on what an element holds then changes its
    mind; a page that moves by itself moves on every visit.
    """
    shifts = []
    while len(shifts) < MOST_VISITS and min(shifts, default=1) > MOST_SHIFT:
        shifts.append(
            chromium.visit(served + ARTICLE, lambda page: page.evaluate(SHIFT), width=PHONE)
        )
    assert min(shifts) <= MOST_SHIFT
