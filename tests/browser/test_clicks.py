"""A click on a paid link, as a browser tells it."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import ARTICLE


def test_a_click_is_told_once_whether_by_mouse_or_keyboard_and_the_link_stays_direct(
    chromium, served
):
    def click(page: Page) -> tuple[list[str], str]:
        told: list[str] = []
        page.context.route(
            lambda address: not address.startswith(served.url),
            lambda route: route.fulfill(body="the shop", content_type="text/plain"),
        )
        page.on("request", lambda sent: told.append(sent.url) if "/clicks/" in sent.url else None)
        link = page.locator("a[data-hc-clicks]").first
        leads_to = link.get_attribute("href")
        with page.expect_request("**/clicks/**"):
            link.click(button="middle")
        link.focus()
        with page.expect_request("**/clicks/**"):
            link.press("Enter")
        page.wait_for_timeout(500)
        return told, leads_to

    told, leads_to = chromium.visit(served + ARTICLE, click)
    assert len(told) == 2, told
    assert told[0] == told[1]
    assert told[0].startswith(served + "/clicks/")
    assert leads_to.startswith("https://")
