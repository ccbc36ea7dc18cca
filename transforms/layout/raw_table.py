"""A declared table where it was found on a sheet."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from schemas import DELIVERED
from transforms.headings import HeadingMatch, whole_name
from transforms.layout.announced_units import announced_units
from transforms.layout.bare_total import with_bare_total
from transforms.layout.body_rows import classify
from transforms.layout.expected import Expected
from transforms.layout.grid import Grid
from transforms.layout.heading_texts import HeadingCell, heading_cells
from transforms.layout.own_rows import own_rows
from transforms.layout.unused_rows import unused_rows
from transforms.raw import RawSheet, Row

_CURRENCY = re.compile(r"[€$£]|eur|franc|milli|cent|\bcts?\b|000|\b[fk]\b", re.IGNORECASE)
_WORDS = ("text", "code")
_SUMMED = ("eur", "hours", "integer")


@dataclass(frozen=True)
class RawTable:
    """One declared table found on a sheet; rows are the sheet's own numbers.

    ``header_rows`` are its headings, ``first_row`` to ``last_row`` its body, ``letters`` its columns with those that
    have no heading. ``heading_row`` gives the row of each heading's own cell, by letter. ``stranger`` is the row where
    a table of unknown headings ends it. ``host`` is the table whose rows it shares; its letters are then those that the
    host does not read, and it is one of its ``guests``.
    """

    table: str
    sheet: RawSheet
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    letters: tuple[str, ...]
    matches: tuple[HeadingMatch, ...]
    heading_row: Mapping[str, int]
    stranger: int | None = None
    host: RawTable | None = None
    guests: tuple[RawTable, ...] = ()

    @property
    def header_row(self) -> int:
        """The lowest row of its headings."""
        return self.header_rows[-1]

    @cached_property
    def read_matches(self) -> tuple[HeadingMatch, ...]:
        """The headings whose columns are read."""
        return tuple(match for match in self.matches if match.is_read)

    @cached_property
    def whole_name(self) -> str | None:
        """The heading of a column read that holds both names of a person."""
        return whole_name(self.read_matches)

    @property
    def left(self) -> set[str]:
        """The columns of headings that it does not read, and that another table may know."""
        return {match.column for match in self.matches if match.how in ("unknown", "near")}

    @cached_property
    def cells(self) -> list[HeadingCell]:
        """Its headings, each with the texts that it may be known by."""
        top, named = self.sheet.first_row, {match.column for match in self.matches}
        found = heading_cells(self.grid, [row - top for row in self.header_rows])
        return [cell for cell in found if cell.letter in named]

    @property
    def own_matches(self) -> tuple[HeadingMatch, ...]:
        """Those that no table reads whose rows it shares."""
        return tuple(m for m in self.read_matches if m.column in self.letters) if self.host else self.read_matches

    @cached_property
    def units(self) -> dict[str, str]:
        """The unit that the heading of a declared column names, where one does, or else what is announced over it."""
        own = {match.field: match.unit for match in self.read_matches if match.field and match.unit}
        columns = DELIVERED[self.table].columns
        amounts = {m.column: m.field for m in self.own_matches if m.field and columns[m.field].kind == "eur"}
        announced = announced_units(self.grid, list(amounts), self.header_rows, self.first_row) if amounts else []
        over = {field: unit for field, unit in zip(amounts.values(), announced, strict=True) if unit}
        return own | {field: unit for field, unit in over.items() if not _CURRENCY.search(own.get(field, ""))}

    def columns(self) -> dict[str, pl.Series]:
        """The texts of each declared column that is read, in the rows of the body."""
        body = self.sheet.text.slice(self.first_row - self.sheet.first_row, len(self.why)).get_columns()
        places = self.sheet.places
        return {match.field: body[places[match.column]] for match in self.read_matches if match.field}

    def body(self) -> pl.DataFrame:
        """The rows below the headings, columns by letter, as text."""
        start = self.first_row - self.sheet.first_row
        letters = dict.fromkeys((*self.letters, *(match.column for match in self.read_matches)))
        return self.sheet.text[list(letters)].slice(start, self.last_row - self.first_row + 1)

    @cached_property
    def grid(self) -> Grid:
        """The columns of the table, every row of the sheet."""
        return Grid(self.sheet, self.letters, 0, self.sheet.text.height)

    @cached_property
    def why(self) -> list[str | None]:
        """Why each row of the body is no data (blank, repeated_header, total, …), None where it is data."""
        if self.is_shared:
            return self._why_of_mine()
        columns = DELIVERED[self.table].columns
        required = DELIVERED[self.table].required_columns
        read = self.read_matches
        top = self.sheet.first_row
        keys = [match.column for match in read if match.field in required] or [match.column for match in read]
        digits = [m.column for m in read if m.field and columns[m.field].kind not in _WORDS]
        heads = self.grid.rows(range(max(self.header_rows[0] - 1, top) - top, self.first_row - top))
        rows = range(self.first_row - top, min(self.last_row + 1 - top, self.grid.height))
        unused = unused_rows(self.grid, rows, keys)
        grid = self.grid.without(unused) if unused else self.grid
        why = classify(grid, rows, heads, digits, Expected(keys, [match.column for match in read], grid.places))
        never = [m.column for m in read if m.field and columns[m.field].kind not in _SUMMED]
        why = with_bare_total(grid, rows, why, never)
        for row in unused:
            why[row - rows.start] = "unused"
        return why

    def _why_of_mine(self) -> list[str | None]:
        """As for all the rows shared; but rows of a guest alone are no data of the host, nor others of the guest."""
        start, all_rows = self.first_row - self.sheet.first_row, self.whole.why
        if not self.guests:
            return own_rows(self.grid, start, all_rows)
        theirs = {match.column for guest in self.guests for match in guest.read_matches}
        own = [match.column for match in self.read_matches if match.column not in theirs]
        mine = own_rows(Grid(self.sheet, own, 0, self.sheet.text.height), start, all_rows)
        by_row = zip(mine, all_rows, *(guest.why for guest in self.guests), strict=True)
        return [reason if None in of_guests else of_all for reason, of_all, *of_guests in by_row]

    @property
    def whole(self) -> RawTable:
        """The table whose rows are all those shared, whichever tables they are data of; itself where it shares none."""
        return self.host or (self.guests[0].whole if self.guests else self)

    @property
    def is_shared(self) -> bool:
        """Whether another table has the same rows."""
        return self.host is not None or bool(self.guests)

    @property
    def n_rows(self) -> int:
        """The number of rows of data."""
        return self.why.count(None)

    def filled_letters(self, spoilt: Collection[int] = ()) -> set[str]:
        """The columns that hold something in rows of data, those of ``spoilt`` left out."""
        top = self.sheet.first_row
        data = [row for row, why in enumerate(self.why, self.first_row) if why is None and row not in spoilt]
        return self.grid.filled_letters([row - top for row in data])

    def data(self) -> pl.DataFrame:
        """The rows of data, columns by letter, as text."""
        return self.body().filter(pl.Series(self.why, dtype=pl.String).is_null())

    def head(self) -> list[tuple[int, str]]:
        """The rows from the first heading to the body, each with what it is."""
        return [
            (row, "header" if row in self.header_rows else _what(self.grid.row(row - self.sheet.first_row)))
            for row in range(self.header_rows[0], self.first_row)
        ]


def _what(cells: Row) -> str:
    return "blank" if cells.count(None) == len(cells) else "labels"
