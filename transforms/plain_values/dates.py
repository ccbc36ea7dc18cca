"""Dates as French people write them; an ambiguous one is decided by the column or refused, never guessed."""

from __future__ import annotations

import calendar
import datetime as dt
import re

import polars as pl

from schemas.codelist import fold
from transforms.plain_values.parsed import Cell, Parsed, ValueSpec, by_distinct

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("janvier janv jan", "fevrier fevr fev", "mars mar", "avril avr", "mai", "juin jun", "juillet juil jul", "aout aou",
         "septembre sept sep", "octobre oct", "novembre nov", "decembre dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
_NUMERIC = re.compile(r"^(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4}|\d{2})$")
_ISO = re.compile(r"^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?$")
_COMPACT = re.compile(r"^(19|20)(\d{2})(\d{2})(\d{2})$")
_WORDS = re.compile(r"\b(\d{1,2})(?:er|ere)? ([a-z]+) (\d{4}|\d{2})\b")
_MONTH_WORDS = re.compile(r"^([a-z]+) (\d{4}|\d{2})$")
_MONTH_NUMBERS = re.compile(r"^(\d{1,2})[/\- ](\d{4})$|^(\d{4})-(\d{1,2})$")
_SERIAL = re.compile(r"^\d{5}(\.0+)?$")
_EPOCH = dt.date(1899, 12, 30)
_SERIALS = range(20_000, 60_000)


def parse_date(text: pl.Series, spec: ValueSpec, group: pl.Series) -> Parsed:
    """Dates of the column; ISO and dd/mm/yyyy by column, other shapes text by text."""
    text = text.str.strip_chars()
    quick = text.str.head(10).str.to_date("%Y-%m-%d", strict=False)
    quick = quick.set(~text.str.contains(r"^\d{4}-\d{2}-\d{2}( 00:00:00)?$").fill_null(value=False), None)
    swapped = _month_first(text, group)
    marked = text if swapped is None else pl.select(
        pl.when(swapped & quick.is_null()).then(pl.lit("\x00") + text).otherwise(text)
    ).to_series()  # fmt: skip
    parsed = by_distinct(marked, lambda value: _convert(value, spec), pl.Date(), quick)
    return _within(parsed, spec)


def _month_first(text: pl.Series, group: pl.Series) -> pl.Series | None:
    """Whether the cell stands in a column where some date can only be month first; None when none does."""
    parts = text.str.extract_groups(r"^(\d{1,2})[./\-](\d{1,2})[./\-]\d{2,4}$").struct.unnest()
    first, second = parts["1"].cast(pl.UInt8), parts["2"].cast(pl.UInt8)
    evidence = (second > 12) & (first <= 12)
    if not evidence.any():
        return None
    return (
        pl.DataFrame({"e": evidence.fill_null(value=False), "g": group}).select(pl.col("e").any().over("g")).to_series()
    )


def _convert(text: str, spec: ValueSpec) -> Cell:
    month_first = text.startswith("\x00")
    text = text.lstrip("\x00")
    if found := _NUMERIC.match(text):
        return _numeric(*found.groups(), month_first=month_first, spec=spec)
    if (found := _ISO.match(text)) or (found := _COMPACT.match(text)):
        parts = found.groups()
        year = parts[0] if len(parts) == 3 else parts[0] + parts[1]
        return _made(int(year), int(parts[-2]), int(parts[-1]))
    if _SERIAL.match(text) and int(float(text)) in _SERIALS:
        return Cell(_EPOCH + dt.timedelta(days=int(float(text))), None, "DATE-11")
    return _in_words(text, spec)


def _numeric(first: str, second: str, year: str, *, month_first: bool, spec: ValueSpec) -> Cell:
    day, month = int(first), int(second)
    if month_first and day != month:
        return Cell(refused="DATE-03")
    full = _century(year, spec)
    return Cell(refused="DATE-04") if full is None else _made(full, month, day, "DATE-12" if len(year) == 2 else None)


def _in_words(text: str, spec: ValueSpec) -> Cell:
    folded = fold(text)
    found = _WORDS.findall(folded)
    dates = {(day, _MONTHS[month], year) for day, month, year in found if month in _MONTHS}
    if len(dates) == 1:
        day, number, year = dates.pop()
        full = _century(year, spec)
        repaired = None if re.fullmatch(r"(?:[a-z]+ )?" + _WORDS.pattern.strip(r"\b"), folded) else "DATE-13"
        return Cell(refused="DATE-04") if full is None else _made(full, number, int(day), repaired)
    if len(dates) > 1:
        return Cell(refused="DATE-06")
    return _month_only(text, folded, spec)


def _month_only(text: str, folded: str, spec: ValueSpec) -> Cell:
    words, numbers = _MONTH_WORDS.match(folded), _MONTH_NUMBERS.match(text)
    if words and words.group(1) in _MONTHS:
        month, year = _MONTHS[words.group(1)], words.group(2)
    elif numbers:
        month, year = int(numbers.group(1) or numbers.group(4)), numbers.group(2) or numbers.group(3)
    else:
        return Cell(refused="DATE-01")
    full = _century(year, spec)
    if full is None or not 1 <= month <= 12:
        return Cell(refused="DATE-04" if full is None else "DATE-02")
    if spec.month_edge is None:
        return Cell(refused="DATE-05")
    day = 1 if spec.month_edge == "first" else calendar.monthrange(full, month)[1]
    return _made(full, month, day, "DATE-10")


def _century(year: str, spec: ValueSpec) -> int | None:
    """The year in full; two digits are taken only when one century fits what the column can hold."""
    if len(year) == 4:
        return int(year)
    earliest = spec.earliest.year if spec.earliest else 1950
    latest = spec.latest.year if spec.latest else 2049
    fitting = [century + int(year) for century in (1900, 2000) if earliest <= century + int(year) <= latest]
    return fitting[0] if len(fitting) == 1 else None


def _made(year: int, month: int, day: int, repaired: str | None = None) -> Cell:
    try:
        return Cell(dt.date(year, month, day), None, repaired)
    except ValueError:
        return Cell(refused="DATE-02")


def _within(parsed: Parsed, spec: ValueSpec) -> Parsed:
    earliest, latest = spec.earliest or dt.date(1900, 1, 1), spec.latest or dt.date(2099, 12, 31)
    outside = ((parsed.value < earliest) | (parsed.value > latest)).fill_null(value=False)
    if not outside.any():
        return parsed
    return Parsed(
        parsed.value.set(outside, None),
        parsed.refused.set(outside, "DATE-07"),
        parsed.repaired.set(outside, None),
    )
