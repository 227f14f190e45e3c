"""Entries of the library, judged with the live pages that show them."""

from health_content.publishing.library.admission import (
    admit_entry,
    note_entry,
    require_entry,
)
from health_content.publishing.library.choice import suspending_pages
from health_content.publishing.library.memory import judging_once
from health_content.publishing.library.own_words import found_in_words
from health_content.publishing.library.refusal import EntryRefused, RefusedPage
from health_content.publishing.library.removal import note_removal, prepare_removal

__all__ = [
    "EntryRefused",
    "RefusedPage",
    "admit_entry",
    "found_in_words",
    "judging_once",
    "note_entry",
    "note_removal",
    "prepare_removal",
    "require_entry",
    "suspending_pages",
]
