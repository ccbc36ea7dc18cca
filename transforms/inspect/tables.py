"""One table of a sheet, from the region where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import polars as pl

from transforms.inspect.columns import ColumnRead, read_column
from transforms.inspect.seen import FindingSeen, TableSeen
from transforms.inspect.totals import wrong_totals
from transforms.layout import Region

ROW = "_row"


def inspect_table(
    region: Region, spoilt: Mapping[int, str], *, has_kinds: bool, with_frame: bool
) -> tuple[TableSeen, tuple[FindingSeen, ...]]:
    """Type and read the columns of a region; rows that reading spoilt (row → why) are ignored for that reason."""
    rows = region.rows
    bad = [(row, spoilt[row]) for row in rows.to_list() if row in spoilt] if spoilt else []
    if bad:
        rows = rows.filter(~rows.is_in(pl.Series([row for row, _ in bad], dtype=pl.UInt32).implode()))
    headings = [(letter, " ".join(heading.split())) for letter, heading in region.headings]
    columns = [
        read_column(region, letter, heading, name, rows, has_kinds=has_kinds)
        for (letter, heading), name in zip(headings, column_names(headings), strict=True)
    ]
    table = TableSeen(
        range=region.range,
        header_rows=region.header_rows,
        columns=tuple(column.seen for column in columns),
        n_rows=len(rows),
        ignored_rows=tuple(sorted((*region.ignored, *bad))),
        frame=_frame(rows, columns) if with_frame else None,
    )
    said = [finding for column in columns for finding in column.findings]
    return table, (*said, *wrong_totals(region, rows, columns))


def column_names(headings: Sequence[tuple[str, str]]) -> list[str]:
    """Names for (letter, heading), each once: the heading as read, numbered where it repeats, else the letter."""
    taken = {ROW}
    numbers: Counter[str] = Counter()
    names = []
    for letter, heading in headings:
        wanted = heading or f"Colonne {letter}"
        name = wanted
        while name.casefold() in taken or f"{name}__raw".casefold() in taken:
            numbers[wanted] += 1
            name = f"{wanted} ({numbers[wanted] + 1})"
        taken |= {name.casefold(), f"{name}__raw".casefold()}
        names.append(name)
    return names


def _frame(rows: pl.Series, columns: list[ColumnRead]) -> pl.DataFrame:
    typed: list[pl.Series] = [rows.cast(pl.UInt32).alias(ROW)]
    for column in columns:
        typed.append(column.values)
        if column.raw is not None:
            typed.append(column.raw)
    return pl.DataFrame(typed)
