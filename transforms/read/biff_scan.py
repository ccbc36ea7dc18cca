"""A scan of the records of an .xls sheet: how far its cells reach, and what the parser does not tell of it."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from transforms.raw import SheetFacts, column_letter

_EOF, _FILTER_MODE, _COLUMN, _ROW, _MERGES, _DIMENSIONS = 0x0A, 0x9B, 0x7D, 0x208, 0xE5, 0x200
_MANY_NUMBERS = 0xBD
NUMBERS = frozenset({0x06, 0x203, 0x27E, _MANY_NUMBERS})
_CELLS = NUMBERS | {0x204, 0x205, 0x206, 0xD6, 0xFD}
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x1


@dataclass
class BiffScan:
    """The rectangle of a sheet's cells (0-based) and its facts; `declared` is what the sheet says it holds."""

    declared: int = 0
    bottom: int = -1
    left: int = 0xFFFF
    right: int = -1
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[str] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    struck: set[tuple[int, str]] = field(default_factory=set)
    percent_columns: set[str] = field(default_factory=set)
    filtered: bool = False

    @property
    def n_cells(self) -> int:
        """The cells the parser would make room for."""
        found = (self.bottom + 1) * (self.right - self.left + 1) if self.bottom >= 0 else 0
        return max(found, self.declared)

    def facts(self, date1904: bool) -> SheetFacts:
        """Give the facts of the sheet."""
        return SheetFacts(
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            merges=tuple(self.merges),
            has_filter=self.filtered,
            struck=frozenset(self.struck),
            percent_columns=frozenset(self.percent_columns),
            date1904=date1904,
        )


def records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Give (type, start of body, length) of the records from an offset to the end of the stream."""
    unpack, end = struct.Struct("<HH").unpack_from, len(stream)
    while at + 4 <= end:
        kind, length = unpack(stream, at)
        if at + 4 + length > end:
            return
        yield kind, at + 4, length
        at += 4 + length


def scan_sheet(stream: bytes, start: int, struck: frozenset[int], percent: frozenset[int]) -> BiffScan:
    """Scan the records of one sheet, from its first to its end mark.

    ``struck`` are the formats of what is struck through, ``percent`` of what is shown as percentages.
    """
    scan = BiffScan()
    place = struct.Struct("<HH").unpack_from
    for kind, at, length in records(stream, start):
        if kind in _CELLS and length >= 4:
            row, column = place(stream, at)
            scan.bottom = max(scan.bottom, row)
            scan.left, scan.right = min(scan.left, column), max(scan.right, column)
            if struck or percent:
                cells = list(styled_cells(stream, kind, at, length))
                scan.struck |= {(row + 1, column_letter(column)) for row, column, style in cells if style in struck}
                shown = percent if kind in NUMBERS else frozenset[int]()
                scan.percent_columns |= {column_letter(column) for _, column, style in cells if style in shown}
        elif kind == _ROW and length >= 14:
            if stream[at + 12] & _ROW_HIDDEN:
                scan.hidden_rows.add(place(stream, at)[0] + 1)
        elif kind == _EOF:
            break
        else:
            _other(scan, stream, kind, at, length)
    return scan


def styled_cells(stream: bytes, kind: int, at: int, length: int) -> Iterator[tuple[int, int, int]]:
    """Row, column (0-based) and format of the filled cells of one record of cells."""
    if kind == _MANY_NUMBERS:
        row, first = struct.unpack_from("<HH", stream, at)
        for number in range((length - 6) // 6):
            yield row, first + number, struct.unpack_from("<H", stream, at + 4 + 6 * number)[0]
    elif length >= 6:
        yield struct.unpack_from("<HHH", stream, at)


def _other(scan: BiffScan, stream: bytes, kind: int, at: int, length: int) -> None:
    if kind == _DIMENSIONS and length >= 10:
        first, last, left, right = struct.unpack_from("<IIHH" if length >= 14 else "<HHHH", stream, at)
        scan.declared = max(last - first, 0) * max(right - left, 0)
    elif kind == _COLUMN and length >= 10 and stream[at + 8] & _COLUMN_HIDDEN:
        first, last = struct.unpack_from("<HH", stream, at)
        scan.hidden_columns |= {column_letter(i) for i in range(first, min(last, 255) + 1)}
    elif kind == _MERGES and length >= 2:
        (count,) = struct.unpack_from("<H", stream, at)
        for place in range(min(count, (length - 2) // 8)):
            top, bottom, left, right = struct.unpack_from("<4H", stream, at + 2 + 8 * place)
            scan.merges.append((top + 1, left, bottom + 1, right))
    elif kind == _FILTER_MODE:
        scan.filtered = True
