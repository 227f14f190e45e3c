"""Nothing is reached that is not on the public Internet."""

from __future__ import annotations

import ipaddress

import pytest

from health_content.lookups.guard import Refused, is_public, reachable
from health_content.lookups.links import Verdict, probe
from tests.lookups.merchants import free_port

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.8.9.1 168.63.129.16
169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1
198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 64:ff9b::a00:1 64:ff9b::808:808
64:ff9b:1::a00:1 100::1 2001::1 2001:0:808:808::1 2001:10::1 2001:db8::1 2002:7f00:1::
2002:a00:1::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1
"""
PUBLIC = (
    "8.8.8.8 1.1.1.1 93.184.216.34 172.15.0.1 172.32.0.1 100.128.0.1 2606:4700::1111 2a00:1450::1"
)


def test_no_special_address_passes_and_every_public_one_does():
    passed = [text for text in PRIVATE.split() if is_public(ipaddress.ip_address(text))]
    stopped = [text for text in PUBLIC.split() if not is_public(ipaddress.ip_address(text))]

    assert (passed, stopped) == ([], [])


def test_only_the_public_addresses_of_a_name_are_reached():
    assert reachable(["10.0.0.1", "8.8.8.8", "fe80::1%eth0"]) == ["8.8.8.8"]
    with pytest.raises(Refused, match=r"10\.0\.0\.1"):
        reachable(["10.0.0.1", "localhost"])


def test_what_a_name_leads_to_is_asked_once_and_that_very_address_is_connected_to(shops):
    told = iter([["127.0.0.1"], ["127.0.0.99"]])
    fetcher = shops.fetcher(resolve=lambda host, port: next(told))

    look = probe(shops.at("shop.example", "/product"), {"shop.example"}, fetcher)

    # A second question would have led to another machine.
    assert look.verdict == Verdict.WORKS
    assert next(told) == ["127.0.0.99"]


def test_each_redirect_is_looked_at_again(shops):
    inside = {"inside.example": ["127.0.0.2"], "shop.example": ["127.0.0.1"]}
    only_shop = (ipaddress.ip_network("127.0.0.1/32"),)
    fetcher = shops.fetcher(resolve=lambda host, port: inside[host], allow=only_shop)
    look = probe(
        shops.at("shop.example", f"/to/302?url={shops.at('inside.example')}"),
        {"shop.example"},
        fetcher,
    )
    assert look.verdict == Verdict.REFUSED
    assert not any("inside.example" in address for address in shops.asked)


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost/",
        "file:///etc/passwd",
        "gopher://shop.example/",
        "http://user:secret@shop.example/",
        "http://shop.example:99999/",
    ],
)
def test_no_redirect_leads_to_what_is_no_site(shops, target):
    look = probe(
        shops.at("shop.example", f"/to/302?url={target}"), {"shop.example"}, shops.fetcher()
    )

    assert look.verdict == Verdict.REFUSED
    assert sum(shops.asked.values()) == 1


def test_ports_that_no_shop_uses_are_not_asked(shops):
    fetcher = shops.fetcher(ports=frozenset({80, 443}))

    look = probe(shops.at("shop.example"), {"shop.example"}, fetcher)

    assert (look.verdict, sum(shops.asked.values())) == (Verdict.REFUSED, 0)


def test_without_an_allowance_this_machine_is_not_reached(shops):
    look = probe(shops.at("shop.example"), {"shop.example"}, shops.fetcher(allow=()))

    assert (look.verdict, sum(shops.asked.values())) == (Verdict.REFUSED, 0)


def test_no_proxy_is_asked_whatever_the_environment_says(shops, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")

    look = probe(shops.at("shop.example"), {"shop.example"}, shops.fetcher())

    assert look.verdict == Verdict.WORKS
