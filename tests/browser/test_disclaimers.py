"""What a browser makes of the disclaimers: bold, large enough, boxed, legible, in sight."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from health_content.statutory import (
    AFFILIATE_DEFAULT,
    AMAZON_ASSOCIATE,
    FDA_PLURAL,
    MEDICAL_DEFAULT,
)
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.conftest import ARTICLE, PAGES, ROOT

# 21 CFR 101.93(e) asks for bold type of at least 1/16 inch (6 CSS px); 12 px and three quarters
# of the body text are what this project asks of screens. 4.5:1 is WCAG 2.2, 1.4.3 (AA).
SMALLEST_PIXELS = 12
SMALLEST_SHARE_OF_BODY = 0.75
LIGHTEST_WEIGHT = 600
LOWEST_CONTRAST = 4.5
# The shortest screen that phones of 375 CSS px have, in CSS px.
SHORTEST_SCREEN = 667

MEASURE = """
() => {
  const box = document.querySelector('.hc-disclaimers');
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (!/^(transparent|rgba\\(.*, 0\\))$/.test(color)) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  const boxStyle = getComputedStyle(box);
  return {
    borders: ['Top', 'Right', 'Bottom', 'Left'].map(
      side => boxStyle[`border${side}Style`] === 'solid'
        ? parseFloat(boxStyle[`border${side}Width`]) : 0),
    bodySize: parseFloat(getComputedStyle(document.body).fontSize),
    texts: [...box.querySelectorAll('[data-obligation]')].map(paragraph => {
      const words = paragraph.querySelector('strong') || paragraph;
      words.scrollIntoView({block: 'center', behavior: 'instant'});
      const style = getComputedStyle(words);
      const line = words.getClientRects()[0];
      const hit = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2);
      return {
        text: words.innerText.replace(/\\s+/g, ' ').trim(),
        weight: Number(style.fontWeight),
        size: parseFloat(style.fontSize),
        color: style.color,
        ground: ground(words),
        isVisible: words.checkVisibility({opacityProperty: true, visibilityProperty: true}),
        isUncovered: hit !== null && (hit === words || words.contains(hit)),
        isWithin: line.left >= 0 && line.right <= document.documentElement.clientWidth,
      };
    }),
  };
}
"""


def luminance(color: str) -> float:
    """Relative luminance of an opaque ``rgb()`` color (WCAG 2.2, definition)."""
    channels = [int(number) / 255 for number in re.findall(r"\d+", color)[:3]]
    assert len(channels) == 3, color
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colors, from 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_formula_gives_the_published_extremes():
    assert contrast("rgb(0, 0, 0)", "rgb(255, 255, 255)") == pytest.approx(21)
    assert contrast("rgb(9, 9, 9)", "rgb(9, 9, 9)") == 1


@pytest.mark.parametrize("name", ["article", "front page", "index", "page not found"])
def test_disclaimers_are_bold_boxed_legible_and_in_sight(served, chromium, name):
    path, status = PAGES[name]

    def measure_all(page):
        measured = {}
        for width in (PHONE, DESKTOP):
            page.set_viewport_size({"width": width, "height": 900})
            for scheme in ("light", "dark"):
                for media in ("screen", "print"):
                    page.emulate_media(media=media, color_scheme=scheme)
                    measured[width, scheme, media] = page.evaluate(MEASURE)
        return measured

    measured = chromium.visit(served + path, measure_all, allowed_status=status)
    assert len(measured) == 8
    for where, found in measured.items():
        texts = {entry["text"]: entry for entry in found["texts"]}
        assert {FDA_PLURAL.text, MEDICAL_DEFAULT.text} <= texts.keys(), where
        assert min(found["borders"]) >= 1, where
        for entry in texts.values():
            assert entry["weight"] >= LIGHTEST_WEIGHT, (where, entry)
            assert entry["size"] >= SMALLEST_PIXELS, (where, entry)
            assert entry["size"] >= SMALLEST_SHARE_OF_BODY * found["bodySize"], (where, entry)
            assert contrast(entry["color"], entry["ground"]) >= LOWEST_CONTRAST, (where, entry)
            assert entry["isVisible"], (where, entry)
            assert entry["isUncovered"], (where, entry)
            assert entry["isWithin"], (where, entry)


WITH_AN_OFFER_FIRST = """
from health_content.models import HealthArticlePage, HealthIndexPage, PaidLink, Person
from health_content.recording import record_review
author, reviewer = Person.objects.exclude(credentials="")[:2]
page = HealthArticlePage(
    slug="offer-first",
    title="What the label of a magnesium powder tells, and what it leaves out for you to ask",
    dek="The words on the label of one product: what they mean, and who checks them. " * 3,
    live=False, author=author,
    body=[("affiliate_call_to_action", {
        "text": "Compare what the label says.",
        "paid_link": PaidLink.objects.filter(program__key="amazon").first()})])
HealthIndexPage.objects.first().add_child(instance=page)
record_review(page, reviewer)
page.save_revision().publish()
"""


@pytest.fixture(scope="module")
def offer_first(served):
    """The path of an article with a long title and dek that begins with an offer."""
    manage = [sys.executable, str(ROOT / "manage.py"), "shell", "-c", WITH_AN_OFFER_FIRST]
    made = subprocess.run(manage, env=served.environment, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    return "/articles/offer-first/"


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_disclosure_is_seen_at_once_and_before_the_first_paid_link(
    served, chromium, offer_first, width
):
    places = """
        () => ['.hc-disclosures', 'a[rel~="sponsored"]'].map(selector => {
            const box = document.querySelector(selector).getBoundingClientRect();
            return [box.top, box.bottom];
        })
    """

    def look(page):
        return page.evaluate(places), page.locator(".hc-disclosures").inner_text()

    for path in (ARTICLE, offer_first):
        (disclosure, paid_link), words = chromium.visit(served + path, look, width=width)
        assert disclosure[1] <= SHORTEST_SCREEN, path
        assert disclosure[1] <= paid_link[0], path
        assert AFFILIATE_DEFAULT.text in words
        assert AMAZON_ASSOCIATE.text in words


def test_a_paid_link_says_that_it_is_paid_to_eyes_and_ears_alike(served, chromium):
    def look(page):
        links = page.locator('a[rel~="sponsored"]')
        boxes = page.locator(".hc-call-to-action, .hc-product-card")
        return links.all_inner_texts(), boxes.all_inner_texts()

    links, boxes = chromium.visit(served + ARTICLE, look)
    assert len(links) == len(boxes) == 2
    assert all("(paid link)" in text for text in links)
    assert all(text.startswith("Paid link") for text in boxes)
