"""Rows of a CSV file, whatever program wrote it: its encoding and delimiter are found out."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext

from health_content.conf import import_max_bytes

DELIMITERS = (",", ";", "\t")
_HEAD = 64_000


class UnreadableTable(ValueError):
    """A file that is no table of ours; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on, and its cells by column.

    Where it cannot be read, ``problem`` says why and there are no cells.
    """

    line: int
    cells: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A file whose first line was read; its rows are read one by one, as often as asked for."""

    data: bytes
    encoding: str
    delimiter: str
    columns: tuple[str, ...]

    def rows(self) -> Iterator[Row]:
        """Its rows below the names of the columns, without empty ones."""
        lines = _lines(self.data, self.encoding)
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        is_named = False
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Row(line, problem=_broken(error))
                return
            if not any(cell.strip() for cell in cells) or _is_hint(line, cells):
                continue
            if not is_named:
                is_named = True
                continue
            yield self._row(line, cells)

    def _row(self, line: int, cells: list[str]) -> Row:
        wanted = len(self.columns)
        while len(cells) > wanted and not cells[-1].strip():
            cells.pop()
        if len(cells) != wanted:
            told = {"found": len(cells), "wanted": wanted}
            return Row(line, problem=_miscounted() % told)
        if any("\0" in cell for cell in cells):
            return Row(line, problem=gettext("Take out the NUL characters of this row."))
        return Row(line, dict(zip(self.columns, cells, strict=True)))


def opened(data: bytes, known: Collection[str]) -> Table:
    """The table in a file. ``known`` are names of columns by which the delimiter is told.

    Names of columns are taken in lower case, without what stands in brackets behind them. Raises
    :class:`UnreadableTable` for a file that is too large, empty, no text, or has a column twice.
    """
    limit = import_max_bytes()
    if len(data) > limit:
        told = {"size": len(data), "limit": limit}
        raise UnreadableTable(
            gettext(
                "The file has %(size)d bytes; %(limit)d is the most that is read. Split it, or "
                "raise HEALTH_CONTENT[“IMPORT_MAX_BYTES”]."
            )
            % told
        )
    encoding = encoding_of(data)
    delimiter, columns = max(
        (_header(data, encoding, mark) for mark in DELIMITERS),
        key=lambda found: len(set(found[1]) & set(known)),
    )
    if not any(columns):
        raise UnreadableTable(gettext("The file is empty. Its first line names the columns."))
    if twice := sorted({name for name in columns if columns.count(name) > 1}):
        raise UnreadableTable(
            gettext("These columns stand there twice: %(names)s. Take one of each out.")
            % {"names": ", ".join(twice)}
        )
    return Table(data, encoding, delimiter, columns)


def row_count(data: bytes, at_most: int) -> int:
    """How many rows a file has, without the names of its columns; counted to ``at_most``."""
    return sum(1 for _ in islice(opened(data, ()).rows(), at_most))


def encoding_of(data: bytes) -> str:
    """How a file writes its characters. Raises :class:`UnreadableTable` where nobody knows."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _checked(data, name)
    head = data[:_HEAD]
    if head[1::2].count(0) * 4 > len(head):
        return _checked(data, "utf-16-le")
    if head[::2].count(0) * 4 > len(head):
        return _checked(data, "utf-16-be")
    try:
        return _checked(data, "utf-8")
    except UnreadableTable:
        return _checked(data, "cp1252")


def _checked(data: bytes, encoding: str) -> str:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(data), _HEAD):
            decoder.decode(data[start : start + _HEAD])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise UnreadableTable(
            gettext("The file is no text that can be read. Save it as CSV in UTF-8.")
        ) from error
    return encoding


def _header(data: bytes, encoding: str, delimiter: str) -> tuple[str, tuple[str, ...]]:
    reader = csv.reader(_lines(data, encoding), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not _is_hint(reader.line_num, cells):
                while len(cells) > 1 and not cells[-1].strip():
                    cells.pop()
                return delimiter, tuple(map(column_name, cells))
    except csv.Error:
        pass
    return delimiter, ()


def column_name(written: str) -> str:
    """A column's name as it is compared: “Categories (separated by …)” is ``categories``."""
    return " ".join(written.partition("(")[0].split()).lower()


def _is_hint(line: int, cells: list[str]) -> bool:
    """Whether it is the line by which a spreadsheet is told the delimiter."""
    return line == 1 and "".join(cells).strip().lower() in {"sep=", "sep=,", "sep=;", "sep=\t"}


def _lines(data: bytes, encoding: str) -> io.TextIOWrapper:
    # Without translation: a break inside quotes stays what it was.
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")


def _broken(error: csv.Error) -> str:
    told = {"error": error}
    return (
        gettext(
            "From here on the file cannot be read (%(error)s). Look for a quotation mark that is "
            "not closed or not doubled."
        )
        % told
    )


def _miscounted() -> str:
    return gettext(
        "The row has %(found)d cells and there are %(wanted)d columns. Put quotation marks around "
        "cells with a delimiter or a line break in them."
    )
