"""What the records of audits say about a page."""

from __future__ import annotations

from django.db.models import Q

from health_content.library.ledger import Event

BASELINE = "baseline"
"""What the record of a page that was taken over as it was has in its payload."""

FOUND = "found"
"""What the record of a page that no door admitted has: how it stood."""

TAKEN_OVER = Q(event=Event.AUDIT, payload__has_key=BASELINE)
# Asked for by the key it has: a comparison with a key that is missing is neither true nor false.
FOUND_PAST_DOORS = Q(event=Event.AUDIT, payload__has_key=FOUND) & ~Q(payload__has_key=BASELINE)
