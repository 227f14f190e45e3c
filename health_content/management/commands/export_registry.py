"""``manage.py export_registry FOLDER``: programs, products and paid links as CSV."""

from __future__ import annotations

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from health_content.interchange import Kind, exported


class Command(BaseCommand):
    """Writes a file for each table. A file that stands there is replaced whole, or not at all."""

    help = "Write programs, products and paid links as CSV that import_registry reads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument(
            "--only", choices=list(Kind), help="One table alone; without it all three."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}. Make it first.")
        for kind in Kind:
            if options["only"] in {None, kind.value}:
                path = folder / f"{kind.value}.csv"
                try:
                    rows = _write(path, kind)
                except OSError as error:
                    raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
                self.stdout.write(f"{path}: {rows} rows.")


def _write(path: Path, kind: Kind) -> int:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:
            count = sum(1 for line in exported(kind) if file.write(line))
        os.chmod(name, 0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return count - 1
