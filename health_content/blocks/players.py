"""Whose videos can be played in place, and at which of their addresses."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from health_content.affiliates.urls import UnsafeURL, normalize

_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}", re.ASCII)
_VIMEO_PATH = re.compile(r"/(?:video/)?([0-9]{1,12})(?:/([0-9a-f]{4,40}))?/?", re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,3})h)?(?:(\d{1,5})m)?(?:(\d{1,6})s?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Player:
    """A provider's own player at an address that sets no cookies before it plays."""

    provider: str
    host: str
    address: str


def player_of(address: str) -> Player | None:
    """The player for an address, ``None`` for every site whose player is not known."""
    try:
        parts = urlsplit(normalize(address))
    except UnsafeURL:
        return None
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    make = _BY_HOST.get(host)
    return make(host, parts.path, parse_qs(parts.query)) if make else None


def _youtube(host: str, path: str, query: dict[str, list[str]]) -> Player | None:
    first, _, rest = path.strip("/").partition("/")
    if host == "youtu.be":
        video = first
    elif first in {"embed", "shorts", "live", "v"}:
        video = rest.partition("/")[0]
    else:
        video = query.get("v", [""])[0] if first == "watch" else ""
    if not _YOUTUBE_ID.fullmatch(video):
        return None
    options = {"rel": "0"}
    if start := _seconds(query.get("t", query.get("start", [""]))[0]):
        options["start"] = str(start)
    return Player(
        "YouTube", YOUTUBE_HOST, f"https://{YOUTUBE_HOST}/embed/{video}?{urlencode(options)}"
    )


def _vimeo(host: str, path: str, query: dict[str, list[str]]) -> Player | None:
    del host
    match = _VIMEO_PATH.fullmatch(path)
    if not match:
        return None
    options = {"dnt": "1"}
    if key := match[2] or query.get("h", [""])[0]:
        options["h"] = key
    return Player(
        "Vimeo", VIMEO_HOST, f"https://{VIMEO_HOST}/video/{match[1]}?{urlencode(options)}"
    )


def _seconds(text: str) -> int:
    match = _CLOCK.fullmatch(text)
    if not match:
        return 0
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


# Without autoplay, for YouTube sets its cookies when a video plays (kukie.io/blog/
# youtube-embeds-cookie-consent); with "dnt" Vimeo sets none (help.vimeo.com/hc/en-us/articles/
# 26080940921361). Both read 2026-11-23.
YOUTUBE_HOST = "www.youtube-nocookie.com"
VIMEO_HOST = "player.vimeo.com"
PLAYER_HOSTS = (YOUTUBE_HOST, VIMEO_HOST)
"""What a Content-Security-Policy has to allow in ``frame-src``."""

_BY_HOST: dict[str, Callable[[str, str, dict[str, list[str]]], Player | None]] = {
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "youtu.be": _youtube,
    "vimeo.com": _vimeo,
    VIMEO_HOST: _vimeo,
}
