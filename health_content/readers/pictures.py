"""Pictures and videos of a structured source."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from urllib.parse import unquote_to_bytes, urlsplit

from health_content.manuscript import Embed, Image, RichText
from health_content.readers.inline import absolute
from health_content.readers.lines import plain_spaces
from health_content.readers.reading import Asset
from health_content.readers.tree import Element

_LAZY = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-orig-file")
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_DATA = re.compile(r"data:(image/[a-z0-9.+-]{1,30})((?:;[a-z0-9=.-]{1,40}){0,4}),(.*)", re.I | re.S)
_PIXEL = re.compile(
    r"(?:facebook\.com/tr\b|/pixel\b|doubleclick\.net|google-analytics|scorecardresearch|/beacon\b|"
    r"amazon-adsystem|ir-[a-z]{2}\.amazon|pixel\.|/track(?:ing)?\b|stats\.wp\.com)",
    re.I,
)
_CREDIT = re.compile(
    r"\s*(?:[(|]\s*)?(?:(?:photo|image|picture|illustration)?\s?credits?\s?:|(?:photo|image|photograph|"
    r"illustration)\s(?:by|courtesy(?:\sof)?|:)|©|source\s?:)\s*(?P<who>[^()|]{2,160}?)\s*[)]?\.?$",
    re.I,
)
_ENDINGS = {"jpeg": "jpg", "svg+xml": "svg", "x-icon": "ico", "vnd.microsoft.icon": "ico"}
_SMALLEST_PLACEHOLDER = 400


class Pictures:
    """Makes nodes of picture elements; pictures written out in the source become assets."""

    def __init__(self, base: str = "") -> None:
        self.base = base
        self.assets: dict[str, Asset] = {}
        self.seen: set[str] = set()
        self.dropped: list[str] = []

    def image(self, element: Element, caption_html: str = "", caption: str = "") -> Image | None:
        """The picture; ``None`` for one that only counts readers, or comes the second time."""
        found = element if element.name in {"img", "amp-img"} else element.find("img", "amp-img")
        if found is None:
            return None
        alt = plain_spaces(found.get("alt"))
        address = self._address(found, element)
        if not address or _is_pixel(found, address):
            self.dropped.append(address[:300] or alt)
            return None if not alt else Image(alt=alt, caption=RichText(caption_html))
        if address in self.seen and not caption:
            return None
        self.seen.add(address)
        match = _CREDIT.search(caption[-220:]) if caption else None
        credit = plain_spaces(match["who"]) if match else ""
        if match and match[0].strip() and match[0].strip() == caption[-220:].strip():
            caption_html = ""
        elif match:
            credit = ""
        return Image(alt=alt, caption=RichText(caption_html), credit=credit, address=address)

    def _address(self, image: Element, whole: Element) -> str:
        candidates = [image.get(name) for name in _LAZY]
        sets = [image, *(whole.all("source") if whole is not image else ())]
        candidates += [_widest(part.get(name)) for part in sets for name in _SETS[:2]]
        source = image.get("src").strip()
        if not _is_placeholder(source):
            candidates.append(source)
        candidates += [_widest(part.get("srcset")) for part in sets]
        found = (self._accepted(candidate.strip()) for candidate in candidates if candidate.strip())
        return next(filter(None, found), "")

    def _accepted(self, source: str) -> str:
        if source.lower().startswith("data:"):
            return self._asset(source)
        if source.startswith("asset:"):
            return source
        if address := absolute(source, self.base):
            return address
        try:
            parts = urlsplit(source)
        except ValueError:
            return ""
        # A file beside a saved page.
        is_file = not parts.scheme and not parts.netloc and len(source) <= 500
        return plain_spaces(source) if is_file else ""

    def _asset(self, source: str) -> str:
        match = _DATA.match(source)
        if match is None:
            return ""
        try:
            if ";base64" in match[2].lower():
                data = base64.b64decode("".join(match[3].split()) + "===", validate=False)
            else:
                data = unquote_to_bytes(match[3])
        except (binascii.Error, ValueError):
            return ""
        if not data:
            return ""
        media_type = match[1].lower()
        kind = media_type.removeprefix("image/")
        name = f"{hashlib.sha256(data).hexdigest()[:16]}.{_ENDINGS.get(kind, kind)}"
        self.assets.setdefault(name, Asset(name, media_type, data))
        return f"asset:{name}"


def embed(element: Element, base: str, caption: str = "") -> Embed | None:
    """What is shown from elsewhere; ``None`` where it has no address or only counts readers."""
    source = element.find("source")
    href = next(
        (
            value
            for value in (
                element.get("src"),
                element.get("data-src"),
                element.get("data-lazy-src"),
                element.get("data"),
                source.get("src") if source is not None else "",
            )
            if value and not value.startswith("about:")
        ),
        "",
    )
    if not href and (video := element.get("data-videoid") or element.get("videoid")):
        href = f"https://www.youtube.com/watch?v={video}"
    address = absolute(href.strip(), base or "https:") if href else ""
    if not address or _PIXEL.search(address) or "googletagmanager" in address:
        return None
    title = plain_spaces(element.get("title") or element.get("aria-label") or caption)
    return Embed(url=address, title=title, provider=urlsplit(address).hostname or "")


def _is_placeholder(source: str) -> bool:
    if not source.lower().startswith("data:"):
        return not source
    return len(source) < _SMALLEST_PLACEHOLDER and ("svg" in source[:40] or "gif" in source[:40])


def _is_pixel(image: Element, address: str) -> bool:
    sizes = [image.get(name).strip().removesuffix("px") for name in ("width", "height")]
    if all(size in {"0", "1", "2"} for size in sizes):
        return True
    return bool(_PIXEL.search(address)) and not image.get("alt").strip()


def _widest(sources: str) -> str:
    best, width = "", -1.0
    for candidate in re.split(r",\s+|,(?=https?:)", sources.strip()[:20_000]):
        parts = candidate.split()
        if not parts or parts[0].startswith("data:"):
            continue
        size = parts[1][:-1] if len(parts) > 1 else "1"
        number = float(size) if size.replace(".", "", 1).isdigit() and size.isascii() else 1.0
        if number > width:
            best, width = parts[0], number
    return best
