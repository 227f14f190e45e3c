"""Settings of the test suite. ``DATABASE_URL`` and ``CACHE_URL`` move it to other services."""

import tempfile
from pathlib import Path

from boneguide.settings.base import *  # noqa: F403
from boneguide.settings.base import environment

SECRET_KEY = "django-insecure-for-tests-only"  # noqa: S105 - opens nothing
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": environment.database(default="sqlite://:memory:")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(tempfile.gettempdir()) / "boneguide-test-media"
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
