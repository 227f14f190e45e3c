"""What people name on a command line: a file to be read, an account to act for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError

from health_content.conf import import_max_bytes
from health_content.interchange.reading import UnreadableTable


def bytes_of(path: Path) -> bytes:
    """What a file holds. Raises ``UnreadableTable`` where it cannot be opened.

    One byte more than is read at most is taken, so that a larger file is known as such.
    """
    try:
        with path.open("rb") as file:
            return file.read(import_max_bytes() + 1)
    except OSError as error:
        raise UnreadableTable(f"{path.name}: {error.strerror}.") from error


def account(name: str | None) -> Any:
    """The account of that name, ``None`` where none is named. Raises ``CommandError``."""
    if name is None:
        return None
    model = get_user_model()
    try:
        return model._default_manager.get_by_natural_key(name)
    except model.DoesNotExist as error:
        raise CommandError(f"There is no account {name!r}.") from error
