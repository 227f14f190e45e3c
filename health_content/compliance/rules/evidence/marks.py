"""What publishers and PubMed set at the title of a paper that was taken back."""

from __future__ import annotations

import re

# A mark stands before the title or in brackets: "scapular retraction: effects on posture" is none.
_BEFORE_TITLE = r"(?:^|[.?!:;)\]0-9]\s{1,3}|[\[(\"\u201c]\s?)"
RETRACTED = re.compile(
    _BEFORE_TITLE + r"(?:(?:retracted|withdrawn)(?:\s(?:article|paper|chapter))?\s?[:\])]|"
    r"(?:retracted|withdrawn)\sarticle\b|retraction(?:\s(?:note|notice)\b|(?:\s(?:to|in))?\s?:))|"
    r"(?-i:\bRETRACT(?:ED|ION)\b(?=[^:]{0,12}:))",
    re.IGNORECASE,
)
QUESTIONED = re.compile(_BEFORE_TITLE + r"expression\sof\sconcern\b", re.IGNORECASE)
