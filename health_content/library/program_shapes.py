"""The shapes in which a program's rules are stored, and what is wrong with others."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext

from health_content.compliance.label_words import is_denial
from health_content.edition import Channel
from health_content.library.patterns import pattern_problem


def texts_in(stored: object) -> list[str]:
    """The texts of a stored list, as far as it is one."""
    texts = stored if isinstance(stored, list) else []
    return [text.strip() for text in texts if isinstance(text, str) and text.strip()]


REL = re.compile("sponsored|nofollow|noopener|ugc|external")


def is_sentence(value: object) -> bool:
    """Whether a stored identification is a sentence."""
    return (
        isinstance(value, dict)
        and all(isinstance(part, str) for part in value.values())
        and bool(value.get("text", "").strip())
    )


def _identification_problem(value: object) -> str:
    if isinstance(value, list) and all(is_sentence(sentence) for sentence in value):
        return ""
    return gettext(
        "Write a list of sentences: "
        "[{“market”: “US”, “language”: “en-US”, “text”: “…”}], with straight quotes."
    )


def _rel_problem(value: object) -> str:
    if isinstance(value, list) and all(isinstance(v, str) and REL.fullmatch(v) for v in value):
        return ""
    return gettext(
        "Write a list of these, with straight quotes: sponsored, nofollow, noopener, ugc."
    )


def _texts_problem(value: object) -> str:
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return ""
    return gettext("Write a list of texts: [“one”, “two”], with straight quotes.")


def _hosts_problem(value: object) -> str:
    if isinstance(value, dict) and not any(_texts_problem(hosts) for hosts in value.values()):
        return ""
    return gettext("Write the hosts by market: {“US”: [“www.example.com”]}, with straight quotes.")


def _tags_problem(value: object) -> str:
    if isinstance(value, dict) and all(isinstance(tag, str) for tag in value.values()):
        return ""
    return gettext("Write our tag by market: {“US”: “example-20”}, with straight quotes.")


def _channels_problem(value: object) -> str:
    known = [channel.value for channel in Channel]
    if isinstance(value, list) and all(channel in known for channel in value):
        return ""
    return gettext("Write a list of channels: %(known)s.") % {"known": ", ".join(known)}


def _patterns_problem(value: object) -> str:
    if problem := _texts_problem(value):
        return problem
    patterns: Any = value
    told = ((line, pattern_problem(text)) for line, text in enumerate(patterns, 1) if text)
    return " ".join(
        gettext("Line %(line)d: %(problem)s") % {"line": line, "problem": problem}
        for line, problem in told
        if problem
    )


def _link_label_problem(value: object) -> str:
    if not is_denial(str(value)):
        return ""
    return gettext("The label must not deny that the link is paid, with words such as “not”.")


SHAPES: dict[str, Callable[[object], str]] = {
    "channels": _channels_problem,
    "countries": _texts_problem,
    "hosts": _hosts_problem,
    "identification": _identification_problem,
    "link_label": _link_label_problem,
    "product_patterns": _patterns_problem,
    "rel": _rel_problem,
    "shorteners": _texts_problem,
    "tags": _tags_problem,
}
"""What is wrong with the link label or a field that holds JSON, by its name. All is well where
that is empty."""
