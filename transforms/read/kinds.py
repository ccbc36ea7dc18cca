"""The kind of each cell, from what a format tells of it and how its text was shaped."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from transforms.raw import Kind, RawSheet
from transforms.read.workbook import DType, guarded, letters_of, open_workbook

_CLOCK = r"^\d{2,}:\d\d:\d\d$"
_STAMP = r"^[+-]?\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d$"


def aligned(sheet: RawSheet, letter: str, rows: Sequence[int], told: Sequence[int]) -> pl.Series:
    """Lay kinds told at 0-based rows beside a column's text; a number shown as a moment is DATE or TIME."""
    text = sheet.text[letter]
    found = pl.DataFrame({"row": rows, "kind": told}, schema={"row": pl.UInt32, "kind": pl.UInt8}, strict=False)
    last = found.unique("row", keep="last")
    table = text.to_frame("text").with_row_index("row").join(last, on="row", how="left", maintain_order="left")
    cell, kind = pl.col("text"), pl.col("kind").fill_null(Kind.TEXT)
    kinds = table.select(
        pl.when(cell.is_null()).then(Kind.BLANK)
        .when((kind == Kind.NUMBER) & cell.str.contains(_CLOCK)).then(Kind.TIME)
        .when((kind == Kind.NUMBER) & cell.str.contains(_STAMP)).then(Kind.DATE)
        .otherwise(kind).cast(pl.UInt8)
    ).to_series()  # fmt: skip
    return _with_errors(kinds, sheet, letter)


@dataclass
class PassKinds:
    """Kinds of one sheet from a boolean and a duration pass of the parser, made when first asked."""

    content: bytes = field(repr=False)
    index: int
    _passes: dict[DType, pl.DataFrame] = field(default_factory=dict, init=False, repr=False)

    def __call__(self, sheet: RawSheet, letter: str) -> pl.Series:
        """Give the kinds of one column, aligned with its text."""
        if not self._passes:
            self._passes = {dtype: self._pass(dtype) for dtype in ("boolean", "duration")}
        text = sheet.text[letter]
        plain, timed = (self._passes[dtype][letter].is_not_null() for dtype in ("boolean", "duration"))
        kinds = pl.select(
            pl.when(text.is_null()).then(Kind.BLANK)
            .when(plain & text.is_in(["true", "false"])).then(Kind.BOOL)
            .when(plain).then(Kind.NUMBER)
            .when(text.str.contains(_CLOCK) & timed).then(Kind.TIME)
            .when(timed).then(Kind.DATE)
            .otherwise(Kind.TEXT).cast(pl.UInt8)
        ).to_series()  # fmt: skip
        return _with_errors(kinds, sheet, letter)

    def _pass(self, dtype: DType) -> pl.DataFrame:
        def load() -> pl.DataFrame:
            sheet = open_workbook(self.content, date1904=False).lazy(self.index, dtype)
            frame = pl.DataFrame(sheet)
            frame.columns = letters_of(sheet)
            return frame

        return guarded(load)


def _with_errors(kinds: pl.Series, sheet: RawSheet, letter: str) -> pl.Series:
    rows = [row - sheet.first_row for row, column in sheet.facts.errors if column == letter]
    return kinds.scatter(rows, Kind.ERROR) if rows else kinds
