"""The dates of nearly all cells, read a column at once: true ones, ``05/09/2014``, ``5 septembre 2014``."""

from __future__ import annotations

import datetime as dt

import polars as pl

from transforms.values.column_calendar import Calendar

DAY_FIRST, MONTH_FIRST, EITHER = "day_first", "month_first", "either"
TRUE_HIGH, TRUE_LOW, TRUE_FIRST = "true_after_12", "true_until_12", "true_first_of_month"

_ISO = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?: 00:00:00)?$"
_FIGURES = r"^[0-9]{1,2}(?:[/.][0-9]{1,2}[-/.]|-[0-9]{1,2}-)[0-9]{4}$"
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_WORDS = rf"^(?:[0-9]{{1,2}}|1er) (?:{'|'.join(_MONTHS)}) [0-9]{{4}}$"
_IN_FIGURES = {"1er": "1", **{f" {name} ": f"/{number}/" for number, name in enumerate(_MONTHS, 1)}}
_ZERO_DAYS = (dt.date(1899, 12, 30), dt.date(1899, 12, 31))


def plain_dates(calendar: Calendar, text: pl.Series) -> pl.Series:
    """The dates that are read without a remark, day first; null for every other text."""
    cell, date = pl.col("text"), pl.col("date")
    words = pl.when(cell.str.contains(_WORDS)).then(cell.str.replace_many(_IN_FIGURES))
    figures = pl.when(cell.str.contains(_FIGURES)).then(cell.str.replace_all("[-.]", "/")).otherwise(words)
    iso = pl.when(cell.str.contains(_ISO)).then(cell.str.slice(0, 10))
    distinct = pl.DataFrame({"text": text.drop_nulls().unique()}).with_columns(
        iso.str.to_date("%Y-%m-%d", strict=False)
        .fill_null(figures.str.to_date("%d/%m/%Y", strict=False)).alias("date")
    )  # fmt: skip
    read = distinct.select("text", pl.when(_is_taken(calendar)).then(date).alias("date")).drop_nulls()
    return text.replace_strict(read["text"], read["date"], default=None, return_dtype=pl.Date)


def order_signs(text: pl.Series, date: pl.Series) -> pl.Series:
    """What such texts, read as these dates, show of the order of day and month; null where they show nothing."""
    cell, day, month = pl.col("text"), pl.col("date").dt.day(), pl.col("date").dt.month()
    is_true = cell.str.ends_with(" 00:00:00")
    is_iso = (cell.str.len_bytes() == 10) & (cell.str.slice(4, 1) == "-")
    is_figures = ~cell.str.contains(" ", literal=True) & ~is_iso
    return pl.DataFrame({"text": text, "date": date}).select(
        pl.when(day == month).then(None)
        .when(is_true, day > 12).then(pl.lit(TRUE_HIGH))
        .when(is_true, day == 1).then(pl.lit(TRUE_FIRST))
        .when(is_true).then(pl.lit(TRUE_LOW))
        .when(is_figures, day > 12).then(pl.lit(DAY_FIRST))
        .when(is_figures).then(pl.lit(EITHER))
    ).to_series()  # fmt: skip


def _is_taken(calendar: Calendar) -> pl.Expr:
    """Whether the column takes a date as it is."""
    date = pl.col("date")
    if calendar.keeps_month:
        months = date.is_between(calendar.earliest.replace(day=1), calendar.latest)
        return (date.dt.day() == 1) & months & ~date.is_in(_ZERO_DAYS)
    return date.is_between(calendar.earliest, calendar.latest) & ~date.is_in(_ZERO_DAYS)
