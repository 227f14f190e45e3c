"""Names of organizations, which stand where authors do."""

from __future__ import annotations

import re

_WORDS = re.compile(
    r"\b(?:Institut(?:e|es|et|ute)?|National|Organi[sz]ations?|Association|Society|Foundation|"
    r"Centers?|Centres?|Agency|Departments?|Ministry|Committees?|Council|University|Office|Board|"
    r"Administration|Clinic|College|Academy|Academies|Panel|Authority|Federation|Collaboration|"
    r"Consortium|Services?|Research|Group|Hospital|Commission|Bureau|Alliance|Network|Program(?:me)?|"
    r"Union|Task\sForce|Laborator(?:y|ies)|Trust|Investigators?|Team|Initiative|Company|"
    r"School|Faculty|Publishing|Library|Registry|Inc|Ltd|GmbH|Gesellschaft|Bundesinstitut|Bundesamt)\b"
)
_SMALL = frozenset("of for and the on in de du des der f\u00fcr und y e & et at to with".split())


def is_organization(text: str) -> bool:
    """Whether a first sentence is the name of an organization rather than a title."""
    words = text.replace(",", " ").split()
    if not words or len(words) > 14:
        return False
    if len(words) == 1:
        return sum(sign.isupper() for sign in text) >= 2 and text.isalnum()
    if all(sum(sign.isupper() for sign in word) >= 2 for word in words):
        return len(words) < 4
    if not _WORDS.search(text):
        return False
    return ":" not in text and all(
        not word[0].islower() or word.casefold() in _SMALL for word in words
    )


def has_word_of_organizations(text: str) -> bool:
    """Whether one of its words is one that names of organizations are made with."""
    return bool(_WORDS.search(text))
