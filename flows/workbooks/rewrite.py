"""A workbook in a format that is not patched, or a text, written anew as xlsx: the same sheets, the same cells."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from transforms.raw import Kind, RawBook, RawSheet, column_index
from transforms.read.kinds import PassKinds
from transforms.read.workbook import Workbook, guarded, letters_of, open_workbook, raw_sheet
from transforms.safe_text import excel_text, starts_formula

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,14})")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,11})\.\d*[1-9]")
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001
_FIRST_DAY = "1900-03-01"
_DAY = 86_400


def names_in_excel(book: RawBook) -> dict[str, str]:
    """The name of each sheet in a workbook of Excel: at most 31 characters, none forbidden, none twice."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for sheet in book.sheets:
        base = _FORBIDDEN.sub("-", sheet.name).strip("' ")[:_LONGEST_NAME] or "Feuille"
        name, number = base, 2
        while name.casefold() in taken:
            ending = f" ({number})"
            name, number = base[: _LONGEST_NAME - len(ending)] + ending, number + 1
        taken.add(name.casefold())
        found[sheet.name] = name
    return found


def rewritten(book: RawBook, names: Mapping[str, str]) -> bytes:
    """The book as xlsx, numbers and dates as such and every text as a text."""
    out = BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True})
    formats = {
        name: workbook.add_format(properties)
        for name, properties in {
            "day": {"num_format": "dd/mm/yyyy"},
            "moment": {"num_format": "dd/mm/yyyy hh:mm"},
            "hours": {"num_format": "[h]:mm:ss"},
            "digits": {"num_format": "0"},
            "percent": {"num_format": "0.00%"},
            "quoted": {"quote_prefix": True},
        }.items()
    }
    for sheet in book.sheets:
        written = workbook.add_worksheet(names[sheet.name])
        _write(written, sheet, formats)
        if sheet.visible == "hidden":
            written.hide()
        elif sheet.visible == "very_hidden":
            written.very_hidden()
    workbook.set_properties({"created": _EPOCH})
    workbook.close()
    return out.getvalue()


def _write(written: Any, sheet: RawSheet, formats: Mapping[str, Any]) -> None:
    _merge(written, sheet)
    for letter in sheet.text.columns:
        column = column_index(letter)
        texts = sheet.text.select(excel_text(pl.col(letter)))[letter]
        quoted = sheet.text.select(starts_formula(pl.col(letter)))[letter]
        hidden = {"hidden": 1} if letter in sheet.facts.hidden_columns else {}
        widest = max(texts.drop_nulls().str.len_chars().clip(7, 48).to_list(), default=7) + 2
        written.set_column(column, column, widest, None, hidden)
        # A loop over cells: a workbook is written cell by cell.
        for row, (text, kind, is_quoted) in enumerate(
            zip(texts, sheet.kinds(letter), quoted, strict=True), sheet.first_row - 1
        ):
            if text is not None:
                _write_cell(written, row, column, text, kind, formats["quoted"] if is_quoted else None, formats)
    for row in sheet.facts.hidden_rows:
        written.set_row(row - 1, None, None, {"hidden": True})


def _write_cell(
    written: Any, row: int, column: int, text: str, kind: int, quoted: Any, formats: Mapping[str, Any]
) -> None:
    percent = formats["percent"] if kind == Kind.PERCENT else None
    if kind in (Kind.NUMBER, Kind.PERCENT) and _WHOLE.fullmatch(text):
        written.write_number(row, column, int(text), percent or (formats["digits"] if len(text) > 11 else None))
    elif kind in (Kind.NUMBER, Kind.PERCENT) and _DECIMAL.fullmatch(text) and repr(float(text)) == text:
        written.write_number(row, column, float(text), percent)
    elif kind == Kind.DATE and text >= _FIRST_DAY and (moment := _moment(text)) is not None:
        is_day = text.endswith(" 00:00:00")
        written.write_datetime(row, column, moment, formats["day" if is_day else "moment"])
    elif kind == Kind.TIME and (seconds := _seconds(text)) is not None:
        written.write_number(row, column, seconds / _DAY, formats["hours"])
    elif kind == Kind.BOOL and text in ("true", "false"):
        written.write_boolean(row, column, text == "true")
    else:
        written.write_string(row, column, text, quoted)


def _moment(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def _seconds(text: str) -> int | None:
    found = re.fullmatch(r"(\d+):(\d\d):(\d\d)", text)
    return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3]) if found else None


def _merge(written: Any, sheet: RawSheet) -> None:
    for first_row, first_column, last_row, last_column in sheet.facts.merges:
        if (first_row, first_column) != (last_row, last_column):
            with contextlib.suppress(XlsxWriterException):  # merges that overlap, as only a damaged file has
                written.merge_range(first_row - 1, first_column, last_row - 1, last_column, "")


def with_hidden_sheets(book: RawBook, content: bytes) -> RawBook:
    """The book with the cells of its hidden sheets too, which are not judged but belong to the sender."""
    hidden = [sheet for sheet in book.sheets if sheet.visible != "visible"]
    if not hidden:
        return book
    workbook = open_workbook(content, date1904=False)
    return replace(book, sheets=tuple(_filled(sheet, workbook, content) for sheet in book.sheets))


def _filled(sheet: RawSheet, workbook: Workbook, content: bytes) -> RawSheet:
    if sheet.visible == "visible" or sheet.name not in workbook.names:
        return sheet
    index = workbook.names.index(sheet.name)
    parsed = guarded(lambda: workbook.lazy(index))
    filled = raw_sheet(sheet.name, guarded(parsed.to_arrow), letters_of(parsed), sheet.facts)
    return replace(filled, visible=sheet.visible, kind_source=PassKinds(content, index))
