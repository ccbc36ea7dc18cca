"""Which cells of an .xls sheet are shown as percentages, which the parser does not tell."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from transforms.raw import Kind, RawSheet, column_index
from transforms.read.biff_scan import NUMBERS, records, styled_cells
from transforms.read.kinds import PassKinds

_EOF, _FORMAT, _CELL_FORMAT = 0x0A, 0x41E, 0xE0
_PERCENTAGES = frozenset({9, 10})
_NAMED_STYLE = 0x4
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass
class OldKinds:
    """Kinds of one sheet of an .xls, percentages among them; ``start`` is where its records begin in the stream."""

    content: bytes = field(repr=False)
    stream: Callable[[], bytes] = field(repr=False)
    start: int
    index: int
    _plain: PassKinds | None = field(default=None, init=False, repr=False)
    _percent: dict[int, list[int]] = field(default_factory=dict, init=False, repr=False)

    def __call__(self, sheet: RawSheet, letter: str) -> pl.Series:
        """Give the kinds of one column, aligned with its text."""
        if self._plain is None:
            self._plain = PassKinds(self.content, self.index)
            self._percent = _percent_cells(self.stream(), self.start)
        kinds = self._plain(sheet, letter)
        rows = [row + 1 - sheet.first_row for row in self._percent.get(column_index(letter), [])]
        shown = pl.Series([row for row in rows if 0 <= row < len(kinds)], dtype=pl.UInt32)
        numbers = shown.filter(kinds.gather(shown) == Kind.NUMBER.value)
        return kinds.scatter(numbers, Kind.PERCENT) if len(numbers) else kinds


def _percent_cells(stream: bytes, start: int) -> dict[int, list[int]]:
    """The rows of the numbers shown as percentages, by column, both 0-based."""
    percent = percent_styles(stream)
    found: dict[int, list[int]] = {}
    if not percent:
        return found
    # A loop over records: their lengths differ, so each says where the next begins.
    for kind, at, length in records(stream, start):
        if kind == _EOF:
            break
        for row, column, style in styled_cells(stream, kind, at, length) if kind in NUMBERS else ():
            if style in percent:
                found.setdefault(column, []).append(row)
    return found


def percent_styles(stream: bytes) -> frozenset[int]:
    """Number the cell formats that show a percentage, those of named styles left out."""
    shown, formats = set(_PERCENTAGES), list[int]()
    for kind, at, length in records(stream, 0):
        if kind == _EOF:
            break
        if kind == _FORMAT and length >= 4 and "%" in _LITERAL.sub("", _code(stream[at + 2 : at + length])):
            shown.add(struct.unpack_from("<H", stream, at)[0])
        elif kind == _CELL_FORMAT and length >= 4:
            is_named = length >= 6 and stream[at + 4] & _NAMED_STYLE
            formats.append(-1 if is_named else struct.unpack_from("<H", stream, at + 2)[0])
    return frozenset(index for index, number in enumerate(formats) if number in shown)


def _code(body: bytes) -> str:
    """The code of a format: the length of the text, then its letters, of one byte each or, once so marked, of two."""
    is_short = len(body) == body[0] + 1
    if is_short or len(body) < 3 or not body[2] & 1:
        return body[1 if is_short else 3 :].decode("latin-1")
    return body[3:].decode("utf-16-le", "replace")
