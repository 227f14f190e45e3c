"""The environment variables the site reads, turned into Django's shapes.

Everything that differs between machines comes through here; README, "Settings by environment",
lists the variables. A value that cannot be read stops the start with the variable's name.
"""

from pathlib import Path
from typing import Any

import django
import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

# WAL lets readers go on while one writer writes; NORMAL is safe with it. A write transaction takes
# its lock at once (IMMEDIATE), so that it waits for its turn instead of failing half-way.
SQLITE_OPTIONS = {
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=NORMAL;"
        "PRAGMA busy_timeout=20000;"
        "PRAGMA foreign_keys=ON;"
    ),
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}
DATABASES_SUPPORTED = {"django.db.backends.sqlite3", "django.db.backends.postgresql"}

env = environ.Env()


def database(default: str) -> dict[str, Any]:
    """Django's description of the database named by ``DATABASE_URL``.

    ``default`` is used when the variable is not set. ``sqlite:///relative.db`` is relative to the
    working directory, ``sqlite:////absolute.db`` is absolute, ``sqlite://:memory:`` is in memory.
    """
    config = env.db_url("DATABASE_URL", default=default)
    if config.get("ENGINE") not in DATABASES_SUPPORTED:
        scheme = env.str("DATABASE_URL", default=default).partition(":")[0]
        raise ImproperlyConfigured(
            f"DATABASE_URL starts with “{scheme}:”. Use sqlite:////path/to/site.db or "
            "postgres://user:password@host:5432/name."
        )
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {**SQLITE_OPTIONS, **config.get("OPTIONS", {})}
        name = config["NAME"]
        if name != ":memory:":
            Path(name).absolute().parent.mkdir(parents=True, exist_ok=True)
    else:
        config.setdefault("CONN_MAX_AGE", env.int("CONN_MAX_AGE", default=60))
        config.setdefault("CONN_HEALTH_CHECKS", True)
    return config


MAILER_OPTIONS = {
    "EMAIL_HOST": "host",
    "EMAIL_PORT": "port",
    "EMAIL_HOST_USER": "username",
    "EMAIL_HOST_PASSWORD": "password",
    "EMAIL_USE_TLS": "use_tls",
    "EMAIL_USE_SSL": "use_ssl",
    "EMAIL_FILE_PATH": "file_path",
}


def cache() -> dict[str, Any]:
    """Django's description of the cache named by ``CACHE_URL``; this process's memory if unset."""
    try:
        config = env.cache_url("CACHE_URL", default="locmemcache://boneguide")
    except ImproperlyConfigured as error:
        raise ImproperlyConfigured(
            f"CACHE_URL cannot be read ({error}). Use redis://host:6379/0, or leave it unset to "
            "cache in this process's memory."
        ) from error
    config.setdefault("KEY_PREFIX", "boneguide")
    return config


def email() -> dict[str, Any]:
    """The settings that ``EMAIL_URL`` stands for; mail is printed to the console if unset.

    ``MAILERS`` from Django 6.1 on, which replaces the ``EMAIL_*`` settings of older ones.
    """
    try:
        config = env.email_url("EMAIL_URL", default="consolemail://")
    except ImproperlyConfigured as error:
        raise ImproperlyConfigured(
            f"EMAIL_URL cannot be read ({error}). Use smtp+tls://user:password@host:587, or leave "
            "it unset to print mail to the console."
        ) from error
    config.pop("OPTIONS", None)
    given = {name: value for name, value in config.items() if value not in (None, "")}
    if django.VERSION < (6, 1):
        return given
    options = {option: given[name] for name, option in MAILER_OPTIONS.items() if given.get(name)}
    mailer = {"BACKEND": given["EMAIL_BACKEND"]} | ({"OPTIONS": options} if options else {})
    return {"MAILERS": {"default": mailer}}


def references() -> dict[str, Any]:
    """How sources are looked up: ``HEALTH_CONTENT["REFERENCES"]``, as the environment says.

    ``REFERENCES_MIRROR`` is the address of a server that has PubMed, the converter of PubMed
    Central and Crossref below it, under ``pubmed/``, ``idconv/`` and ``crossref/``.
    """
    given: dict[str, Any] = {
        "LOOK_UP": env.bool("REFERENCES_LOOK_UP", default=True),
        "CONTACT": env.str("REFERENCES_CONTACT", default=""),
        "NCBI_API_KEY": env.str("NCBI_API_KEY", default=""),
        "ALLOW": env.list("REFERENCES_ALLOW", default=[]),
    }
    if mirror := env.str("REFERENCES_MIRROR", default="").rstrip("/"):
        given |= {
            "PUBMED_URL": f"{mirror}/pubmed/",
            "IDCONV_URL": f"{mirror}/idconv/",
            "CROSSREF_URL": f"{mirror}/crossref/",
        }
    return given
