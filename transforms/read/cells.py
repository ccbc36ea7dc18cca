"""The text that the parser gives for dates, times and errors, brought to one shape."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import polars as pl

_STAMP = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+$"
_FRACTION = re.compile(rb":[0-9]{2}\.[0-9]")
_MOMENT = r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$"
_ISO_DURATION = re.compile(r"^PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S$")
_ERRORS = {
    "Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!",
    "Value": "#VALUE!", "GettingData": "#GETTING_DATA",
}  # fmt: skip


def error_text(detail: str) -> str:
    """Give the text of a cell the parser could not give as text: an error value, or an ISO duration."""
    inner = detail.partition("(")[2].rstrip("')").strip('"')
    duration = _ISO_DURATION.match(inner)
    if duration:
        hours, minutes, seconds = duration.groups()
        return f"{int(hours):02}:{minutes:0>2}:{seconds:0>2}"
    return _ERRORS.get(inner, "#ERROR!")


def with_values(column: pl.Series, places: Iterable[tuple[int, str]]) -> pl.Series:
    """Put texts at 0-based positions of a column."""
    indices, values = zip(*places, strict=True)
    return column.scatter(list(indices), list(values))


def careless(data: bytes, date1904: bool) -> bool:
    """Tell from a column's raw text whether `tidy` may have something to do."""
    if b":" not in data:
        return False
    epochs = (b"1904-01-",) if date1904 else (b"1899-12-31 ", b"1900-01-")
    return any(epoch in data for epoch in epochs) or (b"." in data and _FRACTION.search(data) is not None)


def tidy(column: pl.Series, date1904: bool) -> pl.Series:
    """Give dates to the second, times of day and durations as `26:30:00`; leave every other text alone."""
    if _any(found := column.str.contains(_STAMP)):
        column = _mapped(column, found, _whole_second)
    return _durations(column, datetime.fromisoformat("1904-01-01" if date1904 else "1899-12-31"))


def iso_stamp(text: str) -> str:
    """Give `2015-09-01` and `2015-09-01T12:30:00.5` the shape of every other date."""
    stamp = text.replace("T", " ") if "T" in text else f"{text} 00:00:00"
    return _whole_second(stamp) if re.match(_STAMP, stamp) else stamp


def _any(found: pl.Series) -> bool:
    return bool(found.any())


def _mapped(column: pl.Series, found: pl.Series, change: Callable[[str], str]) -> pl.Series:
    rows = found.fill_null(value=False).arg_true()
    return column.scatter(rows, [change(text) for text in column.gather(rows)])


def _whole_second(text: str) -> str:
    moment = datetime.fromisoformat(text) + timedelta(microseconds=500_000)
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _durations(column: pl.Series, epoch: datetime) -> pl.Series:
    """Rewrite moments of the epoch's first month as hours, when the column holds clock times there."""
    month = "1904-01-" if epoch.year == 1904 else "1900-01-"
    near = column.str.starts_with(f"{epoch:%Y-%m-%d}") | column.str.starts_with(month)
    if not _any(near):
        return column
    near = near & column.str.contains(_MOMENT)
    texts = column.filter(near)
    if not _any(~texts.str.ends_with("00:00:00")):
        return column
    return _mapped(column, near, lambda text: _hours(datetime.fromisoformat(text) - epoch))


def _hours(span: timedelta) -> str:
    seconds = round(span.total_seconds())
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
