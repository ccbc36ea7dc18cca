"""Excel 5 to 2003 (.xls): sheets as the parser gives them, chart sheets and macro modules left aside."""

import struct
from dataclasses import dataclass
from functools import partial

from transforms.raw import DeliveryError, RawBook, RawSheet
from transforms.read import refusals
from transforms.read.biff_percent import OldKinds, percent_styles
from transforms.read.biff_scan import BiffScan, records, scan_sheet
from transforms.read.biff_struck import struck_formats
from transforms.read.compound import Compound
from transforms.read.limits import Limits
from transforms.read.workbook import guarded, open_workbook, read_sheet

_FILEPASS, _DATEMODE, _EOF, _BOUNDSHEET, _SHARED_STRINGS = 0x2F, 0x22, 0x0A, 0x85, 0xFC
_WORKSHEETS = frozenset({0, 1})


@dataclass(frozen=True)
class _Listed:
    """One sheet of the workbook's list: where its records start, and whether it holds cells."""

    start: int
    is_worksheet: bool


def read_xls(content: bytes, limits: Limits) -> RawBook:
    """Read the visible sheets of an .xls; what is another OLE document is refused by its own name."""
    stream = _workbook_stream(content)
    listed, date1904 = _read_globals(stream)
    struck, percent = struck_formats(stream), percent_styles(stream)
    scans = [scan_sheet(stream, sheet.start, struck, percent) for sheet in listed]
    for number, scan in enumerate(scans, 1):
        if scan.n_cells > limits.max_cells:
            raise DeliveryError(refusals.TOO_MANY_CELLS, sheet=str(number), cells=str(scan.n_cells))
    workbook = open_workbook(content, date1904)
    if len(listed) != len(workbook.names):
        listed = [_Listed(0, is_worksheet=True)] * len(workbook.names)
        scans = [BiffScan()] * len(workbook.names)
    sheets: list[RawSheet] = []
    for index, (entry, scan) in enumerate(zip(listed, scans, strict=True)):
        if entry.is_worksheet:
            facts = scan.facts(date1904)
            sheet = guarded(lambda at=index, f=facts: read_sheet(workbook, at, f))  # type: ignore[misc]
            sheet.kind_source = OldKinds(content, partial(_workbook_stream, content), entry.start, index)
            sheets.append(sheet)
    return RawBook("xls", None, None, tuple(sheets))


def _workbook_stream(content: bytes) -> bytes:
    compound = Compound(content)
    names = compound.names
    if "EncryptedPackage" in names or "EncryptionInfo" in names:
        raise DeliveryError(refusals.PASSWORD)
    name = next((name for name in names if name.lower() in {"workbook", "book"}), None)
    if name is None:
        raise DeliveryError(refusals.TEXT_DOCUMENT if "WordDocument" in names else refusals.OTHER_DOCUMENT)
    return compound.stream(name)


def _read_globals(stream: bytes) -> tuple[list[_Listed], bool]:
    """Read the records before the first sheet's: the list of sheets, and whether days count from 1904."""
    listed: list[_Listed] = []
    date1904 = False
    for kind, at, length in records(stream, 0):
        if kind == _FILEPASS:
            raise DeliveryError(refusals.PASSWORD)
        if kind == _EOF:
            break
        if kind == _DATEMODE:
            date1904 = stream[at : at + 1] == b"\x01"
        elif kind == _BOUNDSHEET and length > 5:
            (start,) = struct.unpack_from("<I", stream, at)
            listed.append(_Listed(start, stream[at + 5] in _WORKSHEETS))
        elif kind == _SHARED_STRINGS and length >= 8:
            (count,) = struct.unpack_from("<I", stream, at + 4)
            if count > len(stream):
                raise DeliveryError(refusals.DAMAGED)
    return listed, date1904
