"""Somebody's first hour: log in, write an article, look at it, publish it, read it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from health_content.statutory import FDA_PLURAL, MEDICAL_DEFAULT
from tests.browser.conftest import Served

TITLE = "Walking and bone health"
SENTENCE = "Walking loads the legs and the hips, and bone answers to load."
POINT = "Half an hour on most days is a common aim."
MYTH = "Only heavy weights count."
FACT = "Everyday walking is load as well."

# Not "created and published": the draft was saved by itself while it was written.
PUBLISHED = f"Page '{TITLE}' has been published"

PATIENCE = 60_000  # milliseconds for a draft to be saved
# Half a second is how often Wagtail's editor looks for changes (w-unsaved in its core.js, 8.0.1).
# A timer of the page itself cannot overtake it, however busy the machine is.
AFTER_THE_NEXT_LOOK = "() => new Promise(resolve => setTimeout(resolve, 600))"
TELLS_WHEN_IT_WATCHES = """
document.addEventListener("w-unsaved:watch-edits", () => {
    document.documentElement.dataset.watches = "";
});
"""


def log_in(page: Page, served: Served, username: str) -> None:
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(served.passwords[username])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(served + "/admin/")


def add_block(page: Page, name: str) -> Locator:
    """Add a block at the end of the body; returns its text editor, of which it must have one."""
    editors = page.locator("[data-contentpath=body] .Draftail-Editor [role=textbox]")
    before = editors.count()
    page.locator("[data-contentpath=body] .c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).click()
    expect(editors).to_have_count(before + 1)
    return editors.last


def write(page: Page, editor: Locator, text: str) -> None:
    editor.click()
    expect(editor).to_be_focused()
    page.keyboard.insert_text(text)
    expect(editor).to_contain_text(text)


def wait_until_saved(page: Page) -> None:
    """Wait for “Saved”, as a person does who looks up before going on.

    Whoever publishes while a draft is being saved sends two versions at once. Wagtail 8.0.1 refuses
    the one that comes second: with 400 where the page was there, with 500 where both would make it.
    """
    page.evaluate(AFTER_THE_NEXT_LOOK)
    form = page.locator("[data-edit-form]")
    saved = page.locator("#w-autosave-indicator").get_by_text("Saved", exact=True)
    expect(form).to_have_attribute("data-w-unsaved-has-edits-value", "false", timeout=PATIENCE)
    expect(saved).to_be_visible(timeout=PATIENCE)


def write_article(page: Page) -> None:
    # What is written in the first two seconds the editor takes for what it was opened with.
    page.wait_for_selector("html[data-watches]")
    page.locator("[name=title]").fill(TITLE)
    write(page, add_block(page, "Text"), SENTENCE)
    write(page, add_block(page, "Key points"), POINT)
    fact = add_block(page, "Myth and fact")
    page.locator("[name=body-2-value-myth]").fill(MYTH)
    write(page, fact, FACT)
    wait_until_saved(page)


def test_a_newcomer_writes_previews_publishes_and_reads_an_article(served, chromium):
    def write_and_publish(page: Page) -> None:
        page.add_init_script(TELLS_WHEN_IT_WATCHES)
        log_in(page, served, "owner")
        page.goto(served + "/articles/")
        page.get_by_role("button", name="View Wagtail quick actions").click()
        page.get_by_role("menuitem", name="Add a child page").click()
        if page.locator("[name=title]").count() == 0:
            page.get_by_role("link", name="Health article").first.click()
        write_article(page)

        page.get_by_role("button", name="Toggle preview").click()
        preview = page.frame_locator("#w-preview-iframe")
        expect(preview.get_by_role("heading", level=1)).to_have_text(TITLE)
        expect(preview.get_by_text(SENTENCE)).to_be_attached()
        expect(preview.get_by_text(FDA_PLURAL.text)).to_be_attached()
        page.get_by_role("button", name="Toggle preview").click()

        wait_until_saved(page)
        page.get_by_role("button", name="More actions").click()
        page.get_by_role("button", name="Publish").click()
        expect(page.get_by_text(PUBLISHED)).to_be_visible()

    def read(page: Page) -> None:
        page.get_by_role("link", name=TITLE).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        for text in (SENTENCE, POINT, MYTH, FACT, FDA_PLURAL.text, MEDICAL_DEFAULT.text):
            expect(page.get_by_text(text)).to_be_visible()

    # What Wagtail's checks say when they have something to say.
    chromium.visit(served + "/admin/login/", write_and_publish, expected_error="axe.run results")
    chromium.visit(served + "/articles/", read)
