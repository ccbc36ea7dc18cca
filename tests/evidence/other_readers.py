"""The cells of received files through readers that are not ours: openpyxl, xlrd, odfpy and the csv module."""

import csv
import datetime as dt
from decimal import Decimal, InvalidOperation
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import xlrd
from odf.opendocument import load
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

Sheet = list[list[Any]]


def read_otherwise(content: bytes, filename: str) -> dict[str, Sheet]:
    """The rows of cells of each sheet, by what its extension says."""
    kind = Path(filename).suffix.lower()
    if kind == ".csv":
        text = content.decode("cp1252").removeprefix("ï»¿")
        return {Path(filename).stem: [list(row) for row in csv.reader(StringIO(text), delimiter=";")]}
    if kind == ".xls":
        return {sheet.name: _old(sheet) for sheet in xlrd.open_workbook(file_contents=content).sheets()}
    if kind == ".ods":
        return {
            table.getAttribute("name"): _open(table)
            for table in load(BytesIO(content)).spreadsheet.getElementsByType(Table)
        }
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return {page.title: [[cell.value for cell in row] for row in page.iter_rows()] for page in book.worksheets}


def cell(sheet: Sheet, address: str) -> str:
    """The cell at the address, in the form of ``canonical``."""
    letters, row = coordinate_from_string(address)
    return canonical(sheet[row - 1][column_index_from_string(letters) - 1])


def canonical(value: Any) -> str:
    """One text for what a cell holds, whoever read it: days as ISO, numbers without trailing zeros."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.datetime | dt.date):
        return f"{value:%Y-%m-%d}"
    text = str(value).strip().removesuffix(" 00:00:00")
    try:
        return f"{round(Decimal(text), 9).normalize():f}"
    except InvalidOperation:
        return text


def _old(sheet: Any) -> Sheet:
    is_date = xlrd.XL_CELL_DATE
    return [
        [xlrd.xldate_as_datetime(c.value, 0) if c.ctype == is_date else c.value for c in sheet.row(number)]
        for number in range(sheet.nrows)
    ]


def _open(table: Any) -> Sheet:
    rows: Sheet = []
    for row in table.getElementsByType(TableRow):
        cells: list[Any] = []
        for one in row.getElementsByType(TableCell):
            cells += [_open_cell(one)] * min(int(one.getAttribute("numbercolumnsrepeated") or 1), 100)
        rows += [cells] * min(int(row.getAttribute("numberrowsrepeated") or 1), 100)
    return rows


def _open_cell(one: Any) -> Any:
    if one.getAttribute("valuetype") in ("float", "currency", "percentage"):
        return one.getAttribute("value")
    return one.getAttribute("datevalue") or "\n".join(str(p) for p in one.getElementsByType(P))
