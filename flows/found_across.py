"""The verdict on the files of a night with what only the published whole shows of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl

from flows.told import as_shown
from transforms.verdict import FILE_SHAPE, Verdict
from transforms.withheld_sheets import real_name
from warehouse.query import found_across

_FILE = ["epi_id", "delivery_id"]
_ROW = [*_FILE, "table_name", "sheet", "row_number"]
_FINDING = [*_ROW, "code", "column_letter"]


def with_found_across(verdict: Verdict, path: Path) -> Verdict:
    """The verdict with what the checks across files found of its deliveries; the rows these set aside count as such."""
    found = _of_files(found_across(path, verdict.files["delivery_id"].to_list()), verdict)
    if found.is_empty():
        return verdict
    aside = found.filter(pl.col("severity") == "reject").unique(_ROW)
    told = found.with_columns(pl.lit(value=False).alias("is_private")).select(
        pl.col(name).cast(dtype) for name, dtype in verdict.findings.schema.items()
    )
    return replace(
        verdict,
        findings=pl.concat([verdict.findings, told]),
        files=_files(verdict.files, aside),
        tables=_tables(verdict.tables, aside),
    )


def _of_files(found: pl.DataFrame, verdict: Verdict) -> pl.DataFrame:
    """What is not told already, of these files, under the names that their sheets have there."""
    sheets = {row[:2]: row[2] for row in verdict.files.select(*_FILE, "sheets").iter_rows()}
    names = [
        sheet and real_name(sheet, sheets.get((epi_id, delivery_id)) or ())
        for epi_id, delivery_id, sheet in found.select(*_FILE, "sheet").iter_rows()
    ]  # a loop over what was found across files alone
    named = found.with_columns(
        pl.Series("sheet", names, dtype=pl.String), as_shown(pl.col("value_read"), ours=True).alias("value_read")
    )
    return named.join(verdict.files, on=_FILE, how="semi", maintain_order="left").join(
        verdict.findings, on=_FINDING, how="anti", nulls_equal=True, maintain_order="left"
    )


def _files(files: pl.DataFrame, aside: pl.DataFrame) -> pl.DataFrame:
    gone = aside.group_by(_FILE).agg(pl.len().alias("n"), pl.col("amount_eur").sum().alias("eur"))
    is_hit, n = pl.col("n").is_not_null(), pl.col("n").fill_null(0)
    counted = files.join(gone, on=_FILE, how="left", maintain_order="left").with_columns(
        pl.when(is_hit).then(pl.lit("accepted_with_reservations")).otherwise("state").alias("state"),
        pl.col("n_rows_accepted") - n, pl.col("n_rows_set_aside") + n,
        pl.col("set_aside_eur") + pl.col("eur").fill_null(0),
    )  # fmt: skip
    return counted.select(pl.col(name).cast(dtype) for name, dtype in FILE_SHAPE.items())


def _tables(tables: pl.DataFrame, aside: pl.DataFrame) -> pl.DataFrame:
    place = [*_FILE, "table_name", "sheet", "header_row"]
    in_it = (pl.col("row_number") > pl.col("header_row")) & (pl.col("row_number") <= pl.col("last_row"))
    gone = aside.select(_ROW).join(tables, on=place[:-1]).filter(in_it).group_by(place).agg(pl.len().alias("n"))
    n = pl.col("n").fill_null(0)
    counted = tables.join(gone, on=place, how="left", maintain_order="left").with_columns(
        pl.col("n_rows_accepted") - n, pl.col("n_rows_set_aside") + n
    )
    return counted.select(pl.col(name).cast(dtype) for name, dtype in tables.schema.items())
