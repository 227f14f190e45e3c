"""What people are told by e-mail."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url

logger = logging.getLogger("health_content.publishing")


def tell_of_refusal(page: Any, people: Iterable[Any], messages: Iterable[str]) -> None:
    """Tell people that their page was due and did not go live. Never raises.

    Each is told once; those without an address or account are left out.
    """
    addresses = {
        person.email
        for person in people
        if person is not None and person.is_active and person.email
    }
    if not addresses:
        return
    lines = [
        gettext("“%(title)s” was due to be published and was refused.")
        % {"title": page.get_admin_display_title()},
        *[f"- {message}" for message in messages],
        gettext("It is a draft now, and off the schedule. Mend it and publish it here:"),
        _address(page),
    ]
    subject = gettext("Not published: “%(title)s”") % {"title": page.get_admin_display_title()}
    for address in sorted(addresses):
        try:
            send_mail(" ".join(subject.split()), "\n\n".join(lines), [address])
        except Exception:
            logger.exception("Nobody was told that page %s was not published.", page.pk)


def _address(page: Any) -> str:
    try:
        path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    except NoReverseMatch:
        return ""
    return f"{get_admin_base_url() or ''}{path}"
