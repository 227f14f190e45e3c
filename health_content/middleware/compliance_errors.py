"""Refusals that no form caught, as messages in the admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin import messages

from health_content.middleware.admin_screens import is_admin_screen
from health_content.publishing.doors import answering
from health_content.publishing.errors import ComplianceError
from health_content.recording.refusals import write_waiting


class ComplianceErrorMiddleware:
    """Turns a refusal in the admin into a message on the page one came from.

    Stands last in ``MIDDLEWARE``. Bulk publishing, workflows and copying have no form that
    could say it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            with answering(request):
                return self.get_response(request)
        finally:
            write_waiting()

    def process_exception(self, request: HttpRequest, exception: Exception) -> Any:
        """Answer for the view; other errors and other sites are none of its business."""
        if not isinstance(exception, ComplianceError) or not _is_in_admin(request):
            return None
        for message in exception.named_messages:
            messages.error(request, message)
        back = _back_from(request)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # What Wagtail's modal workflow understands.
            return JsonResponse({"step": "success", "redirect": back})
        return redirect(back)


def _is_in_admin(request: HttpRequest) -> bool:
    if is_admin_screen(request):
        return True
    # Where the admin lies at "/", no address tells which views of ours belong to it.
    view = getattr(getattr(request, "resolver_match", None), "func", None)
    return getattr(view, "__module__", "").startswith("health_content.admin.")


def _back_from(request: HttpRequest) -> str:
    came_from = request.headers.get("referer", "")
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(came_from, hosts, require_https=request.is_secure()):
        return came_from
    return reverse("wagtailadmin_home")
