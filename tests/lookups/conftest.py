from __future__ import annotations

import pytest

from tests.lookups.merchants import Shops


@pytest.fixture(scope="session")
def all_shops():
    running = Shops()
    yield running
    running.stop()


@pytest.fixture
def shops(all_shops):
    all_shops.forget()
    return all_shops
