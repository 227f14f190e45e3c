"""Whether the words at a link deny that it is paid."""

from __future__ import annotations

import re
from functools import lru_cache

from health_content.compliance.wording import plain

_HARMLESS = re.compile(
    r"\b(?:at |for |with )?no (?:extra |additional |further |more )?(?:cost|charge)s?\b"
)
_DENIAL = re.compile(
    r"\b(?:no|not|non|never|none|nothing|nobody|neither|nor|without|cannot|zero|hardly|isn|aren|"
    r"don|doesn|un-?(?:paid|sponsored|affiliated|compensated|commercial)|nonpaid|false|formerly|"
    r"kein\w*|nicht|nie|ohne|un-?bezahlt\w*|unbezahlt\w*)\b|n['\u2019]t\b"
)


@lru_cache(maxsize=256)
def is_denial(label: str) -> bool:
    """Whether a label says that a link is not paid, or could be read so.

    "(paid link, at no extra cost)" is none. What is not understood counts as a denial: the
    standard label says all that is needed.
    """
    words = " ".join(plain(label).text.casefold().split())
    return bool(_DENIAL.search(_HARMLESS.sub("", words)))
