"""The kind of each cell by further passes of the parser, for formats whose parts are not looked into."""

from dataclasses import dataclass, field

import polars as pl

from transforms.raw import Kind, RawSheet
from transforms.read.workbook import DType, guarded, letters_of, open_workbook

_CLOCK = r"^\d{2,}:\d\d:\d\d$"
_STAMP = r"^[+-]?\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d$"


@dataclass
class PassKinds:
    """Kinds of one sheet from a boolean and a duration pass, made together when a column is first asked."""

    content: bytes = field(repr=False)
    index: int
    _passes: dict[DType, pl.DataFrame] = field(default_factory=dict, init=False, repr=False)

    def __call__(self, sheet: RawSheet, letter: str) -> pl.Series:
        """Give the kinds of one column, aligned with its text."""
        if not self._passes:
            self._passes = {dtype: self._pass(dtype) for dtype in ("boolean", "duration")}
        text = sheet.text[letter]
        plain, timed = (self._passes[dtype][letter].is_not_null() for dtype in ("boolean", "duration"))
        errors = [row - sheet.first_row for row, column in sheet.facts.errors if column == letter]
        kinds = pl.select(
            pl.when(text.is_null()).then(Kind.BLANK)
            .when(plain & text.is_in(["true", "false"])).then(Kind.BOOL)
            .when(plain).then(Kind.NUMBER)
            .when(text.str.contains(_CLOCK) & timed).then(Kind.TIME)
            .when(timed).then(Kind.DATE)
            .otherwise(Kind.TEXT).cast(pl.UInt8)
        ).to_series()  # fmt: skip
        return kinds.scatter(errors, Kind.ERROR) if errors else kinds

    def _pass(self, dtype: DType) -> pl.DataFrame:
        def load() -> pl.DataFrame:
            sheet = open_workbook(self.content, date1904=False).lazy(self.index, dtype)
            frame = sheet.to_polars()
            frame.columns = letters_of(sheet)
            return frame

        return guarded(load)
