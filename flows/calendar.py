"""When each EPI hands in each table, as `calendar.toml` says beside `epis.toml`; without it nothing is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, Self

import polars as pl
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from flows.declared import Declared, Slug
from schemas import TABLES
from schemas.periods import PERIOD_COLUMNS, PERIOD_MONTHS

FOREVER = dt.date(9999, 12, 31)
_DAY = dt.timedelta(days=1)
_FIRST = dt.date(1, 1, 1)
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Span = tuple[dt.date, dt.date]


def _placed_in_time(name: str) -> str:
    if name not in PERIOD_COLUMNS:
        raise ValueError(f"one of these tables is expected: {', '.join(PERIOD_COLUMNS)}")
    return name


TableName = Annotated[str, AfterValidator(_placed_in_time)]


class DueTable(Declared):
    """One table that every EPI, or those named, hands in for each period from the first, so many days after its end."""

    table: TableName
    every: Literal["month", "quarter", "half_year", "year"]
    first: dt.date
    due_days: Annotated[int, Field(ge=0, le=366)]
    epis: tuple[Slug, ...] | None = None

    @model_validator(mode="after")
    def _begins_a_period(self) -> Self:
        if self.first.day != 1 or (self.first.month - 1) % PERIOD_MONTHS[self.every]:
            raise ValueError(f"first: the first day of a period is expected for every = {self.every!r}")
        return self


class Days(Declared):
    """Some days, both ends included, and why."""

    from_: dt.date = Field(alias="from")
    to: dt.date
    reason: Words = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to < self.from_:
            raise ValueError("to: a day before from")
        return self


class Exemption(Days):
    """Days of which one table is not expected, or has nothing."""

    table: TableName


class EpiCalendar(Declared):
    """What is particular to one EPI: its opening, its closing, its pauses, its exemptions, what has nothing."""

    id: Slug
    opened: dt.date | None = None
    closed: dt.date | None = None
    pauses: tuple[Days, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    nothing: tuple[Exemption, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.opened and self.closed and self.closed < self.opened:
            raise ValueError("closed: a day before opened")
        return self

    def unexpected(self, table: str) -> Iterator[Span]:
        """The days of which the table is not expected."""
        if self.opened:
            yield _FIRST, self.opened - _DAY
        if self.closed:
            yield self.closed + _DAY, FOREVER
        for days in (*self.pauses, *(one for one in self.exemptions if one.table == table)):
            yield days.from_, days.to


class Calendar(Declared):
    """All that `calendar.toml` says."""

    deliveries: tuple[DueTable, ...] = ()
    epis: tuple[EpiCalendar, ...] = ()


def calendar_frames(calendar: Calendar, epi_ids: tuple[str, ...]) -> dict[str, pl.DataFrame]:
    """The tables `due_tables` and `exemptions` of the ledger for these EPI."""
    own = {one.id: one for one in calendar.epis}
    due, spans = [], []
    for epi_id in epi_ids:
        particular = own.get(epi_id, EpiCalendar(id=epi_id))
        wanted = [one for one in calendar.deliveries if one.epis is None or epi_id in one.epis]
        due += [(epi_id, one.table, one.first, PERIOD_MONTHS[one.every], one.due_days) for one in wanted]
        for table in sorted({one.table for one in wanted}):
            nothing = [(one.from_, one.to) for one in particular.nothing if one.table == table]
            for code, days in (("pas_attendu", particular.unexpected(table)), ("neant_declare", iter(nothing))):
                spans += [(epi_id, table, code, *span) for span in merged(days)]
    return {"due_tables": _frame("due_tables", due), "exemptions": _frame("exemptions", spans)}


def merged(spans: Iterator[Span]) -> list[Span]:
    """Spans of days, sorted, those that touch or overlap made one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start.toordinal() <= found[-1][1].toordinal() + 1:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _frame(name: str, rows: Sequence[tuple[object, ...]]) -> pl.DataFrame:
    shape = {column: declared.dtype for column, declared in TABLES[name].stored_columns.items()}
    return pl.DataFrame(rows, schema=shape, orient="row")
