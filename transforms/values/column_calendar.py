"""The calendar of one column: which years, which centuries, which days are possible there."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from transforms.values import rule_codes as rule
from transforms.values.reading import Reading, refused
from transforms.values.spec import ValueSpec

_EXCEL_EPOCH = dt.date(1899, 12, 30)
_EARLIEST, _LATEST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
_PIVOT = 30


@dataclass(frozen=True)
class Calendar:
    """Turns day, month and year into the reading of a date of this column, or into the rule that refuses it."""

    spec: ValueSpec
    keeps_month: bool = False

    @property
    def earliest(self) -> dt.date:
        """First day that the column takes."""
        return self.spec.earliest or _EARLIEST

    @property
    def latest(self) -> dt.date:
        """Last day that the column takes."""
        return self.spec.latest or _LATEST

    def day(self, day: int, month: int, year: str, repaired: str | None = None) -> Reading:
        """A full date; ``year`` has the digits that were typed."""
        if len(year) == 2:
            return self._short_year(day, month, int(year))
        if len(year) != 4:
            return refused(rule.WRONG_YEAR)
        date = _date(int(year), month, day)
        if date is None:
            return refused(rule.ZERO_DATE if not day and (not month or year == "1900") else rule.IMPOSSIBLE_DATE)
        return self.date(date, repaired)

    def date(self, date: dt.date, repaired: str | None = None) -> Reading:
        """A date that is sure, checked against the bounds of the column."""
        if date in {_EXCEL_EPOCH, dt.date(1899, 12, 31)}:
            return refused(rule.ZERO_DATE)
        if self.keeps_month:
            repaired = repaired or (rule.DAY_DROPPED if date.day != 1 else None)
            return self.month(date.month, str(date.year), repaired)
        if not self.earliest <= date <= self.latest:
            return refused(rule.DATE_OUT_OF_RANGE)
        return Reading(date, repaired=repaired)

    def month(self, month: int, year: str, repaired: str | None = None) -> Reading:
        """A month without its day: the first or last day where the column says which, else refused."""
        edge = "first" if self.keeps_month else self.spec.month_edge
        if not 1 <= month <= 12 or edge is None:
            return refused(rule.MONTH_ONLY if edge is None and 1 <= month <= 12 else rule.IMPOSSIBLE_DATE)
        years = [int(year)] if len(year) == 4 else self._centuries(int(year), month, 1)
        if len(years) != 1:
            return refused(rule.CENTURY_UNDECIDED)
        first = _date(years[0], month, 1)
        if first is None:
            return refused(rule.WRONG_YEAR)
        date = first if edge == "first" else _month_end(first)
        if not self.earliest.replace(day=1) <= date <= _month_end(self.latest):
            return refused(rule.DATE_OUT_OF_RANGE)
        if not self.keeps_month:
            return Reading(date, repaired=rule.MONTH_PRECISION)
        return Reading(date, repaired=rule.CENTURY_CHOSEN if len(year) == 2 else repaired)

    def serial(self, days: int, repaired: str = rule.SERIAL_DATE) -> Reading:
        """A day counted from 1900 as Excel does."""
        return self.date(_EXCEL_EPOCH + dt.timedelta(days=days), repaired)

    def _short_year(self, day: int, month: int, year: int) -> Reading:
        if _date(1900 + year, month, day) is None and _date(2000 + year, month, day) is None:
            return refused(rule.IMPOSSIBLE_DATE)
        centuries = self._centuries(year, month, day)
        if len(centuries) != 1:
            return refused(rule.CENTURY_UNDECIDED)
        return self.day(day, month, str(centuries[0]), rule.CENTURY_CHOSEN)

    def _centuries(self, year: int, month: int, day: int) -> list[int]:
        """The years that two digits can mean here; where a bound is missing and both fit, the one Excel takes."""
        dates = [_date(century + year, month, day) for century in (1900, 2000)]
        fitting = [date.year for date in dates if date and self.earliest <= date <= self.latest]
        if len(fitting) == 2 and not (self.spec.earliest and self.spec.latest):
            return [fitting[1] if year < _PIVOT else fitting[0]]
        return fitting


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _month_end(date: dt.date) -> dt.date:
    return date.replace(day=calendar.monthrange(date.year, date.month)[1])
