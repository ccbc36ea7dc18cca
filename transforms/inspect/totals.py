"""The totals written below a table, against the rows above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import polars as pl

from schemas.rules import RULES
from schemas.wording import ROWS_ABOVE, french_euros
from transforms.finding import sentence
from transforms.inspect.columns import ColumnRead
from transforms.inspect.reading import read_as
from transforms.inspect.seen import CellSeen, FindingSeen
from transforms.layout import Region

WRONG_TOTAL = "ENTETE-07"
_ADDED = ("eur", "integer", "decimal")
_CENT = Decimal("0.01")


def wrong_totals(region: Region, rows: pl.Series, columns: Sequence[ColumnRead]) -> Iterator[FindingSeen]:
    """The totals that are, to the cent, neither the sum of all rows above them nor of those since the last total.

    A total over a cell that could not be read is not judged.
    """
    marks = [row for row, why in region.ignored if why == "total"]
    for column in columns if marks else ():
        if column.seen.type in _ADDED and column.seen.sum is not None and not column.seen.n_unread:
            for before, row in zip([0, *marks], marks, strict=False):
                yield from _judge(region, rows, column, before, row)


def _judge(region: Region, rows: pl.Series, column: ColumnRead, before: int, row: int) -> Iterator[FindingSeen]:
    sheet, seen = region.sheet, column.seen
    text = sheet.text[seen.column].slice(row - sheet.first_row, 1)
    kinds = sheet.kinds(seen.column).slice(row - sheet.first_row, 1)
    written = _number(read_as(seen.type, text, lambda: kinds).value)
    above = rows < row
    sums = [_number(column.values.filter(part)) for part in (above, above & (rows > before))]
    if written is None or any(total is not None and abs(written - total) < _CENT for total in sums):
        return
    gap = written - (sums[0] or 0)
    told = french_euros(gap) if seen.type == "eur" else f"{gap.normalize():f}".replace(".", ",")
    title = seen.heading or f"Colonne {seen.column}"
    said = sentence(WRONG_TOTAL, {"title": title, "where": ROWS_ABOVE, "gap": told})
    cell = CellSeen(f"{seen.column}{row}", text[0])
    severity = RULES[WRONG_TOTAL].severity
    yield FindingSeen(WRONG_TOTAL, severity, said, sheet.name, row, seen.column, seen.heading or None, 1, (cell,))


def _number(values: pl.Series) -> Decimal | None:
    if not values.count():
        return None
    return Decimal(str(values.cast(pl.Decimal(38, 10)).sum()))
