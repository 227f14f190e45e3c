"""An uploaded file that is kept until somebody has seen what it would do."""

from __future__ import annotations

import hashlib
import re
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core import signing

KEPT_FOR = 60 * 60
_PREFIX = "health-content-import-"
_NAME = re.compile(rf"{_PREFIX}[\w-]{{1,40}}")
_SALT = "health_content.admin.registry.kept_files"


class FileGone(LookupError):
    """There is no such file any more, or it is another's or not what was kept."""


def keep(data: bytes, name: str, user: Any) -> str:
    """Keep a file for an hour. The answer is signed, and good for this user alone."""
    _sweep()
    with tempfile.NamedTemporaryFile(prefix=_PREFIX, delete=False) as file:
        file.write(data)
    told = {
        "file": Path(file.name).name,
        "name": name,
        "user": str(user.pk),
        "hash": hashlib.sha256(data).hexdigest(),
    }
    return signing.dumps(told, salt=_SALT)


def kept(token: str, user: Any) -> tuple[bytes, str]:
    """A file and its name. Raises :class:`FileGone`."""
    try:
        told = signing.loads(token, salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature as error:
        raise FileGone from error
    if told["user"] != str(user.pk) or not _NAME.fullmatch(told["file"]):
        raise FileGone
    try:
        data = (Path(tempfile.gettempdir()) / told["file"]).read_bytes()
    except OSError as error:
        raise FileGone from error
    if hashlib.sha256(data).hexdigest() != told["hash"]:
        raise FileGone
    return data, told["name"]


def _sweep() -> None:
    """Delete what was kept for longer than it is good for."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - KEPT_FOR:
                path.unlink()
