"""System checks: what is wrong with a site's configuration, never with its content.

``health_content.E001``  DisclaimerMiddleware is not in ``MIDDLEWARE``.
``health_content.E002``  Something that compresses or rewrites HTML stands inside it.
``health_content.E003``  The ``HEALTH_CONTENT`` setting is not understood.
``health_content.E004``  A page type has no HealthPageMixin, and ``STRICT`` is set.
``health_content.W004``  A page type has no HealthPageMixin.
``health_content.E005``  The app stands below one of Wagtail's in ``INSTALLED_APPS``.
``health_content.W006``  Something that may answer with a page stands outside the middleware.
``health_content.E007``  ``HEALTH_CONTENT["COMPLIANCE"]`` makes no policy.
``health_content.E008``  ComplianceErrorMiddleware is not in ``MIDDLEWARE``.
``health_content.W008``  Something inside it hears of refusals first.
``health_content.W009``  Merchants are told nothing of where a reader comes from.
"""

from __future__ import annotations

import re
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.checks import Warning as Caution
from django.utils.module_loading import import_string
from wagtail.models import Page, get_page_models

from health_content import assessment, conf
from health_content.pages.mixin import HealthPageMixin

MIDDLEWARE = "health_content.middleware.DisclaimerMiddleware"
_MIDDLEWARE_PATHS = (MIDDLEWARE, "health_content.middleware.disclaimers.DisclaimerMiddleware")
REFUSALS = "health_content.middleware.ComplianceErrorMiddleware"
_REFUSAL_PATHS = (
    REFUSALS,
    "health_content.middleware.compliance_errors.ComplianceErrorMiddleware",
)
SECURITY = "django.middleware.security.SecurityMiddleware"
_TELLS_NOTHING = frozenset({"no-referrer", "same-origin"})
_REWRITES_BODIES = re.compile(
    r"gzip|brotli|zstd|deflate|compress|minif|htmlmin|spaceless|whitespace", re.IGNORECASE
)
_ONLY_HEADERS = frozenset(
    {
        "corsheaders.middleware.CorsMiddleware",
        "csp.middleware.CSPMiddleware",
        "django.middleware.cache.UpdateCacheMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "django.middleware.csp.ContentSecurityPolicyMiddleware",
        "django.middleware.http.ConditionalGetMiddleware",
        "django_permissions_policy.PermissionsPolicyMiddleware",
    }
)
"""Middleware that answers with no page of its own. Django's SecurityMiddleware is none of them:
its redirect to https reads the host, and a foreign host is answered with a page of error 400."""

FREEZES_API = (
    "wagtail.images",
    "wagtail.documents",
    "wagtail.snippets",
    "wagtail.contrib.redirects",
    "wagtail.locales",
)
"""Apps whose start-up freezes the schemas of Wagtail's API."""


@register("health_content")
def check_middleware(**kwargs: Any) -> list[CheckMessage]:
    """E001, E002, W006: the middleware is there, sees plain bytes, and sees every page."""
    installed = list(settings.MIDDLEWARE)
    place = next((at for at, path in enumerate(installed) if path in _MIDDLEWARE_PATHS), None)
    if place is None:
        return [
            Error(
                "DisclaimerMiddleware is not in MIDDLEWARE, so nothing checks that responses "
                "show their disclaimers.",
                hint=f"Add {MIDDLEWARE!r} to MIDDLEWARE, as far up as possible, and below "
                "middleware that compresses.",
                id="health_content.E001",
            )
        ]
    outside = [
        path
        for path in installed[:place]
        if path not in _ONLY_HEADERS and not _REWRITES_BODIES.search(path)
    ]
    found: list[CheckMessage] = [
        Error(
            f"{path} stands below DisclaimerMiddleware in MIDDLEWARE, so disclaimers are "
            "looked for in bytes it has rewritten.",
            hint=f"Move {path!r} above {installed[place]!r}.",
            id="health_content.E002",
        )
        for path in installed[place + 1 :]
        if _REWRITES_BODIES.search(path)
    ]
    if outside:
        stands, answers = (
            ("stands", "it answers") if len(outside) == 1 else ("stand", "they answer")
        )
        found.append(
            Caution(
                f"{', '.join(outside)} {stands} above DisclaimerMiddleware in MIDDLEWARE, so a "
                f"page {answers} with carries no disclaimers.",
                hint=f"Move {installed[place]!r} above {'it' if len(outside) == 1 else 'them'}; "
                "only what compresses may stand outside.",
                id="health_content.W006",
            )
        )
    return found


@register("health_content")
def check_refusals(**kwargs: Any) -> list[CheckMessage]:
    """E008, W008: the middleware that answers for a refusal is there, and hears of it first."""
    installed = list(settings.MIDDLEWARE)
    place = next((at for at, path in enumerate(installed) if path in _REFUSAL_PATHS), None)
    if place is None:
        return [
            Error(
                "ComplianceErrorMiddleware is not in MIDDLEWARE, so a page that may not go live "
                "is an error 500 where no form can say why: in workflows, copies and bulk "
                "publishing.",
                hint=f"Add {REFUSALS!r} to MIDDLEWARE, at its end.",
                id="health_content.E008",
            )
        ]
    return [
        Caution(
            f"{path} stands below ComplianceErrorMiddleware in MIDDLEWARE and hears of errors "
            "first, so it may answer for a page that may not go live.",
            hint=f"Move {installed[place]!r} below {path!r}.",
            id="health_content.W008",
        )
        for path in installed[place + 1 :]
        if _hears_of_errors(path)
    ]


def _hears_of_errors(path: str) -> bool:
    try:
        return hasattr(import_string(path), "process_exception")
    except ImportError:
        # Django itself says so when the site starts.
        return False


@register("health_content")
def check_referrer(**kwargs: Any) -> list[CheckMessage]:
    """W009: a shop learns from which site a reader came, which some programs ask for.

    Of several policies browsers take the last one that they know. Without Django's
    SecurityMiddleware nothing is sent, and browsers do by themselves what is asked for here.
    """
    given = settings.SECURE_REFERRER_POLICY
    listed = given.split(",") if isinstance(given, str) else list(given or ())
    policy = next((name.strip() for name in reversed(listed) if name.strip()), "")
    if policy not in _TELLS_NOTHING or SECURITY not in settings.MIDDLEWARE:
        return []
    return [
        Caution(
            f"SECURE_REFERRER_POLICY is {policy!r}, so merchants are not told from which site a "
            "reader comes. Some affiliate programs forbid that, and do not pay.",
            hint='Set SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin".',
            id="health_content.W009",
        )
    ]


@register("health_content")
def check_setting(**kwargs: Any) -> list[CheckMessage]:
    """E003: every key of ``HEALTH_CONTENT`` is known and of the right type."""
    return [
        Error(
            problem,
            hint="Correct HEALTH_CONTENT in the settings; health_content.conf documents it.",
            id="health_content.E003",
        )
        for problem in conf.problems()
    ]


@register("health_content")
def check_policy(**kwargs: Any) -> list[CheckMessage]:
    """E007: the policy names markets, rules and thresholds that exist, and lowers no rule
    that only rises.

    Only of a setting of the right type, which E003 is about.
    """
    if conf.problems():
        return []
    return [
        Error(
            problem,
            hint='Correct HEALTH_CONTENT["COMPLIANCE"] in the settings; health_content.conf '
            "documents it.",
            id="health_content.E007",
        )
        for problem in assessment.policy_problems()
    ]


@register("health_content")
def check_page_types(**kwargs: Any) -> list[CheckMessage]:
    """E004 and W004: every page type the site serves can be assessed."""
    strict = conf.is_strict()
    kind = Error if strict else Caution
    return [
        kind(
            f"{model._meta.label} is a page type without HealthPageMixin: it carries the "
            "disclaimers, but its content is not assessed.",
            hint="Let it inherit from health_content.pages.HealthPageMixin, before Page.",
            obj=model,
            id="health_content.E004" if strict else "health_content.W004",
        )
        for model in get_page_models()
        if model is not Page
        and model._meta.label != conf.PAGE_MODEL
        and not issubclass(model, HealthPageMixin)
    ]


@register("health_content")
def check_app_order(**kwargs: Any) -> list[CheckMessage]:
    """E005: the app starts before those of Wagtail that freeze the API's schemas."""
    names = [config.name for config in apps.get_app_configs()]
    if "health_content" not in names:
        return []
    above = [name for name in names[: names.index("health_content")] if name in FREEZES_API]
    if not above:
        return []
    return [
        Error(
            f"health_content stands below {', '.join(above)} in INSTALLED_APPS, whose start-up "
            "fixes the API's schemas before this app can add its own.",
            hint="Move 'health_content' above every app of Wagtail in INSTALLED_APPS.",
            id="health_content.E005",
        )
    ]
