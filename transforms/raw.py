"""What a received file holds before anything is understood of it: sheets of text with true addresses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import Literal

import polars as pl

Visibility = Literal["visible", "hidden", "very_hidden"]
Row = Sequence[str | None]
FEW_CELLS = 10_000


class DeliveryError(Exception):
    """A file that cannot be processed: `code` names its sentence in `schemas.rules`, `params` fill it."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __reduce__(self) -> tuple[Callable[..., "DeliveryError"], tuple[str, dict[str, str]]]:
        """Keep code and parameters when the error crosses from a worker process."""
        return _delivery_error, (self.code, self.params)


def _delivery_error(code: str, params: dict[str, str]) -> DeliveryError:
    return DeliveryError(code, **params)


class Kind(IntEnum):
    """What the spreadsheet says a cell is, whatever its text looks like."""

    BLANK = 0
    TEXT = 1
    NUMBER = 2
    DATE = 3
    BOOL = 4
    ERROR = 5
    TIME = 6
    PERCENT = 7


@dataclass(frozen=True)
class Remark:
    """Something seen while reading, told by `code`; a place is the record (1-based) and column letter."""

    code: str
    params: Mapping[str, str]
    sheet: str | None = None
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True)
class SheetFacts:
    """What only a look into the file tells; rows are 1-based, columns letters, merges' columns 0-based.

    `merges` are (first_row, first_column, last_row, last_column). `uncalculated` are formulas with no
    cached value, `errors` maps (row, letter) to the error shown in the cell, `struck` are cells crossed out,
    `percent_columns` hold numbers shown as percentages.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[str] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    has_filter: bool = False
    uncalculated: frozenset[tuple[int, str]] = frozenset()
    struck: frozenset[tuple[int, str]] = frozenset()
    percent_columns: frozenset[str] = frozenset()
    date1904: bool = False
    errors: Mapping[tuple[int, str], str] = field(default_factory=dict)


@dataclass
class RawSheet:
    """One sheet as text, blank cells null; `first_row` is the sheet row of `text[0]`.

    Columns are named by spreadsheet letters. Dates read `2015-09-01 00:00:00`, times and durations
    `26:30:00`, numbers in their shortest form, booleans `true`/`false`, errors `#N/A`.
    """

    name: str
    visible: Visibility
    first_row: int
    text: pl.DataFrame
    facts: SheetFacts = field(default_factory=SheetFacts)
    kind_source: Callable[["RawSheet", str], pl.Series] | None = field(default=None, repr=False)
    _kinds: dict[str, pl.Series] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def letters(self) -> list[str]:
        """Its columns."""
        return self.text.columns

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each column stands, by letter."""
        return {letter: at for at, letter in enumerate(self.letters)}

    @cached_property
    def few_rows(self) -> Sequence[Row] | None:
        """All rows, where their cells are so few that a loop costs less than a Polars call; else None."""
        return self.text.rows() if self.text.height * self.text.width <= FEW_CELLS else None

    def row(self, index: int) -> Row:
        """The cells of one row, counted from 0."""
        return self.text.row(index) if self.few_rows is None else self.few_rows[index]

    def head(self, n: int) -> Sequence[Row]:
        """The cells of the first rows."""
        return self.text.head(n).rows() if self.few_rows is None else self.few_rows[:n]

    @cached_property
    def filled(self) -> list[int]:
        """The number of cells filled in each row."""
        return counts_of(self.text, self.few_rows)

    def kinds(self, letter: str) -> pl.Series:
        """Give the Kind (UInt8) of each cell of a column; looks into the file only when first asked."""
        if letter not in self._kinds:
            source = self.kind_source or text_kinds
            self._kinds[letter] = source(self, letter).alias(letter)
        return self._kinds[letter]


def counts_of(text: pl.DataFrame, rows: Sequence[Row] | None) -> list[int]:
    """The number of cells filled in each row of ``text``; ``rows`` are its rows where they are at hand."""
    if rows is not None:
        return [len(row) - row.count(None) for row in rows]
    if not text.width:
        return [0] * text.height
    return text.select(pl.sum_horizontal(pl.all().is_not_null().cast(pl.UInt16))).to_series().to_list()


def text_kinds(sheet: RawSheet, letter: str) -> pl.Series:
    """Give TEXT for every cell that holds something, BLANK elsewhere."""
    return sheet.text[letter].is_not_null().cast(pl.UInt8)


@dataclass(frozen=True)
class RawBook:
    """A received file: its format, its sheets in order, and what was remarked while reading.

    `encoding` and `separator` are None for workbooks. Hidden sheets are named, with no cells.
    """

    format: str
    encoding: str | None
    separator: str | None
    sheets: tuple[RawSheet, ...]
    remarks: tuple[Remark, ...] = ()


@lru_cache(1_000)
def column_letter(index: int) -> str:
    """Name a 0-based column as spreadsheets do: 0 is A, 26 is AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_index(letters: str) -> int:
    """Give the 0-based index of a column named by letters: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
