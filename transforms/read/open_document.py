"""OpenDocument spreadsheets (.ods)."""

import re
from dataclasses import dataclass, replace

import polars as pl

from transforms.raw import RawBook, RawSheet, column_index
from transforms.read.kinds import aligned
from transforms.read.limits import Limits
from transforms.read.ods_scan import OdsScan, TableScan
from transforms.read.package import Package
from transforms.read.workbook import Workbook, guarded, open_workbook, read_sheet, with_errors, with_iso_dates

_OF_ANOTHER_FILE = re.compile(r"'[a-z]+:.*'#\$", re.DOTALL)
"""The name of a table that is no sheet: what a formula saw of another file, kept beside under its address."""


@dataclass
class OdsKinds:
    """Kinds of one sheet from the value types in the file, scanned anew for each column asked."""

    content: bytes
    limits: Limits

    def __call__(self, sheet: RawSheet, letter: str) -> pl.Series:
        """Give the kinds of one column, aligned with its text."""
        part = Package(self.content, self.limits).part("content.xml")
        scan = OdsScan(part, self.limits.max_cells, (sheet.name, column_index(letter)))
        runs = scan.tables[sheet.name].kinds
        rows = [row + i - sheet.first_row for row, count, _ in runs for i in range(count)]
        kinds = [kind for _, count, kind in runs for _ in range(count)]
        return aligned(sheet, letter, rows, kinds)


def read_ods(content: bytes, package: Package, limits: Limits) -> RawBook:
    """Read the visible sheets of an .ods whose repeated cells stay within the limits."""
    scan = OdsScan(package.part("content.xml"), limits.max_cells)
    workbook = open_workbook(content, date1904=False)
    own = [index for index, name in enumerate(workbook.names) if not _OF_ANOTHER_FILE.match(name)]
    sheets = [_read_table(workbook, index, scan) for index in own]
    for sheet in sheets:
        sheet.kind_source = OdsKinds(content, limits)
    return RawBook("ods", None, None, tuple(sheets))


def _read_table(workbook: Workbook, index: int, scan: OdsScan) -> RawSheet:
    table = scan.tables.get(workbook.names[index]) or TableScan("")
    sheet = guarded(lambda: read_sheet(workbook, index, replace(table.facts(), errors={})))
    return with_iso_dates(with_errors(sheet, table.errors), table.dates)
