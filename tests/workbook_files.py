"""Messy workbooks as files, and each cell of a file as a second reader gives it."""

from __future__ import annotations

import csv
import datetime as dt
from io import BytesIO, StringIO

import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet, load
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.utils import get_column_letter

from tests.workbook_values import Value
from tests.workbooks import Messy, Sheet

NAMES = {"xlsx": "fichier.xlsx", "csv": "fichier.csv", "ods": "fichier.ods"}


def file_of(made: Messy) -> bytes:
    """The file, in the format that its seed chose."""
    return {"xlsx": _xlsx, "csv": _csv, "ods": _ods}[made.kind](made)


def _xlsx(made: Messy) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in made.sheets:
        page = book.create_sheet(sheet.name)
        for (row, column), value in sheet.cells.items():
            cell = page.cell(row, column + 1, value)
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
        for top, left, bottom, right in sheet.merges:
            page.merge_cells(start_row=top, start_column=left + 1, end_row=bottom, end_column=right + 1)
        for row in sheet.hidden_rows:
            page.row_dimensions[row].hidden = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _grid(sheet: Sheet) -> list[list[Value]]:
    width = 1 + max(column for _, column in sheet.cells)
    return [[sheet.cells.get((row, column)) for column in range(width)] for row in range(1, sheet.height + 1)]


def _csv(made: Messy) -> bytes:
    out = StringIO()
    csv.writer(out, delimiter=";").writerows([["" if v is None else v for v in row] for row in _grid(made.sheets[0])])
    return out.getvalue().encode()


def _ods(made: Messy) -> bytes:
    document = OpenDocumentSpreadsheet()
    for sheet in made.sheets:
        table = Table(name=sheet.name)
        for values in _grid(sheet):
            row = TableRow()
            for value in values:
                row.addElement(_ods_cell(value))
            table.addElement(row)
        document.spreadsheet.addElement(table)
    out = BytesIO()
    document.write(out)
    return out.getvalue()


def _ods_cell(value: Value) -> object:
    if value is None:
        return TableCell()
    if isinstance(value, dt.date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat())
    elif isinstance(value, float):
        cell = TableCell(valuetype="float", value=repr(value))
    else:
        cell = TableCell(valuetype="string")
    cell.addElement(P(text=str(value)))
    return cell


def cells_of(content: bytes, kind: str) -> dict[tuple[str, str], str]:
    """The text of each cell by sheet and address, through openpyxl, odfpy or csv."""
    if kind == "csv":
        lines = csv.reader(StringIO(content.decode()), delimiter=";")
        return {
            ("fichier", f"{get_column_letter(c)}{r}"): v for r, row in enumerate(lines, 1) for c, v in enumerate(row, 1)
        }
    if kind == "xlsx":
        book = openpyxl.load_workbook(BytesIO(content))
        return {
            (page.title, cell.coordinate): _shown(cell.value)
            for page in book.worksheets for row in page.iter_rows() for cell in row
        }  # fmt: skip
    found = {}
    for table in load(BytesIO(content)).spreadsheet.getElementsByType(Table):
        for r, row in enumerate(table.getElementsByType(TableRow), 1):
            for c, cell in enumerate(row.getElementsByType(TableCell), 1):
                shown = "\n".join(str(p) for p in cell.getElementsByType(P))
                date = cell.getAttribute("datevalue")
                place = (table.getAttribute("name"), f"{get_column_letter(c)}{r}")
                found[place] = f"{date} 00:00:00" if date else shown
    return found


def _shown(value: object) -> str:
    if value is None:
        return ""
    return f"{value:%Y-%m-%d %H:%M:%S}" if isinstance(value, dt.datetime) else str(value)
