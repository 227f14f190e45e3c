"""A person looked at a link and says that it is all right as it is."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from health_content.library.link_health import LinkHealth, LinkState
from health_content.library.pseudonyms import Pseudonym
from health_content.link_health.storing import change

_NOTHING_TO_ACCEPT = frozenset({LinkState.UNCHECKED, LinkState.OK, LinkState.ACCEPTED})


class NotAcceptable(ValidationError):
    """Nobody can accept that, and why."""


def why_not_accept(health: LinkHealth) -> str:
    """Why what was found cannot be accepted; empty where it can."""
    if health.state == LinkState.UNSAFE:
        return _("Nobody can accept a link that leads where readers must not be sent.")
    if health.state in _NOTHING_TO_ACCEPT or health.address != health.link.url:
        return _("Nothing is wrong that could be accepted.")
    return ""


def accept(health: LinkHealth, *, reason: str, user: Any) -> LinkHealth:
    """Let readers get a link as it was found, until something else is found.

    Raises :class:`NotAcceptable` where there is no reason or nothing that may be accepted.
    """
    reason = reason.strip()
    if not reason:
        raise NotAcceptable({"reason": _("Say why the link is all right as it is.")})
    if why := why_not_accept(health):
        raise NotAcceptable(why)

    def accepted(row: LinkHealth) -> None:
        if why := why_not_accept(row):
            raise NotAcceptable(why)
        row.accepted_state = row.state
        row.accepted_by = Pseudonym.of(user)
        row.accepted_why = reason[:250]
        row.state = LinkState.ACCEPTED
        row.since = timezone.now()

    changed = change(health.link_id, health.address, accepted, user)
    if changed is None:
        raise NotAcceptable(_("The link has another address by now. Check it again."))
    return changed
