"""What stands around the article on a web page: found, let go and listed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from health_content.readers import wording
from health_content.readers.reading import Remark, RemarkKind
from health_content.readers.tree import HEADINGS, SILENT, Element
from health_content.readers.web_main import prose_lengths

NAVIGATION = "Navigation"
HIDDEN = "Hidden text"
OUTSIDE = "What stands around the article"
BYLINE = "Byline and dates, which the page shows from its own fields"
SMALL = "Small pictures, such as portraits and signs"
_BUTTONS = "Buttons"
_FORM = "Forms"


def _named(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[-_])(?:{words})(?:$|[-_]|\d)", re.IGNORECASE)


_CHROME = (
    (
        "Cookie notices",
        _named("cookies?|consent|gdpr|onetrust|cookiebot|ccpa|cc-window|cookie(?:bar|banner|law)"),
    ),
    (
        "Newsletter boxes",
        _named(
            "newsletters?|subscribe|subscription|sign-?up|mailing-?list|opt-?in|mc4?wp|convertkit"
        ),
    ),
    (
        "Share buttons",
        _named(
            "share|sharing|shared(?:addy)?|share(?:bar|buttons?|tools?)|socials?|social-?(?:links|media|"
            "bar)|addtoany|addthis|follow(?:-?us)?|jp-relatedposts-share|claps?"
        ),
    ),
    ("Comments", _named("comments?|disqus|respond|commentlist|comments?-?(?:area|section|link)")),
    (
        "Advertisements",
        _named(
            "ads?|adverts?|advertisements?|adsbygoogle|dfp|ad-?(?:slot|unit|container|wrapper|label)|"
            "gpt|sponsored-?(?:post|content|links)|taboola|outbrain|banner-?ad"
        ),
    ),
    (
        "Links to other articles",
        _named(
            "related|related-?(?:posts?|articles?|content|links)|recommended|recommendations?|"
            "more-?(?:from|stories|posts)|read-?(?:next|more|also)|trending|popular|up-?next|"
            "also-?like|jp-relatedposts|post-?navigation|nav-?links|prev-?next|pagination|pager|"
            "archives?|blogarchive"
        ),
    ),
    (
        NAVIGATION,
        _named(
            "nav|navbar|navigation|menu|breadcrumbs?|skip-?(?:link|to)?|skiplinks?|topbar|masthead|"
            "site-?(?:header|footer|nav|branding)|toolbar|back-?to-?top|to-?top|search-?(?:form|box)|"
            "location-(?:header|footer)"
        ),
    ),
    (
        "Tables of contents",
        _named(
            "toc|table-?of-?contents|ez-toc(?:-container)?|contents-list|jump-?links|in-this-article"
        ),
    ),
    ("Pop-ups", _named("pop-?ups?|modal|lightbox|interstitial|overlay|location-popup|toast")),
    ("Side columns", _named("sidebar|side-?bar|widget-?area|rail|right-?column|secondary")),
    (
        "About the author",
        _named("author-?(?:box|bio|card|info|profile)|about-?(?:the-?)?author|bio-?box|profile"),
    ),
    (
        "Tags and categories",
        _named("tags?-?(?:links|list|cloud)|post-?tags|cat-?links|tax-?category|tagcloud|labels?"),
    ),
)
_BYLINE = _named(
    "by-?line|entry-?meta|post-?meta|article-?meta|meta-?(?:info|data)|post-?info|posted-?(?:on|by)|"
    "post-?(?:author|date|timestamp)|date-?header|timestamp|publish(?:ed)?-?date|read(?:ing)?-?time|"
    "reviewed-?by|author-?(?:name|line)|wp-meta|dateline|article-?(?:info|details)"
)
_DATE_NAMES = frozenset({"date", "author", "published", "pubdate", "meta"})
_CHROME_TAGS = {
    "nav": NAVIGATION,
    "amp-sidebar": NAVIGATION,
    "address": OUTSIDE,
    "amp-ad": "Advertisements",
    "amp-embed": "Advertisements",
    "amp-user-notification": "Cookie notices",
    "amp-consent": "Cookie notices",
    "amp-social-share": "Share buttons",
    "dialog": "Pop-ups",
}
_CHROME_ROLES = {
    "navigation": NAVIGATION,
    "search": NAVIGATION,
    "banner": NAVIGATION,
    "contentinfo": "Footer",
    "dialog": "Pop-ups",
    "alertdialog": "Pop-ups",
}
_HIDDEN_STYLE = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|text-indent\s*:\s*-[0-9]{3,}|left\s*:\s*-[0-9]{4,}|font-size\s*:\s*0(?![.0-9]))",
    re.I,
)
_ONLY_READ_OUT = re.compile(
    r"(?:^|\s)(?:[\w-]*visually-?hidden|sr-only|screen-?reader-?text|visuallyhidden)(?:\s|$)", re.I
)
_UNFOLDS = re.compile(
    r"accordion|collaps|panel|toggle|faq|answer|expand|tab-?(?:content|pane)|disclosure|drawer",
    re.I,
)
_OPENS = re.compile(
    r"accordion-?(?:title|header|button|trigger|heading)|tab-title|toggle-title|faq-?(?:question|title)|"
    r"collapsible",
    re.I,
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_ALONE = re.compile(
    rf"(?:you\sare\s)?visitor\s(?:no\.?|number|\#)?\s?[0-9,]+\.?|"
    rf"(?:[0-9]+\smin(?:ute)?s?\sread\b\s?[·|•-]?\s?)?(?:{_MONTH}\s[0-9]{{1,2}},?\s[0-9]{{4}})?",
    re.I,
)
_SMALL, _DOT = 64, 2
_LINES = frozenset({"p", "div", "span", "font", "time"})
_KEPT_WHOLE = frozenset({"html", "body", "main", "article", "#root", "head"})
_LARGEST_SHARE = 0.4
_LONGEST_BYLINE = 80


class Chrome:
    """Takes away what is no part of the article, and remembers the words of it."""

    def __init__(self, root: Element, author: str = "") -> None:
        self.root = root
        self.author = author
        self.prose = prose_lengths(root)
        self.whole = max(1, self.prose.get(id(root), 1))
        self.found: dict[str, list[tuple[int, str]]] = {}

    def clear(self) -> None:
        """Let go of everything that its name, its role or its look gives away."""
        self._unfold()
        for element in list(self.root.walk()):
            if element.name in SILENT or _is_dropped(element):
                continue
            label = self._label(element)
            if label:
                self.drop(element, label)

    def drop(self, element: Element, label: str) -> None:
        """Let go of one element, with a remark if it has words."""
        if words := element.text or element.get("alt"):
            self.found.setdefault(label, []).append((element.line, words))
        element.drop()

    def drop_outside(self, main: Element) -> None:
        """Let go of everything that is not in ``main``."""
        inside: Element = main
        for above in main.ancestors():
            for child in above.children:
                if isinstance(child, str):
                    if child.strip():
                        self.found.setdefault(OUTSIDE, []).append((above.line, child.strip()))
                elif child is not inside and child.name not in SILENT:
                    self.drop(child, OUTSIDE)
            inside = above

    def remarks(self) -> Iterator[Remark]:
        """One remark for each kind, with all its words."""
        for label, found in self.found.items():
            yield Remark(
                RemarkKind.CHROME_DROPPED,
                f"{label}: left out.",
                found[0][0],
                "\n".join(words for _, words in found),
            )

    def _label(self, element: Element) -> str:
        if element.name in _KEPT_WHOLE or element.name in HEADINGS:
            return self._hidden(element)
        if self.prose.get(id(element), 0) > _LARGEST_SHARE * self.whole:
            return ""
        names = [*element.get("class").split(), *element.get("id").split()]
        label = _CHROME_TAGS.get(element.name) or _CHROME_ROLES.get(element.get("role").lower())
        label = label or next(
            (kind for kind, pattern in _CHROME if any(pattern.search(name) for name in names)), ""
        )
        if label and not self._is_of_the_article(element, label):
            return label
        if element.name in {"button", "select"} and not element.get("data-heading"):
            return "" if any(above.name in HEADINGS for above in element.ancestors()) else _BUTTONS
        if element.name == "form":
            return _FORM
        if element.name == "img" and self._is_small(element):
            return SMALL
        if element.name in _LINES and self.prose.get(id(element), 0) <= _LONGEST_BYLINE:
            words = element.text
            if words and (words == self.author or _ALONE.fullmatch(words[:200])):
                return BYLINE
        return self._hidden(element) or self._around(element, names)

    def _is_small(self, image: Element) -> bool:
        """Whether a picture is as small as a portrait beside a name; those of a dot are told."""
        sides = [_length(image.get(side)) for side in ("width", "height")]
        in_figure = any(above.name in {"figure", "table"} for above in image.ancestors())
        return not in_figure and all(_DOT < side <= _SMALL for side in sides)

    def _is_of_the_article(self, element: Element, label: str) -> bool:
        """Whether what is called like chrome holds what the article owes: a table, a caution."""
        words = element.text
        if label in {"Advertisements", "Side columns", "Pop-ups"}:
            return False
        return len(words) < 3_000 and wording.disclaimer(words) is not None

    def _around(self, element: Element, names: list[str]) -> str:
        is_byline = any(map(_BYLINE.search, names)) or not _DATE_NAMES.isdisjoint(names)
        in_article = any(above.name in {"article", "main"} for above in element.ancestors())
        if any(above.name in {"blockquote", "figure", "table"} for above in element.ancestors()):
            return ""
        kind = element.name
        if kind == "div" and len(names) <= 3:
            kind = next((name for name in ("header", "footer") if name in names), kind)
        words = ""
        if kind in {"header", "footer", "aside"} or is_byline:
            words = element.text
        if not words:
            return ""
        if is_byline and element.find("p", *HEADINGS) is None:
            return BYLINE if len(words.split()) <= _LONGEST_BYLINE else ""
        if wording.disclaimer(words) is not None and in_article:
            return ""
        prose = self.prose.get(id(element), 0)
        if kind == "footer":
            is_text = in_article and (prose > 200 or element.find("li", *HEADINGS) is not None)
            return "" if is_text or "footnotes" in names else "Footer"
        if kind == "header":
            return "" if in_article or element.find("h1") else "Header"
        if kind == "aside":
            return "" if in_article and prose * 2 > len(words) else "Side columns"
        return ""

    def _hidden(self, element: Element) -> str:
        if element.get("data-heading"):
            return ""
        attributes = element.attributes
        is_hidden = (
            ("hidden" in attributes and element.get("hidden").lower() != "until-found")
            or bool(_HIDDEN_STYLE.search(element.get("style")))
            or element.get("aria-hidden").lower() == "true"
            or element.get("layout") == "nodisplay"
        )
        if not is_hidden and _ONLY_READ_OUT.search(element.get("class")):
            return "" if any(above.name in HEADINGS for above in element.ancestors()) else HIDDEN
        if not is_hidden or element.name in _KEPT_WHOLE:
            return ""
        hints = f"{element.get('class')} {element.get('id')}"
        unfolds = bool(_UNFOLDS.search(hints)) or element.get("role") in {"tabpanel", "region"}
        return "" if unfolds or element.get("aria-labelledby") else HIDDEN

    def _unfold(self) -> None:
        """Make headings of what opens a folded text; pictures of what scripts would load."""
        level = 2
        for element in list(self.root.walk()):
            if element.name in HEADINGS:
                level = int(element.name[1])
            elif element.name == "noscript":
                self._noscript(element)
            elif _opens(element) and 0 < len(element.text) <= 300:
                if any(
                    above.name in HEADINGS or above.get("data-heading")
                    for above in element.ancestors()
                ):
                    continue
                if element.find("p", "ul", "ol", "table", *HEADINGS) is None:
                    element.name = f"h{min(6, max(3, level + 1))}"
                    element.attributes["data-heading"] = "1"
                    level = max(2, level)

    def _noscript(self, element: Element) -> None:
        pictures = element.all("img", "iframe")
        if pictures and not element.text:
            sources = {picture.get("src").strip() for picture in pictures} - {""}
            others = element.parent.elements if element.parent is not None else []
            known = {value.strip() for other in others for value in other.attributes.values()}
            element.name = "#dropped" if sources & known else "span"
        else:
            self.drop(element, "Text for browsers without scripts")


def _length(stated: str) -> int:
    digits = stated.strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0


def _opens(element: Element) -> bool:
    if element.name not in {"button", "div", "span", "a", "p"}:
        return False
    is_switch = "aria-expanded" in element.attributes or "aria-controls" in element.attributes
    if is_switch and (element.name == "button" or element.get("role") in {"button", "tab"}):
        return element.text.endswith("?") or bool(_OPENS.search(element.get("class")))
    return bool(_OPENS.search(element.get("class"))) and len(element.text) > 3


def _is_dropped(element: Element) -> bool:
    return any(above.name in SILENT for above in element.ancestors())
