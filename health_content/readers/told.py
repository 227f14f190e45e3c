"""What editors are told about pieces that keep their words but need a decision."""

from __future__ import annotations

import re

from health_content.readers import wording

CONTENTS = "A table of contents; the page makes its own from the headings."
STRAY = "This stands after the references and was not recognized. Find a place for it."

_PLANNED = re.compile(r"\bnext\b|\bdue\b", re.IGNORECASE)
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
_REVIEW_DATE = (
    "Looks like the date of a review. The page shows the dates of recorded reviews; remove this "
    "line and record the review."
)
_DATE = "Looks like a date. The page shows its own dates; remove this line."
_AUTHOR = "Looks like a byline. Choose the author on the page and remove it."
_EDITORIAL = "Looks like a note of writers and editors to each other. Settle it and remove it."
_PAGE_LABEL = "Looks like a button of the page it was copied from. Remove it."
LINKED_HEADING = "This heading was a link, which a heading cannot be; put the link into the text."
LINKED_TITLE = "The title of a related article was a link. Choose the article on the page."
UNMARKED_LIST = "Short lines below each other were read as a list. Make them headings if they are."


def disclosure(text: str) -> str:
    """The remark on a typed affiliate disclosure."""
    return _AMAZON if wording.AMAZON_DISCLOSURE.search(text[:2_000]) else _DISCLOSURE


def byline(text: str) -> str:
    """The remark on a line that names a reviewer, a date or an author."""
    if wording.EDITORIAL.match(text):
        return _EDITORIAL
    if wording.PAGE_LABEL.match(text):
        return _PAGE_LABEL
    if wording.REVIEWED.search(text[:200]):
        return _REVIEW
    if wording.REVIEW_DATE.match(text):
        return _REVIEW_DATE if _PLANNED.search(text) else _DATE
    return _DATE if wording.DATED.match(text) else _AUTHOR
