"""The totals written in a table, against the rows above them, or below one that leads the table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from schemas.rules import RULES
from schemas.table import Column
from schemas.wording import ROWS_ABOVE, ROWS_BELOW, french_euros
from transforms.finding import sentence
from transforms.normalise import Block, Normalised, read_values

WRONG_TOTAL = "ENTETE-07"
_SUMMED = ("eur", "hours")
_MARKS = ("total", "subtotal", "section")
_SHAPE = {
    "block": pl.UInt32, "row_number": pl.UInt32, "column_name": pl.String, "value_read": pl.String,
    "message": pl.String,
}  # fmt: skip


@dataclass(frozen=True)
class _Rows:
    """The data of one column, of which one block has the rows from ``first`` to before ``end``; ``sums`` go up to each.

    ``unread`` are its rows that were not read, ``marks`` its ends of groups.
    """

    numbers: list[int]
    sums: pl.Series
    first: int
    end: int
    unread: list[int]
    marks: list[tuple[int, str]]

    def between(self, start: int, end: int) -> Decimal | None:
        """The sum of the rows from ``start`` to before ``end``; None when one of them could not be read."""
        if any(start <= row < end for row in self.unread):
            return None
        return self._before(end) - self._before(start)

    @property
    def is_led_by_total(self) -> bool:
        """Whether a total stands above all the rows, so that totals may sum up the rows below them."""
        totals = [row for row, kind in self.marks if kind != "section"]
        return self.first < self.end and bool(totals) and totals[0] < self.numbers[self.first]

    def below(self, row: int) -> list[Decimal | None]:
        """The sums of the rows below a total: up to the end of its group, and all; none where there is no row."""
        at = bisect_right(self.numbers, row, self.first, self.end)
        if at == self.end:
            return []
        last = self.numbers[self.end - 1] + 1
        group = next((mark for mark, _ in self.marks if mark > row), last)
        return [self.between(row, end) for end in (group, last) if end > self.numbers[at]]

    def _before(self, row: int) -> Decimal:
        at = bisect_left(self.numbers, row, self.first, self.end)
        return self.sums[at - 1] if at else Decimal(0)


def wrong_totals(normalised: Normalised, blocks: Sequence[Block]) -> pl.DataFrame:
    """The totals and subtotals that are not, to the cent, the sum of their rows or of all rows above them.

    One row a cell: ``block``, ``row_number``, ``column_name``, ``value_read``, ``message``. A total over a cell that
    could not be read is not judged.
    """
    told = normalised.ignored.filter(pl.col("why").is_in(["total", "subtotal"]))
    found: list[tuple[int, int, str, str, str]] = []
    for column in normalised.declared.read_columns.values() if told.height else ():
        if column.kind in _SUMMED:
            found += _of_column(normalised, blocks, column, told.filter(pl.col(column.name).is_not_null()))
    return pl.DataFrame(found, schema=_SHAPE, orient="row")


def _of_column(
    normalised: Normalised, blocks: Sequence[Block], column: Column, told: pl.DataFrame
) -> list[tuple[int, int, str, str, str]]:
    if not told.height:
        return []
    values = read_values(column, blocks, told, told[column.name]).value
    rows = _rows(normalised, told["block"].unique(), column)
    found = []
    places = told.select("block", "row_number", "why", column.name).rows()
    for (block, row, why, text), value in zip(places, values, strict=True):
        wrong = None if value is None else _gap(rows[block], row, why, value)
        if wrong:
            gap, where = wrong
            amount = french_euros(gap) if column.kind == "eur" else f"{gap:.2f} h".replace(".", ",")
            said = sentence(WRONG_TOTAL, {"title": column.title, "where": where, "gap": amount})
            found.append((block, row, column.name, text, said))
    return found


def _gap(rows: _Rows, row: int, why: str, value: Decimal) -> tuple[Decimal, str] | None:
    """How far a total is from the rows it may sum up, and where these are; None when it fits.

    They are its group, those since the last total, or all above it; under a total that leads the table, those below.
    """
    above = [(mark, kind) for mark, kind in rows.marks if mark < row]
    group = max((mark for mark, _ in above), default=0)
    since = max((mark for mark, kind in above if kind == "total"), default=0)
    sums = [rows.between(start, row) for start in ((group, 0) if why == "subtotal" else (0, since, group))]
    below = rows.below(row) if rows.is_led_by_total else []
    told, where = (below[0], ROWS_BELOW) if below else (sums[0], ROWS_ABOVE)
    return None if told is None or value in (*sums, *below) else (value - told, where)


def _rows(normalised: Normalised, blocks: pl.Series, column: Column) -> dict[int, _Rows]:
    """What is asked of the rows of each of some blocks."""
    rejected = [code for code, rule in RULES.items() if rule.severity == "reject"]
    bad = normalised.cells.filter((pl.col("column_name") == column.name) & pl.col("code").is_in(rejected))["index"]
    unread = _by_block(normalised.place[bad].select("block", "row_number"), blocks)
    marks = normalised.ignored.filter(pl.col("why").is_in(_MARKS)).select("block", "row_number", "why")
    marked = _by_block(marks, blocks)
    numbers = normalised.place["row_number"].to_list()
    sums = normalised.values[column.name].cast(pl.Decimal(38, 2)).fill_null(0).cum_sum()
    lengths = normalised.place["block"].value_counts().sort("block")
    spans = lengths.select("block", pl.col("count").cum_sum() - pl.col("count"), pl.col("count").cum_sum().alias("end"))
    places = {block: (first, end) for block, first, end in spans.iter_rows()}
    return {
        block: _Rows(numbers, sums, *places.get(block, (0, 0)), [row for (row,) in unread[block]], marked[block])
        for block in blocks
    }


def _by_block(frame: pl.DataFrame, blocks: pl.Series) -> dict[int, list[Any]]:
    """The rows of each of some blocks, as tuples of the columns that follow ``block``."""
    found: dict[int, list[Any]] = {block: [] for block in blocks}
    for block, *rest in frame.filter(pl.col("block").is_in(blocks.implode())).iter_rows():
        found[block].append(tuple(rest))
    return found
