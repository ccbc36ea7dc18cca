"""Office Open XML workbooks: xlsx, xlsm, and the binary xlsb."""

from dataclasses import replace

import polars as pl

from transforms.raw import DeliveryError, RawBook, RawSheet, SheetFacts
from transforms.read import refusals
from transforms.read.kinds import PassKinds
from transforms.read.limits import Limits
from transforms.read.package import Package
from transforms.read.spreadsheet_ml import SheetEntry, read_directory, refuse_doctype
from transforms.read.workbook import Workbook, finish, guarded, open_workbook, read_sheet


def read_office_open(content: bytes, package: Package, kind: str, limits: Limits) -> RawBook:
    """Read an xlsx, xlsm or xlsb package."""
    if kind == "xlsb":
        return _read_xlsb(content)
    directory = read_directory(package)
    facts = SheetFacts(date1904=directory.date1904)
    workbook = open_workbook(content, directory.date1904)
    sheets: list[RawSheet] = []
    for entry in directory.sheets:
        if entry.visible != "visible":
            sheets.append(RawSheet(entry.name, entry.visible, 1, pl.DataFrame()))
        elif entry.part:
            sheet = guarded(lambda e=entry: read_sheet(workbook, workbook.names.index(e.name), facts, True))
            sheet.kind_source = PassKinds(content, workbook.names.index(entry.name))
            sheets.append(sheet)
    return RawBook(kind, None, None, tuple(sheets))


def _read_xlsb(content: bytes) -> RawBook:
    workbook = open_workbook(content, False)
    sheets = []
    for index in range(len(workbook.names)):
        sheet = guarded(lambda at=index: read_sheet(workbook, at, SheetFacts(), True))
        sheet.kind_source = PassKinds(content, index)
        sheets.append(sheet)
    return RawBook("xlsb", None, None, tuple(sheets))
