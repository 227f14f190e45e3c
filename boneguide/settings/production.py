"""Settings of a public server. Refuses to start until the environment says what must be said."""

from django.core.exceptions import ImproperlyConfigured

from boneguide.settings.base import *  # noqa: F403
from boneguide.settings.base import ALLOWED_HOSTS, SECRET_KEY, STORAGES, env

REQUIRED = {
    "SECRET_KEY": (
        "50 or more random characters, for example the output of: "
        "python -c 'import secrets; print(secrets.token_urlsafe(50))'"
    ),
    "ALLOWED_HOSTS": "the host names the site answers to, separated by commas",
    "WAGTAILADMIN_BASE_URL": "the site's address with https:// and without a path",
    "EMAIL_URL": "smtp+tls://user:password@host:587",
    "DATABASE_URL": "postgres://user:password@host:5432/name, or sqlite:////absolute/path.db",
}


def faults() -> list[str]:
    """What the environment lacks or says wrongly, one sentence each, with what to set."""
    found = [
        f"{name} is not set. Set it to {what}."
        for name, what in REQUIRED.items()
        if not env.str(name, default="").strip()
    ]
    if SECRET_KEY and (len(SECRET_KEY) < 50 or SECRET_KEY.startswith("django-insecure-")):
        found.append(f"SECRET_KEY is too weak. Set it to {REQUIRED['SECRET_KEY']}.")
    if "*" in ALLOWED_HOSTS:
        found.append(f"ALLOWED_HOSTS is “*”. Set it to {REQUIRED['ALLOWED_HOSTS']}.")
    address = env.str("WAGTAILADMIN_BASE_URL", default="")
    if address and not address.startswith("https://"):
        found.append(
            f"WAGTAILADMIN_BASE_URL is “{address}”. Set it to {REQUIRED['WAGTAILADMIN_BASE_URL']}."
        )
    return found


if sentences := faults():
    raise ImproperlyConfigured("The site cannot start:\n" + "\n".join(f"- {s}" for s in sentences))

DEBUG = False
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
if env.bool("BEHIND_PROXY", default=False):
    # Only true of a proxy that sets this header itself and drops what the visitor sent.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
