"""The last line of the disclaimer guarantee: a look at the finished bytes."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from asgiref.sync import async_to_sync, iscoroutinefunction, markcoroutinefunction, sync_to_async
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.utils.translation import gettext

from health_content.conformance import inserted, missing, uncovered
from health_content.edition import Obligation
from health_content.edition.markup import disclaimers_html
from health_content.library.site_texts import STATUTORY
from health_content.manuscript import escape
from health_content.middleware.admin_screens import is_admin_screen
from health_content.middleware.disclosures import disclosed, disclosure_box, undisclosed
from health_content.middleware.html_bodies import (
    UnreadableBody,
    decoded,
    in_one_piece,
    is_html_page,
    media_type,
    rewrite,
    uncompressed,
)
from health_content.obligations import disclaimers_of_request

logger = logging.getLogger("health_content.disclaimers")

STYLE_SHEET = "health_content/disclaimers.css"
ADDED_HEADING_ID = "hc-disclaimers-added-heading"


class DisclaimerMiddleware:
    """Sees to it that every public HTML response shows the disclaimers it owes.

    And the affiliate disclosure before its first paid link, wherever the link comes from. What
    a template forgot, hid or commented out is added where a browser shows it, and a
    warning on the logger ``health_content.disclaimers`` names the path and the ids. Every
    response counts: pages of any type, error pages, forms to log in, previews, files and
    streams of HTML. Only the screens of the admin itself are left alone, and what is no
    HTML page: other content types, downloads, answers without a body.

    It belongs as far out in ``MIDDLEWARE`` as possible, with nothing outside it but what
    compresses or sets headers. A body compressed inside it with gzip or deflate is
    read, and sent uncompressed where something had to be added. One compressed in another
    way cannot be read: it is sent as it is and an error is logged (check
    ``health_content.E002`` finds the middleware that does it). A stream of HTML is
    collected before it is sent.

    Fragments of HTML for scripts (htmx and the like) are responses as any other: a header
    that a client chooses cannot switch a disclaimer off.
    """

    sync_capable = True
    async_capable = True

    def __init__(
        self, get_response: Callable[[HttpRequest], HttpResponseBase | Awaitable[HttpResponseBase]]
    ) -> None:
        self.get_response: Callable[[HttpRequest], Any] = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Any:
        if iscoroutinefunction(self):
            return self._answer(request)
        response = self.get_response(request)
        if not self._concerns(request, response):
            return response
        if response.streaming:
            collect = async_to_sync(_async_content) if response.is_async else _content
            response = in_one_piece(response, collect(response))
        return self._complete(request, response)

    async def _answer(self, request: HttpRequest) -> HttpResponseBase:
        response = await self.get_response(request)
        if not await sync_to_async(self._concerns)(request, response):
            return response  # type: ignore[no-any-return]
        if response.streaming:
            collect = _async_content if response.is_async else sync_to_async(_content)
            response = in_one_piece(response, await collect(response))
        return await sync_to_async(self._complete)(request, response)

    def _concerns(self, request: HttpRequest, response: HttpResponseBase) -> bool:
        return is_html_page(response) and not is_admin_screen(request)

    def _complete(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not response.content and not _shows_an_empty_page(request, response):
            return response
        try:
            body = decoded(uncompressed(response), response.charset)
        except UnreadableBody as reason:
            logger.error(
                "Disclaimers on %s could not be checked: %s. Compress outside "
                "DisclaimerMiddleware.",
                request.path,
                reason,
            )
            return response
        xml = media_type(response) == "application/xhtml+xml"
        owed = missing(body.text, _disclaimers_of(request), xml=xml)
        unsaid = undisclosed(request, body.text, xml=xml)
        if not owed and not unsaid:
            return response
        text = body.text
        if owed:
            # What hides the whole page goes first; it may be all that is wrong.
            text = uncovered(text, xml=xml)
        if absent := missing(text, owed, xml=xml):
            text = inserted(text, body.writable(_box(absent, text)), xml=xml)
        if unsaid:
            text = disclosed(text, body.writable(disclosure_box(unsaid)))
        rewrite(response, body.encode(text))
        for what, added in (("Disclaimers", owed), ("Disclosures", unsaid)):
            if added:
                ids = ", ".join(item.id for item in added)
                logger.warning("%s missing from %s were added: %s.", what, request.path, ids)
        return response


def _shows_an_empty_page(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a response without content is a page nobody has written anything on.

    An answer to HEAD is none; the length it states is that of a page not checked here.
    """
    if request.method == "HEAD":
        if response.headers.get("Content-Length", "0") != "0":
            del response.headers["Content-Length"]
        return False
    return response.status_code == 200 and request.method != "OPTIONS"


def _disclaimers_of(request: HttpRequest) -> tuple[Obligation, ...]:
    try:
        owed = disclaimers_of_request(request)
    except Exception:
        logger.exception("The disclaimers of %s are the standard texts.", request.path)
        owed = STATUTORY
    return tuple(item for item in owed if item.kind.is_disclaimer)


def _box(absent: tuple[Obligation, ...], text: str) -> str:
    box = disclaimers_html(absent, heading=gettext("Disclaimers"), heading_id=ADDED_HEADING_ID)
    try:
        address = escape(static(STYLE_SHEET)).replace('"', "&quot;")
    except Exception:  # noqa: BLE001 -- static storages raise what they like; the text matters more
        return box
    if f'href="{address}"' in text:
        return box
    return f'<link rel="stylesheet" href="{address}"/>{box}'


def _content(response: Any) -> bytes:
    return b"".join(response.streaming_content)


async def _async_content(response: Any) -> bytes:
    stream: AsyncIterator[bytes] = response.streaming_content
    return b"".join([piece async for piece in stream])
