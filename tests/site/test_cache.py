"""The cache that ``CACHE_URL`` names."""

import os
import socket
import uuid
from urllib.parse import urlparse

import pytest
from django.core.cache import caches

from boneguide.settings import environment

REDIS = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")


def redis_answers() -> bool:
    """Whether something listens where Redis is expected."""
    address = urlparse(REDIS)
    try:
        with socket.create_connection((address.hostname, address.port or 6379), timeout=1):
            return True
    except OSError:
        return False


@pytest.mark.skipif(
    not redis_answers(), reason=f"No Redis answers at {REDIS}; start one, or name it in REDIS_URL."
)
def test_what_one_process_stores_in_redis_another_finds(monkeypatch, settings):
    monkeypatch.setenv("CACHE_URL", REDIS)
    config = environment.cache()
    assert config["BACKEND"] == "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": config, "another": dict(config)}
    key = f"test-{uuid.uuid4()}"
    try:
        caches["default"].set(key, {"unit": "mg"}, timeout=30)
        assert caches["another"].get(key) == {"unit": "mg"}
    finally:
        caches["default"].delete(key)
        caches.close_all()


def test_the_default_cache_keeps_what_it_is_given():
    key = f"test-{uuid.uuid4()}"
    caches["default"].set(key, "kept", timeout=30)
    assert caches["default"].get(key) == "kept"
    caches["default"].delete(key)
