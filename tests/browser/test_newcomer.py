"""Somebody's first hour: log in, write an article, look at it, publish it, read it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from health_content.statutory import FDA_PLURAL, MEDICAL_DEFAULT
from tests.browser.conftest import Served

TITLE = "Walking and bone health"
SENTENCE = "Walking loads the legs and the hips, and bone answers to load."
POINT = "Half an hour on most days is a common aim."
MYTH = "Only heavy weights count."
FACT = "Everyday walking is load as well."

# Wagtail saves the draft by itself while it is written, and says "created" only if it did not.
PUBLISHED = re.compile(rf"Page '{TITLE}' (created and|has been) published")


def log_in(page: Page, served: Served, username: str) -> None:
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(served.passwords[username])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(served + "/admin/")


def add_block(page: Page, name: str) -> Locator:
    """Add a block at the end of the body; returns the last text editor, which is the block's."""
    page.locator("[data-contentpath=body] .c-sf-add-button").last.click()
    page.get_by_role("option", name=name, exact=True).click()
    editor = page.locator("[data-contentpath=body] .Draftail-Editor [role=textbox]").last
    expect(editor).to_be_visible()
    return editor


def write(page: Page, editor: Locator, text: str) -> None:
    editor.click()
    page.keyboard.insert_text(text)
    expect(editor).to_contain_text(text)


def write_article(page: Page) -> None:
    page.locator("[name=title]").fill(TITLE)
    write(page, add_block(page, "Text"), SENTENCE)
    write(page, add_block(page, "Key points"), POINT)
    fact = add_block(page, "Myth and fact")
    page.locator("[name=body-2-value-myth]").fill(MYTH)
    write(page, fact, FACT)


@pytest.mark.xfail(
    strict=False,
    reason="On a busy machine the admin's autosave may answer 400 while a block is being added.",
)
def test_a_newcomer_writes_previews_publishes_and_reads_an_article(served, chromium):
    def write_and_publish(page: Page) -> None:
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

        page.get_by_role("button", name="More actions").click()
        page.get_by_role("button", name="Publish").click()
        expect(page.get_by_text(PUBLISHED)).to_be_visible()

    def read(page: Page) -> None:
        page.get_by_role("link", name=TITLE).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        for text in (SENTENCE, POINT, MYTH, FACT, FDA_PLURAL.text, MEDICAL_DEFAULT.text):
            expect(page.get_by_text(text)).to_be_visible()

    chromium.visit(served + "/admin/login/", write_and_publish)
    chromium.visit(served + "/articles/", read)
