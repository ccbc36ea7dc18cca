"""Excel's binary workbooks (.xlsb)."""

import posixpath
from collections.abc import Iterator

from transforms.raw import DeliveryError, RawBook, RawSheet, SheetFacts
from transforms.read import refusals
from transforms.read.kinds import PassKinds
from transforms.read.limits import MOST_COLUMNS, Limits
from transforms.read.package import Package
from transforms.read.workbook import guarded, open_workbook, read_sheet

_ROW, _FIRST_FILLED, _LAST_FILLED, _WORKBOOK_PROPERTIES, _SHARED_STRINGS = 0, 2, 11, 153, 159
_DATE1904 = 0x1
_MOST = 1 << 32


def read_xlsb(content: bytes, package: Package, limits: Limits) -> RawBook:
    """Read the visible sheets of an xlsb package whose filled cells stay within the limits."""
    date1904 = _uses_1904(package.part("xl/workbook.bin"))
    _check_strings(package.part("xl/sharedStrings.bin"))
    for name in package.names:
        if name.lower().startswith("xl/worksheets/") and name.lower().endswith(".bin"):
            _check_extent(package.part(name), posixpath.basename(name), limits)
    workbook = open_workbook(content, date1904)
    facts = SheetFacts(date1904=date1904)
    sheets: list[RawSheet] = []
    for index in range(len(workbook.names)):
        sheet = guarded(lambda at=index: read_sheet(workbook, at, facts))  # type: ignore[misc]
        sheet.kind_source = PassKinds(content, index)
        sheets.append(sheet)
    return RawBook("xlsb", None, None, tuple(sheets))


def _records(part: bytes) -> Iterator[tuple[int, int]]:
    """Give (type, start of body) of the records of a binary part; type and length take 7 bits a byte."""
    at, end = 0, len(part)
    while at < end:
        kind = part[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = kind & 0x7F | (part[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while at < end:
            byte = part[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:
                break
        yield kind, at
        at += length


def _uses_1904(part: bytes) -> bool:
    flags = next((part[at : at + 1] for kind, at in _records(part) if kind == _WORKBOOK_PROPERTIES), b"")
    return bool(flags) and bool(flags[0] & _DATE1904)


def _check_extent(part: bytes, name: str, limits: Limits) -> None:
    row, bottom, left, right = 0, -1, _MOST, -1
    for kind, at in _records(part):
        if kind == _ROW:
            row = int.from_bytes(part[at : at + 4], "little")
        elif _FIRST_FILLED <= kind <= _LAST_FILLED:
            column = int.from_bytes(part[at : at + 4], "little")
            bottom = max(bottom, row)
            left, right = min(left, column), max(right, column)
    n_cells = (bottom + 1) * (right - left + 1) if bottom >= 0 else 0
    if n_cells > limits.max_cells or right >= MOST_COLUMNS:
        raise DeliveryError(refusals.TOO_MANY_CELLS, sheet=name, cells=str(n_cells))


def _check_strings(part: bytes) -> None:
    """Refuse a count of strings beyond what the part can hold: the parser would make room for all of them."""
    for kind, at in _records(part):
        if kind == _SHARED_STRINGS and int.from_bytes(part[at + 4 : at + 8], "little") > len(part):
            raise DeliveryError(refusals.DAMAGED)
        return
