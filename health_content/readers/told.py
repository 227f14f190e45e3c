"""What editors are told about pieces that keep their words but need a decision."""

from __future__ import annotations

from health_content.readers import wording

CONTENTS = "A table of contents; the page makes its own from the headings."
STRAY = "This stands after the references and was not recognized. Find a place for it."

_DISCLOSURE = (
    "An affiliate disclosure typed into the article; the site shows its own before the "
    "first paid link."
)
_AMAZON = (
    "The sentence of the Amazon program typed into the article; the site shows the program's "
    "sentence itself. Remove this one."
)
_REVIEW = (
    "Says that somebody reviewed the article. Readers see a review only from a recorded one; "
    "remove this line and let the reviewer record it."
)
_DATE = "Looks like a date. The page shows its own dates; remove this line."
_AUTHOR = "Looks like a byline. Choose the author on the page and remove it."


def disclosure(text: str) -> str:
    """The remark on a typed affiliate disclosure."""
    return _AMAZON if wording.AMAZON_DISCLOSURE.search(text[:2_000]) else _DISCLOSURE


def byline(text: str) -> str:
    """The remark on a line that names a reviewer, a date or an author."""
    if wording.REVIEWED.search(text[:200]):
        return _REVIEW
    return _DATE if wording.DATED.match(text) else _AUTHOR
