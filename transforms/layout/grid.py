"""Some columns of a sheet, with what detection asks of them: how full each row is, and rows as lists."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

import polars as pl

from transforms.layout.cell_shapes import is_value, shape_of
from transforms.raw import RawSheet, Row, column_index, counts_of

BANDS_LOOKED_AT = 2_000
_FEW = 100
_FEW_ROWS = 5_000  # a Polars call costs more than a loop over so few numbers


class Grid:
    """Columns ``letters`` of a sheet between two rows; rows are counted from 0 at the sheet's first row."""

    def __init__(self, sheet: RawSheet, letters: Sequence[str], start: int, stop: int) -> None:
        self.sheet, self.letters, self.start, self.stop = sheet, list(letters), start, stop
        self.height = sheet.text.height
        self._is_whole = letters is sheet.letters or self.letters == sheet.letters
        self._few_rows = sheet.few_rows if self._is_whole else _cut(sheet, self.letters)

    def without(self, rows: Sequence[int]) -> Grid:
        """The same with the cells of some rows blank."""
        kept = pl.repeat(True, self.height, eager=True).scatter(list(rows), False)
        text = self.sheet.text.with_columns(pl.when(kept).then(pl.all()))
        return Grid(replace(self.sheet, text=text), self.letters, self.start, self.stop)

    @cached_property
    def text(self) -> pl.DataFrame:
        """The columns of the grid, every row of the sheet."""
        return self.sheet.text if self._is_whole else self.sheet.text[self.letters]

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each column stands in a row."""
        return {letter: at for at, letter in enumerate(self.letters)}

    @property
    def is_small(self) -> bool:
        """Whether a loop over its cells costs less than a Polars call."""
        return self._few_rows is not None

    @cached_property
    def counts(self) -> list[int]:
        """The number of cells filled in each row of the sheet; 0 outside the grid's rows."""
        if not self.letters:
            return [0] * self.height
        filled = self.sheet.filled if self._is_whole else counts_of(self.text, self._few_rows)
        if (self.start, self.stop) == (0, self.height):
            return filled
        inside = filled[self.start : max(self.stop, self.start)]
        above = [0] * min(self.start, self.height)
        return [*above, *inside, *[0] * (self.height - len(above) - len(inside))]

    def rows_filled(self, least: int, most: int) -> list[int]:
        """The rows that hold from ``least`` to ``most`` cells."""
        if self.height <= _FEW_ROWS:
            return [row for row, count in enumerate(self.counts) if least <= count <= most]
        return self._many_counts.is_between(least, most).arg_true().to_list()

    def sorted_counts(self, rows: range) -> list[int]:
        """How many cells each of ``rows`` holds, the fewest first."""
        if self.height <= _FEW_ROWS:
            return sorted(self.counts[rows.start : rows.stop])
        return self._many_counts.slice(rows.start, len(rows)).sort().to_list()

    @cached_property
    def _many_counts(self) -> pl.Series:
        return pl.Series(self.counts, dtype=pl.UInt16)

    def row(self, index: int) -> Row:
        """The cells of one row."""
        return self.text.row(index) if self._few_rows is None else self._few_rows[index]

    def rows(self, indices: Sequence[int]) -> Sequence[Row]:
        """The cells of some rows, in order."""
        if self._few_rows is not None and isinstance(indices, range):
            return self._few_rows[indices.start : indices.stop]
        if self._few_rows is not None:
            return [self._few_rows[index] for index in indices]
        if len(indices) > 1 and indices[-1] - indices[0] == len(indices) - 1:
            return self.text.slice(indices[0], len(indices)).rows()
        if len(indices) <= _FEW:  # a Polars call costs more than a loop over so few rows
            return [self.text.row(index) for index in indices]
        return self.text[list(indices)].rows()

    @cached_property
    def bands(self) -> list[tuple[int, int]]:
        """The runs of rows that are not blank: first row, and the row after the last."""
        blank = [-1, *self.rows_filled(0, 0), self.height]
        return [(above + 1, below) for above, below in pairwise(blank) if below > above + 1]

    def rows_without_values(self, rows: Sequence[int]) -> set[int]:
        """Those of ``rows`` in which at most a third of the filled cells are values."""
        if len(rows) <= _FEW:
            return {row for row in rows if _n_values(self.row(row)) * 3 <= self.counts[row]}
        held = self.text[list(rows)]
        values = held.select(pl.sum_horizontal(is_value(c).cast(pl.UInt16) for c in self.letters).alias("n"))["n"]
        return {row for row, n in zip(rows, values, strict=True) if n * 3 <= self.counts[row]}

    def filled_letters(self, rows: Sequence[int]) -> set[str]:
        """The columns that hold something in some of ``rows``."""
        if not rows:
            return set()
        if self.is_small:
            columns = zip(self.letters, zip(*self.rows(rows), strict=True), strict=True)
            return {letter for letter, column in columns if column.count(None) < len(column)}
        held = self.text[list(rows)]
        return {column.name for column in held.iter_columns() if column.null_count() < len(column)}

    @cached_property
    def merges(self) -> list[tuple[int, int, int, int]]:
        """The merged cells inside the grid: first and last row, first and last column as positions in ``letters``."""
        top, found = self.sheet.first_row, list[tuple[int, int, int, int]]()
        columns = [column_index(letter) for letter in self.letters] if self.sheet.facts.merges else []
        for first_row, first, last_row, last in self.sheet.facts.merges:
            left, right = bisect_left(columns, first), bisect_right(columns, last) - 1
            if left <= right and self.start <= first_row - top < self.stop:
                found.append((first_row - top, last_row - top, left, right))
        return found

    @cached_property
    def spread_rows(self) -> frozenset[int]:
        """The rows that one merged cell fills over half of the columns or more."""
        half = max(len(self.letters) // 2, 2)
        wide = [top for top, _, left, right in self.merges if right - left + 1 >= half]
        return frozenset(top for top in wide if self.counts[top] == 1)


def _cut(sheet: RawSheet, letters: Sequence[str]) -> Sequence[Row] | None:
    """Every row of the sheet, where they are few, cut to some columns."""
    if sheet.few_rows is None:
        return None
    places = [sheet.places[letter] for letter in letters]
    return [tuple([row[at] for at in places]) for row in sheet.few_rows]


def _n_values(cells: Row) -> int:
    return sum(cell is not None and shape_of(cell) == "value" for cell in cells)
