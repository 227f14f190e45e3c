"""Addresses that lead to no publication: hosts and paths known for it."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

_ANYBODY = (
    "wikipedia.org", "wikihow.com", "medium.com", "substack.com", "wordpress.com", "blogspot.com",
    "quora.com", "reddit.com", "youtube.com", "youtu.be", "tiktok.com", "facebook.com",
    "instagram.com", "twitter.com", "x.com", "pinterest.com", "tumblr.com", "linkedin.com",
)  # fmt: skip
_PRESS = (
    "prnewswire.com", "businesswire.com", "globenewswire.com", "eurekalert.org", "prweb.com",
    "einpresswire.com", "newswire.com", "prnewswire.co.uk",
)  # fmt: skip
_SHOPS = ("iherb.com", "ebay.com", "walmart.com", "vitacost.com", "myshopify.com", "etsy.com")
_PUBLIC = (".gov", ".edu", ".int", ".ac.uk", ".nhs.uk", ".mil")
_BLOG_PARTS = frozenset({"blog", "blogs"})
_PRESS_PARTS = frozenset({"press-release", "press-releases", "pressrelease", "newsroom"})
_SHOP_PARTS = frozenset({"products", "shop", "cart", "collections", "dp"})


@lru_cache(maxsize=1024)
def kind_of(address: str) -> str:
    """What an address leads to, in words, or nothing where that is not known to be weak."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if host.endswith(_PUBLIC):
        return ""
    if _is_of(host, _ANYBODY):
        return "a page that anybody may write"
    steps = set(parts.path.casefold().split("/"))
    if _is_of(host, _PRESS) or not steps.isdisjoint(_PRESS_PARTS):
        return "a press release"
    if _is_of(host, _SHOPS) or host.startswith("amazon.") or not steps.isdisjoint(_SHOP_PARTS):
        return "a shop"
    if host.startswith("blog.") or not steps.isdisjoint(_BLOG_PARTS):
        return "a blog"
    return ""


def _is_of(host: str, names: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith("." + name) for name in names)
