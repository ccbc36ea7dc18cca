"""Excel workbooks in a package: xlsx and xlsm."""

import re
from dataclasses import dataclass, replace

import polars as pl

from transforms.raw import DeliveryError, RawBook, RawSheet, SheetFacts, column_letter
from transforms.read import refusals
from transforms.read.byte_search import Searchable
from transforms.read.extent import check_extent
from transforms.read.kinds import PassKinds
from transforms.read.limits import Limits
from transforms.read.other_errors import other_errors, with_parsed_errors
from transforms.read.package import Package
from transforms.read.sheet_facts import sheet_facts
from transforms.read.spreadsheet_ml import SheetEntry, read_directory, refuse_doctype
from transforms.read.struck_cells import struck_cells, struck_styles
from transforms.read.workbook import (
    Workbook,
    guarded,
    open_workbook,
    raw_sheet,
    read_sheet,
    with_errors,
    with_iso_dates,
)
from transforms.read.xml_kinds import XmlKinds, percent_columns, percent_styles

_FIRST_COLUMN_FILLED = re.compile(rb'<c r="A\d+"(?:[^>]*[^/>])?>(?:<f[^>]*/>|<f(?:\s[^>]*)?>[^<]*</f>)?<v>[^<]')
_ISO_DATE = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]* t="d"')
_STRING_COUNTS = re.compile(rb'\buniqueCount="(\d+)"')
_ROW_NUMBERS, _ADDRESSES = re.compile(rb'<row r="(\d+)"'), re.compile(rb'<c r="([A-Z]+\d+)"')
_HEAD = 200_000


@dataclass(frozen=True)
class _Looked:
    """What a look into a sheet's XML found before the parser reads it."""

    facts: SheetFacts
    regular: bool
    fast: bool
    iso_dates: dict[str, list[int]]
    other_errors: dict[tuple[int, str], str]


def read_excel(content: bytes, package: Package, kind: str, limits: Limits) -> RawBook:
    """Read the visible sheets of an xlsx or xlsm package; hidden ones are named, chart sheets left out."""
    directory = read_directory(package)
    styles = package.part(directory.styles_part)
    refuse_doctype(styles)
    _check_strings(package.part(directory.strings_part))
    entries = [entry for entry in directory.sheets if entry.part or entry.visible != "visible"]
    marks = struck_styles(styles), percent_styles(styles)
    looked = {
        entry.name: _look(package, entry, directory.date1904, marks, limits)
        for entry in entries
        if entry.visible == "visible"
    }
    with_others = [entry.part for entry in entries if entry.name in looked and looked[entry.name].other_errors]
    parsed = with_parsed_errors(package, with_others) if with_others else content
    workbook = open_workbook(parsed, directory.date1904)
    sheets = [
        _read_visible(workbook, entry, looked[entry.name]) if entry.name in looked else _hidden(entry)
        for entry in entries
    ]
    for entry, sheet in zip(entries, sheets, strict=True):
        if entry.name in looked:
            index = workbook.names.index(entry.name)
            xml = XmlKinds(content, entry.part, directory.styles_part, limits)
            sheet.kind_source = xml if looked[entry.name].regular else PassKinds(parsed, index)
    return RawBook(kind, None, None, tuple(sheets))


def _check_strings(part: bytes) -> None:
    """Refuse a count of strings beyond what the part can hold: the parser would make room for all of them."""
    refuse_doctype(part)
    if any(int(count) > len(part) for count in _STRING_COUNTS.findall(part[:4096])):
        raise DeliveryError(refusals.DAMAGED)


_Styles = frozenset[int]


def _look(
    package: Package, entry: SheetEntry, date1904: bool, marks: tuple[_Styles, _Styles], limits: Limits
) -> _Looked:
    """Look into one sheet; ``marks`` are the formats of what is struck through and of what is shown as percentages."""
    part = package.part(entry.part)
    if not part:
        raise DeliveryError(refusals.DAMAGED)
    refuse_doctype(part)
    sheet = Searchable(part)
    if sheet.small and _writes_a_cell_twice(part):
        raise DeliveryError(refusals.DAMAGED)
    scan = check_extent(sheet, entry.name, limits)
    struck, percent = struck_cells(part, marks[0]), percent_columns(part, marks[1])
    facts = replace(sheet_facts(sheet, scan, date1904), struck=struck, percent_columns=percent)
    faulty = (b"#" in part or b">Err:" in part) and sheet.has(' t="e"')
    special = faulty or sheet.has(' t="d"', b"d")
    filled = _FIRST_COLUMN_FILLED.search(part, 0, _HEAD) is not None
    fast = filled and not special and scan is None
    return _Looked(facts, scan is None, fast, _iso_dates(part) if special else {}, other_errors(part) if faulty else {})


def _writes_a_cell_twice(part: bytes) -> bool:
    """Tell a row written twice with cells of one address, of which the parser would keep the last."""
    rows = _ROW_NUMBERS.findall(part)
    if len(set(rows)) == len(rows):
        return False
    cells = _ADDRESSES.findall(part)
    return len(set(cells)) < len(cells)


def _iso_dates(part: bytes) -> dict[str, list[int]]:
    """Find the cells typed as ISO dates, which only some exports write."""
    places: dict[str, list[int]] = {}
    for letters, row in _ISO_DATE.findall(part):
        places.setdefault(letters.decode(), []).append(int(row))
    return places


def _read_visible(workbook: Workbook, entry: SheetEntry, looked: _Looked) -> RawSheet:
    if entry.name not in workbook.names:
        raise DeliveryError(refusals.DAMAGED)
    index = workbook.names.index(entry.name)
    if looked.fast:
        batch = guarded(lambda: workbook.eager(index))
        letters = [column_letter(i) for i in range(batch.num_columns)]
        return raw_sheet(entry.name, batch, letters, looked.facts)
    sheet = guarded(lambda: read_sheet(workbook, index, looked.facts))
    sheet = with_errors(sheet, looked.other_errors) if looked.other_errors else sheet
    return with_iso_dates(sheet, looked.iso_dates) if looked.iso_dates else sheet


def _hidden(entry: SheetEntry) -> RawSheet:
    return RawSheet(entry.name, entry.visible, 1, pl.DataFrame())
