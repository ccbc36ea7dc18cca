"""The French label in place of a stored code, where people read the value."""

from functools import cache

import polars as pl

from schemas import TABLES


def with_labels(found: pl.DataFrame) -> pl.DataFrame:
    """The findings of columns, each `value_read` that is a code of its column told by the label of that code."""
    told = found.join(_labels(), on=["table_name", "column_name", "value_read"], how="left", maintain_order="left")
    return told.with_columns(pl.coalesce("label", "value_read").alias("value_read")).drop("label")


@cache
def _labels() -> pl.DataFrame:
    rows = [
        (table.name, name, code.code, code.label)
        for table in TABLES.values()
        for name, column in table.columns.items()
        if column.codes
        for code in column.codes.codes
    ]
    return pl.DataFrame(rows, schema=["table_name", "column_name", "value_read", "label"], orient="row")
