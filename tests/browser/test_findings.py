"""An editor promises too much and is told so on the spot: they mend it, or others let it stand."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import PHONE, Chromium
from tests.browser.conftest import ARTICLE, Served
from tests.browser.test_newcomer import (
    PATIENCE,
    TELLS_WHEN_IT_WATCHES,
    add_block,
    log_in,
    wait_until_saved,
    write,
)

TITLE = "Magnesium for sore joints"
CLAIM = "This magnesium supplement cures arthritis."
WAIVED_TITLE = "Magnesium and what a letter says"
HARMLESS = "Nuts, seeds and greens hold magnesium."
REFUSED = "could not be saved due to validation errors"
CODE = "CLM301"


def open_panel(page: Page, name: str) -> Locator:
    """Open a side panel by the name on its button."""
    button = page.get_by_role("button", name=f"Toggle {name}")
    if button.get_attribute("aria-expanded") != "true":
        button.click()
    return page.locator(f'[data-side-panel="{name}"]')


def new_article(page: Page, served: Served, title: str = TITLE) -> None:
    page.add_init_script(TELLS_WHEN_IT_WATCHES)
    log_in(page, served, "editor")
    page.goto(served + "/articles/")
    page.get_by_role("button", name="View Wagtail quick actions").click()
    page.get_by_role("menuitem", name="Add a child page").click()
    if page.locator("[name=title]").count() == 0:
        page.get_by_role("link", name="Health article").first.click()
    page.wait_for_selector("html[data-watches]")
    page.locator("[name=title]").fill(title)


def publish(page: Page) -> None:
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish").click()


def block(page: Page, number: int) -> Locator:
    """A block of the body, counted from 0."""
    return page.locator("[data-contentpath=body] [data-streamfield-child]").nth(number)


def write_claim(page: Page) -> Locator:
    """Write a claim beside a call to action; returns the claim's text editor."""
    write(page, add_block(page, "Text"), HARMLESS)
    claim = add_block(page, "Text")
    write(page, claim, CLAIM)
    page.locator("[data-contentpath=body] .c-sf-add-button").last.click()
    page.get_by_role("option", name="Affiliate call to action", exact=True).click()
    page.locator("[name=body-2-value-text]").fill("See it at the shop.")
    block(page, 2).get_by_role("button", name="Choose paid link").click()
    page.locator(".modal-body tbody a").first.click()
    expect(page.locator(".modal-body")).to_have_count(0)
    wait_until_saved(page)
    return claim


def give_reason(page: Page, link: str = "Give a reason", within: Locator | None = None) -> None:
    """Put a reason on file for the first finding with such a link, and come back."""
    (within or page).get_by_role("link", name=link).first.click()
    page.locator("[name=category]").select_option("other")
    page.locator("[name=reason]").fill("A physician read it; her name follows next week.")
    page.locator("form:has([name=reason]) [type=submit]").click()
    expect(page.locator("[data-edit-form]")).to_be_visible()


def is_published(page: Page) -> None:
    publish(page)
    expect(page.get_by_text("has been published")).to_be_visible()


def told_of(served: Served, chromium: Chromium, title: str) -> tuple[str, str]:
    """What the report of findings and the list of records say of an article, in small letters."""

    def read(page: Page) -> tuple[str, str]:
        log_in(page, served, "officer")
        told = []
        for name in ("findings", "records"):
            page.goto(f"{served.url}/admin/health-content/{name}/?q={title}")
            told.append(page.locator("table.listing").inner_text().lower())
        return told[0], told[1]

    return chromium.visit(served + "/admin/login/", read)


def test_a_claim_is_found_while_it_is_written_refused_mended_and_published(served, chromium):
    def drive(page: Page) -> str:
        new_article(page, served)
        panel = open_panel(page, "compliance")
        expect(panel).to_contain_text("Nothing is written yet")
        claim = write_claim(page)
        found = panel.locator("li", has_text=CLAIM)
        expect(found).to_be_visible()
        counter = page.locator(
            '[data-side-panel-toggle="compliance"] [data-side-panel-toggle-counter]'
        )
        expect(counter).to_have_text(str(panel.locator("li").count()))
        found.get_by_role("button", name="Show in the page").click()
        expect(block(page, 1)).to_have_class("hc-shown")
        expect(claim).to_be_focused()
        expect(claim).to_be_in_viewport()

        publish(page)
        expect(page.get_by_text(REFUSED)).to_be_visible()
        expect(block(page, 1).locator(".error-message")).to_contain_text(f"({CODE})")
        expect(block(page, 0).locator(".error-message")).to_have_count(0)

        wait_until_saved(page)
        block(page, 1).locator(".Draftail-Editor [role=textbox]").click()
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        page.keyboard.insert_text(HARMLESS)
        wait_until_saved(page)
        expect(panel.locator("li", has_text=CLAIM)).to_have_count(0)
        give_reason(page)
        is_published(page)
        return str(page.get_by_role("link", name="View live").get_attribute("href"))

    address = chromium.visit(served + "/admin/login/", drive)
    said = chromium.visit(
        served + urlsplit(address).path, lambda page: page.locator("main").inner_text()
    )
    assert HARMLESS in said
    assert "arthritis" not in said
    report, records = told_of(served, chromium, TITLE)
    assert TITLE.lower() in report
    for word in ("refused", "admitted"):
        assert word in records


def test_a_claim_goes_live_when_an_officer_waived_it_and_somebody_else_confirmed(served, chromium):
    def write_it(page: Page) -> str:
        new_article(page, served, WAIVED_TITLE)
        write_claim(page)
        open_panel(page, "compliance")
        give_reason(page)
        publish(page)
        expect(block(page, 1).locator(".error-message")).to_contain_text(f"({CODE})")
        return urlsplit(page.url).path

    def waive_it(page: Page) -> None:
        log_in(page, served, "officer")
        page.goto(served + form)
        panel = open_panel(page, "compliance")
        found = panel.locator("li", has_text=CLAIM)
        give_reason(page, "Waive…", found)
        expect(page.get_by_text("when a second person has confirmed it")).to_be_visible()

    def confirm_it(page: Page) -> None:
        log_in(page, served, "owner")
        page.goto(served + f"/admin/health-content/waivers/?q={CODE}")
        page.get_by_role("row", name=WAIVED_TITLE).get_by_role("link", name=CODE).click()
        page.get_by_role("link", name="Confirm").click()
        page.get_by_role("button", name="Yes, confirm").click()
        expect(page.locator(".messages")).to_be_visible()
        page.goto(served + form)
        is_published(page)

    form = chromium.visit(served + "/admin/login/", write_it)
    for drive in (waive_it, confirm_it):
        chromium.visit(served + "/admin/login/", drive)
    report, records = told_of(served, chromium, WAIVED_TITLE)
    assert CLAIM.lower() in report
    assert "waived" in report
    for word in ("refused", "waiver", "admitted"):
        assert word in records


def test_wagtails_own_checks_list_what_the_rules_find(served, chromium):
    """In the browser's own axe, which is told nothing but what the server sends."""

    def drive(page: Page) -> tuple[int, list[str]]:
        new_article(page, served, "Magnesium in the checks")
        write(page, add_block(page, "Text"), CLAIM)
        wait_until_saved(page)
        checks = open_panel(page, "checks")
        expect(checks.locator("[data-checks-panel]")).to_contain_text(CODE, timeout=PATIENCE)
        preview = page.frame_locator("#w-preview-iframe")
        return (
            preview.locator(f"p[data-hc-finding~={CODE}]", has_text=CLAIM).count(),
            checks.locator("[data-content-checker-name]").all_inner_texts(),
        )

    # axe's findings are an error on the console, as Wagtail sends them.
    marked, told = chromium.visit(served + "/admin/login/", drive, expected_error="axe.run results")
    assert marked == 1
    assert [name for name in told if name.startswith(f"{CODE}: ")]


def test_somebody_on_a_phone_is_led_to_the_block(served, chromium):
    def drive(page: Page) -> bool:
        log_in(page, served, "editor")
        page.goto(served + ARTICLE)
        page.get_by_role("button", name="View Wagtail quick actions").click()
        page.get_by_role("menuitem", name="Edit this page").click()
        expect(page.locator("[data-edit-form]")).to_be_visible()
        page.set_viewport_size({"width": PHONE, "height": 800})
        panel = open_panel(page, "compliance")
        panel.get_by_role("button", name="Show in the page").last.click()
        expect(panel).to_be_hidden()
        expect(page.locator(".hc-shown")).to_be_in_viewport()
        sideways = (
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        return page.evaluate(sideways)

    assert not chromium.visit(served + "/admin/login/", drive, expected_error="axe.run results")
