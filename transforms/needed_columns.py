"""Columns that some rows cannot do without and that a heading only comes near: told once, at the headings."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from schemas import DELIVERED
from transforms.finding import column_params, finding, sentence
from transforms.normalise import Block, Normalised

NEEDED = "ENTETE-19"


def without_needed(breaches: pl.DataFrame, normalised: Normalised, blocks: Sequence[Block]) -> pl.DataFrame:
    """The breaches, where one that sets a row aside is of a column that a heading only comes near: of the column then.

    A required column is told and sets its rows aside by itself.
    """
    near = [(number, name) for number, block in enumerate(blocks) for name in sorted(_near(block))]
    if not near:
        return breaches
    below = pl.DataFrame(near, pl.Schema({"block": pl.UInt32, "column_name": pl.String}), orient="row")
    cells = normalised.place.select("block").with_row_index("index").join(below, on="block")
    owned = breaches.join(cells, on=["index", "column_name"], how="left", maintain_order="left")
    is_needed = pl.col("block").is_not_null() & (pl.col("severity") == "reject")
    code = pl.when(is_needed).then(pl.lit(NEEDED)).otherwise("code").alias("code")
    return owned.with_columns(code).select(breaches.columns)


def _near(block: Block) -> set[str]:
    """The columns of the block that headings are proposed for and none is read as, but the required ones."""
    proposed = {match.suggestion for match in block.table.matches if match.how == "near" and match.suggestion}
    read = {match.field for match in block.table.matches if match.field}
    return proposed - read - set(DELIVERED[block.table.table].required_columns)


def needed_columns(breaches: pl.DataFrame, normalised: Normalised, owners: pl.DataFrame) -> list[dict[str, object]]:
    """The findings of the columns that rows need, at the row of the headings of their table."""
    declared = normalised.declared
    needed = breaches.filter(pl.col("code") == NEEDED).join(normalised.place.with_row_index("index"), on="index")
    pairs = needed.select("block", "column_name").unique(maintain_order=True).join(owners, on="block")
    return [
        finding(
            NEEDED, sentence(NEEDED, {"table": declared.title, **column_params(declared.columns[row["column_name"]])}),
            table_name=declared.name, row_number=row["header_row"],
            **{name: row[name] for name in ("epi_id", "delivery_id", "filename", "sheet")},
        )
        for row in pairs.iter_rows(named=True)
    ]  # fmt: skip
