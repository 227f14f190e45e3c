"""Settings of the test suite. ``DATABASE_URL`` and ``CACHE_URL`` move it to other services."""

import atexit
import shutil
import tempfile

from boneguide.settings.base import *  # noqa: F403
from boneguide.settings.base import env, environment

SECRET_KEY = "django-insecure-for-tests-only"  # noqa: S105 - opens nothing
ALLOWED_HOSTS = ["*"]
DATABASES = {"default": environment.database(default="sqlite://:memory:")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = env.str("MEDIA_ROOT", default="")
if not MEDIA_ROOT:
    MEDIA_ROOT = tempfile.mkdtemp(prefix="boneguide-test-media-")
    atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
