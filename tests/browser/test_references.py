"""A reader follows citations by the keyboard: to a card, to the list, and back."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

from tests.browser.chromium import PHONE
from tests.browser.conftest import ARTICLE
from tests.browser.test_accessibility import OPTIONS

FOCUSED = "() => document.activeElement.outerHTML"
BOX = "card => { const box = card.getBoundingClientRect(); return [box.left, box.right]; }"


def test_a_reader_gets_a_card_by_the_keyboard_and_goes_to_the_list_and_back(chromium, served):
    def read(page):
        link = page.locator("#cite-1-1")
        link.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        card = page.locator(".hc-cite-card")
        card.wait_for()
        assert link.get_attribute("aria-expanded") == "true"
        assert link.get_attribute("aria-describedby") == card.get_attribute("id")
        entry = page.locator("#ref-1 .hc-reference__entry").inner_text().split()
        assert card.inner_text().split()[: len(entry) + 1] == ["1.", *entry]
        left, right = card.evaluate(BOX)
        assert left >= 0
        assert right <= PHONE
        found = Axe().run(page, options=OPTIONS)
        page.keyboard.press("Tab")
        assert card.evaluate("card => card.contains(document.activeElement)")
        page.keyboard.press("Escape")
        assert card.count() == 0
        assert 'id="cite-1-1"' in page.evaluate(FOCUSED)
        page.keyboard.press("Enter")
        page.wait_for_url("**#ref-1")
        for _ in range(12):
            page.keyboard.press("Tab")
            if "hc-references__back-link" in page.evaluate(FOCUSED):
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**#cite-1-1")
        assert 'id="cite-1-1"' in page.evaluate(FOCUSED)
        return found

    found = chromium.visit(served + ARTICLE, read, width=PHONE)
    assert found.violations_count == 0, found.generate_report()
