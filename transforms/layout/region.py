"""A table found by its structure alone, and what a whole sheet holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

from transforms.raw import RawSheet

NoTable = Literal["empty", "form", "prose"]
Why = Literal[
    "blank",
    "title",
    "header",
    "labels",
    "repeated_header",
    "section",
    "subtotal",
    "total",
    "summary",
    "continuation",
    "note",
]


@dataclass(frozen=True)
class Region:
    """One table of a sheet; rows are the sheet's own numbers, from ``first_row`` to ``last_row`` of the body.

    ``headings`` gives the text over each column, "" where a column with data has none; ``header_rows`` is empty
    when the table has no headings. ``ignored`` tells why a row is no data, inside the body, above it and below it,
    up to the tables around. A table with no rows has a ``last_row`` before its ``first_row``.
    """

    sheet: RawSheet
    header_rows: tuple[int, ...]
    headings: tuple[tuple[str, str], ...]
    first_row: int
    last_row: int
    ignored: tuple[tuple[int, str], ...]

    @property
    def letters(self) -> list[str]:
        """The columns of the table, by letter."""
        return [letter for letter, _ in self.headings]

    @property
    def range(self) -> str:
        """The cells of the table with its headings, as a spreadsheet writes them: ``C4:H120``."""
        top = min((*self.header_rows, self.first_row))
        bottom = max((*self.header_rows, self.last_row))
        return f"{self.letters[0]}{top}:{self.letters[-1]}{bottom}"

    @property
    def rows(self) -> pl.Series:
        """The sheet's row numbers of the data (UInt32), in order."""
        whole = pl.Series("row", range(self.first_row, self.last_row + 1), dtype=pl.UInt32)
        out = pl.Series([row for row, _ in self.ignored], dtype=pl.UInt32)
        return whole.filter(~whole.is_in(out.implode()))

    def data(self) -> pl.DataFrame:
        """The data as text, columns by letter, one row for each of ``rows``."""
        return self.sheet.text.select(self.letters)[self.rows.cast(pl.Int64) - self.sheet.first_row]


@dataclass(frozen=True)
class Layout:
    """What a sheet holds: its tables from top to bottom, or ``reason``, why it holds none.

    Every row of the sheet is data of a table or ignored by one; without a table ``ignored`` names them all.
    """

    regions: tuple[Region, ...]
    reason: NoTable | None = None
    ignored: tuple[tuple[int, str], ...] = ()
