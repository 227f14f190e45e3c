"""Settings for a developer's machine: debug pages, SQLite under ``var/``, mail on the console."""

from boneguide.settings.base import *  # noqa: F403
from boneguide.settings.base import env

DEBUG = True
SECRET_KEY = env.str("SECRET_KEY", default="django-insecure-for-a-developer's-machine-only")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SERVE_MEDIA = True
INTERNAL_IPS = ["127.0.0.1"]
