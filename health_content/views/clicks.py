"""Where browsers tell that a reader followed a paid link."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from health_content.counting import count_click
from health_content.library.clicks import is_signed

_ROBOTS = (
    *("bot", "crawl", "spider", "slurp", "headless", "lighthouse", "preview", "monitor", "scan"),
    *("curl", "wget", "python", "httpclient", "http-client", "okhttp", "java/", "go-http", "axios"),
    *("facebookexternalhit", "phantomjs", "scrapy", "libwww", "node-fetch", "ruby", "perl"),
)
_OWN = "same-origin"


# Neither a ping nor a beacon can carry a token, and there is nothing a forger could gain with a
# reader's cookies: the view reads none, and knows no session and no person.
@csrf_exempt
@require_POST
@transaction.non_atomic_requests
def count(
    request: HttpRequest, link: int, page: int, position: int, signature: str = ""
) -> HttpResponse:
    """Count a click, if it is one, and say nothing: the answer is the same in every case.

    Only headers are looked at, and none is kept: where the request comes from, whether the
    reader asks not to be followed (``Sec-GPC``, ``DNT``), and whether a robot sends it. An
    address that no page of ours offered has no signature, and counts nothing.
    """
    if not is_signed(signature, link, page, position):
        return _done()
    if not _asks_for_privacy(request) and _comes_from_our_page(request) and not _is_robot(request):
        count_click(link, page, position)
    return _done()


def _done() -> HttpResponse:
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})


def _asks_for_privacy(request: HttpRequest) -> bool:
    return "1" in {request.headers.get("Sec-GPC"), request.headers.get("DNT")}


def _is_robot(request: HttpRequest) -> bool:
    agent = request.headers.get("User-Agent", "").casefold()
    # What renders a page before anybody asked for it says so in the last two.
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return "mozilla/" not in agent or bool(purpose) or any(mark in agent for mark in _ROBOTS)


def _comes_from_our_page(request: HttpRequest) -> bool:
    """Whether a browser says so, and nothing that it says is against it."""
    fetched = {
        "Sec-Fetch-Site": {_OWN},
        "Sec-Fetch-Mode": {"no-cors", "cors"},
        "Sec-Fetch-Dest": {"empty"},
    }
    for name, wanted in fetched.items():
        if request.headers.get(name, next(iter(wanted))) not in wanted:
            return False
    told = [request.headers.get(name, "") for name in ("Origin", "Ping-From", "Referer")]
    pages = [address for address in told if address and address != "null"]
    if not pages:
        return request.headers.get("Sec-Fetch-Site") == _OWN
    return all(_is_public_page(request, address) for address in pages)


def _is_public_page(request: HttpRequest, address: str) -> bool:
    """Whether an address is one of this host, and none of a preview in the admin."""
    try:
        parts = urlsplit(address)
        # The scheme is not compared: a proxy may speak another with this server.
        is_ours = parts.netloc == request.get_host()
    except Exception:  # noqa: BLE001 -- a host that is not allowed, an address that is none
        return False
    return is_ours and not (_admin() and parts.path.startswith(_admin()))


def _admin() -> str:
    try:
        return reverse("wagtailadmin_home")
    except NoReverseMatch:
        return ""
