"""What the screening says about a document, held against what Chromium shows of it."""

import random
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from health_content.conformance import inserted, missing
from tests.conformance.documents import BOX, FDA, PAGE, SEEN, UNSEEN, WHOLE_PAGES

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
ADDRESS = "http://articles.test/calcium/"
RANDOM_DOCUMENTS = 80

SHOWN = """text => {
    const whole = document.documentElement.innerText || '';
    if (!whole.replace(/\\s+/g, ' ').includes(text)) return false;
    const nodes = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
        const node = nodes.currentNode;
        if (!node.data.includes(text.slice(0, 20))) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const parent = node.parentElement;
        if (!range.getClientRects().length) continue;
        if (!parent.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
        if (parent.closest('[aria-hidden=true], [inert]')) continue;
        return true;
    }
    return false;
}"""

TAGS = (
    "div p span b s a ul li table tr td tbody caption colgroup select option textarea script style "
    "template noscript iframe object svg math title desc foreignObject path mi details summary "
    "dialog button form h1 head body html frameset xmp plaintext br img input video x-card"
).split()
ATTRIBUTES = (
    "hidden inert open popover / HIDDEN class=x a=b/ style=opacity:0 style=display:none "
    "aria-hidden=true shadowrootmode=open shadowrootmode=closed title='</div>' title='<!--' a=\""
).split()
SCRAPS = (
    "<!-- --> --!> <!--> <!---> <![CDATA[ ]]> <?xml?> </ < </> > \" ' &lt; Bone <! <br/> </br> "
    "</p> </script <!--<script>"
).split()


@pytest.fixture(scope="module")
def shown():
    """A function that loads a document and tells whether the FDA's sentence is shown."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"No Chromium at {CHROMIUM}; install the package “chromium” to run these.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        document = ""

        def answer(route):
            if route.request.url == ADDRESS:
                route.fulfill(body=document, content_type="text/html; charset=utf-8")
            else:
                route.abort()

        page.route("**/*", answer)

        def load(html):
            nonlocal document
            document = html
            page.goto(ADDRESS, wait_until="domcontentloaded")
            return page.evaluate(SHOWN, FDA.text)

        yield load
        browser.close()


@pytest.mark.parametrize("case", SEEN)
def test_chromium_shows_what_is_called_seen(shown, case):
    assert shown(PAGE.format(SEEN[case].format(FDA.text)))


@pytest.mark.parametrize("case", [*UNSEEN, *WHOLE_PAGES])
def test_chromium_shows_a_box_wherever_it_was_added(shown, case):
    document = UNSEEN[case].format("Bone") if case in UNSEEN else WHOLE_PAGES[case]
    assert shown(inserted(document, BOX))


def test_chromium_shows_every_text_called_seen_in_random_documents(shown):
    seen = 0
    for number in range(RANDOM_DOCUMENTS):
        document = _random_document(number)
        if not missing(document, [FDA]):
            seen += 1
            assert shown(document), document
        without = document.replace(FDA.text, "Bone")
        assert shown(inserted(without, BOX)), without
    assert RANDOM_DOCUMENTS * 0.15 < seen < RANDOM_DOCUMENTS * 0.85


def _random_document(number):
    dice = random.Random(number)

    def junk(length):
        return "".join(_piece(dice) for _ in range(length))

    start = dice.choice(["", "<!doctype html>", "<!doctype html><html><head></head><body>"])
    end = dice.choice(["", "</body></html>"])
    return f"{start}{junk(dice.randrange(9))}{FDA.text}{junk(dice.randrange(5))}{end}"


def _piece(dice):
    if dice.random() < 0.25:
        return dice.choice(SCRAPS)
    tag = dice.choice(TAGS)
    if dice.random() < 0.35:
        return f"</{tag}>"
    attributes = "".join(f" {dice.choice(ATTRIBUTES)}" for _ in range(dice.choice([0, 0, 1, 2])))
    return f"<{tag}{attributes}>"
