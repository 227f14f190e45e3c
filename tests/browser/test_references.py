"""An editor cites a pasted source; a reader gets to its card, to the list, and back by keyboard."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.chromium import PHONE
from tests.browser.conftest import ARTICLE
from tests.browser.test_accessibility import OPTIONS
from tests.browser.test_newcomer import (
    TELLS_WHEN_IT_WATCHES,
    add_block,
    log_in,
    wait_until_saved,
    write,
)

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


# A work of the local Crossref, without its volume, its issue and its pages.
PASTED = (
    "Berg C. A made-up cohort that stands. Journal of Made-up Medicine. 2021. doi:10.5555/stands"
)


def test_an_editor_pastes_a_source_looks_it_up_and_cites_it(chromium, served):
    def cite(page):
        page.add_init_script(TELLS_WHEN_IT_WATCHES)
        log_in(page, served, "owner")
        page.goto(served + "/articles/")
        page.get_by_role("button", name="View Wagtail quick actions").click()
        page.get_by_role("menuitem", name="Add a child page").click()
        if page.locator("[name=title]").count() == 0:
            page.get_by_role("link", name="Health article").first.click()
        page.wait_for_selector("html[data-watches]")
        page.locator("[name=title]").fill("Bone is alive")
        editor = add_block(page, "Text")
        write(page, editor, "Bone is alive.")
        page.keyboard.type(" /cite")
        page.get_by_role("option", name="Cite a source").wait_for()
        page.keyboard.press("Enter")
        page.get_by_role("tab", name="New").click()
        page.locator(".modal-content textarea").fill(PASTED)
        page.get_by_role("button", name="Read it and look it up").click()
        found = page.locator(".modal-content .hc-form")
        expect(found).to_contain_text("The true record")
        page.get_by_role("button", name="Add and choose it").click()
        expect(editor.locator(".TooltipEntity")).to_have_text("Berg 2021")
        wait_until_saved(page)
        page.get_by_role("button", name="More actions").click()
        page.get_by_role("button", name="Publish").click()
        expect(page.get_by_text("has been published")).to_be_visible()

    def read(page):
        expect(page.locator("#cite-1-1")).to_have_text("1")
        expect(page.locator("#ref-1 .hc-reference__entry")).to_contain_text("2021;9:1-8")

    chromium.visit(served + "/admin/login/", cite, expected_error="axe.run results")
    chromium.visit(served + "/articles/bone-is-alive/", read, width=PHONE)
