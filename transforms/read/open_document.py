"""OpenDocument spreadsheets (.ods)."""

from transforms.raw import RawBook, RawSheet, SheetFacts
from transforms.read.kinds import PassKinds
from transforms.read.limits import Limits
from transforms.read.package import Package
from transforms.read.spreadsheet_ml import refuse_doctype
from transforms.read.workbook import guarded, open_workbook, read_sheet


def read_ods(content: bytes, package: Package, limits: Limits) -> RawBook:
    """Read an .ods whose repeated cells stay within the limits."""
    body = package.part("content.xml")
    refuse_doctype(body)
    workbook = open_workbook(content, date1904=False)
    sheets: list[RawSheet] = []
    for index in range(len(workbook.names)):
        sheet = guarded(lambda at=index: read_sheet(workbook, at, SheetFacts(), iso_dates=True))  # type: ignore[misc]
        sheet.kind_source = PassKinds(content, index)
        sheets.append(sheet)
    return RawBook("ods", None, None, tuple(sheets))
