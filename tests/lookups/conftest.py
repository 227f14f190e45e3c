from __future__ import annotations

import pytest

from tests.lookups.bibliographers import Bibliographers
from tests.lookups.hurried import clients_of
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


@pytest.fixture(scope="session")
def all_bibliographers():
    running = Bibliographers().start()
    yield running
    running.stop()


@pytest.fixture
def bibliographers(all_bibliographers):
    """PubMed, the converter and Crossref on this machine, without faults yet."""
    all_bibliographers.forget()
    return all_bibliographers


@pytest.fixture
def clients(bibliographers):
    """Clients that wait for nothing."""
    return clients_of(bibliographers)
