"""Which rows are set aside, by which codes; a row gets no blame for what could not be read of it."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from transforms.lacking_columns import lacking_columns
from transforms.normalise import Block, Normalised
from transforms.validate import MISSING

TWICE = "ENTETE-04"
_SPOILT = pl.Schema({"block": pl.UInt32, "row_number": pl.UInt32, "code": pl.String})
_UNREAD = pl.Schema({"block": pl.UInt32, "column_name": pl.String, "code": pl.String})


def with_blame(breaches: pl.DataFrame, normalised: Normalised, blocks: Sequence[Block]) -> pl.DataFrame:
    """The breaches without those of rows that could not be cut into cells, or of values "missing" in a column that
    was not read: their own finding tells it once."""
    spoilt, unread = _spoilt(blocks), _unread(blocks)
    if spoilt.is_empty() and unread.is_empty():
        return breaches
    indexed = normalised.place.with_row_index("index")
    gone = indexed.join(spoilt, on=["block", "row_number"], how="semi").select("index")
    breaches = breaches.join(gone, on="index", how="anti", maintain_order="left")
    beside = indexed.join(unread, on="block").select("index", "column_name")
    unseen = breaches.join(beside, on=["index", "column_name"], how="semi", maintain_order="left")
    unseen = unseen.filter(pl.col("code").is_in(list(MISSING)))
    return breaches.join(unseen, on=["index", "column_name", "code"], how="anti", maintain_order="left")


def rows_unread(normalised: Normalised, blocks: Sequence[Block]) -> pl.Series:
    """The rows of tables that lack a required column: none of them is taken into account."""
    short = _unread(blocks)["block"]
    return normalised.place["block"].is_in(short.implode()).arg_true().cast(pl.UInt32)


def without_doubled(breaches: pl.DataFrame, normalised: Normalised, blocks: Sequence[Block]) -> pl.DataFrame:
    """The breaches, but of what "lacks" in a column that several headings claim: the headings are told, once.

    Where such a breach sets its row aside, the headings do.
    """
    claimed = [(n, match.field) for n, b in enumerate(blocks) for match in b.table.matches if match.how == "twice"]
    if not claimed:
        return breaches
    doubled = pl.DataFrame(claimed, pl.Schema({"block": pl.UInt32, "column_name": pl.String}), orient="row").unique()
    cells = normalised.place.select("block").with_row_index("index").join(doubled, on="block")
    below = breaches.join(cells, on=["index", "column_name"], how="left", maintain_order="left")
    kept = below.filter(pl.col("block").is_null() | (pl.col("severity") == "reject"))
    code = pl.when(pl.col("block").is_null()).then("code").otherwise(pl.lit(TWICE)).alias("code")
    return kept.with_columns(code).select(breaches.columns)


def blocking_codes(normalised: Normalised, blocks: Sequence[Block], breaches: pl.DataFrame) -> pl.DataFrame:
    """``index`` of each row to set aside and its ``codes``; every row of a table without a required column is one."""
    indexed = normalised.place.with_row_index("index")
    short = _unread(blocks).select("block", "code").unique()
    parts = [
        breaches.filter(pl.col("severity") == "reject").select("index", "code"),
        indexed.join(short, on="block").select("index", "code"),
        indexed.join(_spoilt(blocks), on=["block", "row_number"]).select("index", "code"),
    ]
    all_codes = pl.concat(parts).unique().sort("index", "code")
    return all_codes.group_by("index", maintain_order=True).agg(pl.col("code").str.join(", ").alias("codes"))


def _spoilt(blocks: Sequence[Block]) -> pl.DataFrame:
    rows = [(n, row, code) for n, block in enumerate(blocks) for row, code in block.spoilt.items()]
    return pl.DataFrame(rows, schema=_SPOILT, orient="row")


def _unread(blocks: Sequence[Block]) -> pl.DataFrame:
    """The required columns that each table lacks, or that several of its headings claim."""
    rows = []
    for number, block in enumerate(blocks):
        claimed = {match.field for match in block.table.matches if match.how == "twice"}
        lacking = lacking_columns(block.table.table, block.table.matches)
        rows += [(number, name, TWICE if name in claimed else "ENTETE-01") for name in lacking]
    return pl.DataFrame(rows, schema=_UNREAD, orient="row")
