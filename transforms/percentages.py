"""Amounts that the sheet shows as percentages: « 50 % » typed in a cell of euros is kept there as 0.5."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from schemas.table import Column
from transforms.layout import RawTable
from transforms.raw import Kind
from transforms.values import Parsed
from transforms.values import rule_codes as rule


def without_percentages(column: Column, tables: Sequence[RawTable], rows: pl.DataFrame, read: Parsed) -> Parsed:
    """The amounts read of a column, those shown as percentages refused.

    ``rows`` gives ``block``, the number of the table, and ``row_number`` of each.
    """
    places = [] if column.kind != "eur" else [_shown(column.name, n, table, rows) for n, table in enumerate(tables)]
    found = [place for place in places if place is not None and len(place)]
    if not found:
        return read
    kept = pl.repeat(True, len(rows), dtype=pl.Boolean, eager=True).scatter(pl.concat(found), False)
    value, repaired = (pl.select(pl.when(kept).then(series)).to_series() for series in (read.value, read.repaired))
    refused = pl.select(pl.when(kept).then(read.refused).otherwise(pl.lit(rule.PERCENT_IN_AMOUNT))).to_series()
    return Parsed(value, refused, repaired)


def _shown(name: str, number: int, table: RawTable, rows: pl.DataFrame) -> pl.Series | None:
    """The places of the column's cells of one table that are shown as percentages; None where its sheet has none."""
    sheet = table.sheet
    letter = next((match.column for match in table.read_matches if match.field == name), None)
    if letter not in sheet.facts.percent_columns:
        return None
    places = (rows["block"] == number).arg_true()
    kinds = sheet.kinds(letter).gather(rows["row_number"].gather(places) - sheet.first_row)
    return places.filter(kinds == Kind.PERCENT.value)
