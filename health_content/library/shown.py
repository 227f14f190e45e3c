"""What entries of the library have in common that pages show."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, ClassVar

from django.db import models, router, transaction


class ShownEntry(models.Model):
    """An entry whose words, links or facts stand on pages that name it.

    Saving one is one transaction with whatever its receivers do, so that an entry is judged and
    saved in one piece. A site's own snippets may extend it, and are judged like ours.
    """

    shown_fields: ClassVar[tuple[str, ...]] = ()
    """The fields that make a difference to readers. Others may change without anybody looking."""

    worded_fields: ClassVar[tuple[str, ...]] = ()
    """Those of them that hold words."""

    apart_fields: ClassVar[tuple[str, ...]] = ()
    """Those words that stand on pages apart from what is judged with the page: they are judged
    by themselves."""

    is_on_every_page: ClassVar[bool] = False
    """Whether it stands on all pages of a site, without being named by any."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        alias = kwargs.get("using") or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=alias):
            super().save(*args, **kwargs)

    @property
    def is_shown(self) -> bool:
        """Whether readers may meet it at all. A draft is shown nowhere."""
        return True

    def own_words(self) -> Iterator[tuple[str, str]]:
        """Its words, each with the name of the field they stand in."""
        for name in self.worded_fields:
            for text in _texts(getattr(self, name)):
                yield name, text

    def addresses(self) -> set[str]:
        """Addresses, or beginnings of them, by which pages may name it without choosing it."""
        return set()

    def shown_with(self) -> Iterator[tuple[type[models.Model], Collection[Any]]]:
        """Other entries that bring this one along to the pages which name them, with their keys.

        Asked of entries that are not stored yet, too.
        """
        return iter(())

    def is_never_refused(self, changed: Collection[str], before: ShownEntry | None) -> bool:
        """Whether a change only says what has become of it, or takes it down.

        Asked of the entry as it will be stored; ``before`` is how it is stored now.
        """
        del changed, before
        return False

    def comes_to_readers(self, before: ShownEntry | None) -> bool:
        """Whether a change has readers get it again, now or on a later day.

        What its pages have without it is then no excuse for them.
        """
        del before
        return False

    def due_values(self) -> dict[str, Any]:
        """Values that make it what readers will get on a later day, empty where they do today.

        Nobody judges it again on that day, so it is judged with them.
        """
        return {}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
