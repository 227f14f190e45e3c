"""Which responses are the admin's own screens, and so no publication."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import (
    NoReverseMatch,
    get_resolver,
    get_script_prefix,
    get_urlconf,
    reverse,
)
from django.utils.translation import get_language

PUBLIC_WAGTAIL_MODULES = frozenset(
    {
        "wagtail.contrib.sitemaps.views",
        "wagtail.documents.views.serve",
        "wagtail.images.views.serve",
        "wagtail.views",
    }
)
"""Views of Wagtail that answer readers."""

PREVIEW_NAMES = frozenset({"revisions_view", "view_draft"})
"""Names of addresses in the admin that show a page as readers will see it, besides those
with "preview" in their name."""


def is_admin_screen(request: HttpRequest) -> bool:
    """Whether the response shows a screen of Wagtail's or Django's admin to its staff.

    A preview is not one, though its address may lie under the admin. What somebody who is
    not signed in gets to see there, such as the log-in form, is public like anything else.
    """
    if getattr(request, "is_preview", False) or getattr(request, "is_dummy", False):
        return False
    match = getattr(request, "resolver_match", None)
    if match is not None and _is_preview_name(match.url_name):
        return False
    return (_in_wagtail_admin(request, match) or _in_django_admin(request, match)) and (
        _is_signed_in(request)
    )


def _is_preview_name(name: str | None) -> bool:
    return name is not None and ("preview" in name or name in PREVIEW_NAMES)


def _in_wagtail_admin(request: HttpRequest, match: Any) -> bool:
    prefix = _address("wagtailadmin_home")
    if prefix is None:
        return False
    pages = _address("wagtail_serve", "") or ""
    if prefix != get_script_prefix() and not pages.startswith(prefix):
        return request.path.startswith(prefix)
    # Pages lie below the admin's address too, so the address tells nothing.
    module = getattr(getattr(match, "func", None), "__module__", "")
    return module.startswith("wagtail.") and module not in PUBLIC_WAGTAIL_MODULES


def _in_django_admin(request: HttpRequest, match: Any) -> bool:
    if "admin" in getattr(match, "app_names", ()):
        return True
    prefix = _address("admin:index")
    return prefix not in {None, "/"} and request.path.startswith(str(prefix))


def _address(name: str, *args: str) -> str | None:
    resolver = get_resolver(get_urlconf())
    return _known_address(resolver, get_script_prefix(), get_language(), name, args)


@lru_cache(maxsize=256)
def _known_address(
    resolver: Any, prefix: str, language: str | None, name: str, args: tuple[str, ...]
) -> str | None:
    """What :func:`reverse` says; it takes longest to find that there is no such address."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None


def _is_signed_in(request: HttpRequest) -> bool:
    try:
        return bool(request.user.is_authenticated)
    except Exception:  # noqa: BLE001 -- no user, no session or no database: anyone may be looking
        return False
