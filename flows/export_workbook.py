"""A table or view as a workbook: one sheet of typed cells, one that says what each column is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl
import polars.selectors as cs
import xlsxwriter

from transforms.safe_text import excel_text, starts_formula

LONGEST = 1_048_575
_SHEET = 31
_FORMATS = {pl.Date: "dd/mm/yyyy", pl.Datetime: "dd/mm/yyyy hh:mm:ss", pl.Decimal: "#,##0.00####"}


def write_workbook(frames: Iterator[pl.DataFrame], name: str, comments: Mapping[str, str], path: Path) -> None:
    """Write the rows below a frozen line of headings, and ``comments``, by column, on a second sheet."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet(name.rpartition(".")[2][:_SHEET])
    bold, quoted = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
    formats = {kind: book.add_format({"num_format": shown}) for kind, shown in _FORMATS.items()}
    sheet.freeze_panes(1, 0)
    row = 0
    for frame in frames:
        if not row:
            kinds = [formats.get(kind.base_type()) for kind in frame.dtypes]
            sheet.set_column(0, frame.width, 18)
            for number, column in enumerate(frame.columns):
                sheet.write_string(0, number, column, bold)
            row = 1
        row = _write_rows(sheet, row, frame, kinds, quoted)
    sheet.autofilter(0, 0, max(row - 1, 0), max(len(comments) - 1, 0))
    _describe(book, comments, bold)
    book.close()


def _write_rows(sheet: Any, row: int, frame: pl.DataFrame, kinds: list[Any], quoted: Any) -> int:
    """The rows from ``row`` on; the first free row after them."""
    marked = frame.select(starts_formula(cs.string()).fill_null(value=False)).to_dict(as_series=False)
    # A loop over cells: the writer takes them one by one.
    for position, values in enumerate(frame.with_columns(excel_text(cs.string())).iter_rows()):
        for number, (name, value) in enumerate(zip(frame.columns, values, strict=True)):
            is_risky = name in marked and marked[name][position]
            _write(sheet, row + position, number, value, quoted if is_risky else kinds[number])
    return row + frame.height


def _write(sheet: Any, row: int, column: int, value: object, style: Any) -> None:
    """One cell by its type; a text stays a text whatever it begins with."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif isinstance(value, list | dict):
        sheet.write_string(row, column, str(value))
    else:
        sheet.write_number(row, column, value, style)


def _describe(book: Any, comments: Mapping[str, str], bold: Any) -> None:
    sheet = book.add_worksheet("Colonnes")
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, "Colonne", bold)
    sheet.write_string(0, 1, "Description", bold)
    for row, (name, words) in enumerate(comments.items(), start=1):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, words)
