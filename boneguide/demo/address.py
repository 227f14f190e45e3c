"""Where the demonstration's site is served, for the addresses that its pages give of themselves."""

import ipaddress

from wagtail.models import Site

from boneguide.demo.pages import SITE_NAME

EVERYWHERE = {"", "0", "0.0.0.0", "::", "::1"}  # noqa: S104 - compared with, never listened on


def address_site(served_on: str, port: int) -> None:
    """Give the demonstration's site the host name and port it is served on from now.

    Canonical and Open Graph addresses are made of them. A site with another name, or with
    an address beyond this computer, is somebody's own and keeps its address.
    """
    site = Site.objects.filter(is_default_site=True, site_name=SITE_NAME).first()
    host = "localhost" if served_on in EVERYWHERE else served_on
    if site is None or not _is_this_computer(site.hostname):
        return
    if Site.objects.exclude(pk=site.pk).filter(hostname=host, port=port).exists():
        return
    site.hostname, site.port = host, port
    site.save()


def _is_this_computer(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
