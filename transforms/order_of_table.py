"""Dates that may begin with the day or the month, in a table of which another column begins with the month.

A spreadsheet set to English writes every column so: where one proves it and another, all firsts of the month, proves
nothing, 09/01/2014 is no more surely the 9th of January than the 1st of September.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from schemas.table import Table
from transforms.values import Parsed
from transforms.values import rule_codes as rule
from transforms.values.dates import MAJORITY

_MONTH_FIRST = (rule.MONTH_FIRST_COLUMN, rule.MONTH_FIRST_DATE)
_APART = " ?[-/. ] ?"
_DAY_FIRST = rf"^\s*(?:1[3-9]|2[0-9]|3[01]){_APART}[0-9]{{1,2}}{_APART}[0-9]{{2}}"
_EITHER = rf"^\s*0?([1-9]|1[0-2]){_APART}0?([1-9]|1[0-2]){_APART}[0-9]{{2}}"


def without_doubtful_orders(
    declared: Table, texts: pl.DataFrame, block: pl.Series, read: Mapping[str, Parsed]
) -> dict[str, Parsed]:  # fmt: skip
    """The columns read, less the dates that such a table leaves in doubt; ``block`` numbers the table of each row."""
    dates = [name for name in read if declared.read_columns[name].kind in ("date", "month")]
    begun = [name for name in dates if _any_month_first(read[name])]
    if not begun:
        return dict(read)
    day_first = {name: texts[name].str.contains(_DAY_FIRST) for name in dates}
    doubtful = set[int]().union(*(_begun(block, _month_first(read[name]), day_first[name]) for name in begun))
    settled = {name: _blocks(block, day_first[name] | _month_first(read[name])) for name in dates}
    left = {name: doubtful - settled[name] for name in dates}
    return {name: _refused(one, texts[name], block, left.get(name, set())) for name, one in read.items()}


def _any_month_first(read: Parsed) -> bool:
    return any(
        column.null_count() < len(column) and column.is_in(_MONTH_FIRST).any()
        for column in (read.refused, read.repaired)
    )


def _month_first(read: Parsed) -> pl.Series:
    return read.refused.fill_null(read.repaired).is_in(_MONTH_FIRST)


def _begun(block: pl.Series, month_first: pl.Series, day_first: pl.Series) -> set[int]:
    """The tables in which the column begins with the month more than by a slip."""
    n = pl.DataFrame({"block": block, "month": month_first, "day": day_first}).group_by("block").sum()
    return set(n.filter((pl.col("month") > 0) & (pl.col("day") < MAJORITY * pl.col("month")))["block"])


def _blocks(block: pl.Series, rows: pl.Series) -> set[int]:
    return set(block.filter(rows.fill_null(value=False)).unique())


def _refused(read: Parsed, text: pl.Series, block: pl.Series, doubtful: set[int]) -> Parsed:
    """The column, its dates that could be either refused in these tables."""
    if not doubtful:
        return read
    parts = text.str.extract_groups(_EITHER).struct
    either = (parts[0] != parts[1]).fill_null(value=False) & block.is_in(sorted(doubtful)) & read.value.is_not_null()
    if not either.any():
        return read
    value, repaired = (pl.select(pl.when(~either).then(series)).to_series() for series in (read.value, read.repaired))
    code = pl.lit(rule.AMBIGUOUS_DAY_MONTH)
    return Parsed(value, pl.select(pl.when(either).then(code).otherwise(read.refused)).to_series(), repaired)
