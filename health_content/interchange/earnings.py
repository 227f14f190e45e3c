"""Commission reports of affiliate programs, read from CSV: all rows, or none and why."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction
from django.utils.translation import gettext

from health_content.interchange.earned_by import Sources
from health_content.interchange.reading import (
    Row,
    UnreadableTable,
    column_name,
    encoding_of,
    opened,
)
from health_content.interchange.report import Problem, Report
from health_content.library.earnings import Earning
from health_content.library.programs import AffiliateProgram

ROWS_AT_MOST = 50_000
BATCH = 1_000
TITLES_AT_MOST = 10
_CENT = Decimal("0.01")
_LARGEST = Decimal(10) ** 10
_DECORATION = re.compile(r"[\s$£€¥'’]|[A-Z]{3}")
_DAY_ORDERS = {"ymd": "%Y-%m-%d", "mdy": "%m-%d-%Y", "dmy": "%d-%m-%Y"}


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column says what, and how the file writes days and numbers.

    Names are compared without capitals and without what stands in brackets behind them. Only
    ``day`` and ``amount`` must be there. ``page`` is a column with the number or the address of
    a page, ``product`` one with an ASIN or GTIN, ``tag`` our tag or sub-id, ``address`` where the
    link led. ``order_of_day`` is "ymd", "mdy" or "dmy"; ``decimal_mark`` "." or ",".
    """

    day: str
    amount: str
    currency: str = ""
    orders: str = ""
    tag: str = ""
    product: str = ""
    address: str = ""
    page: str = ""
    order_of_day: str = "ymd"
    decimal_mark: str = "."

    def columns(self) -> dict[str, str]:
        """The columns that are named, by what they say."""
        style = {"order_of_day", "decimal_mark"}
        named = {item.name: getattr(self, item.name) for item in fields(self)}
        return {key: column_name(name) for key, name in named.items() if name and key not in style}


AMAZON = Layout(
    day="Date Shipped",
    amount="Ad Fees",
    orders="Items Shipped",
    tag="Tracking ID",
    product="ASIN",
)
"""The file "Fee-Earnings" that Amazon Associates offers for download.

Amazon's help (affiliate-program.amazon.com/help/node/topic/GCDWWRFEMW3Q2TE2) tells what the
numbers mean, and not how the file names its columns; these are the names that several published
programs read it by: Category, Name, ASIN, Seller, Tracking ID, Date Shipped, Price($), Items
Shipped, Returns, Revenue($), Ad Fees($). Check the first file you import.
"""


@dataclass(slots=True)
class EarningsReport(Report):
    """What an import of earnings did or would do, with its sums by currency."""

    sums: Counter[str] = field(default_factory=Counter)
    first: date | None = None
    last: date | None = None
    with_link: int = 0
    with_page: int = 0
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class _Values:
    """What a row says, before anything is looked up."""

    line: int
    day: date
    amount: Decimal
    currency: str
    orders: int
    tag: str
    product: str
    address: str
    page: str

    @property
    def face(self) -> str:
        """What makes it the same row in another file of the same program."""
        told = (self.day, self.amount, self.currency, self.orders, self.tag, self.product)
        return "\x1f".join(map(str, (*told, self.address, self.page)))


def import_earnings(
    program: AffiliateProgram,
    data: bytes,
    layout: Layout,
    *,
    currency: str = "",
    dry_run: bool = False,
) -> EarningsReport:
    """Import a report of what a program paid; ``currency`` is that of rows that name none.

    A row that was imported before counts once, in whichever file it comes again; rows of one
    file that are the same are several. One row that cannot be read keeps all others out. Raises
    :class:`~health_content.interchange.reading.UnreadableTable` where a file is no such table.
    """
    report = EarningsReport(what=program.name)
    values = list(_read(data, layout, currency.strip().upper(), report))
    sources = Sources(program, values)
    earnings = []
    seen: Counter[str] = Counter()
    for item in values:
        face = item.face
        seen[face] += 1
        key = hashlib.sha256(f"{face}\x1f{seen[face]}".encode()).hexdigest()
        link, page = sources.link_of(item), sources.page_of(item)
        earnings.append(
            Earning(
                program=program,
                link_id=link,
                page_id=page,
                day=item.day,
                amount=item.amount,
                currency=item.currency,
                orders=item.orders,
                row_key=key,
            )
        )
    with transaction.atomic():
        new = _new(program, earnings)
        _tell(report, new, len(earnings))
        if not dry_run and not report.refused:
            Earning.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
            report.is_kept = True
    return report


def _new(program: AffiliateProgram, earnings: list[Earning]) -> list[Earning]:
    keys = [item.row_key for item in earnings]
    known: set[str] = set()
    for start in range(0, len(keys), BATCH):
        rows = Earning.objects.filter(program=program, row_key__in=keys[start : start + BATCH])
        known.update(rows.values_list("row_key", flat=True))
    return [item for item in earnings if item.row_key not in known]


def _tell(report: EarningsReport, new: list[Earning], total: int) -> None:
    report.created, report.unchanged = len(new), total - len(new)
    for item in new:
        report.sums[item.currency] += item.amount  # type: ignore[assignment]
        report.with_link += item.link_id is not None
        report.with_page += item.page_id is not None
    days = [item.day for item in new]
    report.first, report.last = min(days, default=None), max(days, default=None)


def _read(data: bytes, layout: Layout, currency: str, report: EarningsReport) -> Iterator[_Values]:
    columns = layout.columns()
    table = opened(_without_titles(data, set(columns.values())), columns.values())
    if missing := [name for name in columns.values() if name not in table.columns]:
        raise UnreadableTable(
            gettext("These columns are not in the file: %(missing)s. It has: %(known)s.")
            % {"missing": ", ".join(missing), "known": ", ".join(filter(None, table.columns))}
        )
    for number, row in enumerate(table.rows(), start=1):
        if number > ROWS_AT_MOST:
            raise UnreadableTable(
                gettext("The file has more than %(limit)d rows. Split it.")
                % {"limit": ROWS_AT_MOST}
            )
        try:
            yield _values(row, columns, layout, currency)
        except _Unread as error:
            report.add_refused(Problem(row.line, str(error), error.column))


def _without_titles(data: bytes, wanted: set[str]) -> bytes:
    """The file without the lines that some programs put above the names of the columns.

    They become empty, so that each row keeps its line.
    """
    text = data.decode(encoding_of(data))
    lines = text.splitlines(keepends=True)

    def known(line: str) -> int:
        cells = re.split(r"[,;\t]", line)
        return len({column_name(cell.strip().strip('"')) for cell in cells} & wanted)

    head = lines[:TITLES_AT_MOST]
    place = max(range(len(head)), key=lambda n: known(head[n]), default=0)
    return "".join(["\n"] * place + lines[place:]).encode()


class _Unread(ValueError):
    """A cell that cannot be read; the message says what to write."""

    def __init__(self, message: str, column: str = "") -> None:
        super().__init__(message)
        self.column = column


def _values(row: Row, columns: dict[str, str], layout: Layout, currency: str) -> _Values:
    if row.problem:
        raise _Unread(row.problem)
    told = {key: row.cells[name].strip() for key, name in columns.items()}
    money = told.get("currency", "").upper() or currency
    if not re.fullmatch("[A-Z]{3}", money):
        raise _Unread(
            gettext("Say the currency by three letters, like USD."), columns.get("currency", "")
        )
    return _Values(
        line=row.line,
        day=_day(told["day"], layout.order_of_day, columns["day"]),
        amount=amount_of(told["amount"], layout.decimal_mark, columns["amount"]),
        currency=money,
        orders=_orders(told.get("orders", ""), columns.get("orders", "")),
        tag=told.get("tag", ""),
        product=told.get("product", "").upper(),
        address=told.get("address", ""),
        page=told.get("page", ""),
    )


def _day(text: str, order: str, column: str) -> date:
    """The day of a cell, whatever stands between its numbers and whatever time follows."""
    numbers = re.findall(r"\d+", re.split(r"[T\s]", text.strip(), maxsplit=1)[0])
    # A four-digit year in front leaves no doubt.
    order = "ymd" if numbers and len(numbers[0]) == 4 else order
    try:
        return datetime.strptime("-".join(numbers[:3]), _DAY_ORDERS[order]).date()  # noqa: DTZ007
    except ValueError:
        raise _Unread(
            gettext("“%(text)s” is no day as you said they are written. 2026-11-23 is always read.")
            % {"text": text[:40]},
            column,
        ) from None


def amount_of(text: str, mark: str = ".", column: str = "") -> Decimal:
    """An amount of money, in cents at most; raises ``ValueError`` saying what to write.

    What was sent back is negative: with a minus before or behind it, or in brackets.
    """
    plain = _DECORATION.sub("", text.upper()).replace("\N{MINUS SIGN}", "-")
    is_negative = plain.startswith(("-", "(")) or plain.endswith("-")
    digits = plain.strip("-()")
    group = "," if mark == "." else "."
    number = rf"(\d+|\d{{1,3}}({re.escape(group)}\d{{3}})+)({re.escape(mark)}\d+)?"
    if not digits.isascii() or not re.fullmatch(number, digits):
        raise _Unread(
            gettext("“%(text)s” is no amount with “%(mark)s” before its cents.")
            % {"text": text[:40], "mark": mark},
            column,
        )
    found = Decimal(digits.replace(group, "").replace(mark, "."))
    if found >= _LARGEST:
        raise _Unread(gettext("That is more than can be kept."), column)
    return (-found if is_negative else found).quantize(_CENT, ROUND_HALF_UP)


def _orders(text: str, column: str) -> int:
    """How many were bought; none where more were sent back."""
    if not text:
        return 0
    if not re.fullmatch(r"-?[0-9]{1,9}([.,]0+)?", text):
        raise _Unread(gettext("Write a whole number, like 3."), column)
    return max(0, int(re.split("[.,]", text)[0]))
