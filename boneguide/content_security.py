"""Chooses the Content-Security-Policy of a response: the readers' or the admin's."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """django-csp's middleware with a second policy for the addresses of Wagtail's admin.

    django-csp runs alike on every supported Django; Django's own middleware exists from 6.0 only.
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The parts of the policy for this response; the admin's stand in for the public ones."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None and is_admin(request):
            parts.config = settings.CONTENT_SECURITY_POLICY_ADMIN["DIRECTIVES"]
        return parts


def is_admin(request: HttpRequest) -> bool:
    """Whether the address lies under Wagtail's admin."""
    return request.path.startswith(reverse("wagtailadmin_home"))
