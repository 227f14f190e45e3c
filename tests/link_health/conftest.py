from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from health_content.library.link_health import LinkHealth
from health_content.link_health import check_links
from health_content.models import AffiliateProgram, PaidLink
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


@pytest.fixture(autouse=True)
def quick(settings):
    """Hosts are asked without a pause, and two bad looks kill a link."""
    settings.HEALTH_CONTENT = {"LINK_CHECKS": {"HOST_DELAY_SECONDS": 0, "FAILURES": 2}}


@pytest.fixture
def program(db):
    return AffiliateProgram.objects.create(
        key="shop",
        name="Shop partners",
        merchant="Shop",
        hosts={"US": ["www.shop.example"], "UK": ["shop.co.uk"]},
        channels=["web"],
    )


@pytest.fixture
def link_to(program, shops):
    def make(path="/p/1", host="www.shop.example", **more):
        path = path.replace("PORT", str(shops.server_port))
        url = path if path.startswith("http") else shops.at(host, path)
        return PaidLink.objects.create(program=program, url=url, **more)

    return make


@pytest.fixture
def check(shops):
    def run(**more):
        return check_links(fetcher=shops.fetcher(**more.pop("fetching", {})), **more)

    return run


@pytest.fixture
def later():
    """Lets every link be due again, as if days had gone by."""

    def pass_time():
        past = timezone.now() - timedelta(days=1)
        LinkHealth.objects.update(due_at=past, checked_at=past)

    return pass_time
