"""Formulas whose result is not in the file: no value, and not a blank either."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from transforms.layout import RawTable
from transforms.values import rule_codes as rule


def uncalculated_cells(tables: Sequence[RawTable], place: pl.DataFrame, shape: pl.Schema) -> pl.DataFrame:
    """The cells of read columns that hold such a formula, in the given shape of noted cells.

    ``place`` has ``block``, the number of the table, and ``row_number``, one row a data row.
    """
    found = [
        (block, row, field)
        for block, table in enumerate(tables)
        if table.sheet.facts.uncalculated
        for letter, field in {match.column: match.field for match in table.own_matches}.items()
        for row, column in table.sheet.facts.uncalculated
        if column == letter
    ]
    if not found:
        return pl.DataFrame(schema=shape)
    cells = pl.DataFrame(
        found, schema={"block": pl.UInt32, "row_number": pl.UInt32, "column_name": pl.String}, orient="row"
    )
    told = place.with_row_index("index").join(cells, on=["block", "row_number"]).sort("index", "column_name")
    return told.with_columns(
        pl.lit(rule.NEVER_CALCULATED).alias("code"),
        pl.lit(None, dtype=pl.String).alias("value_read"),
        pl.lit(None, dtype=pl.String).alias("value_kept"),
    ).select(pl.col(name).cast(dtype) for name, dtype in shape.items())
