"""Some columns of a sheet, with what detection asks of them: how full each row is, and rows as lists."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

import polars as pl

from transforms.layout.cell_shapes import is_value, shape_of
from transforms.raw import RawSheet, column_index

BANDS_LOOKED_AT = 2_000
_FEW = 100


class Grid:
    """Columns ``letters`` of a sheet between two rows; rows are counted from 0 at the sheet's first row."""

    def __init__(self, sheet: RawSheet, letters: Sequence[str], start: int, stop: int) -> None:
        self.sheet, self.letters, self.start, self.stop = sheet, list(letters), start, stop
        self.text = sheet.text if self.letters == sheet.text.columns else sheet.text[self.letters]

    @cached_property
    def counts(self) -> pl.Series:
        """The number of cells filled in each row of the sheet; 0 outside the grid's rows."""
        if not self.letters:
            return pl.Series([0] * self.text.height, dtype=pl.UInt16)
        if self.text is self.sheet.text:
            filled = self.sheet.filled
        else:
            filled = self.text.select(pl.sum_horizontal(pl.all().is_not_null().cast(pl.UInt16)).alias("n"))["n"]
        if (self.start, self.stop) == (0, self.text.height):
            return filled
        zero = pl.Series("n", [0], dtype=pl.UInt16)
        inside = filled.slice(self.start, max(self.stop - self.start, 0))
        above = zero.new_from_index(0, min(self.start, self.text.height))
        below = zero.new_from_index(0, self.text.height - above.len() - inside.len())
        return pl.concat([above, inside.cast(pl.UInt16), below])

    def row(self, index: int) -> list[str | None]:
        """The cells of one row."""
        return list(self.text.row(index))

    @cached_property
    def bands(self) -> list[tuple[int, int]]:
        """The runs of rows that are not blank: first row, and the row after the last."""
        blank = [-1, *(self.counts == 0).arg_true().to_list(), self.text.height]
        return [(above + 1, below) for above, below in pairwise(blank) if below > above + 1]

    def rows_without_values(self, rows: Sequence[int]) -> set[int]:
        """Those of ``rows`` in which at most a third of the filled cells are values."""
        if len(rows) <= _FEW:  # a Polars call costs more than a loop over so few rows
            return {row for row in rows if _n_values(self.text.row(row)) * 3 <= int(self.counts[row])}
        held = self.text[list(rows)]
        values = held.select(pl.sum_horizontal(is_value(c).cast(pl.UInt16) for c in self.letters).alias("n"))["n"]
        counts = self.counts[list(rows)]
        return {row for row, few in zip(rows, values * 3 <= counts, strict=True) if few}

    @cached_property
    def merges(self) -> list[tuple[int, int, int, int]]:
        """The merged cells inside the grid: first and last row, first and last column as positions in ``letters``."""
        columns = [column_index(letter) for letter in self.letters]
        top = self.sheet.first_row
        found = []
        for first_row, first, last_row, last in self.sheet.facts.merges:
            left, right = bisect_left(columns, first), bisect_right(columns, last) - 1
            if left <= right and self.start <= first_row - top < self.stop:
                found.append((first_row - top, last_row - top, left, right))
        return found

    @cached_property
    def spread_rows(self) -> list[int]:
        """The rows that one merged cell fills over half of the columns or more."""
        half = max(len(self.letters) // 2, 2)
        return [top for top, _, left, right in self.merges if right - left + 1 >= half and self.counts[top] == 1]


def _n_values(cells: Sequence[str | None]) -> int:
    return sum(cell is not None and shape_of(cell) == "value" for cell in cells)
