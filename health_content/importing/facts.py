"""What a source says about itself: who wrote it, when, and what about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from health_content.library.people import Person
from health_content.library.topics import Topic
from health_content.manuscript import Manuscript
from health_content.readers import Remark, RemarkKind

_FIELDS = {Topic.Kind.TOPIC.value: "topics", Topic.Kind.NUTRIENT.value: "nutrients"}


def tell_page(page: Any, manuscript: Manuscript) -> list[Remark]:
    """Set a page's author, date and topics from its source, and say what could not be set.

    Only what the library knows is set: a person of exactly that name, topics of that name
    or slug. What the page has already stays.
    """
    return [
        *_author(page, " ".join(manuscript.author.split())),
        *_first_published(page, manuscript.first_published.strip()),
        *_topics(page, [name for name in manuscript.topics if name.strip()]),
    ]


def _author(page: Any, name: str) -> Iterator[Remark]:
    if not name or getattr(page, "author_id", None):
        return
    people = list(Person.objects.filter(name=name)[:2])
    if len(people) == 1 and _has(page, "author"):
        page.author = people[0]
        return
    reason = "Several people have this name" if people else "Nobody in the library has this name"
    yield Remark(
        RemarkKind.UNPLACED,
        f"The source names an author: “{name}”. {reason}; choose the author yourself.",
        text=name,
    )


def _first_published(page: Any, text: str) -> Iterator[Remark]:
    if not text or getattr(page, "first_published", None):
        return
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        day = None
    if day and day <= timezone.localdate() and _has(page, "first_published"):
        page.first_published = day
        return
    yield Remark(
        RemarkKind.UNPLACED,
        f"The source gives a date of publication that could not be set: “{text}”.",
        text=text,
    )


def _topics(page: Any, names: list[str]) -> Iterator[Remark]:
    if not names:
        return
    found: dict[str, list[Topic]] = {}
    missing = []
    for name in names:
        words = " ".join(name.split())
        rows = Topic.objects.filter(Q(name__iexact=words) | Q(slug=slugify(words) or words))
        if topics := list(rows):
            for topic in topics:
                found.setdefault(_FIELDS[topic.kind], []).append(topic)
        else:
            missing.append(words)
    for field, topics in found.items():
        if not _has(page, field):
            missing += [str(topic) for topic in topics]
        elif not getattr(page, field).exists():
            setattr(page, field, list(dict.fromkeys(topics)))
    if missing:
        listed = ", ".join(f"“{name}”" for name in missing)
        yield Remark(
            RemarkKind.UNPLACED,
            f"The source is filed under topics that the library lacks: {listed}. Add those "
            "that readers need, and choose them.",
            text=", ".join(missing),
        )


def _has(page: Any, field: str) -> bool:
    try:
        page._meta.get_field(field)
    except FieldDoesNotExist:
        return False
    return True
