"""Writing records. They are append-only; reading them is the pages' business."""

from health_content.recording.reviews import (
    OWN_WORK,
    StaleReview,
    is_own_work,
    record_import,
    record_publication,
    record_review,
    worked_on,
)

__all__ = [
    "OWN_WORK",
    "StaleReview",
    "is_own_work",
    "record_import",
    "record_publication",
    "record_review",
    "worked_on",
]
